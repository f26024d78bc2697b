/*
 * A bundle of which one file was changed by hand: the first byte chooses the
 * bundle, the next two the file, then come the place of the change, how much
 * is gone, and what stands there instead.  No crash, no hang, and no change
 * that passes in silence.
 */
#include "fuzz.h"

#include "base/file.h"
#include "command/bundle_regen.h"
#include "verify/verify.h"

static const char *const site[] = { "golden/bundle-aoscx",
	"golden/bundle-devices", "golden/bundle-eos", "golden/bundle-fastpath",
	"golden/bundle-junos", "golden/bundle-lacp", "golden/bundle-networkd",
	"golden/bundle-nvue", "golden/bundle-nxos", "golden/bundle-os10",
	"golden/bundle-os9", "golden/bundle-purposes",
	"golden/bundle-routeros", "golden/bundle-sonic", "verify/sites/esxcli" };
enum { SITES = sizeof site / sizeof *site, FILES_MAX = 300 };

/* a bundle as it was written; for good */
struct written {
	const char *dir;
	const struct verify_regen *again;
	const char *said; /* of it as it is */
	struct changeable {
		const char *path; /* in the folder */
		const struct source *src;
	} file[FILES_MAX];
	size_t n;
};

static void
list(struct arena *a, struct written *w)
{
	struct diags *d = diags_new(a);
	const struct source *sums = file_read(a, d,
	    str_fmt(a, "%s/MANIFEST", w->dir), (size_t)1 << 20);
	const char *p, *end;

	if (sums == NULL)
		exit(1);
	/* checksum, size, path */
	for (p = sums->text; (end = strchr(p, '\n')) != NULL; p = end + 1) {
		const char *path = end;

		while (path > p && path[-1] != ' ' && path[-1] != '\t')
			path--;
		if (w->n == FILES_MAX)
			break;
		w->file[w->n].path = str_dup(a, path, (size_t)(end - path));
		w->file[w->n].src = file_read(a, d,
		    str_fmt(a, "%s/%s", w->dir, w->file[w->n].path),
		    (size_t)8 << 20);
		if (w->file[w->n].src != NULL)
			w->n++;
	}
}

static const char *said(struct arena *a, const struct written *w);

static struct written *
bundle(size_t i)
{
	static struct written *made[SITES];
	static struct arena *a;
	static const char *catalog[] = { "catalogs" };
	static const char *templates[] = { "templates" };
	struct written *w = made[i];
	struct run r = { .catalog = catalog, .templates = templates,
		.ncatalog = 1, .ntemplates = 1 };

	if (w != NULL)
		return w;
	if (a == NULL) {
		a = arena_new();
		(void)fuzz_folder();
		atexit(fuzz_folder_remove);
	}
	w = made[i] = NEW(a, struct written, 1);
	w->dir = str_fmt(a, "%s/%zu", fuzz_folder(), i);
	if (system(str_fmt(a,
	        "build/eastwest design tests/%s/site.yaml -o %s --quiet "
	        ">/dev/null",
	        site[i], w->dir)) != 0)
		exit(1);
	r.a = a;
	r.d = diags_new(a);
	w->again = bundle_regen(&r, w->dir);
	list(a, w);
	if (w->again->files == NULL || w->n == 0)
		exit(1);
	w->said = said(a, w);
	return w;
}

static void
write_file(const char *path, const char *data, size_t len)
{
	FILE *f = fopen(path, "w");

	if (f == NULL || fwrite(data, 1, len, f) != len || fclose(f) != 0)
		exit(1);
}

/* all findings about the bundle as it stands, without the lines they are on */
static const char *
said(struct arena *a, const struct written *w)
{
	struct buf b = buf_new(a);
	struct diags *d = diags_new(a);
	struct findings out = { 0 };
	bool judged = verify_bundle(a, d, w->dir, false, w->again, &out);

	if (!judged && d->errors == 0)
		abort();
	for (size_t i = 0; i < out.n; i++) {
		const struct finding *f = &out.item[i];

		if (!str_is_text(f->message) || f->line < 0)
			abort();
		buf_printf(&b, "%s %s %s\n", f->rule, f->device, f->message);
	}
	for (size_t i = 0; i < d->n; i++)
		buf_printf(&b, "%s\n", d->item[i].message);
	fuzz_print(d, false);
	return b.text != NULL ? b.text : "";
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *a;
	struct written *w;
	struct changeable *f;
	struct buf b;
	const char *path;
	size_t at, gone;

	if (size < 6 || size > 4096)
		return 0;
	w = bundle(data[0] % SITES);
	f = &w->file[(data[1] | (size_t)data[2] << 8) % w->n];
	a = arena_new();
	b = buf_new(a);
	at = f->src->len > 0 ?
	    (data[3] | (size_t)data[4] << 8) * f->src->len >> 16 :
	    0;
	gone = data[5];
	if (gone > f->src->len - at)
		gone = f->src->len - at;
	buf_add(&b, f->src->text, at);
	buf_add(&b, (const char *)data + 6, size - 6);
	buf_add(&b, f->src->text + at + gone, f->src->len - at - gone);
	if (b.len == f->src->len && memcmp(b.text, f->src->text, b.len) == 0) {
		arena_free(a);
		return 0;
	}
	path = str_fmt(a, "%s/%s", w->dir, f->path);
	write_file(path, b.text, b.len);
	if (strcmp(said(a, w), w->said) == 0) {
		fprintf(stderr, "silent: %s of %s\n", f->path,
		    site[data[0] % SITES]);
		abort();
	}
	write_file(path, f->src->text, f->src->len);
	arena_free(a);
	return 0;
}
