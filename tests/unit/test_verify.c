/*
 * Verify and audit on text: bundles that are good and say nothing, one broken
 * example for each rule (tests/verify/RULE/case; a second one is case-2), and two tables of mutations
 * for each platform: of a bundle written by hand (tests/verify/mutations/NOS)
 * and of one our templates wrote (rendered-NOS).
 *
 * A case is a few lines: `bundle NAME`, then edits of its files by extended
 * regular expressions on single lines: `file PATH`, `at RE` (start from here),
 * `sub RE => TEXT`, `suball`, `del RE`, `delall`, `add RE => TEXT` (a line
 * after), `remove`, `write PATH => TEXT`; `audit` judges the configs alone,
 * `ready` is --ready, and `want DEVICE` names who must be accused; `says TEXT`
 * and `silent TEXT` what findings must say, and none may.  `anew`
 * holds the bundle against what it is at that line; `anew none` has no input.
 */
#include <criterion/criterion.h>
#include <dirent.h>
#include <regex.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/str.h"
#include "readback/view.h"
#include "verify/verify.h"
#include "scratch.h"

#define ROOT "tests/verify"

struct part {
	const char *path;
	const char *text;	/* NULL: removed */
};

struct world {
	struct arena *a;
	struct diags *d;
	struct part part[64];
	size_t n;
	const char *bundle, *want, *name;
	const char *says[8];	/* each first with + must be said, - not */
	size_t nsays;
	bool audit, ready;
	struct verify_regen *again;
	size_t file;		/* being edited */
	int at;
	size_t edits, bad;	/* edits that matched nothing */
};

static const char *const bundles[] = {
	"fabric", "os10", "eos", "nxos", "sonic", "routeros", "nvue", "aoscx",
	"junos",
	"fastpath"
};

/* a bundle of ours as its owner has filled it in */
static const char *
filled(struct arena *a, const char *text)
{
	struct buf b = buf_new(a);
	const char *from, *to;

	while ((from = strstr(text, "<<")) != NULL &&
	    (to = strstr(from, ">>")) != NULL) {
		buf_add(&b, text, (size_t)(from - text));
		buf_puts(&b, "Filled-in-1");
		text = to + 2;
	}
	buf_puts(&b, text);
	return b.text;
}

static char base[SCRATCH_MAX];

/* the bundle of a golden case's site, made once a test */
static const char *
designed(struct arena *a, const char *bundle)
{
	const char *dir = str_fmt(a, "%s.made/%s", base,
	    strrchr(bundle, '/') + 1);
	const char *program = getenv("EASTWEST");

	mkdir(str_fmt(a, "%s.made", base), 0700);
	if (!file_exists(dir))
		cr_assert(system(str_fmt(a, "%s design tests/%s/site.yaml "
		    "-o %s --quiet", program ? program : "build/eastwest",
		    bundle, dir)) == 0, "no bundle of %s", bundle);
	return dir;
}

static void
load_dir(struct world *w, const char *sub)
{
	const char **name;
	size_t n;
	bool full = strncmp(w->bundle, "golden/", 7) == 0;
	bool ours = full || strncmp(w->bundle, "verify/", 7) == 0;
	const char *dir = str_fmt(w->a, "%s%s", ours ? designed(w->a,
	    w->bundle) : str_fmt(w->a, ROOT "/bundles/%s", w->bundle), sub);

	if (!file_list(w->a, w->d, dir, NULL, &name, &n))
		return;
	for (size_t i = 0; i < n; i++) {
		const char *path = str_fmt(w->a, "%s/%s", dir, name[i]);
		struct stat st;

		if (ours && !*sub && !str_eq(name[i], "design.json") &&
		    !str_eq(name[i], "cabling.csv") &&
		    !str_eq(name[i], "addresses.csv"))
			continue;
		if (stat(path, &st) == 0 && S_ISREG(st.st_mode)) {
			const struct source *s = file_read(w->a, w->d, path,
			    1 << 20);

			cr_assert(s != NULL && w->n < 60);
			w->part[w->n++] = (struct part){
				str_fmt(w->a, "%s/%s", sub, name[i]),
				full ? filled(w->a, s->text) : s->text
			};
		}
	}
}

static void
start(struct world *w, const char *bundle)
{
	w->bundle = bundle;
	w->n = w->edits = w->bad = w->file = 0;
	w->at = 0;
	w->audit = w->ready = false;
	w->again = NULL;
	w->want = NULL;
	w->nsays = 0;
	w->d = diags_new(w->a);
	load_dir(w, "");
	load_dir(w, "/configs");
	load_dir(w, "/hosts");
	cr_assert(w->n > 3, "no bundle %s", bundle);
}

static const char *
unescape(struct arena *a, const char *s)
{
	struct buf b = buf_new(a);

	for (; *s; s++)
		if (s[0] == '\\' && s[1] == 'n') {
			buf_putc(&b, '\n');
			s++;
		} else {
			buf_putc(&b, *s);
		}
	return b.len ? b.text : "";
}

