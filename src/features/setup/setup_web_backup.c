/* setup_web_backup.c: what the folder of backups tells, and what to do when it tells nothing good. */
#include "base/clock.h"
#include "features/setup/setup_page.h"
#include "gen/setup_view.h"
#include "http/reply.h"
#include "http/route.h"
#include "kit/gate.h"
#include "lib/backup_mark.h"

/* As linli backup --check says. */
enum { HOUR_S = 3600, OLD_H = 36, KIB = 1024, MIB = KIB * KIB };

static struct str
size_text(struct arena *a, int64_t bytes)
{
	if (bytes < 0)
		return S("");
	return bytes < MIB ? str_fmt(a, "%lld KB", (long long)((bytes + KIB - 1) / KIB)) : str_fmt(a, "%.1f MB", (double)bytes / MIB);
}

int
setup_backup_page(struct req *r)
{
	struct page page = {.frame = FRAME_DESK, .title = N_("备份"), .tab = "backup", .back = "/setup"};
	struct setup_backup_page p = {.look = BACKUP_UNKNOWN};
	struct backup_state s = {0};

	if (!setup_may(r->who))
		return E_DENIED;
	if (r->app->backups && backup_state(r->app->backups, &r->arena, &s) == 0) {
		p.proved_at = s.proved_at;
		p.hours = (clock_now() - s.proved_at) / HOUR_S;
		p.look = !s.proved_at ? BACKUP_NEVER : p.hours > OLD_H ? BACKUP_OLD : BACKUP_GOOD;
		p.name = s.name;
		p.size = size_text(&r->arena, s.bytes);
		p.lost = s.proved_at && s.bytes < 0;
		p.made = s.made;
		p.failed = s.failed;
		p.failed_at = s.failed_at;
	}
	return reply_page(r, &page, setup_backup, &p);
}
