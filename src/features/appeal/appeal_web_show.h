/* appeal_web_show.h: one case as a page shows it: loaded here for the public's page and for the desk's. */
#ifndef LINLI_APPEAL_WEB_SHOW_H
#define LINLI_APPEAL_WEB_SHOW_H

#include "features/appeal/appeal_page.h"
#include "features/appeal/appeal_web_form.h"
#include "http/req.h"

/* The case of the address, as this reader may see it. desk: for the desk's page, which is for staff of the case alone:
 * E_DENIED, or E_NOTFOUND for who may not know of it. */
int appeal_load_page(struct req *r, bool desk, struct appeal_show_page *p);
/* The move that the address ends with, 0 = none. */
enum appeal_act appeal_act_of(const struct req *r);
/* One step as a sentence, as this reader may know it: "派给市政服务所". */
int appeal_step_said(struct req *r, const struct appeal_seen *s, const struct flow_step *step, struct str *ret);
/* Three faces to choose from; typed: what a refused form brought. */
struct appeal_faces appeal_faces_of(struct req *r, enum mark_of of, const char *name, const char *legend, int64_t typed);
/* The page of who filed it and of the public. */
int appeal_show_page(struct req *r);

#endif
