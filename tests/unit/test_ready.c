/*
 * The inventory script only reads: every cmdlet it calls has a verb of the
 * list, it sets no property of what it was given, and calls no method that
 * could change anything.
 */
#include <criterion/criterion.h>
#include <ctype.h>
#include <string.h>

#include "base/file.h"
#include "base/str.h"
#include "ready/readiness.h"

#define SCRIPT "templates/inventory/inventory.ps1"

static const char *const verbs[] = {
	"Get", "Select", "Where", "ForEach", "Sort", "Measure", "ConvertTo"
};

static bool
is_word(char c)
{
	return isalnum((unsigned char)c) || c == '_';
}

/* the text without comments and single-quoted strings, which hold no code */
static char *
code_of(struct arena *a, const char *s)
{
	struct buf b = buf_new(a);
	bool quoted = false, comment = false;

	for (; *s != '\0'; s++) {
		if (*s == '\n')
			comment = false;
		if (!comment && *s == '\'')
			quoted = !quoted;
		else if (!quoted && *s == '#')
			comment = true;
		if (!quoted && !comment)
			buf_putc(&b, *s);
	}
	return b.text;
}

/* the first thing in a script that may write, or NULL */
static const char *
what_writes(struct arena *a, const char *script)
{
	static const char *const never[] = {
		"Invoke", ".Put", ".Set", ".Delete", ".Create", "iex", "&",
		"[wmi", "New-Object", "Add-Type", "`", "\"", ">>", "$using:"
	};
	const char *code = code_of(a, script), *p, *from, *arrow;
	size_t i, k;

	for (i = 0; i < sizeof never / sizeof never[0]; i++)
		if (strstr(code, never[i]) != NULL)
			return never[i];
	/* redirection: a '>' that is no comparison (those are -gt) */
	arrow = strchr(code, '>');
	if (arrow != NULL)
		return "a redirection";
	for (p = strchr(code, '-'); p != NULL; p = strchr(p + 1, '-')) {
		for (from = p; from > code && is_word(from[-1]); from--)
			continue;
		/* Verb-Noun: letters on both sides, the noun with a capital */
		if (from == p || !isupper((unsigned char)from[0]) ||
		    !isupper((unsigned char)p[1]))
			continue;
		for (k = 0; k < sizeof verbs / sizeof verbs[0]; k++)
			if (strlen(verbs[k]) == (size_t)(p - from) &&
			    strncmp(from, verbs[k], (size_t)(p - from)) == 0)
				break;
		if (k == sizeof verbs / sizeof verbs[0])
			return str_dup(a, from, strcspn(from, " \n|)"));
	}
	/* $x.Property = ... */
	for (p = strchr(code, '$'); p != NULL; p = strchr(p + 1, '$')) {
		size_t n = 1, blank;

		while (is_word(p[n]))
			n++;
		if (p[n] != '.')
			continue;
		while (is_word(p[n]) || p[n] == '.' || p[n] == '[' ||
		    p[n] == ']')
			n++;
		blank = strspn(p + n, " ");
		if (p[n + blank] == '=' && p[n + blank + 1] != '=')
			return str_dup(a, p, n);
	}
	return NULL;
}

Test(inventory_script, calls_nothing_that_writes)
{
	static const char *const script[] = { SCRIPT,
		"templates/inventory/vsphere.ps1",
		"templates/inventory/hyper-v.ps1" };
	struct arena *a = arena_new();
	struct diags *d = diags_new(a);
	size_t i;

	for (i = 0; i < sizeof script / sizeof script[0]; i++) {
		const struct source *s = file_read(a, d, script[i], 1 << 20);
		const char *bad;

		cr_assert(s != NULL);
		bad = what_writes(a, s->text);
		cr_assert(bad == NULL, "%s: %s", script[i], bad);
	}
	arena_free(a);
}

Test(inventory_script, a_line_that_writes_would_be_seen)
{
	static const char *const line[] = {
		"Set-VMHost -MaximumVirtualMachineMigrations 4\n",
		"$vm | Remove-VMSnapshot\n", "$Vm.Notes = 'x'\n",
		"Get-VM > vms.txt\n", "Get-VM | Out-File x\n",
		"Invoke-Command { x }\n", "(Get-WmiObject x).Delete()\n",
		"& 'shutdown.exe'\n", "$x.y[0].z = 1\n", "Stop-VM -VM $Vm\n"
	};
	struct arena *a = arena_new();
	struct diags *d = diags_new(a);
	const struct source *s = file_read(a, d, SCRIPT, 1 << 20);
	size_t i;

	cr_assert(s != NULL);
	for (i = 0; i < sizeof line / sizeof line[0]; i++)
		cr_assert(what_writes(a, str_fmt(a, "%s%s", s->text, line[i]))
		    != NULL, "%s", line[i]);
	arena_free(a);
}

