/* watch.h: live pages: a change of any case, by whatever process, is told within a second. */
#ifndef LINLI_MAIN_WATCH_H
#define LINLI_MAIN_WATCH_H

struct app;
struct watch;

/* app must outlive it; nothing runs yet. */
struct watch *watch_new(struct app *app);
/* Looks once a second on a thread of its own. Without one pages are live no more, which is all. */
void watch_start(struct watch *w);
/* One look: tells the listeners of every district whose newest step is another than at the look before. The
 * first look at a district somebody listens to only remembers. A district that cannot be read rests for a
 * while; the error is that of the first look that all districts share. */
int watch_look(struct watch *w);
void watch_free(struct watch *w); /* ends the thread; NULL is fine */

#endif
