/*
 * What the two ends of a cable must agree on, or stay down: forward error
 * correction and autonegotiation, as the platforms with the same syntax have
 * it.
 */
#include "readback/reader.h"

#include "base/str.h"

const char *
reader_fec(const char *word)
{
	static const struct {
		const char *name, *words[9];
	} kind[] = {
		{ "Reed-Solomon",
		    { "rs", "rs-fec", "reed-solomon", "cl91", "cl91-rs",
		        "cl108", "cl108-rs", "fec91", NULL } },
		{ "Fire-code",
		    { "fc", "fc-fec", "fire-code", "cl74", "cl74-fc", "fec74",
		        "base-r", "baser", NULL } },
		{ "off", { "off", "none", "disabled", "no-fec", NULL } },
		{ NULL, { "auto", "default", NULL } },
	};

	for (size_t i = 0; i < sizeof(kind) / sizeof(kind[0]); i++)
		for (size_t k = 0; kind[i].words[k]; k++)
			if (line_word_eq(word, kind[i].words[k]))
				return kind[i].name;
	return word;
}

static bool
fec(struct port *p, const struct line *l, const char *word)
{
	p->fec = reader_fec(word);
	p->fec_line = l->no;
	return true;
}

static bool
negotiation(struct port *p, const struct line *l, const char *word)
{
	p->negotiation = word;
	p->negotiation_line = l->no;
	return true;
}

bool
reader_port_signal(struct port *p, const struct line *l)
{
	static const char *const off[] = { "negotiation off",
		"negotiate auto off", "no negotiate auto", "no auto-negotiate",
		NULL };
	static const char *const on[] = { "negotiation on", "negotiate auto",
		"auto-negotiate", NULL };

	if (line_is(l, "fec *") || line_is(l, "error-control *"))
		return fec(p, l, line_word(l, 1));
	if (line_is(l, "error-correction encoding *"))
		return fec(p, l, line_word(l, 2));
	if (line_is(l, "no fec ...") || line_is(l, "no error-control ...") ||
	    line_is(l, "default error-correction ..."))
		return fec(p, l, "auto");
	if (line_is(l, "no error-correction encoding ..."))
		return fec(p, l, "off");
	if (line_any(l, off))
		return negotiation(p, l, "off");
	if (line_any(l, on))
		return negotiation(p, l, "on");
	if (line_is(l, "negotiation auto") || line_is(l, "no negotiation ..."))
		return negotiation(p, l, NULL);
	return false;
}
