/*
 * A fact of a catalog's file: what it says, how sure it is and who says so.
 * Checks nothing; texts are the file's, in the arena of the catalog.
 */
#ifndef CATALOG_FACT_H
#define CATALOG_FACT_H

/* how sure a fact is: read in the vendor's own text, seen elsewhere, recalled
 * without a source (not a fact yet), worked out, guessed */
enum confidence {
	CONFIDENCE_VERIFIED,
	CONFIDENCE_SECONDARY,
	CONFIDENCE_RECALLED,
	CONFIDENCE_DERIVED,
	CONFIDENCE_ESTIMATE
};
extern const char *const catalog_confidence_word[]; /* NULL-terminated */

struct fact {
	const char *name;  /* the key in the file, `max_power` */
	const char *value; /* as written */
	enum confidence confidence;
	const char *source;
	const char *note; /* NULL: none */
};

#endif
