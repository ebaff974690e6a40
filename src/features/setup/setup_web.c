/* setup_web.c: the pages of setting a district up: who may open which. */
#include "features/setup/setup_web.h"

#include "features/setup/setup_page.h"

static const struct route routes[] = {
	ROUTE_GET("/setup", SETUP, setup_first_page, .about = "What the district lacks until it takes its first matter"),
	ROUTE_POST("/setup/test", SETUP, setup_test_post, .form = &setup_form_test, .ahead = setup_test_ahead, .prepare = setup_test_prepare,
		   .after = setup_first_page, .again = setup_first_page, .flags = ROUTE_THROTTLE,
		   .about = "Send myself a message and see what the gateway answers"),
	ROUTE_POST("/setup/mark", SETUP, setup_mark_post, .form = &setup_form_mark, .again = setup_first_page,
		   .about = "Say that posters hang, that there are no messages, or put the list away"),

	ROUTE_GET("/setup/settings", SETUP, setup_settings_page, .about = "Settings of the district"),
	ROUTE_GET("/setup/settings/hours", SETUP, setup_hours_page, .about = "Hours of work, and days that are not as usual"),
	ROUTE_POST("/setup/hours/week", SETUP, setup_week_post, .form = &setup_form_hours, .ahead = setup_week_ahead, .again = setup_hours_page,
		   .about = "Change the hours of work from a day on; look=1 tells what it would move"),
	ROUTE_POST("/setup/hours/days", SETUP, setup_days_post, .form = &setup_form_hours, .ahead = setup_days_ahead, .again = setup_hours_page,
		   .about = "Say that days of the district or of a body are not as usual; look=1 tells what it would move"),
	ROUTE_POST("/setup/hours/notice", SETUP, setup_notice_post, .form = &setup_form_hours, .ahead = setup_notice_ahead,
		   .again = setup_hours_page, .about = "Take in the State Council's notice of a year; look=1 tells what was understood"),
	ROUTE_GET("/setup/settings/:group", SETUP, setup_settings_page, .about = "One group of settings"),
	ROUTE_POST("/setup/settings/:group", SETUP, setup_settings_post, .form = &setup_form_settings, .again = setup_settings_page,
		   .about = "Change settings of a group"),
	ROUTE_GET("/setup/backup", SETUP, setup_backup_page, .about = "When a backup was last proved, and what to do when that is long ago"),
	ROUTE_GET("/setup/nods", SETUP, setup_nods_page, .about = "What waits for a second administrator"),
	ROUTE_POST("/setup/nods/:id/agree", SETUP, setup_agree_post, .again = setup_nods_page, .about = "Agree to what another administrator asked for"),
	ROUTE_POST("/setup/nods/:id/refuse", SETUP, setup_refuse_post, .again = setup_nods_page, .about = "Refuse it, or take one's own back"),
	ROUTE_GET("/setup/changes", SETUP, setup_changes_page, .form = &setup_form_changes, .about = "Who changed which setting, and when"),
	ROUTE_GET("/setup/changes/table", SETUP, setup_changes_table, .form = &setup_form_changes, .flags = ROUTE_EXPORT,
		  .about = "Changes of settings as CSV or XLSX"),
	ROUTE_GET("/api/setup/changes", SETUP, setup_changes_api, .form = &setup_form_changes, .out = &setup_change_shape,
		  .about = "Who changed which setting, and when"),
};

const struct route_table setup_routes = {routes, sizeof routes / sizeof *routes};
