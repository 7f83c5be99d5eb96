"""Value added tax: which amounts are stated with it, which without it, and which are the tax itself."""

from __future__ import annotations

import pytest
from dates_texts import reading_of

from grantdocs.extractors.amounts import extract

SIDES = [
    ("lv", "Būvdarbi maksā 10 000,00 EUR bez PVN, ar PVN 12 100,00 EUR.", ["excluded", "included"]),
    ("lv", "Izmaksas bez PVN ir 12 500,00 EUR.", ["excluded"]),
    ("lv", "Līguma summa 8 000 EUR (bez PVN), projekta izmaksas 50 000 EUR.", ["excluded", None]),
    ("lv", "Summa bez PVN\tPVN\n10 000,00 EUR\t2 100,00 EUR", ["excluded", None]),
    ("lt", "Kaina su PVM – 12 100,00 Eur.", ["included"]),
    ("lt", "Darbai kainavo 10 000 Eur be PVM. Projekto vertė – 90 000 Eur.", ["excluded", None]),
    ("et", "Hind on 10 000 eurot ilma käibemaksuta ja 12 000 eurot koos käibemaksuga.", ["excluded", "included"]),
    ("en", "Price excluding VAT is €10,000.00, including VAT €12,100.00.", ["excluded", "included"]),
    ("en", "The contract is worth EUR 5,000 plus VAT.", ["excluded"]),
    ("pl", "Wartość netto 10 000,00 zł, brutto 12 300,00 zł.", ["excluded", "included"]),
    ("de", "Nettopreis 10.000,00 €, inkl. MwSt. 11.900,00 €.", [None, "included"]),
    ("de", "Die Schule zahlte 25.000,- Euro brutto.", ["included"]),
    ("fr", "Le marché s'élève à 822 212,18 € HT, soit 986 654,62 € TTC.", ["excluded", "included"]),
    ("it", "Il prezzo è di € 10.000 IVA esclusa e € 12.200 IVA inclusa.", ["excluded", "included"]),
    ("ga", "Is é an praghas €10,000 gan CBL san áireamh.", ["excluded"]),
    ("sv", "Priset är 10 000 kr exklusive moms och 12 500 kr inklusive moms.", ["excluded", "included"]),
    ("en", "The budget is EUR 5,000. VAT is not eligible.", [None]),
]  # fmt: skip


@pytest.mark.parametrize(("tag", "text", "sides"), SIDES)
def test_side(tag, text, sides):
    amounts, _, _ = extract(reading_of(text, tag))
    assert [amount.vat for amount in sorted(amounts, key=lambda amount: amount.spans[0].start)] == sides


@pytest.mark.parametrize(
    ("tag", "text"),
    [
        ("lv", "Kopējās izmaksas ir 12 100,00 EUR (t.sk. PVN 2 100,00 EUR)."),
        ("en", "The total cost is EUR 12,100 including VAT EUR 2,100."),
        ("lt", "Bendra projekto vertė 12 100 Eur, įskaitant PVM 2 100 Eur."),
    ],
)
def test_the_tax_itself_is_a_part(tag, text):
    amounts, _, _ = extract(reading_of(text, tag))
    whole, tax = amounts
    assert (whole.vat, str(whole.kind)) == ("included", "total_cost")
    assert (tax.part_of, tax.vat, str(tax.kind)) == (0, None, "other")
