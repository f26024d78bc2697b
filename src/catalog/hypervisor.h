/*
 * A hypervisor as its file in catalogs/hypervisors/ has it: how it migrates a
 * VM, with what limits.  How long that takes is drain/'s to say. Read once,
 * const afterwards.
 */
#ifndef CATALOG_HYPERVISOR_H
#define CATALOG_HYPERVISOR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/diag.h"
#include "catalog/fact.h"
#include "input/decode.h"

enum stop_kind {
	STOP_PASSES,
	STOP_DOWNTIME,
	STOP_XEN_OLD,
	STOP_XEN_NEW,
	STOP_STUN
};
extern const char
    *const catalog_stop_word[]; /* passes downtime xen-old xen-new stun */

enum encryption { ENCRYPTION_NONE, ENCRYPTION_TLS, ENCRYPTION_SSH };
extern const char *const catalog_encryption_word[]; /* none tls ssh */

/* how a hypervisor is run: an orchestrator (libvirt, proxmox), an encryption, a
 * version; what such a one doesn't say is -1 of times, 0 of others */
struct how {
	const char *name;
	int64_t overhead_us, overhead_low_us, overhead_high_us;
	int64_t downtime_us, simultaneous, parallel, max_streams;
	enum encryption encryption; /* by default */
	int64_t stream_bps, stream_low_bps, stream_high_bps;
	bool together; /* all streams of a migration share one */
	struct fact fact;
};
/* by its name, or NULL */
const struct how *catalog_how(const struct how *h, size_t n, const char *name);

struct hypervisor {
	const char *id; /* hyper-v */
	const char *name;
	struct name_list known_as; /* by mistake: esxi */
	struct span at;
	const char *host_platform; /* platform id of host files: hyper-v-set */
	struct span platform_at;
	enum stop_kind stop;
	int64_t max_passes;
	int64_t downtime_us; /* downtime limit, or what is long (blackout) */
	int64_t threshold_bytes;
	int64_t max_factor;  /* times its memory sent, xen-old; 0: none */
	int64_t overhead_us; /* a migration: holds a slot, no bandwidth */
	int64_t overhead_low_us, overhead_high_us;
	/* one stream's cap; 0: none.  low..high is the range */
	int64_t stream_tcp_bps, stream_tcp_low_bps, stream_tcp_high_bps;
	int64_t stream_compression_bps, stream_compression_low_bps;
	int64_t stream_compression_high_bps;
	int64_t stream_smb_bps, stream_smb_low_bps, stream_smb_high_bps;
	/* all TCP streams of a host together, at its low end; 0: none */
	int64_t host_tcp_low_bps;
	/* of bytes left after compression, and the most seen */
	int64_t compression_ppm, compression_low_ppm, compression_high_ppm;
	/* what two and three parallel TCP streams of one migration carry; 0: so
	 * many times one.  max_streams 0: it knows no such thing */
	int64_t streams_two_bps, streams_three_bps, max_streams;
	int64_t simultaneous; /* default slots of a host */
	/* and where its ports are no faster than slow_link; 0: the same */
	int64_t slow_link_bps, slow_simultaneous;
	struct how *orchestrator, *encrypts, *version;
	size_t norchestrator, nencrypts, nversion;
	int64_t max_hosts; /* of a cluster; 0 unknown */
	int64_t max_vms;   /* of a cluster; 0 unknown */
	bool auto_converge;
	/* what a cluster may turn on */
	bool offers_auto_converge, offers_post_copy;
	/* of the copy loop: how often it looks whether the rest fits the
	 * downtime, and bytes beside a page sent and for a page of zeros */
	int64_t loop_us, page_header_bytes, zero_page_bytes;
	int64_t zero_page_us; /* and the time of one */
	int64_t zero_page_low_us, zero_page_high_us;
	bool stop_lifts_cap; /* no cap of a stream holds the last copy */
	struct fact *fact;
	size_t nfact;
};

#endif
