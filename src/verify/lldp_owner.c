#include "verify/lldp_owner.h"

#include <string.h>

#include "base/str.h"
#include "verify/cable_places.h"

/* the part of a path that may be a device's name: without folders, and without
 * an ending, or two, until the bundle has it */
static const char *
named_in_path(struct arena *a, const struct cable_places *k, const char *path)
{
	const char *slash = strrchr(path, '/'),
	           *base = slash ? slash + 1 : path;
	size_t at;

	for (size_t len = strlen(base); len > 0;) {
		if (cable_device_index(k, base, len, &at))
			return str_dup(a, k->device[at], strlen(k->device[at]));
		while (len > 0 && base[--len] != '.')
			continue;
	}
	return NULL;
}

/*
 * A device that sees itself is not the one whose output this is. It is the
 * device that all ports that see it are planned to lead to; NULL: a cable from
 * one port to another of the same device would look so too.
 */
static const char *
really(const struct cable_places *k, const struct lldp_file *f, int *line)
{
	for (size_t d = 0; d < k->ndevice; d++) {
		size_t all = 0, fit = 0;

		for (size_t i = 0; i < f->n; i++) {
			const char *port = ports_normal(k->a, f->item[i].port);
			const struct cable_place *p;

			if (!str_eq(cable_device(k, f->item[i].name),
			        f->device))
				continue;
			all++;
			p = cable_place_at(k, k->device[d], port);
			fit += p &&
			    str_eq(cable_place_end(k, p, 1)->device,
			        f->device) &&
			    str_eq(cable_place_end(k, p, 1)->normal,
			        ports_normal(k->a, f->item[i].far));
			*line = f->item[i].line;
		}
		if (all == 0)
			return NULL;
		if (fit == all && !str_eq(k->device[d], f->device))
			return k->device[d];
	}
	return NULL;
}

/* one device a file, and that it is of */
static bool
is_own(const struct cable_places *k, struct diags *d, const struct lldp_file *f)
{
	struct span at = { f->src, 0, 0, 0 };
	const char *other = f->other ? cable_device(k, f->other) : "";
	int line = 0;

	if (*other && !str_eq(other, f->device)) {
		at.line = f->other_line;
		at.col = at.width = 1;
		diag_error(d, at, "lldp-device",
		    "the output of '%s' begins here, in a file of '%s'", other,
		    f->device);
		diag_hint(d, "put each device's output in a separate file");
		return false;
	}
	other = really(k, f, &line);
	if (!other)
		return true;
	at.line = line;
	at.col = at.width = 1;
	diag_error(d, at, "lldp-device",
	    "'%s' can't be its own neighbour: this is the output of '%s'",
	    f->device, other);
	diag_hint(d, "name the file after the device it is from");
	return false;
}

bool
lldp_owners(struct arena *a, struct diags *d, const struct bundle *b,
    struct lldp_file *file, size_t n)
{
	struct cable_places k = cable_places_new(a, b);
	bool ok = true;

	for (size_t i = 0; i < n; i++) {
		struct span at = { file[i].src, 0, 0, 0 };
		const char *name =
		    file[i].prompt ? cable_device(&k, file[i].prompt) : "";

		file[i].device =
		    *name ? name : named_in_path(a, &k, file[i].src->name);
		if (!file[i].device) {
			ok = diag_error(d, at, "lldp-device",
			    "no cable of the bundle ends at '%s': which device "
			    "is this from?",
			    file[i].prompt ? file[i].prompt :
			                     file[i].src->name);
			diag_hint(d,
			    "name the file after the device (%s.txt), write "
			    "%s=FILE, or keep the prompt in it",
			    b->nsw ? b->sw[0].name : "leaf1",
			    b->nsw ? b->sw[0].name : "leaf1");
			continue;
		}
		ok &= is_own(&k, d, &file[i]);
		for (size_t j = 0; j < i; j++)
			if (file[j].device &&
			    str_eq(file[j].device, file[i].device))
				ok = diag_error(d, at, "lldp-twice",
				    "'%s' is from '%s' too", file[j].src->name,
				    file[i].device);
	}
	return ok;
}
