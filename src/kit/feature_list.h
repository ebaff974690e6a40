/* feature_list.h: what the program does with the list of all features. */
#ifndef LINLI_KIT_FEATURE_LIST_H
#define LINLI_KIT_FEATURE_LIST_H

#include "kit/feature.h"

struct feature_list {
	const struct feature *const *v;
	size_t n;
};

/* The address by which who raised the matter does without signing in what a step of it waits for (course.way_in), whole; "" = there is
 * none. */
int feature_way_in(const struct feature_env *env, struct tx *tx, int64_t district, int64_t kind, int64_t matter, int64_t step,
		   struct str *ret);

/* The kinds of bodies of a district; empty when no feature knows any. */
int feature_body_kinds(const struct feature_list *all, struct tx *tx, int64_t district, bool english, struct body_kind_list *ret);

/* The course of a kind of matters; NULL = no feature has it. */
const struct course *feature_course(const struct feature_list *all, int64_t kind);

/* Tells, a line each, what of the district's rows does not agree with its histories: matters of all courses, what is
 * sealed, what features check besides. *ret_unsealed: so many things have no seal yet. The chains themselves are
 * flow_verify's. */
int feature_verify(const struct feature_list *all, struct tx *tx, int64_t district, int (*broken)(void *ctx, struct str line),
		   void *ctx, int64_t *ret_unsealed);

/* Gives the app what the features bring: routes and their router, who is behind a request. The arena must outlive the
 * app, whose owner frees the router. */
void feature_install(const struct feature_list *all, struct app *app, struct arena *a);
/* Puts the navigation that the reader may use on the page: before anybody is known (r->who NULL), what is for
 * everybody. */
void feature_nav(struct req *r);

/* A runner for every kind that a feature takes, for outbox_start and outbox_drain; ctx = struct feature_env *. A job
 * that no feature takes fails with E_NOTFOUND, so that `linli outbox list --failed` shows it. */
void feature_runners(const struct feature_list *all, outbox_runner *ret[OUTBOX__MAX]);

/* Runs the timers that fall due after the second `was` up to the second `now`, both counted from the start; was < 0 =
 * all. Returns the seconds until the next one. */
int64_t feature_tick(const struct feature_env *env, int64_t was, int64_t now);

/* Removes the files that no feature names and that nobody put or renewed for a day. It removes nothing when a feature
 * cannot say what it names. Any number of processes may run it; no transaction may be open. */
int feature_sweep(const struct feature_env *env);

#endif
