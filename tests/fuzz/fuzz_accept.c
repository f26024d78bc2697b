/*
 * Any bytes as filled-in results, and as the list itself: no crash, no hang;
 * every test of a list gets one verdict, and none passes without a result.
 */
#include "fuzz.h"

#include <stdlib.h>

#include "input/json.h"
#include "ready/acceptance.h"

static const char list_text[] =
    "id,device,port_or_peer,test,command,must_reach,unit,no_more_than,"
    "result\n"
    "link-L0001,ew1,a,link,,10,Gbit/s at least,10,\n"
    "failover-ew1,ew1,b,failover,,2,lost at most,60,\n"
    "pair-ew1,ew1,c,pair,,up,as said,,\n";

static void
judge_both(const struct source *list, const struct source *results)
{
	struct arena *a = arena_new();
	struct diags *d = diags_new(a);
	const struct accepted *x = acceptance_judge(a, d, list, results);
	struct buf b = buf_new(a);
	size_t i;

	if (x == NULL && d->errors == 0)
		abort();
	for (i = 0; x != NULL && i < x->n; i++)
		if (x->row[i].verdict == ACCEPT_PASSED &&
		    x->row[i].result[0] == '\0')
			abort();
	if (x != NULL) {
		if (x->count[0] + x->count[1] + x->count[2] != x->n)
			abort();
		acceptance_text(&b, x, false);
		json_print(&b, acceptance_value(a, x));
	}
	fuzz_print(d, false);
	arena_free(a);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *a = arena_new();
	struct source list = {"list", list_text, sizeof list_text - 1};
	struct source any = fuzz_source(a, data, size);

	judge_both(&list, &any);
	judge_both(&any, &any);
	arena_free(a);
	return 0;
}
