"""What amounts pay for, whose they are, and what they are a part of."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

import pytest
from dates_texts import reading_of

from grantdocs.extractors.amounts import extract
from grantdocs.model.location import Span


@dataclass(frozen=True)
class Organisation:
    name: str
    span: Span


def facts_of(text, tag="lv", **named):
    """`value kind scope` of each amount, with `<` and the index of the whole, and `@` and the party."""
    organisations = [
        Organisation(base, Span(text.index(written), text.index(written) + len(written)))
        for base, written in ((base.replace("_", " "), written) for base, written in named.items())
    ]
    amounts, _, _ = extract(reading_of(text, tag), organisations)
    return [
        f"{amount.value:f} {amount.kind} {amount.scope}"
        + (f" <{amount.part_of}" if amount.part_of is not None else "")
        + (f" @{amount.party}" if amount.party else "")
        for amount in amounts
    ]


LABELLED = [
    ("lv", "Projekta kopējās izmaksas: 65 424,00 EUR", ["65424.00 total_cost project"]),
    ("lv", "Projekta kopējās izmaksas sastāda 65 424,00 EUR.", ["65424.00 total_cost project"]),
    ("lv", "947 742,57 EUR \N{EN DASH} projekta kopējās izmaksas", ["947742.57 total_cost project"]),
    ("lv", "Projekta kopējās izmaksas\t15000\nPašvaldības līdzfinansējums\t0", ["15000 total_cost project", "0 own_contribution project"]),
    ("lv", "Projekta izmaksas (EUR): 209 364,52", ["209364.52 total_cost project"]),
    ("lv", "Neattiecināmās projekta izmaksas 81,97 EUR", ["81.97 ineligible_cost project"]),
    ("lv", "Projekts: no kopējām izmaksām 850 EUR ir ERAF finansējums.", ["850 union_contribution project"]),
    ("lt", "Projekto vertė\n890 797,16 Eur\nES lėšos\n757 177,59 Eur", ["890797.16 total_cost project", "757177.59 union_contribution project"]),
    ("lt", "Partnerio biudžetas – 16 000,00 Eur, ERPF lėšos – 13 600,00 Eur.", ["16000.00 total_cost partner", "13600.00 union_contribution partner"]),
    ("lt", "Partnerio biudžetas – 16 000,00 Eur. Projekto ERPF lėšos – 13 600,00 Eur.", ["16000.00 total_cost partner", "13600.00 union_contribution project"]),
    ("lt", "Bibliotekai tenkanti projekto dalis – 16 000,00 Eur.", ["16000.00 total_cost partner"]),
    ("et", "Projekti kogumaksumus: 200 000,00 EUR (ERF 170 000,00 EUR)", ["200000.00 total_cost project", "170000.00 union_contribution project"]),
    ("lv", "Projektu konkurss. Izsludinātais kopējais publiskais finansējums: 215 000,00 EUR", ["215000.00 other call"]),
    ("lt", "Projektui skirta parama – 197,8 tūkst. Eur. Programos biudžetas – 57,1 mln. eurų.", ["197800 union_contribution project", "57100000 other programme"]),
    ("et", "Projekti kogumaksumus on 32 841,60 eurot.", ["32841.60 total_cost project"]),
    ("en", "The total budget of the project is EUR 709,285.71.", ["709285.71 total_cost project"]),
    ("en", "The project received a grant of EUR 60,000.", ["60000 union_contribution project"]),
    ("en", "The project is supported by the European Regional Development Fund with EUR 60,000.", ["60000 union_contribution project"]),
    ("en", "The own contribution to the total project budget is EUR 6,000.", ["6000 own_contribution project"]),
    ("pl", "1 214 123,38\nKoszt całkowity projektu\n947 742,57\nDofinansowanie UE", ["1214123.38 total_cost project", "947742.57 union_contribution project"]),
    ("pl", "Projekt dofinansowany ze środków UE\n1 214 123,38 PLN\nKoszt całkowity\n1 032 004,87 PLN\nDofinansowanie z UE\n182 118,51 PLN\nWkład własny", ["1214123.38 total_cost project", "1032004.87 union_contribution project", "182118.51 own_contribution project"]),
    ("lv", "Projekts skaitļos\n120 000,00 EUR\nProjekta kopējās izmaksas\n102 000,00 EUR\nERAF finansējums\n18 000,00 EUR\nPašvaldības finansējums", ["120000.00 total_cost project", "102000.00 union_contribution project", "18000.00 own_contribution project"]),
    ("lv", "Projekta kopējās izmaksas\n120 000,00 EUR\nERAF finansējums\n102 000,00 EUR\nPašvaldības finansējums\n18 000,00 EUR", ["120000.00 total_cost project", "102000.00 union_contribution project", "18000.00 own_contribution project"]),
    ("en", "EUR 120,000\nTotal cost of the project\nSince 2019 the project has built\nEUR 2,000\nbenches of wood", ["120000 total_cost project", "2000 other other"]),
    ("ro", "Valoarea proiectului este de 237.559,41 lei, din care: 206.573,40 lei grant și 30.986,01 lei cofinanțare.", ["237559.41 total_cost project", "206573.40 union_contribution project <0", "30986.01 own_contribution project <0"]),
    ("en", "The programme of the European Union has a budget of EUR 95 billion.", ["95000000000 other programme"]),
    ("lv", "Būvdarbu līguma summa ir 512 300,45 EUR bez PVN.", ["512300.45 other contract"]),
    ("lv", "Par 5 200 EUR iegādātas grāmatas.", ["5200 other other"]),
]  # fmt: skip


@pytest.mark.parametrize(("tag", "text", "found"), LABELLED, ids=[case[1][:40] for case in LABELLED])
def test_labels(tag, text, found):
    assert facts_of(text, tag) == found


PARTS = [
    (
        "lv",
        "Projekta kopējās izmaksas ir 10 000 EUR, tai skaitā ERAF finansējums 8 500 EUR, valsts budžets 500 EUR un pašvaldības līdzfinansējums 1 000 EUR.",
        ["10000 total_cost project", "8500 union_contribution project <0", "500 national_contribution project <0", "1000 own_contribution project <0"],
    ),
    (
        "lv",
        "Projekta kopējās izmaksas ir 10 000 EUR, no kurām 8 500 EUR ir ERAF finansējums un 1 500 EUR pašvaldības līdzfinansējums.",
        ["10000 total_cost project", "8500 union_contribution project <0", "1500 own_contribution project <0"],
    ),
    (
        "lv",
        "Projekta kopējās izmaksas: EUR 10 000, t.sk.:\n- ERAF finansējums EUR 8 500\n- pašvaldības finansējums EUR 1 500\nDalībnieku maksa EUR 20",
        ["10000 total_cost project", "8500 union_contribution project <0", "1500 own_contribution project <0", "20 other other"],
    ),
    (
        "lv",
        "Projekta kopējās izmaksas ir 9 000 EUR. Projekta līdzfinansējums no Eiropas Sociālā fonda ir 7 650 EUR.",
        ["9000 total_cost project", "7650 union_contribution project"],
    ),
    (
        "lt",
        "Bendra projekto vertė – 1 000,00 Eur, iš kurių 850,00 Eur sudaro Europos regioninės plėtros fondo lėšos.",
        ["1000.00 total_cost project", "850.00 union_contribution project <0"],
    ),
    (
        "en",
        "The total project budget is EUR 1 000, of which EUR 850 is ERDF co-financing.",
        ["1000 total_cost project", "850 union_contribution project <0"],
    ),
]  # fmt: skip


@pytest.mark.parametrize(("tag", "text", "found"), PARTS, ids=range(len(PARTS)))
def test_parts(tag, text, found):
    assert facts_of(text, tag) == found


def test_a_part_greater_than_its_whole_stays_a_part():
    text = "Projekta kopējās izmaksas ir 10 000 EUR, tai skaitā valsts budžets 50 000 EUR."
    assert facts_of(text)[1] == "50000 national_contribution project <0"


def test_value_added_tax_opens_no_parts():
    text = "Projekta kopējās izmaksas ir 1 000 EUR, t.sk. PVN. Pašvaldības līdzfinansējums ir 150 EUR."
    assert [fact for fact in facts_of(text) if "<" in fact] == []


def test_the_budget_of_a_partner():
    text = "Meža novada pašvaldības budžets šajā projektā sastāda 3 700,10 EUR, t.sk. 3 145,08 EUR ir ES finansējums."
    assert facts_of(text, Meža_novada_pašvaldība="Meža novada pašvaldības") == [
        "3700.10 total_cost partner @Meža novada pašvaldība",
        "3145.08 union_contribution partner <0 @Meža novada pašvaldība",
    ]


def test_a_partner_after_the_parts_of_the_project_is_no_part():
    text = (
        "Projekta kopējās izmaksas ir 8 510 EUR, no tā ERAF finansējums 85% - 7 233 EUR, "
        "Kalna novada pašvaldības projekta daļa: 4 248 EUR, no tās ERAF finansējums 3 610 EUR."
    )
    assert facts_of(text, Kalna_novada_pašvaldība="Kalna novada pašvaldības") == [
        "8510 total_cost project",
        "7233 union_contribution project <0",
        "4248 total_cost partner @Kalna novada pašvaldība",
        "3610 union_contribution partner <2 @Kalna novada pašvaldība",
    ]


def test_a_payer_is_no_party():
    text = "Projekta kopējās izmaksas\n175 350.00 EUR\nKalnu fonda līdzfinansējums\n127 394.00 EUR"
    assert facts_of(text, Kalnu_fonds="Kalnu fonda") == [
        "175350.00 total_cost project",
        "127394.00 union_contribution project",
    ]


def test_a_table_of_partners():
    text = (
        "Partner\tTotal budget (EUR)\tERDF (EUR)\nAlder Library\t40 000,00\t34 000,00\n"
        "Birch School\t60 000,00\t51 000,00\nTotal\t100 000,00\t85 000,00"
    )
    assert facts_of(text, "en", Alder_Library="Alder Library", Birch_School="Birch School") == [
        "40000.00 total_cost partner @Alder Library",
        "34000.00 union_contribution partner @Alder Library",
        "60000.00 total_cost partner @Birch School",
        "51000.00 union_contribution partner @Birch School",
        "100000.00 total_cost project",
        "85000.00 union_contribution project",
    ]


@pytest.mark.parametrize(
    ("tag", "text", "hedge", "kind"),
    [
        ("lv", "Projekta izmaksas ir apmēram 3 000 EUR", "apmēram", "about"),
        ("lv", "Projekta izmaksas ir vairāk nekā 3 000 EUR", "vairāk nekā", "at-least"),
        ("lt", "Projekto vertė apie 776 000,00 Eur", "apie", "about"),
        ("pl", "Wartość projektu to Ponad 30 mln złotych", "Ponad", "at-least"),
        ("en", "The project budget is up to EUR 60,000", "up to", "at-most"),
        ("lv", "Aptuveni 20 bibliotēkas. Projekta izmaksas ir 3 000 EUR", None, None),
        ("en", "The project budget is EUR 60,000 for about 20 schools", None, None),
    ],
)
def test_hedges(tag, text, hedge, kind):
    amount = extract(reading_of(text, tag))[0][0]
    assert (amount.hedge, amount.hedge_kind) == (hedge, kind)


def test_a_sum_in_two_currencies_is_two_facts_of_one_kind():
    assert facts_of("Projekta kopējās izmaksas: 9 983 lati (14 204,53 eiro)") == [
        "9983 total_cost project",
        "14204.53 total_cost project",
    ]


def test_a_repeated_amount_is_one_fact_with_all_its_places():
    text = "Projekta kopējās izmaksas: 500 EUR.\nProjekta kopējās izmaksas ir 500,00 EUR.\nTātad 500 EUR."
    ((amount,), _, _) = extract(reading_of(text, "lv"))
    assert len(amount.spans) == 3
    assert amount.value == Decimal(500)


def test_one_figure_under_two_labels_is_two_facts():
    text = "Projekta kopējās izmaksas\tEUR 15000\nProjekta ārējais līdzfinansējums\tEUR 15000"
    assert facts_of(text) == ["15000 total_cost project", "15000 union_contribution project"]


def test_currency_of_the_neighbour_or_none():
    text = "Projekta kopējās izmaksas ir 1 000,00 EUR, no tā ERAF finansējums 85% - 850,00"
    assert [amount.currency for amount in extract(reading_of(text, "lv"))[0]] == ["EUR", "EUR"]
    text = "Projekta kopējās izmaksas: 30 183 964,66"
    assert [amount.currency for amount in extract(reading_of(text, "lv"))[0]] == [None]


RATES = [
    ("lv", "ERAF finansējums 85% jeb EUR 55610,40", [("0.85", "union_contribution", 0)]),
    ("lv", "Pašvaldības finansējums 378,17 EUR (10 % no attiecināmajām izmaksām)", [("0.1", "own_contribution", 0)]),
    ("lv", "ERAF finansējums 63,75% - 723 364.38 EUR", [("0.6375", "union_contribution", 0)]),
    ("lt", "Projektas finansuojamas Europos Sąjungos lėšomis (85 proc.).", [("0.85", "union_contribution", None)]),
    ("et", "85% on Euroopa Regionaalarengu Fondi toetus ja 15% omafinantseering", [("0.85", "union_contribution", None), ("0.15", "own_contribution", None)]),
    ("pl", "Projekt współfinansowany jest w 85 % ze środków EFRR. Wkład własny wynosi 15 %.", [("0.85", "union_contribution", None), ("0.15", "own_contribution", None)]),
    ("lv", "Lasītāju skaits auga par 12 %.", []),
    ("lv", "ERAF finansējums ir 8 500 EUR. Apmeklētāju bija par 20 % vairāk.", []),
    ("en", "Satisfaction reached 250 % of the target.", []),
]  # fmt: skip


@pytest.mark.parametrize(("tag", "text", "found"), RATES, ids=[case[1][:40] for case in RATES])
def test_rates(tag, text, found):
    _, rates, _ = extract(reading_of(text, tag))
    assert [(rate.value.normalize(), rate.kind, rate.of) for rate in rates] == [
        (Decimal(value).normalize(), kind, of) for value, kind, of in found
    ]


def test_a_text_without_figures_has_none():
    assert extract(reading_of("Projekta kopējās izmaksas nav zināmas.", "lv")) == ((), (), ())


def test_a_currency_in_a_column_of_its_own():
    amounts, _, _ = extract(reading_of("Kopējās izmaksas\t100 000,00\tEUR\nERAF\t85 000,00\tEUR", "lv"))
    assert [(amount.currency, str(amount.kind)) for amount in amounts] == [
        ("EUR", "total_cost"),
        ("EUR", "union_contribution"),
    ]


def test_semicolons_part_a_list_after_a_colon():
    text = (
        "100 000,00 lei, din care: 85 000,00 lei FEDR; 13 000,00 lei buget național; 2 000,00 lei contribuția proprie"
    )
    amounts, _, _ = extract(reading_of(text, "ro"))
    assert [amount.part_of for amount in amounts] == [None, 0, 0, 0]


def test_a_label_in_a_bracket_belongs_to_the_figure_in_it():
    text = "Inversión: 100.000,00 € (financiado por FEDER: 80.000,00 €)"
    whole, part = extract(reading_of(text, "es"))[0]
    assert str(whole.kind) != "union_contribution"
    assert str(part.kind) == "union_contribution"


def test_the_point_of_an_abbreviation_ends_no_hedge():
    (amount,), _, _ = extract(reading_of("The project costs approx. EUR 100,000.", "en"))
    assert (amount.hedge, amount.hedge_kind) == ("approx.", "about")
