/* options.h: what every command may be told: on the command line, or in the file that --config names.
 *
 * A line of the file is "name = value", the name that of the option without its dashes; a line that begins with # says nothing.
 * What the command line says counts more than the file. */
#ifndef LINLI_MAIN_OPTIONS_H
#define LINLI_MAIN_OPTIONS_H

#include <stdbool.h>

#include "kit/command.h"

/* Takes the options out of argv, whose rest is the command's own; returns how many stay. -1: the line on stderr says which value
 * is missing or wrong. What the file holds stays in memory until the program ends. */
int options_read(int argc, char **argv, struct options *o, bool *ret_help);

#endif
