"""Defects that publications have had, rebuilt with invented projects: each is found, or read for what was meant; and
figures of real systems that look wrong and are sound."""

from __future__ import annotations

from decimal import Decimal

import pytest

import grantdocs
from grantdocs.model.findings import Report, Verdict
from grantdocs.pipeline import check_together

LV = "Projektu „Pļavas taka” Nr. 9.2.4.2/16/I/999 līdzfinansē Eiropas Sociālais fonds.\n"
PL = "Projekt „Nowy park” nr RPSW.02.05.00-26-0999/17 dofinansowano z Europejskiego Funduszu Rozwoju Regionalnego.\n"
LATLIT = "Project No LLI-999 is co-financed by the Interreg V-A Latvia-Lithuania Programme 2014-2020.\n"


def report_of(text: str) -> Report:
    document = grantdocs.read(text.encode(), name="page.txt")
    return grantdocs.check(document, packs=["figures"])


def failing(report: Report) -> dict[str, str]:
    """Rule -> message."""
    return {f.rule.partition("/")[2]: f.message for f in report.findings if f.verdict is Verdict.FAIL}


def values(text: str) -> list[str]:
    return [f"{amount.value} {amount.currency}" for amount in report_of(text).facts.amounts]


@pytest.mark.parametrize(
    ("text", "rule", "said"),
    [
        pytest.param(
            LV + "Projekta kopējās izmaksas ir 34 154 EUR, tai skaitā ESF finansējums 29 034,30 EUR (85 %) un valsts "
            "budžeta finansējums 5 123,70 EUR.",
            "sum-of-parts",
            "Possibly 34,158.00 EUR was meant where “34 154 EUR” stands.",
            id="a digit of the total",
        ),
        pytest.param(
            LV + "Projekta kopējās izmaksas ir 196 284,00 EUR, no tām ESF finansējums 166 841,40 EUR un valsts budžeta "
            "finansējums 294442,60 EUR.",
            "part-within-whole",
            "Possibly 29,442.60 EUR was meant where “294442,60 EUR” stands.",
            id="a digit of a part stands twice",
        ),
        pytest.param(
            "Il progetto “Porto verde” è cofinanziato dal programma Interreg Italia-Francia Marittimo 2014-2020.\n"
            "Spese ammissibili: €80.000\nContributo FESR (70%): €52.800",
            "share-agrees",
            "but 70 % of 80,000.00 EUR is 56,000.00 EUR",
            id="a share of another rate",
        ),
        pytest.param(
            "Proiectul „Atelier nou”, cod SMIS 123999, este cofinanțat din Fondul European de Dezvoltare Regională.\n"
            "Valoarea totală a proiectului este 392.691,78 lei, din care 333.788.01 lei contribuția FEDR și "
            "58903.77 lei contribuția proprie.",
            "one-notation",
            "Decimal comma and decimal point are mixed",
            id="comma and points in one sentence",
        ),
        pytest.param(
            PL + "Wartość projektu: 608 573,00 PLN\nDofinansowanie z EFRR: 416 585.00 PLN",
            "one-notation",
            "Decimal comma and decimal point are mixed",
            id="comma and point in one sheet",
        ),
        pytest.param(
            "Projeto “Fábrica nova” CENTRO-02-0853-FEDER-019999. Apoiado pelo FEDER.\nCusto total elegível: "
            "528.490,23 €\nApoio financeiro da União Europeia: 450 000,00 €\nApoio financeiro público nacional: "
            "78 490,23 €",
            "one-notation",
            "Thousands are parted in more than one way.",
            id="points and blanks between thousands",
        ),
        pytest.param(
            "Projektas „Nauja linija“ Nr. 02-018-K-0999 finansuojamas Europos regioninės plėtros fondo lėšomis.\n"
            "Projekto vertė – 128,108.26 EUR.",
            "one-notation",
            "as the language of the publication does not write them",
            id="marks of another language",
        ),
    ],
)
def test_defect_is_found(text: str, rule: str, said: str) -> None:
    assert said in failing(report_of(text)).get(rule, "").replace("\N{NO-BREAK SPACE}", " ")


def test_unit_written_twice_is_left_open() -> None:
    report = report_of(LATLIT + "The budget of the programme is EUR 66 323 100 million euros.")

    assert [gap.reason for gap in report.gaps if gap.pointer == "/amounts"] == ["ambiguous-number"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "Projekt „Sadama kai“ nr 1.2.0401.09-0999. Projekti kogumaksumus on 33,000 milj. krooni.",
            ["33000000 EEK"],
            id="three decimals of a million",
        ),
        pytest.param(
            "Projekti „Ühine linn“ (Est-Lat 999) kogumaksumus on 5 303 202 ,66 eurot.",
            ["5303202.66 EUR"],
            id="a blank before the decimal comma",
        ),
        pytest.param(
            PL + "Wartość projektu: 25 563 719, 96 zł. Dofinansowanie z EFRR: 217 293, 00 zł.",
            ["25563719.96 PLN", "217293.00 PLN"],
            id="a blank behind the decimal comma",
        ),
        pytest.param(
            PL
            + "Całkowita wartość projektu 1 350594,39 PLN, w tym dofinansowanie z EFRR 500 000,00 PLN i wkład własny "
            "850 594,39 PLN.",
            ["1350594.39 PLN", "500000.00 PLN", "850594.39 PLN"],
            id="a forgotten blank between thousands",
        ),
    ],
)
def test_is_read_for_what_was_meant(text: str, expected: list[str]) -> None:
    assert values(text) == expected
    assert "sum-of-parts" not in failing(report_of(text))


