"""How sums of money are written: value, currency and notation of every form, and figures that are no money."""

from __future__ import annotations

from decimal import Decimal

import pytest
from dates_texts import reading_of
from hypothesis import given
from hypothesis import strategies as st

from grantdocs.extractors.amounts import extract
from grantdocs.extractors.amounts.grammar import find
from grantdocs.languages import lexicon, tags
from grantdocs.model.location import Span

FORMS = [
    ("lv", "EUR 1.234,50 (viens tūkstotis divi simti trīsdesmit četri eiro un 50 centi)", "1234.50", "EUR", "decimal-comma group-point"),
    ("lv", "Kopējais finansējums (tūkst. EUR): 1 234,5", "1234500", "EUR", "decimal-comma group-space scale"),
    ("lv", "Kopējais finansējums, MEUR\t5,5", "5500000", "EUR", "decimal-comma scale"),
    ("lt", "1 500 000,00 (vienas milijonas penki šimtai tūkstančių) eurų", "1500000.00", "EUR", "decimal-comma group-space"),
    ("hu", "27.369.792,-Ft", "27369792", "HUF", "group-point"),
    ("es", "3.200 millones de euros", "3200000000", "EUR", "group-point scale"),
    ("es", "un millón y medio de euros", "1500000", "EUR", "words scale"),
    ("de", "zweihundertfünfzigtausend Euro", "250000", "EUR", "words scale"),
    ("nl", "vijfentwintigduizend euro", "25000", "EUR", "words scale"),
    ("it", "duecentocinquantamila euro", "250000", "EUR", "words scale"),
    ("ro", "o jumătate de milion de lei", "500000", "RON", "words scale"),
    ("pl", "1 mln 200 tys. zł", "1200000", "PLN", "integer scale"),
    ("sv", "850 tkr", "850000", "SEK", "integer scale"),
    ("sv", "12 500:-", "12500", "SEK", "group-space"),
    ("da", "1.250 t.kr.", "1250000", "DKK", "group-point scale"),
    ("lv", "EUR 65424,00", "65424.00", "EUR", "decimal-comma"),
    ("lv", "151 050,00 EUR", "151050.00", "EUR", "decimal-comma group-space"),
    ("lv", "34\N{NO-BREAK SPACE}154 EUR", "34154", "EUR", "group-space"),
    ("lv", "1\N{NARROW NO-BREAK SPACE}234\N{NARROW NO-BREAK SPACE}567,89 EUR", "1234567.89", "EUR", "decimal-comma group-space"),
    ("lv", "EUR: 851 016.93", "851016.93", "EUR", "decimal-point group-space"),
    ("lv", "(EUR): 209.364,52", "209364.52", "EUR", "decimal-comma group-point"),
    ("lv", "200 732 eiro", "200732", "EUR", "group-space"),
    ("lv", "6 500 000,00 euro", "6500000.00", "EUR", "decimal-comma group-space"),
    ("lv", "305`568,63 EUR", "305568.63", "EUR", "decimal-comma group-apostrophe"),
    ("lv", "100\N{PRIME} 756.94 EUR", "100756.94", "EUR", "decimal-point group-apostrophe"),
    ("lv", "305'568 EUR", "305568", "EUR", "group-apostrophe"),
    ("lv", "847 tūkstoši eiro", "847000", "EUR", "integer scale"),
    ("lv", "15 tūkst. eiro", "15000", "EUR", "integer scale"),
    ("lv", "4,3 miljoni eiro", "4300000", "EUR", "decimal-comma scale"),
    ("lv", "2,7 miljardiem eiro", "2700000000", "EUR", "decimal-comma scale"),
    ("lv", "7,75 milj.eiro", "7750000", "EUR", "decimal-comma scale"),
    ("lv", "75,2 mlj. EUR", "75200000", "EUR", "decimal-comma scale"),
    ("lv", "33,000 milj. EUR", "33000000", "EUR", "decimal-comma scale"),
    ("lv", "pusotrs miljons eiro", "1500000", "EUR", "words scale"),
    ("lv", "24200 LVL", "24200", "LVL", "integer"),
    ("lv", "76 883.31  Ls", "76883.31", "LVL", "decimal-point group-space"),
    ("lv", "9 983 lati", "9983", "LVL", "group-space"),
    ("lv", "EUR15000", "15000", "EUR", "integer"),
    ("lt", "768 108,70 Eur", "768108.70", "EUR", "decimal-comma group-space"),
    ("lt", "12 933 eurų", "12933", "EUR", "group-space"),
    ("lt", "213 999,99 €", "213999.99", "EUR", "decimal-comma group-space"),
    ("lt", "57.133.546 €", "57133546", "EUR", "group-point"),
    ("lt", "197,8 tūkst. Eur", "197800", "EUR", "decimal-comma scale"),
    ("lt", "57,1 mln. eurų", "57100000", "EUR", "decimal-comma scale"),
    ("lt", "3 milijonus eurų", "3000000", "EUR", "integer scale"),
    ("lt", "128,108.26 EUR", "128108.26", "EUR", "decimal-point group-comma"),
    ("lt", "6.972.971,14 Lt.", "6972971.14", "LTL", "decimal-comma group-point"),
    ("et", "5 303 202 ,66 eurot", "5303202.66", "EUR", "decimal-comma group-space"),
    ("et", "6000,12 eurot", "6000.12", "EUR", "decimal-comma"),
    ("et", "1982,77 eurot (sh käibemaks)", "1982.77", "EUR", "decimal-comma"),
    ("et", "0,6 miljonit eurot", "600000", "EUR", "decimal-comma scale"),
    ("et", "160 miljonit krooni", "160000000", "EEK", "integer scale"),
    ("et", "EUR 709 285,71", "709285.71", "EUR", "decimal-comma group-space"),
    ("en", "EUR 100,000", "100000", "EUR", "group-comma"),
    ("en", "€50,000", "50000", "EUR", "group-comma"),
    ("en", "213,550 euros", "213550", "EUR", "group-comma"),
    ("en", "152 million euros", "152000000", "EUR", "integer scale"),
    ("en", "EUR 44.4 million", "44400000", "EUR", "decimal-point scale"),
    ("en", "over 1,5 MEUR", "1500000", "EUR", "decimal-comma scale"),
    ("sv", "4,5 MNOK i norska medel", "4500000", "NOK", "decimal-comma scale"),
    ("de", "Kosten: DEM 200.000", "200000", "DEM", "group-point"),
    ("en", "€120k", "120000", "EUR", "integer scale"),
    ("pl", "947 742,57 PLN", "947742.57", "PLN", "decimal-comma group-space"),
    ("pl", "30 685,66zł", "30685.66", "PLN", "decimal-comma group-space"),
    ("pl", "217 293, 00 zł", "217293.00", "PLN", "decimal-comma group-space"),
    ("pl", "1 350594,39 PLN", "1350594.39", "PLN", "decimal-comma group-irregular"),
    ("pl", "440 tys. zł", "440000", "PLN", "integer scale"),
    ("pl", "3,52 mld złotych", "3520000000", "PLN", "decimal-comma scale"),
    ("de", "EUR 25.000,--", "25000", "EUR", "group-point"),
    ("de", "€ 140.000,-", "140000", "EUR", "group-point"),
    ("de", "20.000€", "20000", "EUR", "group-point"),
    ("de", "90 Mio. Euro", "90000000", "EUR", "integer scale"),
    ("fr", "1365 euros", "1365", "EUR", "integer"),
    ("fr", "570 000 €TTC", "570000", "EUR", "group-space"),
    ("fr", "1,5 million d\N{RIGHT SINGLE QUOTATION MARK}euros", "1500000", "EUR", "decimal-comma scale"),
    ("it", "€52.800", "52800", "EUR", "group-point"),
    ("it", "214 mila 542 euro", "214542", "EUR", "integer scale"),
    ("it", "1 milione di euro", "1000000", "EUR", "integer scale"),
    ("ro", "18.467.853,04 lei", "18467853.04", "RON", "decimal-comma group-point"),
    ("ro", "333.788.01 lei", "333788.01", "RON", "decimal-point group-point"),
    ("ro", "25 de lei", "25", "RON", "integer"),
    ("cs", "602 450,00 Kč", "602450.00", "CZK", "decimal-comma group-space"),
    ("hu", "40.000.000,- Ft", "40000000", "HUF", "group-point"),
    ("hu", "10 000 000 000 Ft", "10000000000", "HUF", "group-space"),
    ("hr", "1.740.950,98 HRK", "1740950.98", "HRK", "decimal-comma group-point"),
    ("hr", "231.752,73 kuna", "231752.73", "HRK", "decimal-comma group-point"),
    ("fr", "7 euros 50", "7.50", "EUR", "decimal-sign"),
    ("de", "7 Euro 50 Cent", "7.50", "EUR", "decimal-sign"),
    ("et", "7 eurot ja 5 senti", "7.05", "EUR", "decimal-sign"),
    ("pl", "12 zł 50 gr", "12.50", "PLN", "decimal-sign"),
    ("lv", "7 eiro un 50 centi", "7.50", "EUR", "decimal-sign"),
    ("es", "7 euros con 50", "7.50", "EUR", "decimal-sign"),
]  # fmt: skip


