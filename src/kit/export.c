/* export.c: batches of a table on their way to a pipe or a file. */
#include "kit/export.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "http/pipe.h"
#include "http/reply.h"
#include "kit/gate_state.h"
#include "ui/view.h"

/* The first batch is made on a wire thread and before the first byte. */
enum { FIRST = 40, BATCH = 500, SECONDS = 1800 };

struct export_row {
	struct export_row *next;
	struct str cells[];
};

struct export {
	struct pool_job job;
	struct req *r;
	struct export_table t;
	struct export_batch batch;
	struct sheet_out *out;
	struct pipe *pipe; /* NULL: made whole, then sent */
	int fd;
	char after[EXPORT_KEY_MAX + 1];
	size_t rows; /* in out */
	bool more;
	uint64_t seat;
	void (*done)(struct req *r, int err);
};

static const char *const types[] = {
	[SHEET_CSV] = "text/csv; charset=utf-8",
	[SHEET_XLSX] = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
	[SHEET_JSONL] = "application/jsonl; charset=utf-8",
};
static const char *const endings[] = {[SHEET_CSV] = "csv", [SHEET_XLSX] = "xlsx", [SHEET_JSONL] = "jsonl"};

static struct str
file_name(const struct export *x)
{
	return str_fmt(&x->r->arena, "%.*s.%s", STR(x->t.name), endings[x->t.kind]);
}

void
export_put(struct export_batch *b, const struct str *cells)
{
	struct export_row *row = arena_alloc(b->arena, sizeof *row + b->columns * sizeof *cells);

	memcpy(row->cells, cells, b->columns * sizeof *cells);
	*b->last = row;
	b->last = &row->next;
	b->n++;
}

void
export_next(struct export_batch *b, struct str key)
{
	b->next = key;
}

/* The next rows into memory, whatever an earlier try in a lost transaction left there. */
static int
read_batch(struct export *x, struct tx *tx, int64_t most)
{
	struct export_batch *b = &x->batch;

	*b = (struct export_batch){
		.after = str_of(x->after), .most = most, .arena = tx->arena, .columns = x->t.columns, .next = S(""),
	};
	b->last = &b->first;
	x->r->tx = tx;
	TRY(x->t.rows(x->r, x->t.ctx, b));
	return b->next.n > EXPORT_KEY_MAX ? E_BUG : 0;
}

/* A file of limited length says in its last line that there is more, and what to do. */
static int
put_cut(struct export *x)
{
	struct str *cells = NEW_ARRAY(&x->r->arena, struct str, x->t.columns);

	for (size_t i = 1; i < x->t.columns; i++)
		cells[i] = S("");
	cells[0] = str_of(ui_translate(req_lang(x->r), N_("XLSX 只有前 50,000 行。要全部，请下载 CSV。")));
	return sheet_out_row(x->out, cells);
}

/* What the batch holds goes out, and the next one goes on behind it. */
static int
write_batch(struct export *x)
{
	bool limited = x->t.kind == SHEET_XLSX;

	x->more = x->batch.next.n > 0;
	for (const struct export_row *row = x->batch.first; row; row = row->next) {
		if (limited && x->rows == EXPORT_XLSX_ROWS) {
			x->more = false;
			return put_cut(x);
		}
		TRY(sheet_out_row(x->out, row->cells));
		x->rows++;
	}
	if (limited && x->more && x->rows == EXPORT_XLSX_ROWS) {
		x->more = false;
		return put_cut(x);
	}
	snprintf(x->after, sizeof x->after, "%.*s", STR(x->batch.next));
	return 0;
}

static int
to_body(void *body, struct str bytes)
{
	buf_str(body, bytes);
	return 0;
}

static int
to_pipe(void *pipe, struct str bytes)
{
	pipe_put(pipe, bytes);
	return 0;
}

/* A table of one batch: an ordinary answer. */
static int
reply_whole(struct export *x)
{
	struct req *r = x->r;
	int rc, closed;

	buf_init(&r->reply.body, &r->arena);
	TRY(sheet_out_open_to(x->t.kind, to_body, &r->reply.body, x->t.heads, x->t.columns, &x->out));
	rc = write_batch(x);
	closed = sheet_out_close(x->out);
	TRY(rc < 0 ? rc : closed);
	r->reply.status = 200;
	r->reply.type = str_of(types[x->t.kind]);
	r->reply.download = file_name(x);
	r->gate->export = NULL;
	return 0;
}

int
export_reply(struct req *r, const struct export_table *t)
{
	struct export *x = NEW(&r->arena, struct export);

	*x = (struct export){.r = r, .t = *t, .fd = -1};
	r->gate->export = NULL;
	TRY(read_batch(x, r->tx, FIRST));
	if (r->head)
		return reply_pipe_head(r, str_of(types[t->kind]), file_name(x));
	if (!x->batch.next.n && t->kind != SHEET_XLSX)
		return reply_whole(x);
	r->gate->export = x;
	return 0;
}

/* ---- afterwards ---- */

static void
leave_seat(struct export *x)
{
	seats_give(x->r->app->pools.open, x->seat);
}

static int
run_batch(struct tx *tx, void *arg)
{
	return read_batch(arg, tx, BATCH);
}

