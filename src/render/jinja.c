/*
 * The Python side is one small module (bridge.c): it keeps the environment and
 * turns every exception into a tuple, so that this file needs a handful of
 * calls of the C API and no more.  Python is started isolated and with the
 * distribution's library folders only: what a user has on PYTHONPATH or under
 * /usr/local must not change a switch's configuration.  It is started once,
 * with Jinja2 loaded, which takes longer than rendering a small site; a plan
 * whose templates are all ours renders its phases with one environment.
 */
#define PY_SSIZE_T_CLEAN
#include <Python.h>

#include "render/jinja.h"

#include <assert.h>
#include <string.h>

#include "base/file.h"
#include "input/json.h"
#include "render/bridge.h"
#include "render/config.h"

struct jinja {
	struct arena *a;
	PyObject *bridge;       /* the module */
	PyObject *render;       /* its function */
	PyObject *used;         /* its list of what was read */
	PyObject *keep;         /* its function */
	PyObject *loads;        /* of Python: JSON to what it means */
	struct source **source; /* templates shown in findings */
	size_t nsource, capsource;
};

/* paths and texts may be any bytes: what is no UTF-8 travels as surrogates */
static PyObject *
py_text(const char *s)
{
	return PyUnicode_DecodeUTF8(s, (Py_ssize_t)strlen(s),
	    "surrogateescape");
}

static const char *
c_text(struct arena *a, PyObject *s)
{
	PyObject *bytes =
	    PyUnicode_AsEncodedString(s, "utf-8", "surrogateescape");
	const char *out;

	if (bytes == NULL) {
		PyErr_Clear();
		return "?";
	}
	out = str_dup(a, PyBytes_AS_STRING(bytes),
	    (size_t)PyBytes_GET_SIZE(bytes));
	Py_DECREF(bytes);
	return out;
}

/* what the interpreter is unhappy about; clears it */
static const char *
py_trouble(struct arena *a)
{
	PyObject *type, *value, *trace, *text;
	const char *out = "no reason given";

	PyErr_Fetch(&type, &value, &trace);
	text = value != NULL ? PyObject_Str(value) : NULL;
	if (text != NULL)
		out = c_text(a, text);
	Py_XDECREF(text);
	Py_XDECREF(type);
	Py_XDECREF(value);
	Py_XDECREF(trace);
	PyErr_Clear();
	return out;
}

static bool
python_start(struct diags *d)
{
	PyPreConfig pre;
	PyConfig config;
	PyStatus status;

	PyPreConfig_InitIsolatedConfig(&pre);
	pre.utf8_mode = 1; /* whatever the locale */
	status = Py_PreInitialize(&pre);
	if (PyStatus_Exception(status))
		return diag_machine(d, SPAN_NONE, "python",
		    "Python can't be "
		    "started: %s",
		    status.err_msg);
	PyConfig_InitIsolatedConfig(&config);
	config.site_import = 0;
	config.write_bytecode = 0;
	config.use_hash_seed = 1;
	config.hash_seed = 0;
	/* else another python3 on PATH is taken for the library's home */
	status = PyConfig_SetString(&config, &config.executable,
	    L"/usr/bin/python3");
	if (!PyStatus_Exception(status))
		status = Py_InitializeFromConfig(&config);
	PyConfig_Clear(&config);
	if (PyStatus_Exception(status))
		return diag_machine(d, SPAN_NONE, "python",
		    "Python can't be "
		    "started: %s",
		    status.err_msg != NULL ? status.err_msg :
		                             "no reason given");
	return true;
}

static bool
path_add(const char *dir)
{
	PyObject *path = PySys_GetObject("path"), *s = py_text(dir);
	bool ok = path != NULL && s != NULL && PyList_Append(path, s) == 0;

	Py_XDECREF(s);
	return ok;
}

static PyObject *
text_list(const char *const *s, size_t n)
{
	PyObject *list = PyList_New(0);

	for (size_t i = 0; list != NULL && i < n; i++) {
		PyObject *item = py_text(s[i]);

		if (item == NULL || PyList_Append(list, item) != 0)
			Py_CLEAR(list);
		Py_XDECREF(item);
	}
	return list;
}

