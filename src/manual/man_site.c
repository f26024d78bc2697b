/* eastwest-site(5): every key of a site file, from the reader's own tables. */
#include <string.h>

#include "base/num.h"
#include "manual/mdoc.h"
#include "manual/schema.h"

static const char example[] =
    "eastwest: 1\n"
    "site: {name: ghent}\n"
    "racks:\n"
    "  - {name: r1}\n"
    "clusters:\n"
    "  - {name: prod, hypervisor: hyper-v}\n"
    "hosts:\n"
    "  - {name: \"hv[1-6]\", memory: 256 GiB}\n"
    "vms:\n"
    "  - {name: \"web[1-60]\", memory: 8 GiB}\n"
    "networks:\n"
    "  - {name: lm, purpose: live-migration, vlan: 120, subnet: 10.0.120.0/24}\n"
    "  - {name: csv, purpose: csv, vlan: 110, subnet: 10.0.110.0/24}\n"
    "  - {name: oob, purpose: oob, subnet: 10.0.0.0/24, gateway: 10.0.0.1}\n";

static const char *
number(struct arena *a, const struct field *f, int64_t v)
{
	return f->kind == FIELD_UNIT ? num_text(a, v, f->unit) :
	    f->kind == FIELD_MONEY   ? num_money_text(a, v) :
	                               str_fmt(a, "%lld", (long long)v);
}

/* from 1 to 100, at least 1 B, or nothing where any will do */
static const char *
range(struct arena *a, const struct field *f)
{
	if (f->min < 0 || (f->min == 0 && (f->max == 0 || f->max == INT64_MAX)))
		return "";
	if (f->max == INT64_MAX)
		return f->min == 1 && f->kind != FIELD_INT ?
		    ", greater than zero" :
		    str_fmt(a, ", at least %s", number(a, f, f->min));
	return str_fmt(a, ", from %s to %s", number(a, f, f->min),
	    number(a, f, f->max));
}

static const char *
words(struct arena *a, const struct field *f)
{
	struct buf b = buf_new(a);

	for (size_t i = 0; f->words[i] != NULL; i++)
		buf_printf(&b, "%s%s", i == 0 ? "" : " | ", f->words[i]);
	return b.text;
}

static const char *
kind(struct arena *a, const char *path, const struct field *f)
{
	static const char *const unit[] = {
		[UNIT_RATE] = "rate",
		[UNIT_SPEED] = "speed",
		[UNIT_BYTES] = "size",
		[UNIT_TIME] = "time",
		[UNIT_LENGTH] = "length",
		[UNIT_SHARE] = "share",
		[UNIT_POWER] = "power",
	};

	bool list;

	switch (f->kind) {
	case FIELD_NAME:
		return "name";
	case FIELD_PATTERN:
		return "name, or names by ranges";
	case FIELD_TEXT:
		return "text";
	case FIELD_INT:
		return str_fmt(a, "whole number%s", range(a, f));
	case FIELD_UNIT:
		return str_fmt(a, "%s%s", unit[f->unit], range(a, f));
	case FIELD_MONEY:
		return str_fmt(a, "amount%s", range(a, f));
	case FIELD_BOOL:
		return "true | false";
	case FIELD_WORD:
		return words(a, f);
	case FIELD_IP:
		return "IPv4 address";
	case FIELD_NAMES:
		return "list of names";
	case FIELD_TEXTS:
		return "list of texts";
	case FIELD_NODE:
		break;
	}
	return schema_table(a, path, f->key, &list) != NULL && list ? "list" :
	                                                              "map";
}

static void
key(struct buf *out, const char *path, const struct field *f)
{
	struct arena *a = out->a;

	buf_puts(out, ".It Ic");
	mdoc_arg(out, f->key);
	buf_puts(out, " Pq");
	mdoc_arg(out, kind(a, path, f));
	buf_puts(out, "\n");
	mdoc_text(out,
	    str_fmt(a, "%s%s", f->required ? "Required: " : "", f->doc));
	if (f->example == NULL || f->kind == FIELD_BOOL ||
	    f->kind == FIELD_WORD)
		return;
	buf_puts(out, ".br\nFor example\n.Ql");
	mdoc_arg(out, str_fmt(a, "%s: %s", f->key, f->example));
	buf_puts(out, "\n");
}

