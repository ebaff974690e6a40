/* secret.c: keys, hashing and the encryption of personal fields. HMAC-SHA1 for one-time codes is
 * nettle's, which libmicrohttpd's GnuTLS brings anyway: libsodium has no SHA-1. */
#include "lib/secret.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <nettle/hmac.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/err.h"
#include "base/id.h"
#include "base/slow.h"

enum { KEY = 32, DIGEST = 32 };
enum { NONCE = crypto_secretbox_NONCEBYTES, MAC = crypto_secretbox_MACBYTES };
enum use { USE_SEAL = 1, USE_INDEX, USE_MAC, USE__MAX };

/* Derived from the master key, set once before any thread starts. */
static unsigned char keys[USE__MAX][KEY];
static bool loaded;

/* How much work a password's hash is. */
static unsigned long long password_ops = crypto_pwhash_OPSLIMIT_INTERACTIVE;
static size_t password_memory = crypto_pwhash_MEMLIMIT_INTERACTIVE;

static void
derive(const unsigned char master[KEY])
{
	if (sodium_init() < 0)
		abort();
	sodium_mlock(keys, sizeof keys);
	for (enum use u = USE_SEAL; u < USE__MAX; u++)
		crypto_kdf_derive_from_key(keys[u], KEY, u, "linlikey", master);
	loaded = true;
}

static int
why(struct arena *a, struct str *ret_why, const char *path, const char *what)
{
	*ret_why = str_fmt(a, "%s: %s", path, what);
	return E_IO;
}