/* op: s sub, d del, a add, @ at */
static void
edit(struct world *w, char op, bool all, const char *re, const char *text)
{
	struct buf b = buf_new(w->a);
	const char *s = w->part[w->file].text;
	regex_t r;
	int no = 0;
	size_t hits = 0;

	cr_assert(regcomp(&r, re, REG_EXTENDED) == 0, "%s: bad %s", w->name,
	    re);
	w->edits++;
	cr_assert(s != NULL);
	while (*s) {
		size_t len = strcspn(s, "\n");
		char *line = str_dup(w->a, s, len);
		regmatch_t m;
		bool hit = (all || !hits) && ++no > w->at &&
		    regexec(&r, line, 1, &m, 0) == 0;

		if (!(all || !hits) )
			no++;
		s += len + (s[len] == '\n');
		if (!hit || op == '@') {
			if (hit && op == '@')
				w->at = no;
			hits += hit;
			buf_printf(&b, "%s\n", line);
			continue;
		}
		hits++;
		if (op == 's')
			buf_printf(&b, "%.*s%s%s\n", (int)m.rm_so, line, text,
			    line + m.rm_eo);
		else if (op == 'a')
			buf_printf(&b, "%s\n%s\n", line, text);
	}
	if (!hits) {
		w->bad++;
		fprintf(stderr, "%s: nothing matches '%s' in %s\n", w->name,
		    re, w->part[w->file].path);
	}
	if (op != '@') {
		w->part[w->file].text = b.len ? b.text : "";
		w->at = 0;
	}
	regfree(&r);
}

/* as it is now is as it was designed */
static void
anew(struct world *w, bool carried)
{
	struct fileset *files = fileset_new(w->a);

	w->again = NEW(w->a, struct verify_regen, 1);
	w->again->carried = carried;
	for (size_t i = 0; i < w->n; i++)
		fileset_add(files, w->part[i].path + (*w->part[i].path == '/'),
		    w->part[i].text, strlen(w->part[i].text));
	w->again->files = carried ? files : NULL;
	w->edits += !carried;
}

static void
step(struct world *w, const char *line)
{
	const char *arg = strchr(line, ' '), *arrow;
	char *re;

	arg = arg ? arg + 1 : "";
	arrow = strstr(arg, " => ");
	re = str_dup(w->a, arg, arrow ? (size_t)(arrow - arg) : strlen(arg));
	arrow = arrow ? unescape(w->a, arrow + 4) : "";
	if (strncmp(line, "anew", 4) == 0) {
		anew(w, !str_eq(arg, "none"));
	} else if (strncmp(line, "drain ", 6) == 0) {
		w->again->drain = arg;
		w->again->total_cents = 1;
		w->edits++;
	} else if (str_eq(line, "listed")) {
		w->again->listed = true;
		w->edits++;
	} else if (str_eq(line, "audit")) {
		w->audit = true;
	} else if (str_eq(line, "ready")) {
		w->ready = true;
	} else if (str_eq(line, "remove")) {
		w->part[w->file].text = NULL;
		w->edits++;
	} else if (strncmp(line, "want ", 5) == 0) {
		w->want = arg;
	} else if (strncmp(line, "says ", 5) == 0 ||
	    strncmp(line, "silent ", 7) == 0) {
		cr_assert(w->nsays < 8);
		w->says[w->nsays++] = str_fmt(w->a, "%c%s",
		    line[1] == 'a' ? '+' : '-', arg);
	} else if (strncmp(line, "file ", 5) == 0) {
		for (w->file = 0; w->file < w->n; w->file++)
			if (str_eq(w->part[w->file].path + 1, arg) ||
			    str_eq(w->part[w->file].path, arg))
				break;
		cr_assert(w->file < w->n, "%s: no file %s", w->name, arg);
		w->at = 0;
	} else if (strncmp(line, "write ", 6) == 0) {
		w->part[w->n++] = (struct part){
			str_fmt(w->a, "/%s", re), arrow
		};
		w->edits++;
	} else if (strncmp(line, "at ", 3) == 0) {
		edit(w, '@', false, re, "");
	} else if (strncmp(line, "sub ", 4) == 0) {
		edit(w, 's', false, re, arrow);
	} else if (strncmp(line, "suball ", 7) == 0) {
		edit(w, 's', true, re, arrow);
	} else if (strncmp(line, "del ", 4) == 0) {
		edit(w, 'd', false, re, "");
	} else if (strncmp(line, "delall ", 7) == 0) {
		edit(w, 'd', true, re, "");
	} else if (strncmp(line, "add ", 4) == 0) {
		edit(w, 'a', false, re, arrow);
	} else {
		cr_assert(false, "%s: what is '%s'?", w->name, line);
	}
}

static const char *
put(struct world *w, const struct part *p)
{
	const char *path = str_fmt(w->a, "%s%s%s", base,
	    *p->path == '/' ? "" : "/", p->path);
	FILE *f;

	f = fopen(path, "w");
	cr_assert(f != NULL, "%s", path);
	fputs(p->text, f);
	fclose(f);
	return path;
}

static bool
run(struct world *w, struct findings *out)
{
	const char *path[64];
	size_t n = 0;
	bool ok;

	mkdir(str_fmt(w->a, "%s/configs", base), 0700);
	mkdir(str_fmt(w->a, "%s/hosts", base), 0700);
	for (size_t i = 0; i < w->n; i++) {
		if (!w->part[i].text)
			continue;
		path[n] = put(w, &w->part[i]);
		if (strncmp(w->part[i].path, "/configs/", 9) == 0)
			n++;
	}
	if (w->audit) {
		const char *nos = str_eq(w->bundle, "fabric") ?
		    strstr(w->part[w->file].path, "leaf") ? "os6" : "os9" :
		    w->bundle;
		size_t k = 0;

		for (size_t i = 0; i < n; i++)
			if (!str_eq(w->bundle, "fabric") ||
			    (strstr(path[i], "leaf") != NULL) ==
			    str_eq(nos, "os6"))
				path[k++] = path[i];
		ok = verify_audit(w->a, w->d, nos, path, k, out);
	} else {
		ok = verify_bundle(w->a, w->d, base, w->ready, w->again, out);
	}
	for (size_t i = 0; i < w->n; i++)
		unlink(str_fmt(w->a, "%s%s%s", base, *w->part[i].path == '/' ?
		    "" : "/", w->part[i].path));
	return ok;
}

