/* demo_album.c: the photos of the demo's cases: each drawn, made small and stored once, on two threads. */
#include <pthread.h>
#include <stdatomic.h>

#include "base/log.h"
#include "kit/file.h"
#include "lib/photo.h"
#include "demo/demo_in.h"
#include "demo/demo_photo.h"

enum { SEEDS = 3, THREADS = 2 };

/* Cases before and after show the same place, so the seed belongs to the case. */
static unsigned
seed_of(int64_t which)
{
	return (unsigned)lot(which, 81, SEEDS) + 1;
}

static struct demo_photo_ref *
find(const struct demo *d, struct str scene, unsigned seed)
{
	for (size_t i = 0; i < d->photos_n; i++)
		if (d->photos[i].seed == seed && str_eq(d->photos[i].scene, scene))
			return &d->photos[i];
	return NULL;
}

const struct file_ref *
demo_photo_of(const struct demo *d, struct str scene, int64_t which)
{
	const struct demo_photo_ref *p = scene.n ? find(d, scene, seed_of(which)) : NULL;

	return p ? &p->file : NULL;
}

static void
want(struct demo *d, struct str scene, int64_t which)
{
	if (scene.n && !find(d, scene, seed_of(which)))
		d->photos[d->photos_n++] =
			(struct demo_photo_ref){.scene = scene, .seed = seed_of(which)};
}

struct worker {
	struct demo *d;
	atomic_size_t *next;
	struct progress *progress; /* of one of them only */
	struct arena arena;
	int rc;
};

static int
make(struct worker *w, struct demo_photo_ref *p)
{
	struct arena *a = &w->arena;
	struct photo photo;
	struct str drawn;

	TRY(demo_photo(a, p->scene, p->seed, &drawn));
	TRY(photo_make(a, drawn, &photo));
	TRY(file_put(w->d->files, a, photo.jpeg, &p->file.file));
	TRY(file_put(w->d->files, a, photo.thumb, &p->file.thumb));
	p->file.width = photo.width;
	p->file.height = photo.height;
	return 0;
}

static void *
work(void *arg)
{
	struct worker *w = arg;
	size_t i;

	while (w->rc == 0 && (i = atomic_fetch_add(w->next, 1)) < w->d->photos_n) {
		w->rc = make(w, &w->d->photos[i]);
		if (w->progress)
			progress_at(w->progress, i);
	}
	return NULL;
}

/* The digests outlive the workers. */
static void
keep(struct demo *d)
{
	for (size_t i = 0; i < d->photos_n; i++) {
		d->photos[i].file.file = str_dup(d->arena, d->photos[i].file.file);
		d->photos[i].file.thumb = str_dup(d->arena, d->photos[i].file.thumb);
	}
}

int
demo_fill_album(struct demo *d)
{
	struct worker workers[THREADS];
	pthread_t threads[THREADS];
	atomic_size_t next = 0;
	struct progress progress;
	int rc = 0, running = 0;

	d->photos = NEW_ARRAY(d->arena, struct demo_photo_ref, 3 * d->cases_n);
	for (size_t i = 0; i < d->cases_n; i++) {
		want(d, d->cases[i].photo, d->cases[i].number);
		want(d, d->cases[i].photo_after, d->cases[i].number);
		want(d, S("record"), d->cases[i].number);
	}
	progress_begin(&progress, "photos", d->photos_n);
	for (int i = 0; i < THREADS; i++) {
		workers[i] =
			(struct worker){.d = d, .next = &next, .progress = i ? NULL : &progress};
		arena_init(&workers[i].arena);
		if (pthread_create(&threads[running], NULL, work, &workers[i]) == 0)
			running++;
	}
	if (!running)
		work(&workers[0]);
	for (int i = 0; i < running; i++)
		pthread_join(threads[i], NULL);
	progress.done = d->photos_n;
	progress_end(&progress);
	for (int i = 0; i < THREADS; i++)
		rc = rc ? rc : workers[i].rc;
	if (rc == 0)
		keep(d);
	else
		log_error("demo: the photos failed: %s", err_line(rc));
	for (int i = 0; i < THREADS; i++)
		arena_release(&workers[i].arena);
	return rc;
}
