/* messages.h: the table that mkpo makes from the .po files. Private to messages.c and that file. */
#ifndef LINLI_UI_MESSAGES_H
#define LINLI_UI_MESSAGES_H

#include <stddef.h>
#include <stdint.h>

struct ui_message {
	const char *zh, *en;
};

/* Open addressing: a key's place is str_hash(key) & mask or one of the next; a slot is 0 when free,
 * else the message's number from 1. */
struct ui_messages {
	const struct ui_message *v;
	size_t n;
	const uint16_t *slot;
	size_t mask;
};

extern const struct ui_messages ui_messages_en;

#endif
