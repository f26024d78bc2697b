/*
 * A page of HTML printed to PDF by a browser of the machine.  Knows how a
 * Chromium is called; nothing of the page.
 */
#ifndef COMMAND_PDF_H
#define COMMAND_PDF_H

#include "base/file.h"

/*
 * Print the file html of the set and add it as pdf.  A warning, and nothing
 * added, where there is no browser or it fails: what a browser does is not our
 * mistake, and the page can be printed by hand.
 */
void pdf_print(struct arena *a, struct diags *d, struct fileset *s,
    const char *html, const char *pdf);

#endif