static bool
has(const struct findings *s, const char *rule, const char *device)
{
	for (size_t i = 0; i < s->n; i++)
		if (str_eq(s->item[i].rule, rule) && (!device ||
		    str_eq(s->item[i].device, device)))
			return true;
	return false;
}

static void
show(struct world *w, const struct findings *s)
{
	verify_findings_print(stderr, w->a, s, false, false);
	diag_print(stderr, w->d, false, true);
}

static void
setup(void)
{
	scratch_make(base);
}

static void
teardown(void)
{
	char made[SCRATCH_MAX + 8];

	scratch_remove(base);
	snprintf(made, sizeof made, "%s.made", base);
	if (file_exists(made))
		scratch_remove(made);
}

TestSuite(verify, .init = setup, .fini = teardown);

Test(verify, a_good_bundle_raises_nothing)
{
	for (size_t i = 0; i < sizeof(bundles) / sizeof(bundles[0]); i++) {
		struct world w = {.a = arena_new()};
		struct findings s;

		start(&w, bundles[i]);
		w.name = bundles[i];
		cr_expect(run(&w, &s) && s.n == 0, "%s", bundles[i]);
		if (s.n)
			show(&w, &s);
		w.audit = true;
		cr_expect(run(&w, &s) && s.n == 0, "audit %s", bundles[i]);
		if (s.n)
			show(&w, &s);
		arena_free(w.a);
	}
}

/* one case file of a rule: its bundle, its edits, whom it accuses */
static void
example(const char *rule, const char *file)
{
	struct world w = {.a = arena_new(), .name = rule};
	struct findings s = {0};
	const char *path = str_fmt(w.a, ROOT "/%s/%s", rule, file);
	struct diags *d = diags_new(w.a);
	const struct source *src = file_exists(path) ? file_read(w.a, d, path,
	    65536) : NULL;

	cr_expect(src != NULL, "no failing example of rule %s", rule);
	for (const char *t = src ? src->text : ""; *t;) {
		size_t len = strcspn(t, "\n");
		char *line = str_dup(w.a, t, len);

		t += len + (t[len] == '\n');
		if (strncmp(line, "bundle ", 7) == 0)
			start(&w, line + 7);
		else if (*line && *line != '#')
			step(&w, line);
	}
	if (src) {
		run(&w, &s);
		cr_expect(w.bad == 0 && w.want, "case of %s", rule);
		cr_expect(has(&s, rule, w.want), "%s does not accuse %s", rule,
		    w.want ? w.want : "?");
		if (!has(&s, rule, w.want))
			show(&w, &s);
	}
	arena_free(w.a);
}

Test(verify, each_rule_finds_its_broken_example)
{
	const char *title, *rule;
	size_t n = 0;

	for (; (rule = verify_rule(n, &title)) != NULL; n++) {
		const char *other, *t;
		int more;

		for (size_t k = 0; k < n; k++)
			cr_expect(!str_eq(other = verify_rule(k, &t), rule),
			    "rule %s twice", other);
		cr_expect(*title != '\0');
		example(rule, "case");
		/* of a rule that has several reasons */
		for (more = 2;; more++) {
			char file[20], path[120];

			snprintf(file, sizeof file, "case-%d", more);
			snprintf(path, sizeof path, ROOT "/%s/%s", rule, file);
			if (!file_exists(path))
				break;
			example(rule, file);
		}
	}
	cr_expect(n >= 60, "%zu rules", n);
	fprintf(stderr, "%zu rules, each with a failing example\n", n);
}

struct tally {
	size_t n, found, refused;
};

static void
finish(struct world *w, struct tally *t)
{
	struct findings s = {0};
	size_t refused;

	if (!w->name)
		return;
	run(w, &s);
	refused = w->d->errors;
	cr_expect(w->bad == 0 && w->edits > 0, "mutation '%s'", w->name);
	t->n++;
	t->refused += refused > 0;
	if (s.n || refused) {
		t->found++;
	} else {
		fprintf(stderr, "  missed: %s\n", w->name);
	}
}

/* the cases of a table, each ended by `end` */
static struct tally
each_case(const char *table, void (*end)(struct world *, struct tally *))
{
	struct world w = {.a = arena_new()};
	struct tally t = {0};
	struct diags *d = diags_new(w.a);
	const struct source *src = file_read(w.a, d, str_fmt(w.a,
	    ROOT "/mutations/%s", table), 1 << 20);
	const char *bundle = NULL;

	cr_assert(src != NULL);
	for (const char *p = src->text; *p;) {
		size_t len = strcspn(p, "\n");
		char *line = str_dup(w.a, p, len);

		p += len + (p[len] == '\n');
		if (strncmp(line, "bundle ", 7) == 0) {
			bundle = line + 7;
		} else if (strncmp(line, "case ", 5) == 0) {
			cr_assert(bundle != NULL);
			end(&w, &t);
			w.name = line + 5;
			start(&w, bundle);
		} else if (*line && *line != '#') {
			step(&w, line);
		}
	}
	end(&w, &t);
	arena_free(w.a);
	return t;
}

