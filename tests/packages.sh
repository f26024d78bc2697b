#!/bin/sh
# packages.sh STAMP PACKAGE...: Debian packages that are missing are installed,
# by root or by sudo where it asks no password; else the line to type is said.
stamp=$1
shift
mkdir -p "$(dirname "$stamp")"
missing=
if command -v dpkg-query >/dev/null; then
	for p; do
		dpkg-query -W -f '${Status}' "$p" 2>/dev/null |
		    grep -q ' ok installed$' || missing="$missing $p"
	done
else
	echo "no dpkg here: taking it that these are installed: $*"
fi
if [ -n "$missing" ]; then
	if [ "$(id -u)" -eq 0 ]; then
		sudo=
	elif sudo -n true 2>/dev/null; then
		sudo='sudo -n'
	else
		echo "sudo apt-get install --no-install-recommends$missing"
		exit 2
	fi
	echo "installing$missing"
	export DEBIAN_FRONTEND=noninteractive
	get="$sudo apt-get -y -q --no-install-recommends install"
	# the lists of packages may be missing or old: fetch them, try again
	$get $missing >"$stamp.log" 2>&1 ||
	    { $sudo apt-get -q update && $get $missing; } >"$stamp.log" 2>&1 ||
	    { tail -n 20 "$stamp.log"; exit 2; }
fi
touch "$stamp"
