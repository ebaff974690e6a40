/* script.h: a conversation with the program, written so that people who do not program can read it.
 *
 *   # a comment                          a line that begins with a blank continues the line before
 *   as visitor                           a new browser; `as visitor ann` goes on with ann's
 *   as wang                              wang's browser, freshly signed in
 *   as wang with token APPEAL_FILE …     wang's program: calls of the API with a token of these scopes
 *   set name = text                      $name from now on; `set long = 字 x 2001` repeats
 *   at 2026-11-25 09:00                  moves the clock; `wait 3 days`, hours, minutes
 *   jobs                                 runs what is due in the outbox
 *   verify                               nothing is broken, as `linli verify` sees it
 *   send Header: value                   with the next request only
 *
 *   GET /path?name=value
 *   POST /path name=value&name=value     as the page's own form would, with its CSRF token
 *   POST! /path …                        the same without the token
 *   UPLOAD /path name=value&photo=<FILE  as multipart, FILE from tests/data
 *   JSON POST /api/path {…}
 *
 * In values: $name; \n \r \t \xHH \& \$ \\; and as a whole value @CODE, the id of a place; %NAME%, of a catalogue
 * node; org:CODE, of a body. After a request comes its status, then what else must hold:
 *
 *   303 /appeal/$code/receipt            where it leads; a $name that is not set takes what stands there
 *   200 has TEXT                         or on lines of their own: has TEXT, not TEXT, count N TEXT
 *   header NAME TEXT                     the header has TEXT; `header NAME -`: there is none
 *   json path.0.name VALUE               a $name that is not set takes the value; path.length: how many
 *   keep name REGEX                      $name becomes the first group of the regex in the body
 */
#ifndef LINLI_TEST_SCRIPT_H
#define LINLI_TEST_SCRIPT_H

#include "support.h"

enum { SCRIPT_BROWSERS = 24, SCRIPT_COOKIES = 16, SCRIPT_NAMES = 64, SCRIPT_HEADERS = 4 };

struct script_browser {
	struct str name;                            /* "" = a visitor without a name */
	struct pair cookies[SCRIPT_COOKIES];
	size_t cookies_n;
	struct str token;                           /* a program's; "" = a browser */
};

struct script_answer {
	int status;
	struct str type, location, cache, etag, body;
	struct pair headers[24];
	size_t headers_n;
};

struct script {
	struct world *w;
	struct arena *a;                            /* of the world */
	const char *data;                           /* folder of files to upload */
	struct script_browser browsers[SCRIPT_BROWSERS], *me;
	size_t browsers_n;
	struct pair names[SCRIPT_NAMES];
	size_t names_n;
	struct pair send[SCRIPT_HEADERS];
	size_t send_n;
	struct script_answer got;
	bool asked, judged;                         /* a request was made; its status was looked at */
	struct str problem;                         /* why the script failed */
};

/* Runs a whole script; false: s->problem says which line and why. */
bool script_run(struct script *s, const char *path, struct str text);

/* Between script.c and script_http.c. Each returns false with s->problem set. */
__attribute__((format(printf, 2, 3))) bool script_fail(struct script *s, const char *fmt, ...);
struct pair *script_name(struct script *s, struct str name);
bool script_set(struct script *s, struct str name, struct str value);
bool script_expand(struct script *s, struct str text, struct str *ret);
bool script_as(struct script *s, struct str who);
bool script_request(struct script *s, struct str verb, struct str rest);

#endif
