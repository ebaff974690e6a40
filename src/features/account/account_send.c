/* account_send.c: SMS by HTTP, e-mail by SMTP. Knows no database and no people. */
#include "features/account/account_send.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <curl/curl.h>
#include <jansson.h>
#include <sodium.h>

#include "base/clock.h"
#include "base/id.h"
#include "base/slow.h"

enum { SECONDS = 10, SECRET_MAX = 1000, LINE = 72 };

/* The first line of a file that nobody else may read; "" of no name. */
static int
read_secret(struct arena *a, struct str name, struct str *ret)
{
	char *text = arena_alloc(a, SECRET_MAX + 1);
	struct stat st;
	ssize_t n = -1;
	int fd;

	if (!name.n) {
		*ret = S("");
		return 0;
	}
	fd = open(str_z(a, name), O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return E_IO;
	if (fstat(fd, &st) == 0 && S_ISREG(st.st_mode) && !(st.st_mode & 077))
		n = read(fd, text, SECRET_MAX);
	close(fd);
	if (n <= 0)
		return E_IO;
	*ret = str_of(text);
	ret->n = strcspn(text, "\r\n");
	text[ret->n] = '\0';
	return 0;
}

static size_t
ignore(char *p, size_t size, size_t n, void *arg)
{
	(void)p;
	(void)arg;
	return size * n;
}

/* "HTTP 401", or why there was no answer. */
static void
say_answer(struct arena *a, CURL *curl, CURLcode rc, struct str *said)
{
	long status = 0;

	curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status);
	*said = status && (rc == CURLE_OK || rc == CURLE_HTTP_RETURNED_ERROR) ? str_fmt(a, "%ld", status)
									       : str_dup(a, str_of(curl_easy_strerror(rc)));
}

/* Runs what was set up, and says whether the other side took it. */
static int
perform(struct arena *a, const struct account_channels *c, CURL *curl, struct curl_slist *list)
{
	CURLcode rc;

	slow_work();
	curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
	curl_easy_setopt(curl, CURLOPT_TIMEOUT, (long)SECONDS);
	curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, ignore);
	curl_easy_setopt(curl, CURLOPT_FAILONERROR, 1L);
	rc = curl_easy_perform(curl);
	if (c->said)
		say_answer(a, curl, rc, c->said);
	curl_slist_free_all(list);
	curl_easy_cleanup(curl);
	return rc == CURLE_OK ? 0 : E_IO;
}

/* Templates have no room for more in one variable, and take none that is empty. */
static void
put_param(json_t *params, const char *name, struct str value)
{
	enum { PARAM_CHARS = 35 };

	value = str_clip(str_trim(value), PARAM_CHARS);
	if (value.n)
		json_object_set_new(params, name, json_stringn(value.p, value.n));
}

static struct str
sms_body(struct arena *a, struct str phone, struct str text, const struct account_sms *sms)
{
	json_t *params = json_object(),
	       *body = json_pack("{s:s%, s:s%, s:s, s:o}", "to", phone.p, phone.n, "text", text.p, text.n, "kind", sms->kind, "params",
				 params);
	struct str s;
	char *z;

	put_param(params, "code", sms->code);
	put_param(params, "matter", sms->matter);
	put_param(params, "what", sms->what);
	put_param(params, "words", sms->words);
	if (sms->link.n)
		json_object_set_new(params, "link", json_stringn(sms->link.p, sms->link.n));
	z = json_dumps(body, JSON_COMPACT);
	s = str_dup(a, str_of(z));
	free(z);
	json_decref(body);
	return s;
}

int
account_send_sms(struct arena *a, const struct account_channels *c, struct str phone, const struct account_sms *sms)
{
	struct curl_slist *headers = NULL;
	struct str token, signed_text, body;
	CURL *curl;

	TRY(read_secret(a, c->sms_token_file, &token));
	signed_text = c->sms_sign.n ? str_fmt(a, "【%.*s】%.*s", STR(c->sms_sign), STR(sms->text)) : sms->text;
	body = sms_body(a, phone, signed_text, sms);
	curl = curl_easy_init();
	if (!curl)
		return E_IO;
	headers = curl_slist_append(headers, "Content-Type: application/json");
	if (token.n)
		headers = curl_slist_append(headers, str_fmt(a, "Authorization: Bearer %.*s", STR(token)).p);
	curl_easy_setopt(curl, CURLOPT_URL, str_z(a, c->sms_url));
	curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "http,https");
	curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers);
	curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)body.n);
	curl_easy_setopt(curl, CURLOPT_POSTFIELDS, body.p);
	return perform(a, c, curl, headers);
}

