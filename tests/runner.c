/* runner.c: runs the suites of one floor or feature, each in a process of its own.
 *
 *   X_tests [--list] [SUITE[:PATTERN]...]      PATTERN: which of its tests, with * and ? ("geo:test_parse__*")
 *
 * Prints TAP when CMOCKA_MESSAGE_OUTPUT says so; the status is 1 when a test failed, 2 when a suite is not there. */
#include "suite.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/slow.h"

static const struct suite *
find_suite(const char *word)
{
	size_t n = strcspn(word, ":");

	for (size_t i = 0; i < suites_n; i++)
		if (strlen(suites[i].name) == n && strncmp(suites[i].name, word, n) == 0)
			return &suites[i];
	return NULL;
}

/* pattern: NULL for all its tests. false: one failed, or the process did not end by itself. */
static bool
run_suite(const struct suite *s, const char *pattern)
{
	int status = 0;
	pid_t child;

	fflush(NULL);
	child = fork();
	if (child < 0) {
		perror("fork");
		return false;
	}
	if (child == 0) {
		if (pattern)
			cmocka_set_test_filter(pattern);
		slow_stop();
		exit(s->run() != 0);
	}
	if (waitpid(child, &status, 0) != child) {
		perror("waitpid");
		return false;
	}
	if (WIFSIGNALED(status))
		printf("not ok - the suite %s was ended by signal %d\n", s->name, WTERMSIG(status));
	else if (WEXITSTATUS(status) > 1)
		printf("not ok - the suite %s ended with status %d\n", s->name, WEXITSTATUS(status));
	return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

static int
list_suites(void)
{
	for (size_t i = 0; i < suites_n; i++)
		puts(suites[i].name);
	return 0;
}

int
main(int argc, char **argv)
{
	int failed = 0;

	if (argc == 2 && strcmp(argv[1], "--list") == 0)
		return list_suites();
	for (int i = 1; i < argc; i++)
		if (!find_suite(argv[i])) {
			fprintf(stderr, "%s: there is no suite %s (see --list)\n", argv[0], argv[i]);
			return 2;
		}
	for (int i = 1; i < argc; i++) {
		const char *colon = strchr(argv[i], ':');

		failed += !run_suite(find_suite(argv[i]), colon ? colon + 1 : NULL);
	}
	for (size_t i = 0; argc == 1 && i < suites_n; i++)
		failed += !run_suite(&suites[i], NULL);
	return failed != 0;
}