/* the keys the reader knows are the keys the script writes */
Test(inventory_script, writes_the_keys_that_are_read)
{
	static const char *const key[] = {
		"eastwest_inventory", "taken_by", "hosts", "vms", "name",
		"memory_bytes", "cluster", "os", "model", "bios", "nics",
		"teams", "live_migration", "description", "driver",
		"firmware", "speed_bps", "mtu", "up", "mode", "hash",
		"members", "transport", "simultaneous", "networks", "id",
		"host", "clustered", "generation", "state", "dynamic",
		"disks", "checkpoints", "replica", "backup_running",
		"merging", "iso", "scsi_controllers", "integration", "path",
		"controller", "format", "type", "parent", "passthrough",
		"vss", "version", "cores",
		"interfaces"
	};
	struct arena *a = arena_new();
	struct diags *d = diags_new(a);
	const struct source *s = file_read(a, d, SCRIPT, 1 << 20);
	size_t i;

	cr_assert(s != NULL);
	for (i = 0; i < sizeof key / sizeof key[0]; i++)
		cr_assert(strstr(s->text, str_fmt(a, " %s = ", key[i])) !=
		    NULL, "%s", key[i]);
	arena_free(a);
}

static const struct readiness *
judged(struct arena *a, const char *text)
{
	struct diags *d = diags_new(a);
	struct source *s = NEW(a, struct source, 1);
	struct inventory *v = NEW(a, struct inventory, 1);

	s->name = "t";
	s->text = text;
	s->len = strlen(text);
	cr_assert(inventory_read(a, d, s, v));
	return readiness_judge(a, v, NULL);
}

Test(readiness, says_nothing_about_what_is_not_said)
{
	struct arena *a = arena_new();
	const struct readiness *r = judged(a, "{\"eastwest_inventory\": 1, "
	    "\"hosts\": [{\"name\": \"a\"}, {\"name\": \"b\"}], "
	    "\"vms\": [{\"name\": \"v\", \"host\": \"a\"}]}");

	cr_assert(r->n == 0 && r->hosts == 2 && r->vms == 1);
	arena_free(a);
}

Test(readiness, one_map_stands_for_a_list_of_one)
{
	struct arena *a = arena_new();
	const struct readiness *r = judged(a, "{\"eastwest_inventory\": 1, "
	    "\"hosts\": {\"name\": \"a\"}, \"vms\": {\"name\": \"v\", "
	    "\"host\": \"a\", \"disks\": {\"path\": \"\\\\\\\\s\\\\v.AVHDX\""
	    "}}}");

	cr_assert(r->n == 1 && r->errors == 1);
	cr_assert(strcmp(r->item[0].rule, "vm-avhdx") == 0);
	cr_assert(r->item[0].nrepair == 4);
	arena_free(a);
}

/* two of four each: that of the first name is the rule */
Test(readiness, a_tie_goes_to_the_first_host)
{
	struct arena *a = arena_new();
	const struct readiness *r = judged(a, "{\"eastwest_inventory\": 1, "
	    "\"vms\": [], \"hosts\": [{\"name\": \"d\", \"os\": \"y\"}, "
	    "{\"name\": \"c\", \"os\": \"x\"}, {\"name\": \"b\", \"os\": "
	    "\"y\"}, {\"name\": \"a\", \"os\": \"x\"}]}");

	cr_assert(r->n == 2);
	cr_assert(strcmp(r->item[0].host, "d") == 0);
	cr_assert(strcmp(r->item[1].host, "b") == 0);
	cr_assert_not_null(strstr(r->item[0].message, "it is not known which"));
	arena_free(a);
}

