/* Whose name it is. */
#include "model/model.h"

#include "base/str.h"

size_t
model_rack_named(const struct model *m, const char *name)
{
	for (size_t i = 0; i < m->nrack; i++)
		if (str_eq(m->rack[i].name, name))
			return i;
	return NO_INDEX;
}

size_t
model_host_named(const struct model *m, const char *name)
{
	for (size_t i = 0; i < m->nend; i++)
		if (str_eq(m->host[i].name, name))
			return i;
	return NO_INDEX;
}
