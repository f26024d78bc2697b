#!/bin/bash
# What depends on a terminal: questions, progress, colour.
. tests/comfort/lib
ew=$EASTWEST
# on COMMAND: what it shows on a terminal of its own
on() {
	TERM=xterm script -qec "$1" /dev/null </dev/null | tr -d '\r'
}

# answers, one of them wrong at first, another by an option
printf 'ghent\nmany\n7\n\n256 GiB\n60 x 4 GiB\n' |
    script -qec "$ew init --racks 2 -o $scratch/asked.yaml" /dev/null \
    >"$scratch/shown"
try 'five questions: a file' test -s "$scratch/asked.yaml"
try 'a wrong answer is asked for again' grep -q 'from 1 to' "$scratch/shown"
try 'the option is not asked for' \
    sh -c "! grep -q 'how many racks' '$scratch/shown'"
same 'the name' 1 "$(grep -c 'name: ghent' "$scratch/asked.yaml")"
same 'the machines' 1 "$(grep -c 'vm\[1-60\].*4 GiB' "$scratch/asked.yaml")"
try 'it checks' "$ew" check "$scratch/asked.yaml"
try 'it designs' "$ew" design "$scratch/asked.yaml" -o "$scratch/asked"
printf 'ghent\n' | script -qec "$ew init -o $scratch/half.yaml" /dev/null \
    >"$scratch/shown"
same 'not all answered' 2 $?
try 'nothing is written' test ! -e "$scratch/half.yaml"

# a file that takes two seconds to come
slow="(sleep 2.4; cat examples/small.yaml) |"
shown=$(on "$slow $ew check -")
try 'progress after a second' grep -q 'reading, 1 s' <<<"$shown"
try 'and after two' grep -q 'reading, 2 s' <<<"$shown"
try 'and the answer' grep -q 'a valid site' <<<"$shown"
same 'no wider than it has to be' 0 "$(grep -c ' \{30\}' <<<"$shown")"
same 'none when it is quiet' '' "$(on "$slow $ew check --quiet -")"
same 'none where nobody looks' '' \
    "$(eval "$slow" '"$ew"' check - 2>&1 >/dev/null)"
shown=$(on "$ew check examples/small.yaml")
same 'none within the first second' 0 "$(grep -c ' s$\|reading' <<<"$shown")"
try 'but the answer' grep -q 'a valid site' <<<"$shown"
try 'nor a blank line over it' sh -c "! grep -q '   ' <<'X'
$shown
X"

# colour of diagnostics
colour() {
	grep -q $'\033\[' && echo yes || echo no
}
bad=tests/errors/unknown-key.yaml
same 'colour on a terminal' yes "$(on "$ew check $bad" | colour)"
same 'no colour elsewhere' no "$("$ew" check $bad 2>&1 | colour)"
same 'NO_COLOR' no "$(on "NO_COLOR=1 $ew check $bad" | colour)"
same 'NO_COLOR, empty' yes "$(on "NO_COLOR= $ew check $bad" | colour)"
same 'always, over NO_COLOR' yes \
    "$(NO_COLOR=1 "$ew" check --color always $bad 2>&1 | colour)"
same 'never' no "$(on "$ew check --color never $bad" | colour)"
"$ew" check --color green $bad 2>/dev/null
same 'another colour' 2 $?
counted
