#include "model/gateway_reach.h"

/* is a device on the network that may route, as storage and backup don't? */
static bool
routed_by_device(const struct model *m, size_t net)
{
	for (size_t i = m->nhost; i < m->nend; i++) {
		if (m->host[i].device == DEVICE_STORAGE ||
		    m->host[i].device == DEVICE_BACKUP)
			continue;
		for (size_t k = 0; k < m->host[i].ngroup; k++)
			if (m->host[i].group[k].network[net])
				return true;
	}
	return false;
}

bool
model_cut_off(const struct model *m, const struct network *n)
{
	return !n->east_west && !n->on_today && n->purpose != PURPOSE_OOB &&
	    n->gateway != 0 && !m->core.given && !m->unread.devices &&
	    !routed_by_device(m, (size_t)(n - m->network));
}