@pytest.mark.parametrize(("tag", "text", "value", "currency", "notation"), FORMS, ids=[form[1] for form in FORMS])
def test_form(tag, text, value, currency, notation):
    (amount,), _, gaps = extract(reading_of(text, tag))
    assert (amount.value, amount.currency, amount.notation) == (Decimal(value), currency, notation)
    assert gaps == ()


@pytest.mark.parametrize(
    ("tag", "text", "values"),
    [
        # Another figure than cents begins.
        ("en", "20 euros 15 books", ["20"]),
        ("lv", "5 eiro 10 personām", ["5"]),
        ("lv", "6 eiro 20. martā", ["6"]),
        ("de", "120 Euro 2019", ["120"]),
        ("fr", "20 euros 50 %", ["20"]),
        ("lv", "15 EUR 12", ["15"]),
        ("en", "5 euros 20.30-21.00", ["5"]),
        ("fr", "7 euros 50, 8 euros 20", ["7.50", "8.20"]),
        ("de", "7 Euro 50 und 4 Euro 20", ["7.50", "4.20"]),
    ],
)
def test_two_digits_behind_a_currency_are_cents_only_where_nothing_else_begins(tag, text, values):
    assert [amount.value for amount in extract(reading_of(text, tag))[0]] == [Decimal(value) for value in values]


