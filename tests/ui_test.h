/* ui_test.h: what the views of ui_test.html print. */
#ifndef LINLI_TEST_UI_TEST_H
#define LINLI_TEST_UI_TEST_H

#include "ui/view.h"

enum { TEST_STATE_OPEN = 1, TEST_STATE_CLOSED };

struct test_row {
	struct str text;
	bool on;
};

struct test_page {
	struct str text, empty;
	const char *word, *key;
	struct html html;
	int64_t at, number;
	size_t count;
	int state;
	double real;
	bool yes, no;
	struct {
		const struct test_row *v;
		size_t n;
	} rows, none;
};

#endif