/* a template's bytes for the bridge, or a text that says why not */
static PyObject *
read_template(PyObject *self, PyObject *path)
{
	struct jinja *j = PyCapsule_GetPointer(self, NULL);
	struct diags *why = diags_new(j->a);
	const struct source *s;

	if (!PyUnicode_Check(path))
		return py_text("a template's name is no text");
	s = file_read(j->a, why, c_text(j->a, path), FILE_PART_MAX);
	if (s == NULL)
		return py_text(why->item[0].message);
	return PyBytes_FromStringAndSize(s->text, (Py_ssize_t)s->len);
}

/* read_template for Python; its state lives in the arena */
static PyObject *
reader(struct jinja *j)
{
	PyMethodDef *def = NEW(j->a, PyMethodDef, 1);
	PyObject *self = PyCapsule_New(j, NULL, NULL), *f = NULL;

	*def = (PyMethodDef){ .ml_name = "read",
		.ml_meth = read_template,
		.ml_flags = METH_O };
	if (self != NULL)
		f = PyCFunction_New(def, self);
	Py_XDECREF(self);
	return f;
}

/* where what jinja_keep gave may be: beside our own templates, which come last,
 * or in the folder of the build */
static const char *
kept_file(struct arena *a, const char *const *dir, size_t n)
{
	const char *path;

	if (n == 0)
		return "";
	path = str_fmt(a, "%s.compiled", dir[n - 1]);
	if (file_exists(path))
		return path;
	return str_fmt(a, "%s/../build/templates.compiled", dir[n - 1]);
}

static const char *
bridge_text(struct arena *a)
{
	struct buf b = buf_new(a);

	buf_puts(&b, bridge_budget);
	buf_puts(&b, bridge_counted);
	buf_puts(&b, bridge_environment);
	buf_puts(&b, bridge_kept);
	buf_puts(&b, bridge_render);
	return b.text;
}

/* the bridge's text run as a module, once */
static PyObject *
bridge_module(const char *text)
{
	static const char *const name = "eastwest_bridge";
	PyObject *key = py_text(name), *code, *module;

	module = key != NULL ? PyImport_GetModule(key) : NULL;
	Py_XDECREF(key);
	if (module != NULL || PyErr_Occurred() != NULL)
		return module;
	code = Py_CompileString(text, "<eastwest>", Py_file_input);
	if (code != NULL)
		module = PyImport_ExecCodeModule(name, code);
	Py_XDECREF(code);
	return module;
}

/* the bridge's start(folders, reader, what was kept, text): nothing is left of
 * an environment before */
static void
bridge_start(struct jinja *j, const char *const *dir, size_t n)
{
	const char *said = bridge_text(j->a);
	PyObject *folders, *read, *done = NULL;
	PyObject *kept = py_text(kept_file(j->a, dir, n));
	PyObject *text = py_text(said);

	j->bridge = bridge_module(said);
	folders = text_list(dir, n);
	read = reader(j);
	if (j->bridge != NULL && folders != NULL && read != NULL &&
	    kept != NULL && text != NULL)
		done = PyObject_CallMethod(j->bridge, "start", "OOOO", folders,
		    read, kept, text);
	if (done != NULL)
		j->used = PyObject_GetAttrString(j->bridge, "used");
	if (j->used != NULL)
		j->keep = PyObject_GetAttrString(j->bridge, "keep");
	if (j->keep != NULL)
		j->loads = PyObject_GetAttrString(j->bridge, "loads");
	if (j->loads != NULL)
		j->render = PyObject_GetAttrString(j->bridge, "render");
	Py_XDECREF(done);
	Py_XDECREF(kept);
	Py_XDECREF(text);
	Py_XDECREF(read);
	Py_XDECREF(folders);
}

struct jinja *
jinja_open(struct arena *a, struct diags *d, const char *const *dir, size_t n)
{
	struct jinja *j = NEW(a, struct jinja, 1);
	bool ok = true;

	j->a = a;
	if (!Py_IsInitialized()) {
		if (!python_start(d))
			return NULL;
		ok = path_add("/usr/lib/python3/dist-packages");
	}
	if (ok)
		bridge_start(j, dir, n);
	if (j->render == NULL) {
		diag_machine(d, SPAN_NONE, "jinja", "Jinja2 can't be used: %s",
		    py_trouble(a));
		diag_hint(d, "the Debian package is python3-jinja2");
		jinja_close(j);
		return NULL;
	}
	return j;
}