@pytest.mark.parametrize(
    ("tag", "text", "values"),
    [
        ("lv", "Pozīcija\tBudžets (EUR 1 000)\nA\t12,5\nB\t8", ["12500", "8000"]),
        ("fi", "Kulu\tSumma, 1 000 €\nA\t12,5\nB\t8", ["12500", "8000"]),
        ("nl", "Post\tBedrag (x € 1.000.000)\nA\t12,5\nB\t8", ["12500000", "8000000"]),
        ("sl", "Postavka\tZnesek (v tisoč EUR)\nA\t12,5\nB\t8", ["12500", "8000"]),
        ("it", "Voce\tImporto (migliaia di euro)\nA\t12,5\nB\t8", ["12500", "8000"]),
        ("lv", "Izmaksas\tSumma, tūkst. EUR\nA\t12,5\nB\t8", ["12500", "8000"]),
        ("lv", "Izmaksas\tSumma, EUR\nA\t12 345\nKopā\t12 345", ["12345"]),
        # Figures that are worth as much and say nothing of others.
        ("en", "First prize (EUR 1 000)\tAnna\nSecond prize (EUR 500)\tBen", ["1000", "500"]),
        ("en", "Prize\tEUR 1 000\nSecond\tEUR 500", ["1000", "500"]),
        ("en", "The prize (EUR 1 000) went to Anna.\nName\t12", ["1000"]),
    ],
)
def test_the_head_of_a_column_says_what_its_figures_are_in(tag, text, values):
    assert [amount.value for amount in extract(reading_of(text, tag))[0]] == [Decimal(value) for value in values]


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("Kopā EUR 65424,00 gadā", "EUR 65424,00"),
        ("Vertė 768 108,70 Eur. Parama", "768 108,70 Eur"),
        ("Izmaksas (EUR): 209.364,52", "209.364,52"),
        ("ir 4,3 miljoni eiro, un", "4,3 miljoni eiro"),
        ("Ir \N{EURO SIGN} 140.000,- kopā", "\N{EURO SIGN} 140.000,-"),
        ("so\N{SOFT HYPHEN}ma 5\N{NO-BREAK SPACE}200\N{NO-BREAK SPACE}EUR", "5\N{NO-BREAK SPACE}200\N{NO-BREAK SPACE}EUR"),
    ],
)  # fmt: skip
def test_the_span_is_what_is_written(text, quote):
    reading = reading_of(text, "lv")
    (amount,), _, _ = extract(reading)
    assert [reading.quote(span) for span in amount.spans] == [quote]