/* Reads and writes the next rows. 1: there are more. */
static int
step(struct export *x)
{
	struct req *r = x->r;
	struct arena_mark mark = arena_mark(&r->arena), tx_mark = arena_mark(&r->tx_arena);
	int rc = seats_closed(r->app->pools.open) ? E_BUSY : db_read_now(r->app->db, &r->tx_arena, run_batch, x);

	r->tx = NULL;
	if (rc == 0)
		rc = write_batch(x);
	if (rc == 0)
		rc = sheet_out_flush(x->out);
	arena_rewind(&r->tx_arena, tx_mark);
	arena_rewind(&r->arena, mark);
	return rc < 0 ? rc : x->more;
}

static struct export *
of_job(struct pool_job *job)
{
	return (struct export *)((char *)job - offsetof(struct export, job));
}

/* ---- sent while it is made ---- */

static void
pipe_step(struct pool_job *job)
{
	struct export *x = of_job(job);
	int rc = step(x);

	if (rc == 0)
		rc = sheet_out_close(x->out), x->out = NULL;
	if (pipe_gave(x->pipe, rc) && !pool_go_on(x->r->app->pools.exports, job))
		pipe_gave(x->pipe, E_BUSY);
}

static bool
more_wanted(void *arg)
{
	struct export *x = arg;

	x->job.run = pipe_step;
	return !seats_closed(x->r->app->pools.open) && pool_go_on(x->r->app->pools.exports, &x->job);
}

static void
nobody_asks(void *arg)
{
	struct export *x = arg;

	if (x->out)
		sheet_out_close(x->out);
	x->out = NULL;
	leave_seat(x);
}

static int
start_pipe(struct export *x)
{
	struct req *r = x->r;
	struct pipe_source source = {.more = more_wanted, .gone = nobody_asks, .arg = x};
	int rc;

	x->pipe = pipe_new(r, &source, req_takes_gzip(r), SECONDS);
	rc = sheet_out_open_to(x->t.kind, to_pipe, x->pipe, x->t.heads, x->t.columns, &x->out);
	if (rc == 0)
		rc = write_batch(x);
	if (rc == 0)
		rc = sheet_out_flush(x->out);
	pipe_gave(x->pipe, rc < 0 ? rc : 1);
	return rc < 0 ? rc : reply_pipe(r, x->pipe, str_of(types[x->t.kind]), file_name(x));
}

/* ---- made first ---- */

/* An open file without a name. */
static int
open_scratch(void)
{
	char path[] = P_tmpdir "/linli-export-XXXXXX";
	int fd = mkostemp(path, O_CLOEXEC);

	if (fd >= 0)
		unlink(path);
	return fd;
}

static void
end_file(struct export *x, int rc)
{
	struct req *r = x->r;

	if (x->out) {
		int closed = sheet_out_close(x->out);

		rc = rc < 0 ? rc : closed;
	}
	if (rc == 0)
		reply_open_file(r, str_of(types[x->t.kind]), x->fd, file_name(x));
	else if (x->fd >= 0)
		close(x->fd);
	leave_seat(x);
	x->done(r, rc);
}

static void
file_step(struct pool_job *job)
{
	struct export *x = of_job(job);
	int rc = x->more ? step(x) : 0;

	if (rc == 1 && pool_go_on(x->r->app->pools.exports, job))
		return;
	end_file(x, rc == 1 ? E_BUSY : rc);
}

static void
start_file(struct export *x)
{
	int rc;

	x->fd = open_scratch();
	rc = x->fd < 0 ? E_IO : sheet_out_open(x->t.kind, x->fd, x->t.heads, x->t.columns, &x->out);
	if (rc == 0)
		rc = write_batch(x);
	x->job.run = file_step;
	if (rc == 0 && pool_go_on(x->r->app->pools.exports, &x->job))
		return;
	end_file(x, rc < 0 ? rc : E_BUSY);
}

/* ---- beginning ---- */

/* Who signed in has their own share, whoever else sits behind their network's address. */
static uint64_t
seat_of(struct req *r)
{
	return r->who->person ? str_hash(str_fmt(&r->arena, "person %lld", (long long)r->who->person))
			      : str_hash(str_fmt(&r->arena, "network %.*s", STR(req_network(&r->arena, r))));
}

static int
refuse(struct req *r, int err)
{
	r->fault = (struct fault){
		.code = err,
		.text = err == E_LIMIT ? N_("您有几个下载还没有结束。等其中一个下载完，再开始下一个。")
				       : N_("现在下载的人太多，请过一分钟再下载。"),
	};
	return err;
}

void
export_start(struct req *r, void (*done)(struct req *r, int err))
{
	struct export *x = r->gate->export;
	int rc;

	x->done = done;
	x->seat = seat_of(r);
	rc = seats_take(r->app->pools.open, x->seat);
	if (rc < 0) {
		done(r, refuse(r, rc));
		return;
	}
	/* Without a connection (tests) nobody fetches, so the file is made whole. */
	if (x->t.kind == SHEET_XLSX || !r->conn)
		start_file(x);
	else
		done(r, start_pipe(x));
}