/* half of the hosts are no rule: neither half is called wrong; one more is */
Test(readiness, more_than_half_is_the_rule)
{
	static const struct {
		const char *third;
		bool rule;
	} row[] = {{"", false}, {", {\"name\": \"c\", \"os\": \"y\"}", true}};
	size_t i;

	for (i = 0; i < sizeof row / sizeof row[0]; i++) {
		struct arena *a = arena_new();
		const struct readiness *r = judged(a, str_fmt(a,
		    "{\"eastwest_inventory\": 1, \"vms\": [], \"hosts\": ["
		    "{\"name\": \"a\", \"os\": \"x\"}, "
		    "{\"name\": \"b\", \"os\": \"y\"}%s]}", row[i].third));

		cr_assert_eq(r->n, 1);
		cr_expect_eq(strstr(r->item[0].message, "it is not known which") == NULL,
		    row[i].rule, "row %zu: %s", i, r->item[0].message);
		arena_free(a);
	}
}

/* a port without a link has no speed and no MTU that count */
Test(readiness, a_port_that_is_down_makes_no_difference)
{
	static const struct {
		const char *second;
		size_t found;
	} row[] = {{"\"up\": false, \"speed_bps\": 10000000000, \"mtu\": 1500", 0},
	    {"\"up\": true, \"speed_bps\": 10000000000, \"mtu\": 1500", 2},
	    {"\"up\": true, \"speed_bps\": 10000000000, \"mtu\": 9000", 1}};
	size_t i;

	for (i = 0; i < sizeof row / sizeof row[0]; i++) {
		struct arena *a = arena_new();
		const char *one = "{\"name\": \"n1\", \"up\": true, "
		    "\"speed_bps\": 10000000000, \"mtu\": 9000}";
		const struct readiness *r = judged(a, str_fmt(a,
		    "{\"eastwest_inventory\": 1, \"vms\": [], \"hosts\": ["
		    "{\"name\": \"a\", \"nics\": [%s]}, "
		    "{\"name\": \"b\", \"nics\": [%s]}, "
		    "{\"name\": \"c\", \"nics\": [%s, {\"name\": \"n2\", %s}]}"
		    "]}", one, one, one, row[i].second));

		cr_expect_eq(r->n, row[i].found, "row %zu: %zu", i, r->n);
		arena_free(a);
	}
}

/* a host without memory may hold anything; one with too little does not */
Test(readiness, room_that_is_not_known_is_no_lack_of_it)
{
	static const struct {
		const char *memory;
		size_t found;
	} row[] = {{"", 0}, {", \"memory_bytes\": 4294967296", 1},
	    {", \"memory_bytes\": 6442450944", 0}};
	size_t i;

	for (i = 0; i < sizeof row / sizeof row[0]; i++) {
		struct arena *a = arena_new();
		const struct readiness *r = judged(a, str_fmt(a,
		    "{\"eastwest_inventory\": 1, \"hosts\": [{\"name\": \"a\", "
		    "\"memory_bytes\": 8589934592}, {\"name\": \"b\"%s}], "
		    "\"vms\": [{\"name\": \"v\", \"host\": \"a\", "
		    "\"memory_bytes\": 6442450944}]}", row[i].memory));
		size_t k, n = 0;

		for (k = 0; k < r->n; k++)
			n += strcmp(r->item[k].rule, "vm-no-room") == 0;
		cr_expect_eq(n, row[i].found, "row %zu", i);
		arena_free(a);
	}
}

/* while its checkpoints are merged, backed up or replicated a VM writes to what
 * would else be left of a failed merge */
Test(readiness, a_merge_that_runs_is_no_failed_one)
{
	static const struct {
		const char *why;
		size_t found;
	} row[] = {{"", 1}, {", \"merging\": true", 0},
	    {", \"backup_running\": true", 0},
	    {", \"replica\": {\"state\": \"Replicating\"}", 0},
	    {", \"replica\": {\"state\": \"Disabled\"}", 1}};
	size_t i;

	for (i = 0; i < sizeof row / sizeof row[0]; i++) {
		struct arena *a = arena_new();
		const struct readiness *r = judged(a, str_fmt(a,
		    "{\"eastwest_inventory\": 1, \"hosts\": [{\"name\": \"a\"}"
		    "], \"vms\": [{\"name\": \"v\", \"host\": \"a\"%s, "
		    "\"disks\": [{\"path\": \"\\\\\\\\s\\\\v.avhdx\"}]}]}",
		    row[i].why));
		size_t k, n = 0;

		for (k = 0; k < r->n; k++)
			n += strcmp(r->item[k].rule, "vm-avhdx") == 0;
		cr_expect_eq(n, row[i].found, "row %zu", i);
		arena_free(a);
	}
}
