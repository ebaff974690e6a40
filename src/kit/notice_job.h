/* notice_job.h: a promised notice as its job keeps it. Private to kit/notice*.c. */
#ifndef LINLI_KIT_NOTICE_JOB_H
#define LINLI_KIT_NOTICE_JOB_H

#include "kit/notice.h"

struct notice_part {
	enum audience_who who;
	int64_t id;
	struct str word;
};

struct notice_job {
	int64_t kind, matter, step, by;
	bool urgent;
	struct str text;
	size_t at;     /* the audience whose turn it is */
	int64_t after; /* the last person of it that was told */
	struct notice_part v[NOTICE_AUDIENCES];
	size_t n;
};

int notice_job_put(struct tx *tx, int64_t district, const struct notice_job *job);
/* Reads what notice_job_put wrote. E_MALFORMED. */
int notice_job_read(struct str text, struct notice_job *ret);

#endif
