# awk -f tests/wide.awk FILE...: lines of comments wider than 80 columns.
# Prints each with its place; status 1 if there is one.  Strings and tables set
# by hand may be wider; clang-format leaves comments as they are.
FNR == 1 {
	inside = 0
}

{
	commented = inside
	for (rest = $0; rest != "";) {
		if (inside) {
			if (!(at = index(rest, "*/")))
				break
			rest = substr(rest, at + 2)
			inside = 0
		} else if (match(rest, /^"([^"\\]|\\.)*"/) ||
		    match(rest, /^'([^'\\]|\\.)*'/))
			rest = substr(rest, RLENGTH + 1)
		else if (rest ~ /^\/\//) {
			commented = 1
			break
		} else if (rest ~ /^\/\*/) {
			commented = inside = 1
			rest = substr(rest, 3)
		} else
			rest = substr(rest, 2)
	}
	if (commented && width($0) > 80) {
		print FILENAME ":" FNR ": " width($0) " columns: " $0
		bad++
	}
}

END {
	exit bad > 0
}

# a tab stands for up to 8 columns, a character of several bytes (LC_ALL=C) for 1
function width(line,    piece, n, i, columns)
{
	gsub(/[\200-\277]/, "", line)
	n = split(line, piece, "\t")
	for (i = 1; i < n; i++)
		columns += length(piece[i]) + 8 - (columns + length(piece[i])) % 8
	return columns + length(piece[n])
}
