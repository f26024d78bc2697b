#!/bin/bash
# design --pdf, with browsers of our own making; a real one: tests/rendered.
. tests/comfort/lib
site=examples/small.yaml
tools=$(dirname "$(command -v sh)")
"$EASTWEST" design $site -o "$scratch/plain" --quiet

# it gets a page and a place for the PDF; it leaves rubbish behind
mkdir "$scratch/good" "$scratch/bad" "$scratch/mute" "$scratch/tmp"
cat >"$scratch/good/chromium" <<'SH'
#!/bin/sh
for a; do
	case $a in
	--print-to-pdf=*) pdf=${a#*=} ;;
	--user-data-dir=*) mkdir -p "${a#*=}/deep/er" && ln -s / "${a#*=}/x" ;;
	file://*) page=${a#file://} ;;
	esac
done
echo noise
echo noise >&2
{ echo %PDF-1.4; wc -c <"$page"; } >"$pdf"
SH
printf '#!/bin/sh\nexit 1\n' >"$scratch/bad/chromium"
printf '#!/bin/sh\nexit 0\n' >"$scratch/mute/chromium"
chmod +x "$scratch"/*/chromium
# design BROWSERS FOLDER OPTION...
design() {
	local path=$scratch/$1:$tools folder=$scratch/$2
	shift 2
	env PATH="$path" TMPDIR="$scratch/tmp" "$EASTWEST" design $site \
	    -o "$folder" "$@"
}

try 'prints' design good one --pdf
same 'nothing of the browser is heard' '' "$(design good two --pdf --quiet 2>&1)"
same 'the page it got' "$(wc -c <"$scratch/plain/report.html")" \
    "$(tail -n 1 "$scratch/one/report.pdf")"
same 'all else as without' 'Only in one: report.pdf' \
    "$(cd "$scratch" && diff -r plain one)"
same 'nothing is left in TMPDIR' '' "$(ls -A "$scratch/tmp")"
try 'verifies' "$EASTWEST" verify "$scratch/one"
try 'again over itself' design good one --pdf
try 'and without' design good one
same 'no stale PDF' '' "$(cd "$scratch" && diff -r plain one)"
# a PDF of one's own is still one's own
echo mine >"$scratch/one/mine.pdf"
design good one --pdf >/dev/null 2>&1
same 'another PDF is kept' '4 mine' "$? $(cat "$scratch/one/mine.pdf")"

for b in bad mute; do
	design $b "$b-out" --pdf >/dev/null 2>"$scratch/err"
	same "$b: done all the same" 0 $?
	try "$b: a warning" grep -q 'warning: .*\[pdf-failed\]' "$scratch/err"
	same "$b: the bundle" '' "$(diff -r "$scratch/plain" "$scratch/$b-out")"
done
if ! env PATH="$scratch:$tools" sh -c 'command -v chromium ||
    command -v chromium-browser || command -v google-chrome ||
    command -v google-chrome-stable' >/dev/null; then
	design none none --pdf >/dev/null 2>"$scratch/err"
	same 'no browser: done all the same' 0 $?
	try 'no browser: a hint' grep -q 'hint: install chromium' "$scratch/err"
fi
env PATH= "$EASTWEST" design $site -o "$scratch/nopath" --pdf >/dev/null \
    2>"$scratch/err"
same 'no PATH: done all the same' 0 $?
try 'no PATH: a warning' grep -q '\[no-browser\]' "$scratch/err"
counted
