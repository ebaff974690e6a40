#!/bin/sh
# newfeature.sh: what tools/newfeature makes does build and pass, in a copy of this tree.
#
#   tests/newfeature.sh [KEEP]      KEEP: a folder to build in that stays, to look at
set -eu
cd "$(dirname "$0")/.."
copy=${1:-$(mktemp -d /tmp/linli-newfeature-XXXXXX)}
[ $# -gt 0 ] || trap 'rm -rf "$copy"' EXIT
cases=0
unset LINLI_TEST_MADE # its databases have the tables of this tree, not those of the features made here

ok() {
	cases=$((cases + 1))
	echo "ok $cases - $1"
}

fail() {
	echo "not ok $((cases + 1)) - $1"
	exit 1
}

# refused NAME WORDS: newfeature says WORDS and changes nothing.
refused() {
	before=$(cd "$copy/tree" && find . -type f -newer "$copy/mark" | sort | xargs -r cksum)
	if said=$("$copy/tree/tools/newfeature" "$1" 2>&1); then
		fail "the name \"$1\" was taken"
	fi
	case $said in
	*"$2"*) ;;
	*) fail "\"$1\": \"$2\" is not in: $said" ;;
	esac
	[ "$before" = "$(cd "$copy/tree" && find . -type f -newer "$copy/mark" | sort | xargs -r cksum)" ] ||
		fail "\"$1\" was refused, and files were changed"
	ok "refused: \"$1\""
}

mkdir -p "$copy"
rm -rf "$copy/tree"
mkdir "$copy/tree"
git ls-files --cached --others --exclude-standard | while IFS= read -r file; do
	[ ! -f "$file" ] || printf '%s\n' "$file"
done | tar --files-from=- -cf - | tar -xf - -C "$copy/tree"
touch "$copy/mark"

refused '' 'is no name'
refused Notice 'is no name'
refused 9lives 'is no name'
refused a_b 'is no name'
refused ../x 'is no name'
refused abcdefghijklmnopqrstu 'is no name'
refused order 'word of SQL'
refused while 'word of C'
refused api 'part of the program'
refused appeal 'already'
refused flow 'is taken'
refused outbox 'is taken'

cd "$copy/tree"
tools/newfeature noticeboard
grep -rni sample src/features/noticeboard && fail "names of the pattern are left"
tools/newfeature tally
ok "two features in one tree"
changed=$(find . -type f -newer "$copy/mark" ! -path './src/features/noticeboard/*' ! -path './src/features/tally/*' | sort | xargs)
[ "$changed" = './src/features/features.def ./src/kit/subject.def ./tests/stored.txt' ] || fail "other files were changed: $changed"
ok "what all share"
for name in noticeboard tally; do
	if tools/newfeature $name 2>/dev/null; then
		fail "$name was made twice"
	fi
done
ok "not twice"
[ "$(cat $(find src -name '*.po') | grep -c '^msgid "记事"$')" -eq 1 ] || fail "a message stands twice"
ok "messages once"

# As ./test builds the tree itself, from a folder of the same depth: what does not see the new features comes from ccache.
build=$copy/tree/build-test
export CCACHE_NOHASHDIR=1
CC=gcc meson setup "$build" -Dtests=true -Dwerror=true -Db_lundef=false -Dbuildtype=debug -Db_sanitize=address,undefined >"$copy/log" 2>&1 ||
	{ tail -n 30 "$copy/log"; fail "meson"; }
ninja -C "$build" src/main/linli tests/script_test tests/access_test tests/plans_test tests/whole_tests tests/noticeboard_tests tests/tally_tests tests/libheaders.a tools/floors tools/mkpo tools/mkview >"$copy/log" 2>&1 ||
	{ grep -A5 -E 'error|FAILED' "$copy/log" | head -n 40; fail "it does not build"; }
ok "it builds"
# What is wrong elsewhere in the tree is for other suites to say.
"$build/tools/floors" . 2>&1 | grep -E 'noticeboard|tally' && fail "floors"
ok "floors"
sh po/messages.sh "$build/tools/mkview" "$build/tools/mkpo" "$copy/linli.pot" --check >"$copy/log" 2>&1 || true
grep -E 'noticeboard|tally' "$copy/log" && fail "messages"
sh po/messages.sh "$build/tools/mkview" "$build/tools/mkpo" "$copy/linli.pot" --merge
sed -n 's/^msgid //p' tools/sample/sample.po | while read -r message; do
	grep -qF "msgid $message" "$copy/linli.pot" || { echo "$message is no message"; exit 1; }
done || fail "messages"
ok "messages"
"$build/src/main/linli" routes | grep -q '^POST /tally  *TALLY_WRITE' || fail "the route is missing"
ok "routes"
"$build/tests/script_test" sqlite tests/data src/features/noticeboard/test/noticeboard.http \
	src/features/tally/test/tally.http >"$copy/log" 2>&1 || { cat "$copy/log"; fail "its script"; }
ok "its script"
for name in noticeboard tally; do
	"$build/tests/${name}_tests" >"$copy/log" 2>&1 || { cat "$copy/log"; fail "the tests of its rules"; }
done
ok "the tests of its rules"
"$build/tests/whole_tests" stored >"$copy/log" 2>&1 || { cat "$copy/log"; fail "stored numbers"; }
ok "stored numbers"
[ -z "${LINLI_TEST_PG:-}" ] || "$build/tests/plans_test" . accept
"$build/tests/plans_test" . >"$copy/log" 2>&1 || { cat "$copy/log"; fail "its plans"; }
ok "its plans"
"$build/tests/access_test" . accept
grep -q '^POST /tally  *TALLY_WRITE' src/features/tally/access.txt || fail "access.txt"
ok "who may call what"
echo "1..$cases"