static void
mutate(const char *table)
{
	struct tally t = each_case(table, finish);

	fprintf(stderr, "%-14s %3zu mutations, %3zu found, %zu of them as no "
	    "config at all\n", table, t.n, t.found, t.refused);
	cr_expect(t.n >= 40, "%s: only %zu mutations", table, t.n);
	cr_expect(t.found * 100 >= t.n * 95, "%s: %zu of %zu found", table,
	    t.found, t.n);
}

Test(verify, mutations_of_good_bundles_are_found)
{
	for (size_t i = 0; dialect_at(i); i++)
		mutate(dialect_at(i)->name);
}

/* ---- what our own templates say ---- */

static const char *const rendered[] = {
	"golden/bundle-os9", "golden/bundle-os10", "golden/bundle-eos",
	"golden/bundle-nxos", "golden/bundle-sonic",
	"golden/bundle-routeros", "golden/bundle-nvue", "golden/bundle-aoscx", "golden/bundle-junos",
	"golden/bundle-fastpath"
};

Test(verify, a_rendered_bundle_filled_in_raises_nothing)
{
	for (size_t i = 0; i < sizeof(rendered) / sizeof(rendered[0]); i++) {
		struct world w = {.a = arena_new(), .name = rendered[i]};
		struct findings s;

		start(&w, rendered[i]);
		w.ready = true;
		cr_expect(run(&w, &s) && s.n == 0 && s.not_understood == 0,
		    "%s", rendered[i]);
		if (s.n)
			show(&w, &s);
		arena_free(w.a);
	}
}

Test(verify, mutations_of_rendered_bundles_are_found)
{
	struct arena *a = arena_new();

	for (size_t i = 0; dialect_at(i); i++)
		mutate(str_fmt(a, "rendered-%s", dialect_at(i)->name));
	arena_free(a);
}

/* a case of what a host's file or the cabling may come to; what is left open
 * warns, so errors count alone */
static void
finish_strict(struct world *w, struct tally *t)
{
	struct findings s = {0};
	bool fine, read;

	if (!w->name)
		return;
	read = run(w, &s);
	fine = strncmp(w->name, "harmless", 8) == 0;
	cr_expect(w->bad == 0 && w->edits > 0, "mutation '%s'", w->name);
	cr_expect(fine ? read && s.errors == 0 : !read || s.errors > 0,
	    "%s", w->name);
	if (fine && s.errors)
		show(w, &s);
	t->n++;
}

/* what findings of any severity say, and what none does */
static void
finish_said(struct world *w, struct tally *t)
{
	struct findings s = {0};
	bool fine = true;

	if (!w->name)
		return;
	cr_expect(run(w, &s), "%s", w->name);
	cr_expect(w->bad == 0 && w->edits > 0 && w->nsays > 0,
	    "mutation '%s'", w->name);
	for (size_t k = 0; k < w->nsays; k++) {
		size_t times = 0;

		for (size_t i = 0; i < s.n; i++)
			times += strstr(s.item[i].message, w->says[k] + 1) !=
			    NULL;
		fine = fine && (times > 0) == (*w->says[k] == '+');
		cr_expect((times > 0) == (*w->says[k] == '+'), "%s: '%s' is "
		    "said %zu times", w->name, w->says[k] + 1, times);
	}
	if (strncmp(w->name, "harmless", 8) == 0 && s.errors) {
		fine = false;
		cr_expect(false, "%s", w->name);
	}
	if (!fine)
		show(w, &s);
	t->n++;
}

Test(verify, what_is_said_is_what_is_wrong)
{
	cr_expect(each_case("hosts-said", finish_said).n >= 20);
	cr_expect(each_case("switches-said", finish_said).n >= 20);
}

Test(verify, every_edit_of_hosts_files_and_cabling_is_judged_rightly)
{
	static const char *const table[] = {
		"hosts-windows", "hosts-netplan", "hosts-networkd",
		"hosts-interfaces", "hosts-esxcli", "hosts-cabling",
		"hosts-spared", "hosts-unaddressed"
	};
	size_t n = 0;

	for (size_t i = 0; i < sizeof(table) / sizeof(table[0]); i++)
		n += each_case(table[i], finish_strict).n;
	cr_expect(n >= 190, "%zu edits", n);
}

/* edits at the end of a config, lines taken back, accounts, second thoughts */
Test(verify, late_edits_of_rendered_bundles_are_judged_rightly)
{
	struct arena *a = arena_new();
	size_t n = 0;

	for (size_t i = 0; dialect_at(i); i++)
		n += each_case(str_fmt(a, "late-%s", dialect_at(i)->name),
		    finish_strict).n;
	cr_expect(n >= 240, "%zu edits", n);
	arena_free(a);
}

Test(verify, a_config_of_one_device_given_twice_is_told)
{
	struct world w = {.a = arena_new(), .name = "twice"};
	struct findings s;

	start(&w, "os10");
	w.audit = true;
	for (size_t i = 0; i < w.n; i++)
		if (str_eq(w.part[i].path, "/configs/sw1.cfg"))
			w.part[w.n++] = (struct part){
				"/configs/sw3.cfg", w.part[i].text
			};
	cr_expect(run(&w, &s) && has(&s, "same-hostname", NULL));
	arena_free(w.a);
}

/* ---- as it was designed ---- */

/* a text without its i-th line, or NULL past the end */
static const char *
without_line(struct arena *a, const char *text, size_t i)
{
	const char *s = text, *next;

	for (;; s = next) {
		next = s + strcspn(s, "\n");
		next += *next == '\n';
		if (*s == '\0')
			return NULL;
		if (i-- == 0)
			break;
	}
	return str_fmt(a, "%.*s%s", (int)(s - text), text, next);
}

