/* main.h: the commands of the program itself, and the list of all features. */
#ifndef LINLI_MAIN_H
#define LINLI_MAIN_H

#include "db/db.h"
#include "gen/version.h" /* VERSION, that of meson.build */
#include "kit/command.h"
#include "kit/course_retime.h"
#include "kit/feature_list.h"


int serve_cmd(const struct options *o, struct db *db, int argc, char **argv);
int setting_cmd(const struct options *o, struct db *db, int argc, char **argv);
int calendar_days_cmd(const struct options *o, struct db *db, int argc, char **argv);
int calendar_due_cmd(const struct options *o, struct db *db, int argc, char **argv);
int calendar_recur_cmd(const struct options *o, struct db *db, int argc, char **argv);
int clocks_recompute_cmd(const struct options *o, struct db *db, int argc, char **argv);
/* How many clocks the calendar of now would make due at another time, in all districts. */
int clocks_count(struct db *db, struct retimed *ret);
int import_holidays_cmd(const struct options *o, struct db *db, int argc, char **argv);
int import_notice_cmd(const struct options *o, struct db *db, int argc, char **argv);
int demo_cmd(const struct options *o, struct db *db, int argc, char **argv);
int bench_fill_cmd(const struct options *o, struct db *db, int argc, char **argv);
int migrate_cmd(const struct options *o, struct db *db, int argc, char **argv);
int routes_cmd(const struct options *o, struct db *db, int argc, char **argv);
int history_export_cmd(const struct options *o, struct db *db, int argc, char **argv);
int history_verify_cmd(const struct options *o, struct db *db, int argc, char **argv);
int seal_cmd(const struct options *o, struct db *db, int argc, char **argv);
/* What has a history and no seal yet gets one, in all districts; says how much it was. */
int seal_found(struct db *db);
/* Makes figures that a new schema has a table for and nothing in it yet. */
int recount_found(struct db *db);
int show_cmd(const struct options *o, struct db *db, int argc, char **argv);
int recount_cmd(const struct options *o, struct db *db, int argc, char **argv);
int verify_cmd(const struct options *o, struct db *db, int argc, char **argv);
int outbox_cmd(const struct options *o, struct db *db, int argc, char **argv);
int backup_cmd(const struct options *o, struct db *db, int argc, char **argv);
int drill_cmd(const struct options *o, struct db *db, int argc, char **argv);
int restore_cmd(const struct options *o, struct db *db, int argc, char **argv);

/* Checks all of a district, prints what is broken, a line each, and adds to the sums. Rows of people and bodies are checked when the
 * key is loaded; unsealed: what has no seal yet. */
struct verified {
	int64_t checked, broken, unsealed;
};
int verify_district(struct db *db, int64_t district, struct verified *sum);
/* Does the later database have every history of the earlier one, unchanged as far as that goes? Prints what is broken. */
int history_compare(struct db *earlier, struct db *later, int64_t district, int64_t *ret_broken);

/* What the program brings itself (routes, commands, the daily sweep), and then the features of features.def. */
extern const struct feature_list all_features;

#endif
