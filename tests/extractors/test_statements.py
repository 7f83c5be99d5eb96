"""Official wordings in texts: word for word, almost, in part, and what only looks like one."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from statement_texts import FILLED, reading_in

from grantdocs.catalogue.statements import family, fill, statement, statements_in
from grantdocs.extractors.statements import extract
from grantdocs.model.document import Block, Document, Zone

LV_DISCLAIMER = (
    "Šī publikācija ir sagatavota ar Eiropas Savienības finansiālo atbalstu. Par publikācijas saturu pilnībā atbild "
    "Kalnu novada pašvaldība, un tas nekādos apstākļos nav uzskatāms par Eiropas Savienības oficiālo nostāju."
)
H2020 = (
    "This project has received funding from the European Union's Horizon 2020 research and innovation programme "
    "under grant agreement No 812345."
)
MGA = (
    "Funded by the European Union. Views and opinions expressed are however those of the author(s) only and do not "
    "necessarily reflect those of the European Union or the Agency of Examples. Neither the European Union nor the "
    "granting authority can be held responsible for them."
)


def found(language: str, text: str) -> list[tuple[str, str]]:
    return [(fact.family, fact.match) for fact in extract(reading_in(language, text))]


EXACT = [
    ("en", "Funded by the European Union", "emblem-statement-2021"),
    ("en", "CO-FUNDED BY THE EUROPEAN UNION", "emblem-statement-2021"),
    ("en", "Cofunded by the\nEuropean Union", "emblem-statement-2021"),
    ("en", "Co-funded by\tthe European Union", "emblem-statement-2021"),
    ("en", "Co-fun\u00added by\u00a0the European\u00a0Union.", "emblem-statement-2021"),
    ("en", "Co-funded by the Euro-\npean Union", "emblem-statement-2021"),
    ("en", "Our school is financed by the European Union through a partnership.", "emblem-statement-2021"),
    ("en", "Funded by the European Union under the Horizon Europe programme", "emblem-statement-2021"),
    ("lv", "Projektu līdzfinansē Eiropas Savienība.", "emblem-statement-2021"),
    ("lt", "Projektas bendrai finansuojamas Europos Sąjungos lėšomis", "emblem-statement-2021"),
    ("et", "Projekti kaasrahastab Euroopa Liit", "emblem-statement-2021"),
    ("hr", "Projekt je sufinancirala Europska unija iz fonda", "emblem-statement-2021"),
    ("sl", "projekt financira Evropska unija, in sicer", "emblem-statement-2021"),
    ("fr", "FINANCE PAR L'UNION EUROPEENNE", "emblem-statement-2021"),
    ("el", "ΜΕ ΤΗ ΣΥΓΧΡΗΜΑΤΟΔΟΤΗΣΗ ΤΗΣ ΕΥΡΩΠΑΪΚΗΣ ΕΝΩΣΗΣ", "emblem-statement-2021"),
    ("de", "Das Projekt wird von der Europäischen Union kofinanziert.", "emblem-statement-2021"),
    ("en", "Funded by the European Union – NextGenerationEU", "nextgenerationeu-2021"),
    ("lt", "Finansuojama Europos Sąjungos „NextGenerationEU“", "nextgenerationeu-2021"),
    ("lv", "Finansē Eiropas Savienība\nNextGenerationEU", "nextgenerationeu-2021"),
    ("en", "European Union\nEuropean Regional\nDevelopment Fund", "cohesion-fund-reference-2014"),
    ("lv", "Eiropas Savienība | Eiropas Sociālais fonds", "cohesion-fund-reference-2014"),
    ("en", H2020, "h2020-acknowledgement"),
    ("en", H2020.replace("No 812345", "N°812345"), "h2020-acknowledgement"),
    ("en", H2020.replace("'", "’").replace(" research", "\nresearch"), "h2020-acknowledgement"),
    ("en", MGA, "mga-disclaimer-2021"),
    ("en", MGA.replace("Funded", "Co-funded", 1).replace("(s)", "s"), "mga-disclaimer-2021"),
    ("lv", LV_DISCLAIMER, "interreg-disclaimer-2014"),
    ("lv", LV_DISCLAIMER.replace(" ", "\n"), "interreg-disclaimer-2014"),
    ("lv", LV_DISCLAIMER.upper(), "interreg-disclaimer-2014"),
    (
        "lv",
        LV_DISCLAIMER.replace("Šī publikācija ir sagatavota", "Šis buklets ir sagatavots").replace(
            "Par publikācijas", "Par šī bukleta"
        ),
        "interreg-disclaimer-2014",
    ),
]


@pytest.mark.parametrize(("language", "text", "expected"), EXACT)
def test_exact(language: str, text: str, expected: str) -> None:
    assert found(language, f"Par darbu.\n{text}\nLasiet") == [(expected, "exact")]


NEAR = [
    ("en", "Cofunded by European Union", "emblem-statement-2021", ("missing", "the", "")),
    ("en", "Co-funded by the Europaen Union", "emblem-statement-2021", ("changed", "European", "Europaen")),
    ("lv", "Līdzfinansē Eiropas Savieniba", "emblem-statement-2021", ("changed", "Savienība", "Savieniba")),
    ("ro", "Finanțat de Uniunea Europeana", "emblem-statement-2021", ("changed", "Europeană", "Europeana")),
    ("en", H2020.replace("innovation ", ""), "h2020-acknowledgement", ("missing", "innovation", "")),
    ("en", H2020.replace("This project", "That project"), "h2020-acknowledgement", ("changed", "This", "That")),
    (
        "en",
        H2020.replace("research and", "excellent research and"),
        "h2020-acknowledgement",
        ("extra", "", "excellent"),
    ),
    (
        "lv",
        LV_DISCLAIMER.replace("nostāju", "viedokli"),
        "interreg-disclaimer-2014",
        ("changed", "nostāju", "viedokli"),
    ),
    ("lv", LV_DISCLAIMER.replace("finansiālo ", ""), "interreg-disclaimer-2014", ("missing", "finansiālo", "")),
    ("en", MGA.replace("however ", ""), "mga-disclaimer-2021", ("missing", "however", "")),
]


@pytest.mark.parametrize(("language", "text", "expected", "deviation"), NEAR)
def test_near_tells_what_differs(language: str, text: str, expected: str, deviation: tuple[str, str, str]) -> None:
    reading = reading_in(language, f"Par darbu.\n{text}\nLasiet")

    (fact,) = extract(reading)

    assert (fact.family, fact.match) == (expected, "near")
    assert [(one.kind, one.expected, one.found) for one in fact.deviations] == [deviation]
    for one in fact.deviations:
        assert [reading.quote(span) for span in one.spans] == [one.found]


PARTIAL = [
    ("en", "funded by the EU", "emblem-statement-2021"),
    ("lv", "Līdzfinansē ES", "emblem-statement-2021"),
    ("en", H2020.replace(" under grant agreement No 812345", ""), "h2020-acknowledgement"),
    ("en", H2020.replace("Horizon 2020", "H2020"), "h2020-acknowledgement"),
    ("en", H2020.replace("European Union's", "EU"), "h2020-acknowledgement"),
    ("lv", LV_DISCLAIMER.replace("nekādos apstākļos nav uzskatāms", "ir uzskatāms"), "interreg-disclaimer-2014"),
]


@pytest.mark.parametrize(("language", "text", "expected"), PARTIAL)
def test_partial_where_a_word_of_weight_is_missing(language: str, text: str, expected: str) -> None:
    assert found(language, text) == [(expected, "partial")]


def test_negation_turned_round_is_partial() -> None:
    assert found("en", MGA.replace("do not necessarily", "do necessarily")) == [
        ("emblem-statement-2021", "exact"),
        ("mga-disclaimer-2021", "partial"),
    ]


MISSPELT = [
    # One word is hardly there, and others show that letters went astray.
    ("en", "Co-fundled by the Europeen Uonf"),
    ("fr", "Cofinnancée par l'Union eurpoéeunu"),
    ("lv", "Līdzfinansē Ejrpas Savienība"),
    ("pl", "Wspófinanswoane przez Uonę Europjeską"),
    # All the letters of a line, few of its words.
    ("en", "Fun dedby th eEurop eanUn ion"),
]


@pytest.mark.parametrize(("language", "text"), MISSPELT)
def test_misspelt_words_are_read(language: str, text: str) -> None:
    facts = found(language, text)

    assert [family for family, _ in facts] == ["emblem-statement-2021"]


@pytest.mark.parametrize("text", ["Co-fundled by the Europeen Uonf", "Funnded by the Eurpoean Nation"])
def test_a_word_that_is_hardly_there_is_never_near(text: str) -> None:
    assert {match for _, match in found("en", text)} <= {"partial"}


NOTHING = [
    ("en", "Funded by the European Union's Seventh Framework Programme"),
    ("en", "funded by the European Union Structural Funds"),
    ("en", "We list other projects co-funded by the European Union."),
    ("en", "The European Union funds research in many countries."),
    ("en", "The project has received funding from the European Commission."),
    ("en", "Supported by the Regional Development Fund of Utopia"),
    ("en", "The union was funded by the members of the European club."),
    ("en", "A league of towns, funded by the European Communion."),
    ("en", "Co-funded by the European Commission"),
    ("lv", "Līdzfinansē Eiropas Komisija"),
    ("lv", "Lidzifnansē Eiorpas Savienības programma"),
    ("de", "Kofnianziert durch die Eruopäische Zentralbank"),
    ("lv", "Finansē Eiropas Savienības programma"),
    ("lv", "Eiropas Savienības finansētā projektā piedalās skolas"),
    ("lv", "Projektu līdzfinansē Eiropas Reģionālās attīstības fonds"),
    ("lv", "Bibliotēkā notika lasījumi bērniem un tikšanās ar rakstnieku."),
    ("lv", "Par publikācijas saturu atbild redaktore, bet par attēliem fotogrāfs."),
    ("lt", "Finansuojama Europos Sąjungos struktūrinių fondų lėšomis"),
    ("hu", "Köszönjük a Magyar Állam és az Európai Unió támogatását"),
    ("ro", "Pentru informații despre celelalte programe cofinanțate de Uniunea Europeană"),
    ("en", ""),
]


@pytest.mark.parametrize(("language", "text"), NOTHING)
def test_no_statement(language: str, text: str) -> None:
    assert found(language, text) == []


def test_opening_words_of_a_longer_statement_do_not_count_again() -> None:
    assert found("en", f"{MGA}\n{H2020}") == [("mga-disclaimer-2021", "exact"), ("h2020-acknowledgement", "exact")]


def test_two_side_by_side() -> None:
    assert found("lv", "Līdzfinansē Eiropas Savienība Nacionālais attīstības plāns 2027") == [
        ("emblem-statement-2021", "exact"),
        ("cohesion-fund-reference-2021", "exact"),
    ]


def test_repeated_wording_is_one_fact_with_all_places() -> None:
    reading = reading_in("lv", "Līdzfinansē Eiropas Savienība\nJaunumi\nLĪDZFINANSĒ EIROPAS SAVIENĪBA")

    (fact,) = extract(reading)

    assert [reading.quote(span) for span in fact.spans] == [
        "Līdzfinansē Eiropas Savienība",
        "LĪDZFINANSĒ EIROPAS SAVIENĪBA",
    ]


def test_general_family_is_written_where_the_wording_is_shared() -> None:
    assert statement("life.statement-2021.en").text == statement("emblem-statement-2021.co-funded.en").text
    assert found("en", "LIFE. Co-funded by the European Union") == [("emblem-statement-2021", "exact")]


def test_words_of_the_document_choose_between_families_with_one_wording() -> None:
    text = fill(
        statement("interreg-disclaimer-2014.latvia-lithuania.en").text, {"document": "leaflet", "partner": "Dome"}
    )

    assert found("en", text) == [("external-action-disclaimer", "exact")]
    assert found("en", f"{text}\nInterreg V-A") == [("interreg-disclaimer-2014", "exact")]


def test_slots_are_quoted() -> None:
    reading = reading_in("lv", LV_DISCLAIMER)

    (fact,) = extract(reading)

    assert fact.slots == {"partner": "Kalnu novada pašvaldība"}
    assert {name: reading.quote(span) for name, span in fact.slot_spans.items()} == fact.slots


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("No 812345", "812345"),
        ("number 812345", "812345"),
        ("n°812345", "812345"),
        ("No: 2021-1-LV01-X", "2021-1-LV01-X"),
    ],
)
def test_number_ends_where_nothing_is_glued_to_it(written: str, number: str) -> None:
    (fact,) = extract(reading_in("en", H2020.replace("No 812345.", f"{written} 3 main objectives")))

    assert (fact.match, fact.slots["grant_number"]) == ("exact", number)


def test_own_knowledge_tells_no_deviations() -> None:
    text = fill(statement("h2020-acknowledgement.general.lv").text, {"grant_number": "812345"})
    assert not statement("h2020-acknowledgement.general.lv").is_attested

    (fact,) = extract(reading_in("lv", text.replace("ir saņēmis", "saņem")))

    assert (fact.match, fact.deviations) == ("near", ())


def test_comments_are_not_read() -> None:
    reading = reading_in("en", "Funded by the European Union")
    document = reading.document
    hidden = Document(document.source, document.text, (Block(document.blocks[0].span, Zone.COMMENT),))

    assert extract(type(reading)(hidden, reading.folded, "en", ("en",), reading.lexicon)) == ()


@pytest.mark.parametrize("language", ["en", "lv", "lt", "et", "pl", "de", "el", "bg", "hr", "fi", "hu", "ro"])
def test_every_official_text_is_found_word_for_word(language: str) -> None:
    missed = []
    for one in statements_in((language,)):
        text = "\n".join(["Heading", fill(one.text, FILLED), *one.only_with[:1]])
        facts = extract(reading_in(language, text))
        if not any(
            fact.match == "exact" and fact.family in {one.family, *family(one.family).yields_to} for fact in facts
        ):
            missed.append((one.id, facts))

    assert missed == []


@settings(max_examples=60, deadline=None)
@given(st.sampled_from([LV_DISCLAIMER, H2020, MGA]), st.integers(0, 2**32))
def test_edits_of_five_percent_are_found_near(text: str, seed: int) -> None:
    language = "lv" if text is LV_DISCLAIMER else "en"
    wanted = extract(reading_in(language, text))[0].family
    edited = f"Ziņas par darbu.\n{_with_slips(text, 0.05, random.Random(seed))}\nVairāk lasiet lapā."

    matches = {fact.match for fact in extract(reading_in(language, edited)) if fact.family == wanted}

    # A slip in a negation or a number may take its weight away, never the statement itself.
    assert matches & {"exact", "near", "partial"}


def test_edits_of_five_percent_are_mostly_near() -> None:
    chance = random.Random(7)
    near = 0
    for _ in range(40):
        facts = extract(reading_in("lv", _with_slips(LV_DISCLAIMER, 0.05, chance)))
        near += any(fact.match in {"exact", "near"} for fact in facts)

    assert near >= 34


def _with_slips(text: str, share: float, chance: random.Random) -> str:
    return "".join(
        chance.choice([char + "n", "a", ""]) if char.isalpha() and chance.random() < share else char for char in text
    )


@given(st.text(max_size=200))
@settings(deadline=None)
def test_any_text_is_read(text: str) -> None:
    reading = reading_in("en", text)

    for fact in extract(reading):
        assert all(0 <= span.start < span.end <= len(text) for span in fact.spans)


def test_a_statement_that_opens_the_disclaimer_is_read_whole() -> None:
    text = (
        "Co-funded by the European Union. Views and opinions expressed are however those of the author(s) only and do "
        "not necessarily reflect those of the European Union or EACEA. Neither the European Union nor the granting "
        "authority can be held responsible for them."
    )
    (fact,) = extract(reading_in("en", text))

    assert (fact.family, fact.match) == ("mga-disclaimer-2021", "exact")
    assert dict(fact.slots)["funding_statement"] == "Co-funded by the European Union"