Test(verify, a_bundle_as_it_was_designed_raises_nothing_filled_in_or_not)
{
	for (size_t i = 0; i < sizeof(bundles) / sizeof(bundles[0]); i++) {
		struct world w = {.a = arena_new(), .name = bundles[i]};
		struct findings s;

		start(&w, bundles[i]);
		anew(&w, true);
		cr_expect(run(&w, &s) && s.n == 0, "%s", bundles[i]);
		if (s.n)
			show(&w, &s);
		arena_free(w.a);
	}
}

/* a line with its %s filled in */
static const char *
with(struct world *w, const char *line, const char *what)
{
	const char *s = strstr(line, "%s");

	return str_fmt(w->a, "%.*s%s%s", (int)(s - line), line, what, s + 2);
}

/* ... as a hash in quotes too, and as a system writes a sign that is its own */
Test(verify, passwords_that_a_system_takes_raise_nothing)
{
	static const struct {
		const char *bundle, *file, *line;
		const char *filled[3];
	} row[] = {
		{"eos", "/configs/sw1.cfg", "username x secret %s",
		    {"Good9;{}|word", "sha512 $6$ab$cd/e", "$1$ab$cd"}},
		/* ciphered: its characters are not the password's */
		{"aoscx", "/configs/sw1.cfg",
		    "snmpv3 user x auth sha auth-pass %s",
		    {"ciphertext AQB", "ciphertext AQB?AQB",
		        "plaintext Good9word"}},
		{"junos", "/configs/sw1.conf",
		    "system { login { user x { authentication { "
		    "encrypted-password \"%s\"; } } } }",
		    {"$6$ab$cd./e", "$5$rounds=1000$ab$cd", "Good9word"}},
		{"routeros", "/configs/sw1.rsc",
		    "/user add group=full name=x password=\"%s\"",
		    {"Good9word", "Go\\$od9word", "Go\\\\od9word"}},
	};

	for (size_t i = 0; i < sizeof(row) / sizeof(row[0]); i++)
		for (size_t k = 0; k < 3; k++) {
			struct world w = {.a = arena_new(),
			    .name = row[i].bundle};
			struct findings s;
			size_t f;
			const char *text;

			start(&w, row[i].bundle);
			for (f = 0; f < w.n; f++)
				if (str_eq(w.part[f].path, row[i].file))
					break;
			cr_assert_lt(f, w.n, "%s", row[i].file);
			text = w.part[f].text;
			w.part[f].text = str_fmt(w.a, "%s%s\n", text,
			    with(&w, row[i].line,
			        strstr(row[i].line, "snmp") ?
			            "plaintext <<SNMP_AUTH>>" :
			            "<<ADMIN_PASSWORD>>"));
			anew(&w, true);
			w.part[f].text = str_fmt(w.a, "%s%s\n", text,
			    with(&w, row[i].line, row[i].filled[k]));
			cr_expect(run(&w, &s), "%s", row[i].bundle);
			for (size_t n = 0; n < s.n; n++)
				cr_expect(!str_eq(s.item[n].rule, "secret") &&
				    !str_eq(s.item[n].rule, "differs"),
				    "%s: %s: %s", row[i].filled[k],
				    s.item[n].rule, s.item[n].message);
			arena_free(w.a);
		}
}

Test(verify, no_line_of_a_bundle_goes_in_silence)
{
	size_t gone = 0;

	for (size_t i = 0; i < sizeof(bundles) / sizeof(bundles[0]); i++) {
		struct world w = {.a = arena_new(), .name = bundles[i]};
		struct verify_regen *again;

		start(&w, bundles[i]);
		anew(&w, true);
		again = w.again;
		for (size_t f = 0; f < w.n; f++) {
			const char *text = w.part[f].text, *less;

			if (str_eq(w.part[f].path, "/design.json"))
				continue;
			for (size_t k = f % 8; (less = without_line(w.a, text,
			    k)) != NULL; k += 8) {
				struct findings s = {0};
				struct world x = w;

				x.a = arena_new();
				x.d = diags_new(x.a);
				x.part[f].text = less;
				x.again = again;
				cr_expect(!run(&x, &s) || s.n > 0,
				    "%s%s without line %zu", bundles[i],
				    w.part[f].path, k + 1);
				gone++;
				arena_free(x.a);
			}
		}
		arena_free(w.a);
	}
	cr_expect(gone > 100, "%zu lines", gone);
}

