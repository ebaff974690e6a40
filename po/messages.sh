#!/bin/sh
# messages.sh: collects the messages of all sources and views, and holds en.po against them.
#
#   messages.sh MKVIEW MKPO LINLI.pot --merge|--check
#
# Paths in LINLI.pot begin with src/, wherever the build is.
set -eu
mkview=$(realpath "$1") mkpo=$(realpath "$2") pot=$(realpath "$3") what=$4
cd "$(dirname "$0")/.."
listing=$pot.views
"$mkview" --messages $(find src -name '*.html' | LC_ALL=C sort) >"$listing"
"$mkpo" --pot "$pot" --sources $(find src -path '*/test/*' -prune -o \( -name '*.[ch]' -o -name '*.def' \) -print | LC_ALL=C sort) --views "$listing"
"$mkpo" "$what" po/en.po "$pot"
