#!/bin/bash
# Completion: what the shell would offer.
. tests/comfort/lib
"$EASTWEST" completion bash >"$scratch/bash"
"$EASTWEST" completion zsh >"$scratch/zsh"
try 'bash: a script' bash -n "$scratch/bash"
try 'zsh: a script' zsh -n "$scratch/zsh"
compopt() { :; }
. "$scratch/bash"

# offers WORD...: the last is being typed
offers() {
	COMP_WORDS=(eastwest "$@") COMP_CWORD=$# COMPREPLY=()
	_eastwest
	echo "${COMPREPLY[*]}"
}
same 'a command' 'check' "$(offers che)"
same 'commands' 'compare completion' "$(offers comp | xargs -n 1 | sort | xargs)"
same 'an option of the command' '--downtime' "$(offers migration --down)"
same 'no option of another' '' "$(offers check --down)"
same 'an option after others' '--ready' "$(offers verify --color always --re)"
same 'words of an option' 'os9 os6 os10' "$(offers audit --nos os)"
same 'words after =' 'never' "$(offers check --color = n)"
same 'words of a command' 'show' "$(offers catalog s)"
same 'a file' 'examples/small.yaml' "$(offers design examples/sm)"
same 'a folder' 'examples' "$(offers design x.yaml -o exam)"
same 'a file for import' 'examples/small.yaml' "$(offers init -o examples/sm)"
same 'a quantity is left alone' '' "$(offers migration --memory 8)"
same 'shells' 'bash' "$(offers completion b)"
names=$("$EASTWEST" --help | sed -n '/^commands:/,/^$/s/^  \([a-z][a-z]*\) .*/\1/p' | sort)
same 'all commands' "$names" "$(offers '' | xargs -n 1 | sort)"

# zsh loads it and knows the same commands
same 'zsh: commands' "$(wc -l <<<"$names")" \
    "$(grep -c '^[a-z]*)$' "$scratch/zsh")"
try 'zsh: it loads' zsh -fc "autoload -U compinit && compinit -u -d \
    '$scratch/dump' && fpath=('$scratch' \$fpath) && compdef _ew eastwest &&
    functions[_ew]=\"\$(<'$scratch/zsh')\" && whence -w _ew"
for s in '' fish 'bash zsh'; do
	"$EASTWEST" completion $s >"$scratch/out" 2>/dev/null
	same "completion $s is refused" 2 $?
done
counted
