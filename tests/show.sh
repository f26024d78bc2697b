# What a golden case keeps of a bundle, as its reviewer reads it.  Sourced from
# the case's folder, where the bundle is the folder b.

# show FILE...: out/FILE, blocks that repeat in equal steps told once
show() {
	local f
	for f; do
		mkdir -p "out/$(dirname "$f")"
		python3 "$TESTS/squeeze.py" "b/$f" >"out/$f" || return
	done
}

# braces FILE...: as show, of text in braces
braces() {
	local f
	for f; do
		mkdir -p "out/$(dirname "$f")"
		python3 "$TESTS/squeeze.py" --braces "b/$f" >"out/$f" ||
		    return
	done
}

# beyond FIRST FILE...: as show, of what stands in FIRST too only where
beyond() {
	local first=$1 f
	shift
	for f; do
		mkdir -p "out/$(dirname "$f")"
		python3 "$TESTS/squeeze.py" --beyond "b/$first" "b/$f" >"out/$f" ||
		    return
	done
}

# others FILE FILE...: in what they differ from the first
others() {
	local first=$1 f
	shift
	for f; do
		echo "$f (>), against $first (<):"
		diff "b/$first" "b/$f" | sed -n 's/^[<>]/    &/p'
	done
}

# counted: a summary of verify, without the numbers that grow with each rule
counted() {
	sed 's/ [0-9]* lines, [0-9]* rules/ N lines, M rules/'
}

# shape FILE...: of JSON, what may stand where
shape() {
	local f
	for f; do
		mkdir -p "out/$(dirname "$f")"
		python3 "$TESTS/squeeze.py" --shape "b/$f" >"out/$f.shape" ||
		    return
	done
}