static const struct {
	const char *bundle, *file, *at, *more;
	bool error;
} beside[] = {
	{ "eos", "configs/sw1.cfg", "^hostname",
	    "ntp server 10.0.0.99\nlogging host 10.0.0.98\n"
	    "snmp-server location 'row 3'\nclock timezone UTC", false },
	{ "eos", "configs/sw1.cfg", "^interface Ethernet1$",
	    "   spanning-tree guard root\n   storm-control broadcast level 1",
	    false },
	{ "eos", "configs/sw1.cfg", "^hostname",
	    "ip access-list VTY\n   10 permit ip 10.0.0.0/24 any", false },
	{ "eos", "configs/sw1.cfg", "^hostname", "! a remark", false },
	{ "eos", "configs/sw1.cfg", "^interface Ethernet1$",
	    "   ip access-group VTY in", true },
	{ "eos", "configs/sw1.cfg", "^hostname", "no lldp run", true },
	{ "eos", "configs/sw1.cfg", "^hostname", "spanning-tree mode none",
	    true },
	{ "eos", "configs/sw1.cfg", "^interface Ethernet1$", "   l2 mtu 1500",
	    true },
	{ "os10", "configs/sw1.cfg", "^hostname",
	    "username bob password letmein role sysadmin", true },
	{ "os10", "configs/sw1.cfg", "^hostname", "ip telnet server enable",
	    true },
	{ "nxos", "configs/sw1.cfg", "^hostname", "no feature lldp", true },
	{ "nxos", "configs/sw1.cfg", "^hostname",
	    "line vty\n  exec-timeout 10", false },
	{ "nxos", "configs/sw1.cfg", "^hostname",
	    "line vty\n  no login", true },
	{ "fabric", "configs/spine1.cfg", "^hostname",
	    "banner login ^COnly us^C", false },
	/* a list where none is designed keeps others out, and nobody in */
	{ "fabric", "configs/spine1.cfg", "^hostname",
	    "ip access-list standard MGMT\n seq 5 permit 10.0.0.0/24\n!\n"
	    "line vty 0\n access-class MGMT\n exec-timeout 10 0\n!", false },
	/* SNMPv3 as private as ours, monitoring, commands and no more */
	{ "eos", "configs/sw1.cfg", "^hostname",
	    "snmp-server user nms ops v3 auth sha Abc12345 priv aes Abc12345\n"
	    "snmp-server host 10.0.0.97 vrf MGMT version 3 priv nms\n"
	    "snmp-server vrf MGMT\nlogging format "
	    "timestamp high-resolution\nlogging trap informational\nprompt "
	    "%H\ndaemon TerminAttr\n   exec /usr/bin/TerminAttr\n   shutdown\n"
	    "!\nsflow run",
	    false },
	{ "eos", "configs/sw1.cfg", "^hostname",
	    "snmp-server user nms ops v3 auth sha Abc12345", true },
	{ "eos", "configs/sw1.cfg", "^hostname",
	    "snmp-server host 10.0.0.97 version 3 noauth nms", true },
	{ "nxos", "configs/sw1.cfg", "^hostname",
	    "feature udld\nfeature scp-server\nport-channel load-balance "
	    "src-dst ip-l4port\nno system default switchport shutdown\n"
	    "snmp-server source-interface traps mgmt0", false },
	{ "nxos", "configs/sw1.cfg", "^hostname", "feature dhcp", true },
	{ "nxos", "configs/sw1.cfg", "^hostname",
	    "snmp-server user nms network-admin auth sha Abc12345 priv aes-128 "
	    "Abc12345", true },
	{ "os10", "configs/sw1.cfg", "^hostname",
	    "interface vlan1\n no shutdown\n!\nno rest api restconf\n"
	    "userrole default inherit sysadmin", false },
	{ "junos", "configs/sw1.conf", "^set version",
	    "set system max-configurations-on-flash 5\nset system archival "
	    "configuration transfer-on-commit\nset system services netconf "
	    "ssh", false },
	{ "routeros", "configs/sw1.rsc", "^# serial number",
	    "/snmp\nset contact=netops location=Ghent", false },
	{ "nvue", "configs/sw1.cfg", "hostname",
	    "nv set system ntp server 10.0.0.99\nnv set system message "
	    "pre-login 'Only\nus'\nnv set interface swp1-4 storm-control "
	    "broadcast 100\n# a remark\nnv set acl MGMT type ipv4",
	    false },
	{ "nvue", "configs/sw1.cfg", "hostname",
	    "nv set interface swp1 acl MGMT inbound", true },
	{ "nvue", "configs/sw1.cfg", "hostname", "nv unset system lldp",
	    true },
	{ "nvue", "configs/sw1.cfg", "hostname",
	    "nv set system aaa user bob role system-admin", true },
	{ "nvue", "configs/sw1.cfg", "hostname",
	    "nv set vrf default router static 0.0.0.0/0 via 10.0.9.1", true },
};

Test(verify, what_stands_beside_the_design_is_no_error_and_what_may_change_it_is)
{
	for (size_t i = 0; i < sizeof(beside) / sizeof(beside[0]); i++) {
		struct world w = {.a = arena_new(), .name = beside[i].more};
		struct findings s = {0};

		start(&w, beside[i].bundle);
		anew(&w, true);
		step(&w, str_fmt(w.a, "file %s", beside[i].file));
		edit(&w, 'a', false, beside[i].at, beside[i].more);
		cr_expect(w.bad == 0 && run(&w, &s));
		cr_expect(s.n > 0 && (s.errors > 0) == beside[i].error,
		    "%s: %zu errors", beside[i].more, s.errors);
		if ((s.errors > 0) != beside[i].error)
			show(&w, &s);
		arena_free(w.a);
	}
}

