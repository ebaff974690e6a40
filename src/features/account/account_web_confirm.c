/* account_web_confirm.c: the second question before what cannot be taken back: what will happen, and a button.
 *
 * The page has the address its form is sent to; sent without having been asked for, the deed is done all the same. */
#include "features/account/account_page.h"
#include "gen/account_view.h"
#include "http/req.h"

int
account_confirm(struct req *r, const struct account_question *q, struct account_confirm_page *p)
{
	struct page page = {.frame = FRAME_TASK, .title = q->title, .back = p->back};

	p->deed = q->deed;
	p->keep = q->keep;
	p->action = r->path;
	p->will = (struct account_wills){.v = q->will, .n = 0};
	while (p->will.n < ACCOUNT_WILLS && q->will[p->will.n].text)
		p->will.n++;
	return reply_page(r, &page, account_confirm, p);
}
