/* whistle_web.h: the routes of whistles, and what page and API share. */
#ifndef LINLI_WHISTLE_WEB_H
#define LINLI_WHISTLE_WEB_H

#include "features/whistle/whistle.h"
#include "http/form.h"
#include "http/route.h"
#include "kit/list.h"
#include "kit/paging.h"
#include "kit/photos.h"

struct whistle_list_in {
	struct paging_in page;
	bool ended;
	enum list_format format;
};
struct whistle_new_in {
	struct str title, about, goal, spot, origin, find, time;
	int64_t place, day, metres;
	struct texts org;
	struct str lead;
	int within;
	bool seek;
};
struct whistle_arrive_in {
	struct photos_in photos;
	struct str code;
	int64_t lon, lat, org, version;
};
struct whistle_move_in {
	int act;
	int64_t version, org, number, first, second;
	struct str text;
	struct whistle_task_said tasks[WHISTLE_TASKS_MAX];
};
struct whistle_figure_in {
	int64_t month; /* its first day */
};

extern const struct shape whistle_line_shape;
extern const struct list whistle_list;
extern const struct form whistle_list_form, whistle_new_form, whistle_arrive_form, whistle_move_form, whistle_scan_form;
extern const struct choice whistle_withins[5];
enum { WHISTLE_WITHINS = 5 };

struct list_ask whistle_asked(struct req *r);
int whistle_blow_from_form(struct req *r, struct str *ret_code);
/* In route.prepare of what arrives: photos are stored before the transaction. */
int whistle_arrive_prepare(struct req *r);
int whistle_arrive_from_form(struct req *r);
int whistle_move_from_form(struct req *r);

extern const struct route_table whistle_routes, whistle_show_routes, whistle_api_routes;

#endif
