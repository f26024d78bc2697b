#include "base/ip.h"

#include <arpa/inet.h>
#include <string.h>

#include "base/num.h"
#include "base/str.h"

bool
ip_parse(const char *text, uint32_t *out)
{
	struct in_addr ip;

	if (inet_pton(AF_INET, text, &ip) != 1)
		return false;
	*out = ntohl(ip.s_addr);
	return true;
}

bool
ip_subnet_parse(const char *text, uint32_t *base, int *prefix)
{
	const char *slash = strchr(text, '/');
	char ip[16];
	int64_t bits;
	size_t n;

	if (slash == NULL)
		return false;
	n = (size_t)(slash - text);
	if (n >= sizeof(ip) || strlen(slash + 1) > 2 || slash[1] == '+')
		return false;
	memcpy(ip, text, n);
	ip[n] = '\0';
	if (!ip_parse(ip, base) || !num_int(slash + 1, &bits) || bits < 0 ||
	    bits > 32)
		return false;
	if (bits < 32 && (*base & (0xffffffffu >> bits)) != 0)
		return false;
	*prefix = (int)bits;
	return true;
}

const char *
ip_text(struct arena *a, uint32_t ip)
{
	return str_fmt(a, "%u.%u.%u.%u", ip >> 24, ip >> 16 & 255,
	    ip >> 8 & 255, ip & 255);
}

uint32_t
ip_mask(int prefix)
{
	return prefix > 0 ? ~(uint32_t)0 << (32 - prefix) : 0;
}

const char *
ip_net_text(struct arena *a, uint32_t base, int prefix)
{
	return str_fmt(a, "%s/%d", ip_text(a, base), prefix);
}
