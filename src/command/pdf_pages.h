/*
 * Which page of a PDF a link of its contents leads to.  Knows only the PDF that
 * Chromium writes: a catalog with named destinations and a tree of pages, none
 * of them compressed; nothing of the page that was printed.
 */
#ifndef COMMAND_PDF_PAGES_H
#define COMMAND_PDF_PAGES_H

#include "base/arena.h"

/* html with the number of its page in each link of the form `<a href="#NAME"
 * data-page="">`; NULL: the PDF shows none of them */
const char *pdf_pages_numbered(struct arena *a, const char *html,
    const char *pdf, size_t len);

#endif
