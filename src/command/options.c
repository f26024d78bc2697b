/* One table of commands, one of options; parsing and help read both. */
#include "command/options.h"

#include <string.h>

#include "base/str.h"
#include "base/wrap.h"
#include "command/command.h"
#include "readback/dialect.h"

static const struct command_line commands[] = {
	{ "check", "SITE.yaml", "read and validate a site file; change nothing",
	    "--json", command_check, "site.yaml" },
	{ "design", "SITE.yaml -o DIR", "write the whole design bundle",
	    "-o --pdf --pareto --what-if --json --write-lp --quotes --on "
	    "--previous",
	    command_design, "site.yaml -o bundle" },
	{ "plan", "SITE.yaml -o DIR",
	    "the design in phases, each within its budget",
	    "-o --json --quotes --on --previous", command_plan,
	    "site.yaml -o phases" },
	{ "drain", "SITE.yaml",
	    "drain and rolling-maintenance times, today and "
	    "on the design; or --calibrate FILE.csv",
	    "--host --all --policy --calibrate --hypervisor --json",
	    command_drain, "site.yaml --host hv1" },
	{ "compare", "SITE.yaml",
	    "every topology side by side, with reasons for what is ruled out",
	    "--all --pareto --json --write-lp --quotes --on", command_compare,
	    "site.yaml --pareto" },
	{ "verify", "DIR",
	    "read a bundle's files back and check them against "
	    "the design",
	    "--ready --all --json", command_verify, "bundle --ready" },
	{ "audit", "--nos NAME CONFIG...",
	    "verify's checks on running configs of any network",
	    "--nos --all --json", command_audit, "--nos os10 running/*.cfg" },
	{ "cables", "DIR --lldp FILE...",
	    "LLDP neighbours against a bundle's planned cabling",
	    "--lldp --json", command_cables, "bundle --lldp lldp/*.json" },
	{ "drift", "DIR CONFIG...",
	    "running configs against a bundle's configs", "--all --json",
	    command_drift, "bundle running/*.cfg" },
	{ "migration", "--memory Q --bandwidth Q", "one VM's live migration",
	    "--memory --assigned --bandwidth --link --dirty-rate --working-set "
	    "--downtime --hypervisor --table --json",
	    command_migration,
	    "--memory 8GiB --bandwidth 118MB/s --dirty-rate 20MB/s" },
	{ "flows", "FILE",
	    "completion times of flows that share links; the file has lines "
	    "'link ID BYTES_PER_S' and 'flow ID BYTES START_S CAP_OR_- "
	    "LINK...'",
	    "--json", command_flows, "flows.txt" },
	{ "readiness", "INVENTORY.json [SITE.yaml]",
	    "blockers to live migration and backup of today's VMs", "--json",
	    command_readiness, "inventory.json site.yaml" },
	{ "accept", "DIR RESULTS.csv",
	    "check a filled-in acceptance list against its bundle", "--json",
	    command_accept, "bundle acceptance.csv" },
	{ "quote", "DIR -o FILE",
	    "a bundle's bill of materials as a request for quotation, .csv or "
	    ".xlsx",
	    "-o", command_quote, "bundle -o request.xlsx" },
	{ "backup", "SITE.yaml",
	    "how long the nightly backup takes, and what limits it", "--json",
	    command_backup, "site.yaml" },
	{ "catalog", "list | show ID | check",
	    "list what the catalogs hold, with sources and dates", "--json",
	    command_catalog, "list" },
	{ "init", "[-o FILE]",
	    "write a site file to start from; asks for what no option gives",
	    "-o --name --hosts --racks --memory --vms --vm-memory "
	    "--speed --hypervisor",
	    command_init,
	    "--name ghent --hosts 6 --memory 256GiB --vms 60 -o site.yaml" },
	{ "import", "FILE [FILE [FILE]]",
	    "a site file from an inventory: RVTools, PowerCLI, "
	    "Hyper-V, Proxmox, NetBox",
	    "-o --name --racks --memory --speed "
	    "--hypervisor",
	    command_import, "inventory.json --name ghent -o site.yaml" },
	{ "print", "SITE.yaml", "the site file in normal form", "",
	    command_print, "site.yaml" },
	{ "context", "SITE.yaml DEVICE",
	    "the template variables of a device, as JSON", "", command_context,
	    "site.yaml ew1" },
	{ "schema", "", "JSON Schema of a site file, for editors", "",
	    command_schema, "> eastwest.schema.json" },
	{ "man", "1 | 5", "the manual of this program, or of site files", "",
	    command_man, "5 | man -l -" },
	{ "completion", "bash | zsh",
	    "completion of command lines, for a shell", "", command_completion,
	    "bash > eastwest.bash" },
};