NO_MONEY = [
    ("en", "The buses meet Euro 6, as the EURO 2020 crowd noticed; see Article 5 EUR-Lex."),
    ("lv", "Autobuss atbilst EURO 5 standartam, Eiro 2020 fināls."),
    ("hr", "Cjevovod ima 2,75 km."),
    ("en", "Call the line EUR 0800 123 456."),
    ("lv", "Klases 5.-7. grupai, 10.-os vietā, 3.-nda."),
    ("lv", "Tūkstošiem eiro un miljoniem eiro."),
    ("de", "Wir reisen mit dem 2nd High School Team und dem 12 Meter langen Boot."),
    ("lv", "Tālrunis 64 707 070, fakss +371 67 123 456."),
    ("lv", "Reģistrācijas Nr. 40003000000, konts LV80BANK0000435195001."),
    ("lv", "Projekts Nr. LLI-263 sākās 2019. gadā."),
    ("lv", "Likums Nr. 130/2020, 12.3. pants."),
    ("lv", "Piedalījās 15 000 iedzīvotāju un 350 bērni."),
    ("lv", "Platība 2 358,29 km2, ēka 1 250 m² plašumā."),
    ("lv", "Seminārs notika 27.07.2020. plkst. 14.30."),
    ("lv", "Programma 2014.-2020. gadam."),
    ("lv", "Sasniegti 85 % mērķa."),
    ("lv", "Finansējums 25 bibliotēkām trīs gados."),
    ("en", "Regulation (EU) 2021/1060, page 1 234, version 2.0.1"),
    ("en", "ISBN 978-9934-0-0000-1, ISSN 1234-5678"),
    ("en", "In 2019, 250 people came to 12 libraries."),
    ("lt", "Dalyvavo 12 933 mokinių."),
    ("et", "Osales 223 000 inimest."),
]


@pytest.mark.parametrize(("tag", "text"), NO_MONEY)
def test_no_money(tag, text):
    assert extract(reading_of(text, tag))[0] == ()


