# awk -f tests/layers.awk src/LAYERS src/ROOM/FILE...: who includes whom.
# Prints each include that src/LAYERS does not allow, and each permission there
# that is not used; status 1 if there is one.
FILENAME ~ /LAYERS$/ {
	sub(/#.*/, "")
	if ($1 == "libc:")
		for (i = 2; i <= NF; i++)
			libc["<" $i ".h>"] = 1
	else if ($1 ~ /^</)
		for (i = 2; i <= NF; i++)
			fence[$1, $i] = foreign[$1] = 1
	else if ($1 ~ /[.]public:$/) {
		room = substr($1, 1, length($1) - 8)
		for (i = 2; i <= NF; i++)
			public[room "/" $i ".h"] = unused[room "/" $i ".h"] = 1
	} else if ($1 ~ /:$/) {
		room = substr($1, 1, length($1) - 1)
		may[room, room] = known[room] = 1
		for (i = 2; i <= NF; i++)
			may[room, $i] = idle[room " " $i] = 1
	}
	next
}

FNR == 1 {
	n = split(FILENAME, part, "/")
	room = n > 2 ? part[n - 1] : ""	# src/main.c is in no room
	if (room != "" && !(room in known))
		say("the room " room " is not in src/LAYERS")
}

/^#[ \t]*include[ \t]*</ {
	match($0, /<[^>]*>/)
	h = substr($0, RSTART, RLENGTH)
	if (h in foreign) {
		if (!((h, FILENAME) in fence))
			say(h " stands behind another fence")
	} else if (!(h in libc))
		say("the foreign header " h " is not in src/LAYERS")
}

/^#[ \t]*include[ \t]*"/ {
	match($0, /"[^"]*"/)
	h = substr($0, RSTART + 1, RLENGTH - 2)
	to = h
	if (!sub(/\/.*/, "", to))
		say("include \"ROOM/" h "\", from src/")
	else if (room != "" && !((room, to) in may))
		say(room " may not look into " to)
	if (room != to) {
		delete idle[room " " to]
		delete unused[h]
		if (!(h in public))
			say("\"" h "\" is private to " to)
	}
}

function say(text) {
	print FILENAME ":" FNR ": " text
	bad++
}

END {
	# what nobody uses is not to be allowed
	for (i in idle) {
		print "src/LAYERS: not used: " i
		bad++
	}
	for (i in unused) {
		print "src/LAYERS: public, and no other room includes it: " i
		bad++
	}
	# a room is a test: it looks where it may
	for (i in known)
		rooms++
	print bad ? 0 : rooms + 0, bad + 0 > count
	exit bad > 0
}