/* hosts[].nics: nics of an entry of hosts */
static void
section(struct buf *out, const struct model_table *t)
{
	size_t i, len = strlen(t->path);
	bool list = len > 2 && strcmp(t->path + len - 2, "[]") == 0;

	buf_puts(out, ".Ss");
	mdoc_arg(out,
	    len == 0 ? "The file" :
	        list ? str_dup(out->a, t->path, len - 2) :
	               t->path);
	buf_puts(out, "\n");
	mdoc_text(out,
	    str_fmt(out->a,
	        list ? "A list; the keys of %s of it "
	               "are:" :
	               "The keys of %s are:",
	        t->what));
	buf_puts(out, ".Bl -tag -width Ds\n");
	for (i = 0; i < t->n; i++)
		key(out, t->path, &t->field[i]);
	buf_puts(out, ".El\n");
}

static void
quantities(struct buf *out)
{
	static const struct {
		enum unit unit;
		const char *name;
	} row[] = {
		{ UNIT_RATE, "rate" },
		{ UNIT_SPEED, "speed (of a port)" },
		{ UNIT_BYTES, "size" },
		{ UNIT_TIME, "time" },
		{ UNIT_LENGTH, "length" },
		{ UNIT_SHARE, "share" },
		{ UNIT_POWER, "power" },
	};
	const char *name;
	size_t k;

	buf_puts(out,
	    ".Sh QUANTITIES\n"
	    "A quantity is a number and a unit, the space between them "
	    "optional:\n"
	    ".Ql 10 Gbit/s ,\n"
	    ".Ql 256GiB .\n"
	    "Decimal and binary prefixes differ, and both are exact.\n"
	    "A bare number where a unit is needed is an error.\n"
	    ".Bl -tag -width Ds\n");
	for (size_t i = 0; i < sizeof row / sizeof row[0]; i++) {
		struct buf b = buf_new(out->a);

		for (k = 0; (name = num_unit_name(row[i].unit, k)) != NULL; k++)
			buf_printf(&b, "%s%s", k > 0 ? ", " : "", name);
		buf_puts(out, ".It");
		mdoc_arg(out, row[i].name);
		buf_puts(out, "\n");
		mdoc_text(out, b.text);
	}
	buf_puts(out,
	    ".El\n"
	    ".Pp\n"
	    "An amount of money is a plain number with at most two "
	    "decimals,\nin the site\\(aqs currency.\n");
}

void
man_site(struct buf *out, const char *version)
{
	const struct model_table *const *t;
	size_t n;

	mdoc_head(out, "eastwest-site", 5, version,
	    "site file of eastwest: racks, hosts, VMs, networks");
	buf_puts(out,
	    ".Sh DESCRIPTION\n"
	    "A site file is YAML in UTF\\-8: one map, whose sections are\n"
	    "described below in the order they are usually written.\n"
	    "Keys that are not listed here are errors.\n"
	    "A key without a value is as if it were not given.\n"
	    "Tags, several documents in one file and merge keys are "
	    "refused.\n"
	    ".Sh NAMES AND RANGES\n"
	    "A name is 1 to 63 letters, digits,\n"
	    ".Ql \\- ,\n.Ql _\nor\n.Ql \\&. ,\n"
	    "the first a letter or a digit.\n"
	    "Where names may be given by ranges,\n"
	    ".Ql hv[1\\-6]\n"
	    "stands for six of them, and\n"
	    ".Ql r[1\\-4]\\-hv[01\\-10]\n"
	    "for forty, the leftmost range varying slowest.\n"
	    "A range in one key pairs with that of the name that has the "
	    "same\ntext, else the same length.\n");
	quantities(out);
	buf_puts(out, ".Sh KEYS\n");
	t = model_tables(&n);
	for (size_t i = 0; i < n; i++)
		section(out, t[i]);
	buf_puts(out,
	    ".Sh EXAMPLES\n"
	    "The least there can be:\n");
	mdoc_literal(out, example);
	buf_puts(out,
	    ".Pp\n"
	    ".Nm eastwest Cm init\n"
	    "writes a commented site file to start from.\n"
	    ".Sh SEE ALSO\n"
	    ".Xr eastwest 1\n");
}
