#!/bin/sh
# messages.sh: collects the messages of all sources and views, and holds the .po file of each folder against them.
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
# In the order of the floors: a message of several folders stands with the lowest.
"$mkpo" "$what" "$pot" src/base src/lib src/db src/http src/ui src/kit \
	$(sed -n 's,^FEATURE(\([a-z0-9]*\)\,.*,src/features/\1,p' src/features/features.def) src/demo src/main
