/* secret.h: keys, hashing and the encryption of personal fields. libsodium does the work.
 *
 * The master key is DIR/secret.key (32 random bytes, mode 0600, made on first use; a file others may
 * read is refused). Sub-keys are derived from it by purpose. */
#ifndef LINLI_KIT_SECRET_H
#define LINLI_KIT_SECRET_H

#include <stdbool.h>

#include "base/err.h"
#include "base/str.h"

/* E_IO, and *ret_why: line for the terminal. Call it before any thread starts. */
int secret_load(const char *dir, struct arena *a, struct str *ret_why);
void secret_use_test_key(void); /* tests alone */
/* Tests alone: hashes of passwords cost next to nothing from now on, for who makes them and for who guesses. */
void secret_use_cheap_passwords(void);
bool secret_loaded(void);

/* Encrypts a personal field: what is stored is nonce + secretbox, bytes and no text. "" stays "".
 * Opening gives E_MALFORMED when they were changed or sealed under another key. */
struct str secret_seal(struct arena *a, struct str plain);
int secret_open(struct arena *a, struct str sealed, struct str *ret_plain);
/* Keyed blind index of a field: equal texts, equal index; useless without the key. Hex text. */
struct str secret_index(struct arena *a, const char *purpose, struct str plain);
/* Keyed MAC, 32 bytes as hex, for tokens and links. */
struct str secret_mac(struct arena *a, const char *purpose, struct str data);
bool secret_equal(struct str a, struct str b); /* constant time */
/* argon2id, interactive limits. Slow on purpose: only in route->prepare or commands. */
struct str secret_hash_password(struct arena *a, struct str password);
/* E_BUSY: there is not enough memory to tell. */
int secret_check_password(struct str hash, struct str password, bool *ret_right);
/* BLAKE2b-256 as hex: content addresses and history chains. */
struct str secret_digest(struct arena *a, struct str data);
/* A random token as hex (n bytes), and a numeric code of so many digits. */
struct str secret_token(struct arena *a, size_t n);
struct str secret_digits(struct arena *a, size_t digits);
/* RFC 6238, SHA-1, 30 s, 6 digits: is code right now or one step aside? secret is base32. *ret_step is
 * remembered by the caller so that a code works once. */
bool secret_totp_ok(struct str base32, struct str code, int64_t now, int64_t *ret_step);
struct str secret_totp_new(struct arena *a);

#endif