enum { COMMANDS = sizeof commands / sizeof commands[0] };

#define AT(field) offsetof(struct options, field)

static const struct option_line options[] = {
	{ "-o", "DIR", AT(out), false, "the folder the bundle is written to",
	    NULL, NULL },
	{ "-o", "FILE", AT(out), false,
	    "the site file to write; must not exist; default standard output",
	    NULL, "init import" },
	{ "-o", "FILE", AT(out), false,
	    "the request to write, .csv or .xlsx by its name; must not exist",
	    NULL, "quote" },
	{ "--quotes", "FILE", AT(quotes), false,
	    "a filled-in request for quotation: its prices take precedence; "
	    "may be repeated",
	    NULL, NULL },
	{ "--on", "YYYY-MM-DD", AT(on), false,
	    "the date on which quotes must be valid and models on sale; "
	    "default: no quote expires, and models are checked as of the date "
	    "of their source",
	    NULL, NULL },
	{ "--previous", "DIR", AT(previous), false,
	    "the bundle of what is already built: its switches, ports, cable "
	    "numbers and addresses are kept, and only additions are bought",
	    NULL, NULL },
	{ "--pdf", NULL, AT(pdf), false,
	    "also print report.html to report.pdf with an installed Chromium",
	    NULL, NULL },
	{ "--what-if", NULL, AT(what_if), false,
	    "also solve a hundred or more changed sites (drain target, budget, "
	    "hosts, concurrent migrations, prices): sliders in report.html and "
	    "what_if in design.json",
	    NULL, NULL },
	{ "--host", "NAME", AT(host), false, "only this host", NULL, NULL },
	{ "--all", NULL, AT(all), false,
	    "one line per host, without grouping identical ones", NULL,
	    "drain" },
	{ "--all", NULL, AT(all), false,
	    "also the models without templates, by name", NULL, "compare" },
	{ "--all", NULL, AT(all), false,
	    "one line per finding and per cable, without grouping similar ones",
	    NULL, "verify audit drift" },
	{ "--policy", "NAME", AT(policy), false,
	    "placement and order of VMs: best, default (the platform's own), "
	    "largest-first",
	    "best default largest-first", NULL },
	{ "--calibrate", "FILE.csv", AT(calibrate), false,
	    "measured migrations: print the platform parameters they "
	    "imply",
	    NULL, NULL },
	{ "--write-lp", "FILE", AT(lp), false,
	    "also write the sizing program in CPLEX LP format", NULL, NULL },
	{ "--pareto", NULL, AT(pareto), false,
	    "also the Pareto-optimal designs in cost and drain time", NULL,
	    NULL },
	{ "--nos", "NAME", AT(nos), false, NULL, NULL, NULL },
	{ "--ready", NULL, AT(ready), false, "unfilled placeholders are errors",
	    NULL, NULL },
	{ "--lldp", "FILE", AT(lldp), false,
	    "lldpcli -f json or show lldp neighbors; may be repeated", NULL,
	    NULL },
	{ "--memory", "Q", AT(memory), false, "memory to send, such as 8 GiB",
	    NULL, NULL },
	{ "--assigned", "Q", AT(assigned), false,
	    "assigned memory; the part of it that is not sent is zero pages "
	    "(default: --memory)",
	    NULL, NULL },
	{ "--bandwidth", "Q", AT(bandwidth), false,
	    "payload bandwidth of the stream, such as 118 MB/s", NULL, NULL },
	{ "--link", "Q", AT(link), false,
	    "payload bandwidth of the link, such as 1180 MB/s, where "
	    "--bandwidth is a cap that the platform lifts for the last copy",
	    NULL, NULL },
	{ "--dirty-rate", "Q", AT(dirty_rate), false,
	    "dirty rate, such as 20 MB/s", NULL, NULL },
	{ "--working-set", "Q", AT(working_set), false,
	    "memory dirtied at that rate, such as 1 GiB (default: all)", NULL,
	    NULL },
	{ "--downtime", "Q", AT(downtime), false,
	    "downtime limit, such as 300 ms", NULL, NULL },
	{ "--name", "NAME", AT(name), false, "name of the site", NULL, NULL },
	{ "--hosts", "N", AT(hosts), false, "number of hosts", NULL, NULL },
	{ "--racks", "N", AT(racks), false,
	    "number of racks, filled evenly; default 1", NULL, NULL },
	{ "--memory", "Q", AT(memory), false,
	    "memory of a host, such as 256 GiB", NULL, "init" },
	{ "--memory", "Q", AT(memory), false,
	    "memory of each host whose memory is not in the inventory, such as "
	    "256 GiB",
	    NULL, "import" },
	{ "--vms", "N", AT(vms), false, "number of VMs", NULL, NULL },
	{ "--vm-memory", "Q", AT(vm_memory), false,
	    "memory of a VM; default 8 GiB", NULL, NULL },
	{ "--speed", "Q", AT(speed), false,
	    "speed of a host's ports to the new switches; default 10G",
	    "10G 25G 40G 100G", NULL },
	{ "--hypervisor", "NAME", AT(hypervisor), false,
	    "the convergence rule of hyper-v, kvm, vsphere, xen or xen-old",
	    "hyper-v kvm vsphere xen xen-old", NULL },
	{ "--hypervisor", "NAME", AT(hypervisor), false,
	    "hyper-v, kvm or vsphere", "hyper-v kvm vsphere", "init import" },
	{ "--table", NULL, AT(table), false,
	    "a table of payload bandwidth by downtime limit; a dash where it "
	    "does not converge",
	    NULL, NULL },
	{ "--catalog", "DIR", AT(catalog), true,
	    "searched before the built-in catalogs; may be repeated", NULL,
	    NULL },
	{ "--templates", "DIR", AT(templates), true,
	    "searched before the built-in templates; may be repeated", NULL,
	    NULL },
	{ "--json", NULL, AT(json), false,
	    "one JSON document on standard "
	    "output",
	    NULL, NULL },
	{ "--quiet", NULL, AT(quiet), true, "no warnings, no closing summary",
	    NULL, NULL },
	{ "--color", "auto|always|never", AT(color), true,
	    "colour of diagnostics; NO_COLOR is honoured", "auto always never",
	    NULL },
	{ "--help", NULL, AT(help), true, "this text", NULL, NULL },
	{ "-h", NULL, AT(help), true, "this text", NULL, NULL },
	{ "--version", NULL, AT(version), true, "the version", NULL, NULL },
};