def test_label_behind_its_value() -> None:
    text = PL + "947 742,57 PLN – całkowita wartość projektu\n805 581,18 PLN – dofinansowanie z EFRR"
    kinds = {amount.kind.value: amount.value for amount in report_of(text).facts.amounts}

    assert kinds == {"total_cost": Decimal("947742.57"), "union_contribution": Decimal("805581.18")}


def test_rate_with_all_its_decimals() -> None:
    text = "Wydatki kwalifikowalne: 2 471 302,72 PLN\nDofinansowanie z EFRR: 2 100 607,29 PLN (84,99999910978 %)"

    assert failing(report_of(PL + text)) == {}


def test_one_number_in_publications_of_two_projects() -> None:
    texts = [
        f"Projektas „{title}“ Nr. 13.1.1-LVPA-K-860-01-0999 finansuojamas Europos regioninės plėtros fondo lėšomis. "
        f"Bendra projekto vertė – {total} EUR."
        for title, total in (("Saulės stogas gamykloje", "100 000,00"), ("Nauja kepykla kaime", "218 350,00"))
    ]
    documents = [grantdocs.read(text.encode(), name=f"{n}.txt") for n, text in enumerate(texts)]

    assert "agrees-across-documents" in failing(check_together(documents, packs=["figures"])[1])


SOUND = [
    pytest.param("768 108,70", "652 892,38", "115 216,32", id="rounded down partner by partner"),
    pytest.param("851 016,93", "723 364,38", "127 652,55", id="three partners rounded down"),
    pytest.param("177 839,95", "151 163,96", "26 675,99", id="the publication rounds half up"),
]


@pytest.mark.parametrize(("total", "union", "own"), SOUND)
def test_sound_share_of_an_interreg_project(total: str, union: str, own: str) -> None:
    text = (
        f"The total cost of the project is {total} EUR: the ERDF contribution is {union} EUR (85%), own contribution: "
        f"{own} EUR."
    )

    assert failing(report_of(LATLIT + text)) == {}


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(
            LV + "Projekta kopējās izmaksas ir 870 767,51 EUR, attiecināmās izmaksas ir 858 618,29 EUR, neattiecināmās "
            "izmaksas ir 12 149,22 EUR. ERAF finansējums ir 729 825,54 EUR (85 %), valsts budžeta dotācija ir "
            "32 198,19 EUR, pašvaldības finansējums ir 96 594,56 EUR.",
            id="eligible, ineligible and total",
        ),
        pytest.param(
            LV + "Projekta kopējās izmaksas ir 3 863,61 EUR. Attiecināmās izmaksas ir 3 781,64 EUR, no tām publiskais "
            "finansējums 3 403,47 EUR (90 %) un pašu finansējums 378,17 EUR. Neattiecināmās izmaksas ir 81,97 EUR.",
            id="ninety per cent of eligible cost, the rest is one's own",
        ),
        pytest.param(
            "Projekti „Kergliiklustee“ nr 2021-2027.3.02.24-0999 toetab Euroopa Regionaalarengu Fond.\nProjekti "
            "abikõlblikud kulud on 709 285,71 eurot, ERFi toetus on 496 500,00 eurot (70 %).",
            id="half a cent above the rate",
        ),
        pytest.param(
            "Proiectul „Atelier nou”, cod SMIS 123999, este cofinanțat din Fondul European de Dezvoltare Regională.\n"
            "Valoarea totală a proiectului este 18.467.853,04 lei, din care 14.462.685,82 lei contribuția FEDR, "
            "2.211.940,18 lei din bugetul național, 340.298,49 lei contribuția proprie și 1.452.928,55 lei cheltuieli "
            "neeligibile.",
            id="parts and ineligible cost make the total",
        ),
        pytest.param(
            LV + "Projekta kopējās izmaksas ir 200 732 EUR: ESF finansējums 170 622 EUR (85 %) un valsts budžeta "
            "finansējums 30 110 EUR.",
            id="whole euros",
        ),
        pytest.param(
            "The project No CB 999 is co-financed by the Interreg V-A Central Baltic Programme 2014-2020.\nThe total "
            "cost of the project is 292 551 EUR, the ERDF contribution is 219 414 EUR (75%).",
            id="a share rounded up to whole euros",
        ),
    ],
)
def test_sound_figures_of_real_systems(text: str) -> None:
    assert failing(report_of(text)) == {}
