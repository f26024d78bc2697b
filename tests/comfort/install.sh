#!/bin/bash
# make install: a tree that works by itself, wherever it is moved to.
. tests/comfort/lib
build=$(dirname "$EASTWEST")
# make takes the program as it is: nothing is compiled here
into() {
	make --no-print-directory -s MAKEFLAGS= B="$build" \
	    PROGRAM="$EASTWEST" OBJ= "$@" install
}
try 'installs' into DESTDIR="$scratch/stage" PREFIX=/opt/ew
root=$scratch/stage/opt/ew
for f in bin/eastwest share/man/man1/eastwest.1 \
    share/man/man5/eastwest-site.5 share/eastwest/examples/small.yaml \
    share/eastwest/site.schema.json \
    share/bash-completion/completions/eastwest \
    share/zsh/site-functions/_eastwest; do
	try "$f is there" test -s "$root/$f"
done
try 'and again, over itself' into DESTDIR="$scratch/stage" PREFIX=/opt/ew

# moved, and run from elsewhere
mv "$root" "$scratch/moved"
ew=$scratch/moved/bin/eastwest site=$scratch/moved/share/eastwest/examples/small.yaml
cd /
try 'checks' "$ew" check "$site"
try 'designs' "$ew" design "$site" -o "$scratch/design"
try 'verifies' "$ew" verify "$scratch/design"
cd "$OLDPWD"
try 'the same bytes as from the checkout' "$EASTWEST" design "$site" \
    -o "$scratch/here"
try 'the same bytes' diff -r "$scratch/design" "$scratch/here"

# nothing of the checkout is used: without the installed templates, or with
# others, it shows
printf '# of the installed tree\n' >"$scratch/mark"
t=$(find "$scratch/moved/share/eastwest/templates/routeros" -name 'system.j2')
try 'a template to mark' test -f "$t"
cat "$scratch/mark" >>"$t"
try 'designs with it' "$ew" design "$site" -o "$scratch/marked"
try 'the installed template was read' grep -rq -f "$scratch/mark" \
    "$scratch/marked/configs"
rm -r "$scratch/moved/share/eastwest/templates"
cd /
"$ew" design "$site" -o "$scratch/none" >"$scratch/out" 2>&1
rc=$?
cd "$OLDPWD"
same 'without templates nothing is designed' no \
    "$(test $rc -ne 0 -a ! -e "$scratch/none" && echo no)"
counted