Test(verify, a_placeholder_may_be_filled_in_but_no_more_than_that)
{
	static const struct {
		const char *re, *text;
		bool ok;
	} fill[] = {
		{ "<<ADMIN_PASSWORD>>", "S3cret-!x", true },
		{ "<<ADMIN_PASSWORD>>", "x role network-operator", false },
		{ "<<ADMIN_PASSWORD>>", "sha512 $6$a$b", true },
		{ "<<ADMIN_PASSWORD>>", "sha512", true },
		{ "<<ADMIN_PASSWORD>>", "<<OTHER_PASSWORD>>", false },
		{ "<<ADMIN_PASSWORD>>", "sha512 $6$a$b c", false },
		{ "<<ADMIN_PASSWORD>>", "plain $6$a$b", false },
		{ "role .* <<ADMIN_PASSWORD>>", "nopassword", false },
	};

	for (size_t i = 0; i < sizeof(fill) / sizeof(fill[0]); i++) {
		struct world w = {.a = arena_new(), .name = fill[i].text};
		struct findings s = {0};

		start(&w, "eos");
		step(&w, "file configs/sw1.cfg");
		step(&w, "add ^hostname => username eve privilege 15 role "
		    "network-admin secret <<ADMIN_PASSWORD>>");
		anew(&w, true);
		edit(&w, 's', false, fill[i].re, fill[i].text);
		cr_expect(w.bad == 0 && run(&w, &s));
		cr_expect_eq(!has(&s, "contradicts", "sw1"), fill[i].ok, "%s",
		    fill[i].text);
		arena_free(w.a);
	}
}

/* what is in the design first, and then how it is changed */
static const struct {
	const char *bundle, *file, *at, *designed, *re, *text;
	bool error;
} later[] = {
	{ "eos", "configs/sw1.cfg", "^ *peer-link",
	    "   peer-address heartbeat 10.0.0.12 vrf MGMT", " vrf MGMT$", "",
	    true },
	{ "eos", "hosts/hv1.ps1", "^Add-VMMigrationNetwork .*120",
	    "if ($again) {\n    Add-VMMigrationNetwork -Subnet 10.0.120.0/24 "
	    "-Priority 1\n}", "^    Add-VMM.*", "", true },
	{ "eos", "hosts/hv1.ps1", "^New-NetQosTrafficClass",
	    "if ($again) {\n    New-NetQosTrafficClass -Name 'SMB' -Priority 3 "
	    "-BandwidthPercentage 50 -Algorithm ETS\n}",
	    "^    New-NetQosTrafficClass -Name 'SMB' -Priority",
	    "    New-NetQosTrafficClass -Name \"SMB\"  -Priority", false },
	/* off, and on again */
	{ "eos", "configs/sw1.cfg", "^interface Ethernet1$",
	    "   no shutdown", "^   no shutdown$",
	    "   shutdown\n   no shutdown", false },
	{ "eos", "configs/sw1.cfg", "^interface Ethernet1$",
	    "   mtu 9214\n   no shutdown", "^   mtu 9214$",
	    "   no mtu\n   mtu 9214", true },
};

Test(verify, what_changes_is_told_by_what_it_changes)
{
	for (size_t i = 0; i < sizeof(later) / sizeof(later[0]); i++) {
		struct world w = {.a = arena_new(), .name = later[i].re};
		struct findings s = {0};

		start(&w, later[i].bundle);
		step(&w, str_fmt(w.a, "file %s", later[i].file));
		edit(&w, 'a', false, later[i].at, later[i].designed);
		anew(&w, true);
		edit(&w, 's', false, later[i].re, later[i].text);
		cr_expect(w.bad == 0 && run(&w, &s));
		cr_expect_eq(has(&s, "contradicts", NULL), later[i].error,
		    "%s", later[i].re);
		cr_expect(later[i].error || has(&s, "differs", NULL), "%s",
		    later[i].re);
		arena_free(w.a);
	}
}

/* alone, without the design to hold it against */
static const struct {
	const char *bundle, *file, *re, *text, *rule;
} own_way[] = {
	{ "eos", "hosts/hv1.ps1", "^Enable-NetAdapterVmq -Name NIC1$",
	    "Disable-NetAdapterVmq -Name NIC1", "host-queues" },
	{ "eos", "hosts/hv1.ps1", "AllowManagementOS .false",
	    "AllowManagementOS $true", "host-queues" },
	{ "eos", "hosts/hv1.ps1", "AuthenticationType Kerberos",
	    "AuthenticationType CredSSP", "host-migration" },
};

Test(verify, what_no_design_decides_is_told_alone)
{
	for (size_t i = 0; i < sizeof(own_way) / sizeof(own_way[0]); i++) {
		struct world w = {.a = arena_new(), .name = own_way[i].re};
		struct findings s = {0};

		start(&w, own_way[i].bundle);
		step(&w, str_fmt(w.a, "file %s", own_way[i].file));
		cr_expect(run(&w, &s) && !has(&s, own_way[i].rule, NULL));
		edit(&w, 's', false, own_way[i].re, own_way[i].text);
		cr_expect(w.bad == 0 && run(&w, &s));
		cr_expect(has(&s, own_way[i].rule, NULL) && s.errors == 0, "%s",
		    own_way[i].re);
		arena_free(w.a);
	}
}

Test(verify, files_that_are_gone_renamed_or_doubled_are_told)
{
	struct world w = {.a = arena_new(), .name = "files"};
	struct findings s = {0};
	const char *text;

	start(&w, "eos");
	anew(&w, true);
	for (size_t i = 0; i < w.n; i++) {
		text = w.part[i].text;
		if (!str_eq(w.part[i].path, "/design.json") &&
		    !str_eq(w.part[i].path, "/cabling.csv") &&
		    !str_eq(w.part[i].path, "/addresses.csv")) {
			w.part[i].text = NULL;
			cr_expect(run(&w, &s) && s.errors > 0, "%s gone",
			    w.part[i].path);
			w.part[w.n++] = (struct part){
				str_fmt(w.a, "%s.orig", w.part[i].path), text
			};
			cr_expect(run(&w, &s) && s.errors > 0, "%s renamed",
			    w.part[i].path);
			w.part[i].text = text;
			cr_expect(run(&w, &s) && s.n > 0, "%s doubled",
			    w.part[i].path);
			w.n--;
		}
	}
	arena_free(w.a);
}

