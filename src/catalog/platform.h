/*
 * The operating system of a switch or a host as its file in catalogs/platforms/
 * has it: what it can, its words, and what is typed to load or upgrade it. Read
 * once, const afterwards; no platform's name is known here.
 */
#ifndef CATALOG_PLATFORM_H
#define CATALOG_PLATFORM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/diag.h"
#include "catalog/capability.h"
#include "catalog/fact.h"

struct node;

/* words and limits of an operating system; `can` with a reason where not */
struct capability {
	enum can is;
	bool yes;
	const char *reason; /* why not */
};
/* what is typed when a switch gets new firmware */
enum firmware_part {
	FIRMWARE_BEFORE,
	FIRMWARE_DURING,
	FIRMWARE_AFTER,
	FIRMWARE_BACK,
	FIRMWARE_PARTS
};
struct firmware_step {
	const char *run; /* NULL: nothing is typed */
	const char *shows;
	const char *source; /* NULL: recalled, or advice */
	bool mclag;         /* only in a multi-chassis pair */
	bool lag;           /* only with a LAG */
	bool oob;           /* only with a management address */
	bool hosts;         /* only with ports of hosts or devices */
	bool advice;        /* not a fact of the system: nothing to look up */
};
/* what is typed when a switch gets the text that was made for it */
enum loading_part {
	LOADING_START, /* what it must be before the first line */
	LOADING_GET,   /* how the text gets in */
	LOADING_GUARD, /* what could cut one off, and what undoes it */
	LOADING_LOAD,
	LOADING_CHECK,
	LOADING_SAVE,
	LOADING_BACK,
	LOADING_PARTS
};

struct platform {
	const char *id;        /* as its file is called */
	const char *name;      /* for people */
	bool host;             /* for hosts, not switches */
	const char *templates; /* folder under templates/; NULL: none yet */
	bool rendered;         /* the folder was found */
	const char *extension; /* cfg, json, ps1 */
	struct capability *can;
	size_t ncan;
	const struct node *words; /* lag name pattern, ...: for render */
	struct firmware_step *firmware[FIRMWARE_PARTS];
	size_t nfirmware[FIRMWARE_PARTS]; /* 0: not known */
	struct firmware_step *loading[LOADING_PARTS];
	size_t nloading[LOADING_PARTS]; /* 0: not known */
	struct fact *fact;
	size_t nfact;
	struct span at;
};

/* a word of a platform, text; def if it has none */
const char *
platform_word(const struct platform *p, const char *key, const char *def);
/* the same as a whole number; def where it is none */
int64_t
platform_word_int(const struct platform *p, const char *key, int64_t def);

#endif