enum { OPTIONS = sizeof options / sizeof options[0] };

const struct command_line *
options_commands(size_t *n)
{
	*n = COMMANDS;
	return commands;
}

const struct option_line *
options_lines(size_t *n)
{
	*n = OPTIONS;
	return options;
}

/* each NOS that has a reader, for --nos, which has no words of its own */
static const char *
readers(struct arena *a, const char *between, const char *before_last)
{
	struct buf b = buf_new(a);

	for (size_t i = 0; dialect_at(i) != NULL; i++)
		buf_printf(&b, "%s%s",
		    i == 0                        ? "" :
		        dialect_at(i + 1) != NULL ? between :
		                                    before_last,
		    dialect_at(i)->name);
	return b.text;
}

const char *
options_words(struct arena *a, const struct option_line *o)
{
	return o->what == NULL ? readers(a, " ", " ") : o->words;
}

const char *
options_what(struct arena *a, const struct option_line *o)
{
	return o->what != NULL ? o->what : readers(a, ", ", " or ");
}

static const struct option_line *
option_find(const char *name, size_t len)
{
	for (size_t i = 0; i < OPTIONS; i++)
		if (strlen(options[i].name) == len &&
		    memcmp(options[i].name, name, len) == 0)
			return &options[i];
	return NULL;
}