#define HEX32 "0123456789abcdef0123456789abcdef"

/* what a system refuses is an error, what is guessed a warning everywhere */
Test(verify, passwords_refused_or_easily_guessed_are_told)
{
	static const struct {
		const char *filled;
		size_t errors, warnings;
		bool demands, hashed;
	} row[] = {
		{"short", 1, 0, true, false},
		{"aaaaaaaaaaaa", 1, 0, true, false},
		{"aaaaaaa9aaaa", 1, 0, true, false},
		{"aaaaaaaa9+aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", 1, 0, true, false},
		{"Good9+word", 0, 0, true, false},
		{"short", 0, 1, false, false},
		{"overseer9", 0, 1, false, false},
		{"Good9word", 0, 0, false, false},
		/* where the hash goes, nobody logs in with a password */
		{"Good9+word", 1, 0, true, true},
		{"$6$", 1, 0, true, true},
		{"$6$saltsaltsaltsalt$hashhashhash", 0, 0, true, true},
		{HEX32 HEX32 HEX32 HEX32, 0, 0, true, true},
	};
	static const struct verify_demand demand[] = {
		{.device = "sw1", .min = 9, .max = 32,
		    .kinds = "letter digit special"},
		{.device = "sw1", .kinds = "", .hashed = true}};

	for (size_t i = 0; i < sizeof(row) / sizeof(row[0]); i++) {
		const char *line = "username overseer9 password %s role "
				   "sysadmin";
		struct world w = {.a = arena_new(), .name = "os10"};
		size_t f, errors = 0, warnings = 0;
		struct findings s;
		const char *text;

		start(&w, "os10");
		for (f = 0; f < w.n; f++)
			if (str_eq(w.part[f].path, "/configs/sw1.cfg"))
				break;
		cr_assert_lt(f, w.n);
		text = w.part[f].text;
		w.part[f].text = str_fmt(w.a, "%s%s\n", text,
		    with(&w, line, "<<ADMIN_PASSWORD>>"));
		anew(&w, true);
		w.again->demand = &demand[row[i].hashed];
		w.again->ndemand = row[i].demands;
		w.part[f].text = str_fmt(w.a, "%s%s\n", text,
		    with(&w, line, row[i].filled));
		cr_expect(run(&w, &s));
		for (size_t n = 0; n < s.n; n++)
			if (str_eq(s.item[n].rule, "secret") &&
			    strstr(s.item[n].message, "filled in")) {
				errors += s.item[n].severity == SEVERITY_ERROR;
				warnings +=
				    s.item[n].severity == SEVERITY_WARNING;
			}
		cr_expect_eq(errors, row[i].errors, "%s: %zu errors",
		    row[i].filled, errors);
		cr_expect_eq(warnings, row[i].warnings, "%s: %zu warnings",
		    row[i].filled, warnings);
		arena_free(w.a);
	}
}

/* a value in quotes is whatever is between them, also after key= */
Test(verify, signs_that_mean_nothing_in_quotes_fill_a_password)
{
	static const char *const good[] = {"pass;word9", "pass[word]9",
	    "pass{word}9", "pass|word9", "pass&(word)9"};

	for (size_t i = 0; i < sizeof(good) / sizeof(good[0]); i++) {
		const char *line = "set [ find name=admin ] name=u9 "
				   "password=\"%s\"";
		struct world w = {.a = arena_new(), .name = "routeros"};
		size_t f;
		struct findings s;
		const char *text;

		start(&w, "routeros");
		for (f = 0; f < w.n; f++)
			if (str_eq(w.part[f].path, "/configs/sw1.rsc"))
				break;
		cr_assert_lt(f, w.n);
		text = str_fmt(w.a, "%s/user\n", w.part[f].text);
		w.part[f].text = str_fmt(w.a, "%s%s\n", text,
		    with(&w, line, "<<ADMIN_PASSWORD>>"));
		anew(&w, true);
		w.part[f].text = str_fmt(w.a, "%s%s\n", text,
		    with(&w, line, good[i]));
		cr_expect(run(&w, &s));
		for (size_t n = 0; n < s.n; n++)
			cr_expect(!str_eq(s.item[n].rule, "contradicts") &&
			    !str_eq(s.item[n].rule, "secret"), "%s: %s",
			    good[i], s.item[n].message);
		arena_free(w.a);
	}
}

/* NIC1 in a host's file is somebody's to fill in: --ready is told no less */
Test(verify, ports_without_names_of_their_own_are_told)
{
	static const char *const without[] = {"hv2"};

	for (int ready = 0; ready < 2; ready++) {
		struct world w = {.a = arena_new(), .name = "eos"};
		struct findings s;
		size_t n = 0;

		start(&w, "eos");
		anew(&w, true);
		w.ready = ready;
		w.again->unnamed = (const char **)without;
		w.again->nunnamed = 1;
		cr_expect(run(&w, &s));
		for (size_t i = 0; i < s.n; i++)
			if (strstr(s.item[i].message, "NIC1, NIC2")) {
				n++;
				cr_expect_str_eq(s.item[i].rule,
				    "script-placeholder");
				cr_expect_str_eq(s.item[i].device, "hv2");
				cr_expect_eq(s.item[i].severity,
				    ready ? SEVERITY_ERROR : SEVERITY_WARNING);
			}
		cr_expect_eq(n, 1, "%zu", n);
		arena_free(w.a);
	}
}
