/*
 * The program of one topology (program.c has it in symbols): its rows by what
 * they are of, and what is made of its answer.  pick.c builds and solves it.
 * Private to the room. Prints nothing, and makes no pattern.
 */
#ifndef SIZE_PROGRAM_H
#define SIZE_PROGRAM_H

#include "size/recipes.h"

struct program {
	struct arena *a;
	struct size_memo *memo;
	const struct model *m;
	struct sizing *plan;
	struct rack_class *cls;
	size_t ncls;
	struct lp *lp;
	size_t *first; /* variable of the first pattern of a class */
	size_t budget_row;
	const struct prefer_price *premium; /* NULL: nothing is preferred */
	bool named; /* patterns have names, for readers of the program */
};

/* ---- program.c ---- */

/* rows and variables, all of them; the budget's row only where asked */
void program_make(struct program *g, bool budget);

/* ---- program_spines.c: ports, LAGs, their members, power ---- */

void program_add_ports(struct program *g);
void program_add_members(struct program *g);
/* a rack with a power limit that has leaves and spines */
void program_add_power(struct program *g);
/* what one pattern needs of each spine of domain d for a set of pools; of a
 * rack's with what expansion keeps for others like it */
double program_set_use(const struct program *g, const struct rack_class *c,
    const struct pattern *p, size_t d, unsigned set);
/* the pools of spines' ports that any pattern takes of */
unsigned program_pools_used(const struct program *g);
/* keeps only the spines that have room for the least the leaves can require,
 * whatever is chosen: the others would only be mixed in by the relaxed program,
 * and hide its bound */
void program_drop_small_spines(struct program *g, struct rack_class *spines);

/* ---- program_existing.c: existing switches ---- */

/* of the two switches of a pattern, how many of a model are at its places by an
 * earlier design, and how many are not */
int64_t
program_standing(const struct rack_class *c, const struct switch_model *s);
int64_t program_bought(const struct rack_class *c, const struct pattern *p);
void program_add_existing(struct program *g);
/* those that are there and used, off the list of what is bought */
void program_take_existing(struct program *g);

/* ---- program_answer.c ---- */

/* racks to patterns in the racks' order, patterns in theirs */
void program_take_answer(struct program *g, const struct lp_answer *ans);

/* ---- program_explain.c: adds reasons to the plan ---- */

/* the set of pools that no candidate spine has enough of, in words */
void program_explain_ports(struct program *g);
/* the classes that no pattern is of, with what rules each model out */
void program_explain_classes(struct program *g);

#endif
