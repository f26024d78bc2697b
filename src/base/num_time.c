/* Times and months as people say them. */
#include <math.h>

#include "base/num.h"
#include "base/str.h"

const char *
num_time_pretty(struct arena *a, double seconds)
{
	long long s;

	if (!isfinite(seconds))
		return "never";
	if (seconds < 0.9995)
		return str_fmt(a, "%.0f ms", seconds * 1000);
	if (seconds < 9.95)
		return str_fmt(a, "%.1f s", seconds);
	if (seconds > 1e15)
		return "forever";
	s = (long long)(seconds + 0.5);
	if (s < 60)
		return str_fmt(a, "%lld s", s);
	if (s < 3600)
		return str_fmt(a, s % 60 ? "%lld min %lld s" : "%lld min",
		    s / 60, s % 60);
	s = (s + 30) / 60;
	if (s < 24 * 60)
		return str_fmt(a, s % 60 ? "%lld h %02lld min" : "%lld h",
		    s / 60, s % 60);
	/* never in days: two times of a table are compared by their figures */
	return str_fmt(a, "%lld h", (s + 30) / 60);
}

double
num_time_shown(double seconds)
{
	double unit = seconds < 0.9995 ? 1e-3 :
	    seconds < 9.95             ? 0.1 :
	    seconds < 3599.5           ? 1 :
	    seconds < 86370            ? 60 :
	                                 3600;

	return isfinite(seconds) ? floor(seconds / unit + 0.5) * unit : seconds;
}

const char *
num_month_text(struct arena *a, int month)
{
	return str_fmt(a, "%04d-%02d", month / 12, month % 12 + 1);
}