static const struct command_line *
command_find(const char *name)
{
	for (size_t i = 0; name != NULL && i < COMMANDS; i++)
		if (strcmp(commands[i].name, name) == 0)
			return &commands[i];
	return NULL;
}

bool
options_takes(const struct command_line *c, const struct option_line *o)
{
	if (o->common)
		return true;
	if (!str_has_word(c->option, o->name))
		return false;
	if (o->only != NULL)
		return str_has_word(o->only, c->name);
	for (size_t i = 0; i < OPTIONS; i++)
		if (options[i].only != NULL &&
		    strcmp(options[i].name, o->name) == 0 &&
		    str_has_word(options[i].only, c->name))
			return false;
	return true;
}

/* c: the command, if it is known by now, which takes what is suggested */
static bool
unknown(FILE *err, const char *kind, const char *word, bool option,
    const struct command_line *c)
{
	const char *cand[COMMANDS + OPTIONS];
	const char *near;
	size_t n = 0;

	for (size_t i = 0; option && i < OPTIONS; i++)
		if (c == NULL || options_takes(c, &options[i]))
			cand[n++] = options[i].name;
	for (size_t i = 0; !option && i < COMMANDS; i++)
		cand[n++] = commands[i].name;
	near = str_nearest(word, cand, n);
	fprintf(err, "eastwest: unknown %s '%s'", kind, word);
	if (near != NULL)
		fprintf(err, " (did you mean '%s'?)", near);
	fprintf(err, "; see 'eastwest %s%s--help'\n", c != NULL ? c->name : "",
	    c != NULL ? " " : "");
	return false;
}

static void
set_value(struct arena *a, struct options *out, const struct option_line *o,
    const char *value)
{
	size_t cap;

	if (o->value == NULL) {
		*(bool *)((char *)out + o->offset) = true;
	} else if (o->offset == AT(catalog)) {
		cap = out->ncatalog;
		PUSH(a, out->catalog, out->ncatalog, cap, value);
	} else if (o->offset == AT(templates)) {
		cap = out->ntemplates;
		PUSH(a, out->templates, out->ntemplates, cap, value);
	} else if (o->offset == AT(quotes)) {
		cap = out->nquotes;
		PUSH(a, out->quotes, out->nquotes, cap, value);
	} else if (o->offset == AT(lldp)) {
		cap = out->nlldp;
		PUSH(a, out->lldp, out->nlldp, cap, value);
	} else {
		*(const char **)((char *)out + o->offset) = value;
	}
}