@pytest.mark.parametrize(
    ("tag", "text", "values"),
    [
        ("en", "Tickets: tel. 67123456 EUR 15", [15]),
        ("en", "tel.: +371 67 123 456 EUR 15", [15]),
        ("en", "Phone (020) 7946 0958 £ 15", [15]),
        ("en", "Page 12 EUR 500", [500]),
        ("en", "See pp. 12-14 EUR 500", [500]),
        ("en", "Room 305 EUR 1 200.00", [1200]),
        ("lv", "Tālr. 67123456 EUR 15", [15]),
        ("lv", "Tālrunis: 6712 3456 EUR 15,00", [15]),
        ("lv", "Lpp. 12 EUR 500", [500]),
        ("lt", "Tel. 852123456 EUR 15", [15]),
        ("et", "Telefon 6123456 EUR 15", [15]),
        ("de", "Seite 12 EUR 500", [500]),
        ("fr", "Page 12 EUR 500", [500]),
        ("pl", "Str. 12 PLN 500", [500]),
        # What a page or a room costs, and figures whose currency nobody else claims.
        ("en", "A printed page 2 EUR", [2]),
        ("en", "A page 2 EUR, a room 50 EUR", [2, 50]),
        ("en", "Room: 50 EUR", [50]),
        ("en", "Page 12: 500 EUR", [500]),
        ("en", "tel. 67123456, 15 EUR", [15]),
        ("en", "A telephone for 120 EUR 2 lamps", [120]),
        ("lv", "Lappuse 2 EUR, kabinets 50 EUR", [2, 50]),
        ("lv", "Telefons EUR 120, fakss EUR 80", [120, 80]),
    ],
)
def test_a_telephone_or_page_takes_no_currency_from_the_next_figure(tag, text, values):
    assert [amount.value for amount in extract(reading_of(text, tag))[0]] == values


def test_figures_of_award_numbers_are_left_alone():
    text = "Projekta 12 500 EUR kopējās izmaksas 99 000 EUR"
    reading = reading_of(text, "lv").without([Span(9, 15)])
    assert [amount.value for amount in extract(reading)[0]] == [99000]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("EUR 100 EUR 200", [100, 200]),
        ("100 EUR 200 EUR", [100, 200]),
        ("100 EUR, 200 EUR un 300 EUR", [100, 200, 300]),
        ("10 000\N{EN DASH}20 000 EUR", [10000, 20000]),
        ("EUR 10 000 - 20 000", [10000, 20000]),
    ],
)
def test_a_currency_belongs_to_one_figure(text, values):
    amounts = extract(reading_of(text, "lv"))[0]
    assert [(amount.value, amount.currency) for amount in amounts] == [(value, "EUR") for value in values]


@pytest.mark.parametrize(
    ("tag", "text", "readings"),
    [
        ("en", "Total cost: 1.234 EUR", ["1234", "1.234"]),
        ("lv", "Kopējās izmaksas 1,234 EUR", ["1234", "1.234"]),
        ("en", "EUR 66 323 100 million", ["66323100", "66323100000000"]),
    ],
)
def test_open_readings_are_a_gap_and_no_amount(tag, text, readings):
    amounts, _, (gap,) = extract(reading_of(text, tag))
    assert amounts == ()
    assert gap.reason == "ambiguous-number"
    assert gap.pointer == "/amounts"
    assert all(reading in gap.detail for reading in readings)


@pytest.mark.parametrize(
    ("tag", "text", "value"),
    [
        ("lv", "Izmaksas 1,234 EUR, citas 12,345,678 EUR", "1234"),
        ("en", "Cost EUR 1.234, of which EUR 1.000.234,50 later", "1234"),
        ("en", "Cost EUR 1.234 and EUR 12,50", "1234"),
        ("en", "Total EUR 3.500, of which EUR 2 000 grant and EUR 1 500 own", "3500"),
        ("en", "Total EUR 1.234, of which EUR 1 000 grant and EUR 234 own", "1234"),
        ("lv", "Izmaksas 20,000 EUR", "20000"),
        ("de", "Kosten: 1.234 Euro", "1234"),
    ],
)
def test_other_figures_sums_and_habits_decide(tag, text, value):
    amounts, _, gaps = extract(reading_of(text, tag))
    assert amounts[0].value == Decimal(value)
    assert gaps == ()


@pytest.mark.parametrize(
    ("tag", "text", "value", "notation"),
    [
        ("en", "Total EUR 3.500, of which EUR 2 000 grant and EUR 1 500 own", "3500", "group-point by-sum"),
        ("en", "The grant was 1.234 LVL (1 755.82 EUR)", "1234", "group-point by-rate"),
        ("lv", "Piešķirti 1,234 Ls jeb 1,76 EUR", "1.234", "decimal-comma by-rate"),
    ],
)
def test_a_reading_that_sums_or_rates_choose_says_so(tag, text, value, notation):
    amounts, _, gaps = extract(reading_of(text, tag))
    assert (amounts[0].value, amounts[0].notation, gaps) == (Decimal(value), notation, ())