static struct str
base64(struct arena *a, struct str s)
{
	size_t n = sodium_base64_encoded_len(s.n, sodium_base64_VARIANT_ORIGINAL);
	char *z = arena_alloc(a, n);

	sodium_bin2base64(z, n, (const unsigned char *)(s.p ? s.p : ""), s.n, sodium_base64_VARIANT_ORIGINAL);
	return str_of(z);
}

/* A letter as it goes over the wire: headers in ASCII, everything Chinese in base64. */
static struct str
letter(struct arena *a, struct str from, struct str to, struct str title, struct str text)
{
	static const char days[][4] = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
	static const char months[][4] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
					 "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
	struct civil t = clock_civil(clock_now());
	struct str body = base64(a, text);
	struct buf b;

	buf_init(&b, a);
	buf_fmt(&b, "Date: %s, %02d %s %d %02d:%02d:%02d +0800\r\n", days[t.weekday], t.day,
		months[t.month - 1], t.year, t.hour, t.minute, t.second);
	buf_fmt(&b, "From: <%.*s>\r\nTo: <%.*s>\r\n", STR(from), STR(to));
	buf_fmt(&b, "Message-ID: <%lld.linli@%.*s>\r\n", (long long)id_new(),
		STR(str_sub(from, str_find(from, S("@")) + 1, from.n)));
	/* Twelve characters of three bytes fit one encoded word of 75. */
	buf_fmt(&b, "Subject:");
	while (title.n) {
		struct str part = str_clip(title, 12);

		buf_fmt(&b, " =?UTF-8?B?%.*s?=\r\n", STR(base64(a, part)));
		title = str_sub(title, part.n, title.n);
	}
	if (b.p[b.n - 1] == ':')
		BUF_LIT(&b, "\r\n");
	BUF_LIT(&b, "MIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n"
		    "Content-Transfer-Encoding: base64\r\n\r\n");
	for (size_t at = 0; at < body.n; at += LINE)
		buf_fmt(&b, "%.*s\r\n", STR(str_sub(body, at, LINE)));
	return buf_done(&b);
}

static size_t
give_letter(char *p, size_t size, size_t n, void *arg)
{
	struct str *rest = arg, part = str_sub(*rest, 0, size * n);

	if (part.n)
		memcpy(p, part.p, part.n);
	*rest = str_sub(*rest, part.n, rest->n);
	return part.n;
}

/* An address that cannot end its line and begin another. */
static bool
is_address(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] <= ' ' || s.p[i] >= 0x7f || s.p[i] == '<' || s.p[i] == '>')
			return false;
	return s.n > 0;
}

int
account_send_mail(struct arena *a, const struct account_channels *c, struct str to, struct str title,
		  struct str text)
{
	struct curl_slist *rcpt = NULL;
	struct str login, rest;
	CURL *curl;

	if (!is_address(to) || !is_address(c->smtp_from))
		return E_INVALID;
	TRY(read_secret(a, c->smtp_login_file, &login));
	rest = letter(a, c->smtp_from, to, title, text);
	curl = curl_easy_init();
	if (!curl)
		return E_IO;
	rcpt = curl_slist_append(rcpt, str_fmt(a, "<%.*s>", STR(to)).p);
	curl_easy_setopt(curl, CURLOPT_URL, str_z(a, c->smtp_url));
	curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
	/* A password never travels in the open. */
	curl_easy_setopt(curl, CURLOPT_USE_SSL, (long)(login.n ? CURLUSESSL_ALL : CURLUSESSL_TRY));
	if (login.n)
		curl_easy_setopt(curl, CURLOPT_USERPWD, str_z(a, login));
	curl_easy_setopt(curl, CURLOPT_MAIL_FROM, str_fmt(a, "<%.*s>", STR(c->smtp_from)).p);
	curl_easy_setopt(curl, CURLOPT_MAIL_RCPT, rcpt);
	curl_easy_setopt(curl, CURLOPT_READFUNCTION, give_letter);
	curl_easy_setopt(curl, CURLOPT_READDATA, &rest);
	curl_easy_setopt(curl, CURLOPT_UPLOAD, 1L);
	return perform(a, c, curl, rcpt);
}
