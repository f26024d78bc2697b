/* Quotes that come back, and amounts as people write them. */
#include <criterion/criterion.h>
#include <string.h>

#include "base/num.h"
#include "catalog/catalog_amount.h"
#include "catalog/catalog_quotes.h"

Test(quotes, amounts_are_read_as_people_write_them)
{
	static const struct {
		const char *text;
		int64_t cents;
	} good[] = { { "1234.5", 123450 }, { "1234,50", 123450 },
		{ "1 234,50", 123450 }, { "1'234.50", 123450 },
		{ "1,234.50", 123450 }, { "1.234,50", 123450 },
		{ "1.234.567,8", 123456780 }, { "1,234,567", 123456700 },
		{ "1\xc2\xa0""234", 123400 }, { "0.05", 5 }, { "7", 700 } };
	static const char *const bad[] = { "1,234", "1.234", "=2*3", "12,3456",
		"1.2.3", "1,23.4", "12 34", "EUR 5", "-4", "1.234,567.8", "5,",
		"", ".", "1e3", "12.34,567" };
	int64_t cents;
	size_t i;

	for (i = 0; i < sizeof good / sizeof good[0]; i++) {
		cr_assert_null(catalog_amount_parse(good[i].text, &cents), "%s",
		    good[i].text);
		cr_assert_eq(cents, good[i].cents, "%s: %lld", good[i].text,
		    (long long)cents);
	}
	for (i = 0; i < sizeof bad / sizeof bad[0]; i++)
		cr_assert_not_null(catalog_amount_parse(bad[i], &cents),
		    "'%s' is taken for %lld", bad[i], (long long)cents);
}

/* as many characters as fit, and one more */
Test(quotes, an_amount_has_at_most_39_characters)
{
	char text[41];
	int64_t cents = 0;

	memset(text, '0', sizeof text);
	memcpy(text + 34, "12.50", 6);
	cr_expect_null(catalog_amount_parse(text, &cents));
	cr_expect_eq(cents, 1250);
	memset(text, '0', sizeof text);
	memcpy(text + 35, "12.50", 6);
	cr_expect_str_eq(catalog_amount_parse(text, &cents), "it is too long");
}

Test(quotes, a_date_is_past_with_its_last_day)
{
	cr_assert(catalog_date_past("2019", "2019-12-31"));
	cr_assert_not(catalog_date_past("2019", "2019-12-30"));
	cr_assert(catalog_date_past("2019-06", "2019-06-31"));
	cr_assert_not(catalog_date_past("2019-06", "2019-06-29"));
	cr_assert(catalog_date_past("2019-06-30", "2020"));
	cr_assert_not(catalog_date_past(NULL, "2020"));
	cr_assert_not(catalog_date_past("2019", NULL));
}
