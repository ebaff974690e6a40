/* model.h: what ui's own views print. Private to ui. */
#ifndef LINLI_UI_MODEL_H
#define LINLI_UI_MODEL_H

#include "base/str.h"

struct icon_model {
	const char *url, *name;
};

struct shape_model {
	const char *url;
	struct str colour;
};

struct tab_model {
	const char *href, *icon, *label;
	bool current, main, more; /* main: the one that files; more: left out in large text */
};

struct side_item {
	const char *href, *icon, *label;
	bool current;
};

struct side_group {
	const char *label;
	struct {
		const struct side_item *v;
		size_t n;
	} items;
};

struct frame_model {
	struct str title, site, place, name, theme, flash; /* place: of the desk */
	const char *style, *library, *script, *drawing, *back;
	const char *desk_url, *search_url, *self_url;     /* NULL = not offered */
	const char *bell_url;                /* the same */
	struct str unread;                   /* notices: "3", "99+", "" = none */
	const char *find;                    /* where the desk's search leads, NULL = none */
	struct str mode_url, lang_url, light_url, dark_url, auto_url;
	const char *other_lang, *other_code; /* the language one can change to, in its words */
	struct str query;                    /* what was searched for */
	struct str operator, phone, icp, security; /* at the foot */
	struct str picture;                  /* that stands for the page where its address is shared */
	bool demo, elder, desk; /* desk: which frame it is */
	struct {
		const struct tab_model *v;
		size_t n;
	} tabs;
	struct {
		const struct tab_model *v;
		size_t n;
	} foot;
	struct {
		const struct side_group *v;
		size_t n;
	} groups;
	struct {
		const struct side_item *v;
		size_t n;
	} buttons;
};

/* What a refused form had brought, to be sent once more. */
struct kept_model {
	const char *name, *label;
	struct str value;
	bool shown; /* a text the person wrote; others travel hidden */
};

struct error_model {
	const char *title, *text, *icon;
	int64_t limit;             /* bytes a body may have here, 0 = not the matter */
	struct str sign_in, again; /* where these lead; "" = not offered */
	struct str way;            /* the feature's own, with its word */
	const char *way_word;
	bool carried;              /* signing in leads back to what was written */
	bool main;                 /* the form is what the page is for */
	struct str action;         /* where the form goes once more; "" = nothing was brought */
	struct {
		const struct kept_model *v;
		size_t n;
	} kept;
};

struct choice_model {
	struct str id, value;
	const char *label;
	bool checked;
};

struct field_model {
	const char *name, *label, *hint, *type, *inputmode, *autocomplete;
	struct str id, value, error, notes; /* notes: ids of hint and error, for aria-describedby */
	int64_t maxlength;                  /* 0 = none */
	bool required, checked, many;
	struct {
		const struct choice_model *v;
		size_t n;
	} choices;
};

struct error_line {
	struct str id, text; /* id "" = not at a field */
	const char *label;
};

struct errors_model {
	const char *title, *text;
	struct {
		const struct error_line *v;
		size_t n;
	} lines;
};

#endif