static bool
write_new(int dir, const char *name)
{
	unsigned char master[KEY];
	int fd = openat(dir, name, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
	bool ok;

	if (fd < 0)
		return false;
	rand_bytes(master, sizeof master);
	ok = fchmod(fd, 0600) == 0 && write(fd, master, KEY) == KEY && fsync(fd) == 0;
	sodium_memzero(master, sizeof master);
	return close(fd) == 0 && ok;
}

/* The key is whole before it has its name: a second process started at the same moment either finds
 * all of it, or makes its own and loses the race for the name. */
static bool
make(struct arena *a, int dir)
{
	const char *temp = str_fmt(a, "secret.key.%lld", (long long)id_new()).p;
	bool ok = write_new(dir, temp) &&
		  (linkat(dir, temp, dir, "secret.key", 0) == 0 || errno == EEXIST);
	int err = errno;

	unlinkat(dir, temp, 0);
	if (ok && fsync(dir) == 0)
		return true;
	errno = ok ? errno : err;
	return false;
}

static int
read_key(int fd, struct arena *a, const char *path, struct str *ret_why)
{
	unsigned char master[KEY + 1];
	struct stat st;
	ssize_t n;

	if (fstat(fd, &st) < 0 || !S_ISREG(st.st_mode))
		return why(a, ret_why, path, "not a file");
	if (st.st_mode & 077)
		return why(a, ret_why, path, "others may read it; chmod 600, and think of who has");
	n = read(fd, master, sizeof master);
	if (n == KEY)
		derive(master);
	sodium_memzero(master, sizeof master);
	return n == KEY ? 0 : why(a, ret_why, path, "not 32 bytes");
}

int
secret_load(const char *dir, struct arena *a, struct str *ret_why)
{
	const char *path = str_fmt(a, "%s/secret.key", dir).p;
	int d = open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC), fd = -1, rc;

	if (d >= 0) {
		fd = openat(d, "secret.key", O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
		if (fd < 0 && errno == ENOENT && make(a, d))
			fd = openat(d, "secret.key", O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
	}
	rc = fd < 0 ? why(a, ret_why, path, strerror(errno)) : read_key(fd, a, path, ret_why);
	if (fd >= 0)
		close(fd);
	if (d >= 0)
		close(d);
	return rc;
}

void
secret_use_test_key(void)
{
	static const unsigned char master[KEY] = "test key, good for nothing else";

	derive(master);
}

bool
secret_loaded(void)
{
	return loaded;
}

static const unsigned char *
bytes(struct str s)
{
	return (const unsigned char *)(s.p ? s.p : "");
}

static struct str
hex(struct arena *a, const unsigned char *p, size_t n)
{
	char *z = arena_alloc(a, 2 * n + 1);

	sodium_bin2hex(z, 2 * n + 1, p, n);
	return (struct str){z, 2 * n};
}

struct str
secret_seal(struct arena *a, struct str plain)
{
	unsigned char *p;

	if (plain.n == 0)
		return S("");
	assert(loaded);
	p = arena_alloc(a, NONCE + MAC + plain.n + 1);
	rand_bytes(p, NONCE);
	crypto_secretbox_easy(p + NONCE, bytes(plain), plain.n, p, keys[USE_SEAL]);
	return (struct str){(const char *)p, NONCE + MAC + plain.n};
}

int
secret_open(struct arena *a, struct str sealed, struct str *ret_plain)
{
	const unsigned char *box = bytes(sealed);
	unsigned char *p;

	assert(loaded);
	if (sealed.n == 0) {
		*ret_plain = S("");
		return 0;
	}
	if (sealed.n <= NONCE + MAC)
		return E_MALFORMED;
	p = arena_alloc(a, sealed.n - NONCE - MAC + 1);
	if (crypto_secretbox_open_easy(p, box + NONCE, sealed.n - NONCE, box, keys[USE_SEAL]) < 0)
		return E_MALFORMED;
	*ret_plain = (struct str){(const char *)p, sealed.n - NONCE - MAC};
	return 0;
}

/* The purpose goes in with its NUL, so no two pairs of purpose and data read the same. */
static struct str
keyed(struct arena *a, enum use use, const char *purpose, struct str data)
{
	crypto_generichash_state st;
	unsigned char out[DIGEST];

	assert(loaded);
	crypto_generichash_init(&st, keys[use], KEY, DIGEST);
	crypto_generichash_update(&st, (const unsigned char *)purpose, strlen(purpose) + 1);
	crypto_generichash_update(&st, bytes(data), data.n);
	crypto_generichash_final(&st, out, DIGEST);
	return hex(a, out, DIGEST);
}

struct str
secret_index(struct arena *a, const char *purpose, struct str plain)
{
	return keyed(a, USE_INDEX, purpose, plain);
}

struct str
secret_mac(struct arena *a, const char *purpose, struct str data)
{
	return keyed(a, USE_MAC, purpose, data);
}

bool
secret_equal(struct str a, struct str b)
{
	return a.n == b.n && sodium_memcmp(bytes(a), bytes(b), a.n) == 0;
}

void
secret_use_cheap_passwords(void)
{
	password_ops = crypto_pwhash_OPSLIMIT_MIN;
	password_memory = crypto_pwhash_MEMLIMIT_MIN;
}

struct str
secret_hash_password(struct arena *a, struct str password)
{
	char *z = arena_alloc(a, crypto_pwhash_STRBYTES);

	slow_work();
	if (crypto_pwhash_str(z, password.p ? password.p : "", password.n,
			      password_ops, password_memory) < 0) {
		fprintf(stderr, "linli: out of memory hashing a password\n");
		abort();
	}
	return str_of(z);
}

/* libsodium calls a password wrong that it had no memory to try. How many kilobytes that takes stands in the hash: they
 * are asked for, and given back, before. */
static bool
has_memory(struct str hash)
{
	size_t at = str_find(hash, S("$m=")) + 3;
	struct str rest = str_sub(hash, at, hash.n), kilobytes;
	int64_t n;
	void *p;

	if (!str_next(&rest, ',', &kilobytes) || !str_int(kilobytes, &n) || n < 1 || n > UINT32_MAX)
		return true; /* no hash of ours: it is judged so */
	p = mmap(NULL, (size_t)n * 1024, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	if (p == MAP_FAILED)
		return false;
	munmap(p, (size_t)n * 1024);
	return true;
}

int
secret_check_password(struct str hash, struct str password, bool *ret_right)
{
	char z[crypto_pwhash_STRBYTES] = "";

	slow_work();
	if (!has_memory(hash))
		return E_BUSY;
	*ret_right = false;
	if (hash.n == 0 || hash.n >= sizeof z)
		return 0;
	memcpy(z, hash.p, hash.n);
	*ret_right = crypto_pwhash_str_verify(z, password.p ? password.p : "", password.n) == 0;
	return 0;
}

struct str
secret_digest(struct arena *a, struct str data)
{
	unsigned char out[DIGEST];

	crypto_generichash(out, DIGEST, bytes(data), data.n, NULL, 0);
	return hex(a, out, DIGEST);
}

struct str
secret_token(struct arena *a, size_t n)
{
	unsigned char *p = arena_alloc(a, n);

	rand_bytes(p, n);
	return hex(a, p, n);
}

struct str
secret_digits(struct arena *a, size_t digits)
{
	char *z = arena_alloc(a, digits + 1);

	for (size_t i = 0; i < digits; i++)
		z[i] = (char)('0' + rand_below(10));
	return (struct str){z, digits};
}

enum { TOTP_KEY = 20, TOTP_KEY_MAX = 64, TOTP_STEP_S = 30, TOTP_DIGITS = 6 };
static const char base32[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/* Bytes written; people type spaces and small letters. 0 when s is no base32 or too long. */
static size_t
base32_decode(struct str s, unsigned char out[TOTP_KEY_MAX])
{
	unsigned bits = 0, have = 0;
	size_t n = 0;

	for (size_t i = 0; i < s.n && s.p[i] != '='; i++) {
		char c = s.p[i] >= 'a' && s.p[i] <= 'z' ? (char)(s.p[i] - 'a' + 'A') : s.p[i];
		const char *at = c ? strchr(base32, c) : NULL;

		if (c == ' ')
			continue;
		if (!at || n == TOTP_KEY_MAX)
			return 0;
		bits = bits << 5 | (unsigned)(at - base32);
		have += 5;
		if (have >= 8) {
			have -= 8;
			out[n++] = (unsigned char)(bits >> have);
			bits &= (1u << have) - 1;
		}
	}
	return n;
}

/* The code of one step as six digits (RFC 4226, dynamic truncation). */
static void
totp_code(const unsigned char *key, size_t key_n, int64_t step, char out[TOTP_DIGITS])
{
	struct hmac_sha1_ctx ctx;
	unsigned char count[8], mac[SHA1_DIGEST_SIZE];
	const unsigned char *at;
	uint32_t v;

	for (int i = 0; i < 8; i++)
		count[i] = (unsigned char)(step >> (56 - 8 * i));
	hmac_sha1_set_key(&ctx, key_n, key);
	hmac_sha1_update(&ctx, sizeof count, count);
	hmac_sha1_digest(&ctx, sizeof mac, mac);
	at = mac + (mac[sizeof mac - 1] & 15);
	v = ((uint32_t)(at[0] & 0x7f) << 24 | (uint32_t)at[1] << 16 | (uint32_t)at[2] << 8 | at[3]);
	for (int i = TOTP_DIGITS; i-- > 0; v /= 10)
		out[i] = (char)('0' + v % 10);
	sodium_memzero(&ctx, sizeof ctx);
}

bool
secret_totp_ok(struct str secret, struct str code, int64_t now, int64_t *ret_step)
{
	unsigned char key[TOTP_KEY_MAX];
	size_t key_n = base32_decode(secret, key);
	char want[TOTP_DIGITS];
	bool ok = false;

	if (key_n == 0 || code.n != TOTP_DIGITS)
		return false;
	for (int64_t step = now / TOTP_STEP_S - 1; step <= now / TOTP_STEP_S + 1 && !ok; step++) {
		totp_code(key, key_n, step, want);
		ok = secret_equal(code, (struct str){want, sizeof want});
		if (ok)
			*ret_step = step;
	}
	sodium_memzero(key, sizeof key);
	return ok;
}

struct str
secret_totp_new(struct arena *a)
{
	unsigned char key[TOTP_KEY];
	char *z = arena_alloc(a, TOTP_KEY * 8 / 5 + 1);
	size_t n = 0;

	rand_bytes(key, sizeof key);
	for (size_t i = 0; i < sizeof key; i += 5) {
		uint64_t group = 0;

		for (size_t j = 0; j < 5; j++)
			group = group << 8 | key[i + j];
		for (int shift = 35; shift >= 0; shift -= 5)
			z[n++] = base32[group >> shift & 31];
	}
	sodium_memzero(key, sizeof key);
	return (struct str){z, n};
}
