/* Made by mkpo. */
#include "ui/messages.h"

static const struct ui_message messages[] = {
	{"两行\n文字",
	 "Two\nlines"},
	{"还有 {1} 天，{2} 反映",
	 "Filed {2}, {1} days left"},
	{0},
};

static const uint16_t slots[] = {
	0, 0, 1, 0, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
};

const struct ui_messages ui_messages_en = {
	.v = messages, .n = 2, .slot = slots, .mask = 15};
