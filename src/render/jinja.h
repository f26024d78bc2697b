/*
 * Jinja2: a template and a context in, text out.
 * The fence around CPython: nothing outside jinja.c sees <Python.h>.  Knows no
 * device.  The interpreter is started by the first jinja_open and stays, so
 * that only commands that render pay for it, and once; one may be open at a
 * time.  Text given back belongs to the arena.
 *
 * Stricter than Jinja2 by itself, so that templates print and never decide: an
 * unknown name is an error, "is defined" and default() do not exist, nor does
 * arithmetic; only the filters listed in templates/CONTEXT.md do.
 */
#ifndef RENDER_JINJA_H
#define RENDER_JINJA_H

#include "base/diag.h"
#include "base/value.h"

struct jinja;
struct template_file;

/* templates are looked for in dir[0..n), the first that has it wins; NULL
 * after a DIAG_MACHINE finding */
struct jinja *
jinja_open(struct arena *a, struct diags *d, const char *const *dir, size_t n);

/* template: "FOLDER/main.j2", context: a map.  NULL after a finding at the
 * template's file and line. */
const char *jinja_render(struct jinja *j, struct diags *d,
    const char *template_name, const struct value *context);

/* the templates read so far, each once, in the order they were used */
struct template_file *jinja_used(struct jinja *j, size_t *n);

/* all templates of the first folder, compiled: jinja_open finds them in a file
 * of the last folder's name with ".compiled" behind it, or in
 * build/templates.compiled beside that folder, and takes each whose text is
 * still the same.  For `make`, and no other folder's: it is code that runs. */
bool jinja_keep(struct jinja *j, struct diags *d, const char **data, size_t *n);

void jinja_close(struct jinja *j);

#endif