@pytest.mark.parametrize("tag", tags())
@pytest.mark.parametrize(
    ("figures", "values"),
    [
        # The whole before its parts and behind them; a part that the sum tells.
        (("3{m}500", "2 000", "1 500"), (3500, 2000, 1500)),
        (("2 000", "1 500", "3{m}500"), (2000, 1500, 3500)),
        (("12 345", "1{m}345", "11 000"), (12345, 1345, 11000)),
        (("1{m}345", "11 000", "12 345"), (1345, 11000, 12345)),
        (("3{m}579", "1 234", "2{m}345"), (3579, 1234, 2345)),
    ],
)
def test_where_the_mark_leaves_two_readings_the_sum_chooses_in_every_language_and_says_so(tag, figures, values):
    """The mark for decimals before three digits, in every language."""
    mark = lexicon((tag,)).first("numbers", "decimal")
    text = ", ".join(f"{figure} EUR" for figure in figures).format(m=mark)
    amounts, _, gaps = extract(reading_of(text, tag))
    assert ([amount.value for amount in amounts], gaps) == (list(values), ())
    told = {amount.value for amount in amounts if "by-sum" in amount.notation}
    assert told == {value for value, figure in zip(values, figures, strict=True) if "{m}" in figure}


@pytest.mark.parametrize("tag", tags())
def test_a_sum_that_fits_both_readings_or_none_chooses_nothing(tag):
    mark = lexicon((tag,)).first("numbers", "decimal")
    for figures in (["3{m}579", "1{m}234", "2{m}345"], ["3{m}500", "2 000", "1 501"]):
        text = ", ".join(f"{figure} EUR" for figure in figures).format(m=mark)
        _, _, gaps = extract(reading_of(text, tag))
        assert len(gaps) == sum("{m}" in figure for figure in figures)


@pytest.mark.parametrize(
    ("tag", "text"),
    [
        ("lv", "Projekta kopējās izmaksas ir 20 000,00 Ls jeb 28 457,44 EUR."),
        ("lt", "Bendra projekto vertė – 3 452,80 Lt, arba 1 000 Eur."),
        ("et", "Projekti kogumaksumus on 156 466 krooni (10 000 eurot)."),
        ("hr", "Ukupna vrijednost projekta: 75.345,00 kn, odnosno 10.000,00 EUR."),
    ],
)
def test_what_a_fixed_rate_makes_equal_is_the_same_sum(tag, text):
    first, second = extract(reading_of(text, tag))[0]
    assert (first.kind, first.scope) == (second.kind, second.scope)
    assert str(first.kind) == "total_cost"
    assert first.currency != second.currency


@given(
    cents=st.integers(min_value=100, max_value=10**12),
    group=st.sampled_from([" ", "\N{NO-BREAK SPACE}", "'", "", ".", ","]),
    decimal=st.sampled_from([",", "."]),
    before=st.booleans(),
)
def test_a_formatted_sum_comes_back(cents, group, decimal, before):
    value = Decimal(cents) / 100
    if group == decimal:
        group = ""
    figure = f"{value:,.2f}".replace(",", "#").replace(".", decimal).replace("#", group)
    text = f"Kopā EUR {figure} gadā" if before else f"Kopā {figure} EUR gadā"
    (money,) = find(reading_of(text, "lv"))
    assert (money.value, money.currency) == (value, "EUR")


@given(st.text(alphabet="0123456789.,' -\tEUR%()", max_size=60))
def test_any_heap_of_figures_is_read_without_failing(text):
    reading = reading_of(text.replace("\r", " "), "lv")
    for amount in extract(reading)[0]:
        assert amount.value >= 0
        assert all(reading.quote(span).strip() for span in amount.spans)