/* what is in the arena is freed; the interpreter ends with the process */
void
jinja_close(struct jinja *j)
{
	PyObject *done = NULL;

	if (j->bridge != NULL)
		done = PyObject_CallMethod(j->bridge, "stop", NULL);
	if (done == NULL)
		PyErr_Clear();
	Py_XDECREF(done);
	Py_CLEAR(j->render);
	Py_CLEAR(j->loads);
	Py_CLEAR(j->keep);
	Py_CLEAR(j->used);
	Py_CLEAR(j->bridge);
}

bool
jinja_keep(struct jinja *j, struct diags *d, const char **data, size_t *n)
{
	PyObject *all = PyObject_CallNoArgs(j->keep);

	if (all == NULL)
		return diag_error(d, SPAN_NONE, "template-error", "%s",
		    py_trouble(j->a));
	*n = (size_t)PyBytes_GET_SIZE(all);
	*data = str_dup(j->a, PyBytes_AS_STRING(all), *n);
	Py_DECREF(all);
	return true;
}

struct template_file *
jinja_used(struct jinja *j, size_t *n)
{
	Py_ssize_t all = PyList_GET_SIZE(j->used), i;
	struct template_file *list =
	    NEW(j->a, struct template_file, (size_t)all + 1);

	*n = (size_t)all;
	for (i = 0; i < all; i++) {
		PyObject *x = PyList_GET_ITEM(j->used, i);
		PyObject *data = PyTuple_GET_ITEM(x, 2);
		size_t len = (size_t)PyBytes_GET_SIZE(data);

		list[i].folder = PyLong_AsSize_t(PyTuple_GET_ITEM(x, 0));
		list[i].path = c_text(j->a, PyTuple_GET_ITEM(x, 1));
		list[i].data = str_dup(j->a, PyBytes_AS_STRING(data), len);
		list[i].len = len;
	}
	return list;
}

/* the template's text, so that findings can show the line; read once */
static const struct source *
template_source(struct jinja *j, const char *path)
{
	struct source *s;
	const struct source *text = NULL;

	for (size_t i = 0; i < j->nsource; i++)
		if (strcmp(j->source[i]->name, path) == 0)
			return j->source[i];
	s = NEW(j->a, struct source, 1);
	s->name = path;
	s->text = "";
	if (file_exists(path))
		/* its own complaints would only repeat Jinja2's */
		text = file_read(j->a, diags_new(j->a), path, FILE_PART_MAX);
	if (text != NULL)
		*s = *text;
	PUSH(j->a, j->source, j->nsource, j->capsource, s);
	return s;
}

static bool
is_word(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
	    (c >= '0' && c <= '9') || c == '_';
}

/* the word on that line, or the line's first visible character */
static struct span
find_word(const struct source *s, long line, const char *word)
{
	struct span at = { s, (int)line, 1, 1 };
	const char *p = s->text, *end, *hit, *begin;
	size_t len = strlen(word);

	for (; line > 1 && p != NULL; line--) {
		p = strchr(p, '\n');
		if (p != NULL)
			p++;
	}
	if (p == NULL || line < 1)
		return at;
	end = strchr(p, '\n');
	if (end == NULL)
		end = p + strlen(p);
	begin = p;
	for (hit = p; len > 0 && hit + len <= end; hit++)
		if (memcmp(hit, word, len) == 0 &&
		    (hit == p || !is_word(hit[-1])) && !is_word(hit[len]))
			break;
	if (len == 0 || hit + len > end)
		for (hit = p, len = 1; hit < end && *hit == ' '; hit++)
			continue;
	at.width = (int)len;
	for (; begin < hit; begin++)
		at.col += ((unsigned char)*begin & 0xc0) != 0x80;
	return at;
}

static void
hint_nearest(struct jinja *j, struct diags *d, const char *word, PyObject *list)
{
	size_t n = (size_t)PyList_GET_SIZE(list), i;
	const char **cand = NEW(j->a, const char *, n + 1), *near;

	for (i = 0; i < n; i++)
		cand[i] = c_text(j->a, PyList_GET_ITEM(list, (Py_ssize_t)i));
	near = str_nearest(word, cand, n);
	if (near != NULL)
		diag_hint(d, "did you mean '%s'?", near);
}