bool
options_parse(struct arena *a, int argc, char **argv, struct options *out,
    FILE *err)
{
	const struct option_line *given[64];
	const struct command_line *c;
	const char *command = NULL;
	size_t ngiven = 0, cap = 0;
	bool words_only = false;

	memset(out, 0, sizeof *out);
	out->color = "auto";
	for (int i = 1; i < argc; i++) {
		const char *word = argv[i], *eq = strchr(word, '='), *value;
		const struct option_line *o;

		if (words_only || word[0] != '-' || word[1] == '\0') {
			if (command == NULL && !words_only)
				command = word;
			else
				PUSH(a, out->arg, out->narg, cap, word);
			continue;
		}
		if (strcmp(word, "--") == 0) {
			words_only = true;
			continue;
		}
		o = option_find(word,
		    eq != NULL ? (size_t)(eq - word) : strlen(word));
		if (o == NULL)
			return unknown(err, "option", word, true,
			    command_find(command));
		value = eq != NULL ? eq + 1 : NULL;
		if (o->value == NULL && value != NULL) {
			fprintf(err, "eastwest: option '%s' takes no value\n",
			    o->name);
			return false;
		}
		if (o->value != NULL && value == NULL) {
			if (i + 1 >= argc) {
				fprintf(err,
				    "eastwest: option '%s' needs a "
				    "value: %s\n",
				    o->name, o->value);
				return false;
			}
			value = argv[++i];
		}
		set_value(a, out, o, value);
		if (ngiven < 64)
			given[ngiven++] = o;
	}
	if (strcmp(out->color, "auto") != 0 &&
	    strcmp(out->color, "always") != 0 &&
	    strcmp(out->color, "never") != 0) {
		fprintf(err,
		    "eastwest: --color must be auto, always or never, not "
		    "'%s'\n",
		    out->color);
		return false;
	}
	/* 'help COMMAND' is 'COMMAND --help' */
	if (command != NULL && strcmp(command, "help") == 0) {
		out->help = true;
		command = out->narg > 0 ? out->arg[0] : NULL;
	}
	c = out->command = command_find(command);
	if (command != NULL && c == NULL)
		return unknown(err, "command", command, false, NULL);
	for (size_t k = 0; c != NULL && k < ngiven; k++)
		if (!given[k]->common &&
		    !str_has_word(c->option, given[k]->name)) {
			fprintf(err,
			    "eastwest: '%s' does not take '%s'; see "
			    "'eastwest %s --help'\n",
			    c->name, given[k]->name, c->name);
			return false;
		}
	return true;
}

void
options_help(struct arena *a, const struct command_line *c, size_t columns,
    FILE *out)
{
	struct buf b = buf_new(a), shown = buf_new(a);

	if (c != NULL) {
		buf_printf(&b, "usage: eastwest %s%s%s [OPTION...]\n\n%s\n\n",
		    c->name, c->args[0] != '\0' ? " " : "", c->args, c->what);
		buf_printf(&b, "example:\n  eastwest %s %s\n\n", c->name,
		    c->example);
	} else {
		buf_puts(&b,
		    "usage: eastwest COMMAND ARGUMENT... [OPTION...]\n\n"
		    "From a description of racks, hosts and workloads to a "
		    "data-centre network\nthat can be ordered, cabled, "
		    "configured and checked.\n\ncommands:\n");
		for (size_t i = 0; i < COMMANDS; i++)
			buf_printf(&b, "  %-10s %-26s \t%s\n", commands[i].name,
			    commands[i].args, commands[i].what);
		buf_putc(&b, '\n');
	}
	buf_puts(&b, "options:\n");
	for (size_t i = 0; i < OPTIONS; i++) {
		if (c != NULL ? !options_takes(c, &options[i]) :
		                !options[i].common)
			continue;
		buf_printf(&b, "  %-26s \t%s\n",
		    str_fmt(a, "%s%s%s", options[i].name,
		        options[i].value != NULL ? " " : "",
		        options[i].value != NULL ? options[i].value : ""),
		    options_what(a, &options[i]));
	}
	if (c == NULL)
		buf_puts(&b,
		    "\n"
		    "'eastwest COMMAND --help' shows the options of a command "
		    "and an example\n");
	buf_puts(&b,
	    "\nexit status: \t0 done; 1 the input is wrong or a check found "
	    "an error; 2 the command line is wrong; 3 no design meets the "
	    "requirements; 4 a file or system error\n");
	wrap_text(&shown, b.text, columns);
	fwrite(shown.text, 1, shown.len, out);
}
