#!/bin/bash
# What the machine refuses: a full disk, a closed output, a file too large.
. tests/comfort/lib
ew=$EASTWEST
# status COMMAND: of the command, in a shell of its own
status() {
	bash -c "$1" >/dev/null 2>&1 </dev/null
	echo $?
}

for what in 'drain examples/small.yaml' 'check examples/small.yaml --json' \
    'catalog list' '--help' 'drain --help' '--version'; do
	same "$what to a full disk" 4 "$(status "$ew $what >/dev/full")"
	same "$what to nowhere" 4 "$(status "$ew $what >&-")"
done
same 'a bundle that outgrows what a file may have' 4 \
    "$(status "ulimit -f 16; $ew design examples/small.yaml -o $scratch/out")"
same 'and nothing half-written' '' "$(ls -A "$scratch" | grep -v log)"
same '--hypervisor of a site' 2 \
    "$(status "$ew drain examples/small.yaml --hypervisor kvm")"
counted