/* (id, file, line, word, message, candidates) as the bridge reports it */
static const char *
complain(struct jinja *j, struct diags *d, const char *template_name,
    PyObject *answer)
{
	const char *id, *file, *word, *message;
	struct span at = SPAN_NONE;
	PyObject *u_id, *u_file, *u_word, *u_message, *near;
	long line;

	if (!PyArg_ParseTuple(answer, "UUlUUO!", &u_id, &u_file, &line, &u_word,
	        &u_message, &PyList_Type, &near)) {
		diag_machine(d, SPAN_NONE, "jinja", "%s", py_trouble(j->a));
		return NULL;
	}
	id = c_text(j->a, u_id);
	file = c_text(j->a, u_file);
	word = c_text(j->a, u_word);
	message = c_text(j->a, u_message);
	if (file[0] != '\0')
		at = find_word(template_source(j, file), line, word);
	/* ids are literals here so that one grep lists them all */
	if (strcmp(id, "template-missing") == 0)
		diag_error(d, at, "template-missing", "%s", message);
	else if (strcmp(id, "template-syntax") == 0)
		diag_error(d, at, "template-syntax", "%s", message);
	else if (strcmp(id, "template-undefined") == 0)
		diag_error(d, at, "template-undefined", "%s", message);
	else if (strcmp(id, "file-read") == 0)
		diag_machine(d, at, "file-read", "%s", message);
	else
		diag_error(d, at, "template-error", "%s: %s", template_name,
		    message);
	hint_nearest(j, d, word, near);
	return NULL;
}

/* by its JSON, which says how numbers and broken texts are written */
static PyObject *
by_json(const struct jinja *j, const struct value *v)
{
	struct arena *own = arena_new();
	struct buf json = buf_new(own);
	PyObject *text, *x = NULL;

	json_print_line(&json, v);
	text = py_text(json.text);
	arena_free(own);
	if (text != NULL)
		x = PyObject_CallFunctionObjArgs(j->loads, text, NULL);
	Py_XDECREF(text);
	return x;
}

static PyObject *of_value(const struct jinja *j, const struct value *v);

static PyObject *
of_list(const struct jinja *j, const struct value *v)
{
	PyObject *list = PyList_New((Py_ssize_t)v->n);

	for (size_t i = 0; list != NULL && i < v->n; i++) {
		PyObject *x = of_value(j, v->item[i]);

		if (x == NULL)
			Py_CLEAR(list);
		else
			PyList_SET_ITEM(list, (Py_ssize_t)i, x);
	}
	return list;
}

static PyObject *
of_map(const struct jinja *j, const struct value *v)
{
	PyObject *map = PyDict_New();

	for (size_t i = 0; map != NULL && i < v->n; i++) {
		PyObject *key = PyUnicode_InternFromString(v->key[i]);
		PyObject *x = key != NULL ? of_value(j, v->item[i]) : NULL;

		if (x == NULL || PyDict_SetItem(map, key, x) != 0)
			Py_CLEAR(map);
		Py_XDECREF(key);
		Py_XDECREF(x);
	}
	return map;
}

/* what its JSON would be read as */
static PyObject *
of_value(const struct jinja *j, const struct value *v)
{
	PyObject *x;

	switch (v->kind) {
	case VALUE_NULL:
		Py_RETURN_NONE;
	case VALUE_BOOL:
		return PyBool_FromLong(v->i != 0);
	case VALUE_INT:
		return PyLong_FromLongLong(v->i);
	case VALUE_TEXT:
		x = PyUnicode_DecodeUTF8(v->text, (Py_ssize_t)strlen(v->text),
		    "strict");
		if (x != NULL)
			return x;
		PyErr_Clear();
		return by_json(j, v);
	case VALUE_REAL:
	case VALUE_MONEY:
		return by_json(j, v);
	case VALUE_LIST:
		return of_list(j, v);
	case VALUE_MAP:
		break;
	}
	return of_map(j, v);
}

const char *
jinja_render(struct jinja *j, struct diags *d, const char *template_name,
    const struct value *context)
{
	PyObject *answer = NULL, *name = py_text(template_name),
	         *x = name != NULL ? of_value(j, context) : NULL;
	const char *out = NULL;

	if (x != NULL)
		answer = PyObject_CallFunctionObjArgs(j->render, name, x, NULL);
	Py_XDECREF(name);
	Py_XDECREF(x);
	if (answer == NULL) {
		diag_machine(d, SPAN_NONE, "jinja", "%s: %s", template_name,
		    py_trouble(j->a));
		return NULL;
	}
	assert(PyTuple_Check(answer));
	if (PyTuple_GET_SIZE(answer) == 2)
		out = c_text(j->a, PyTuple_GET_ITEM(answer, 1));
	else
		complain(j, d, template_name, answer);
	Py_DECREF(answer);
	return out;
}
