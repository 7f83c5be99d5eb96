"""Whether a publication claims an official wording for itself, or only speaks of it."""

from __future__ import annotations

import pytest
from statement_texts import reading_in

from grantdocs.extractors.publication import extract as facts_of
from grantdocs.extractors.reading import Reading
from grantdocs.extractors.statements import extract
from grantdocs.languages import lexicon
from grantdocs.model.document import Block, Document, Source, Zone
from grantdocs.model.facts import Quotation
from grantdocs.model.location import Span
from grantdocs.text.folding import fold


def uses(language: str, text: str) -> set[str]:
    return {fact.use if isinstance(fact, Quotation) else "claim" for fact in extract(reading_in(language, text))}


def reading_of(*blocks: tuple[str, Zone]) -> Reading:
    text, listed = "", []
    for part, zone in blocks:
        listed.append(Block(Span(len(text), len(text) + len(part)), zone))
        text += part + "\n"
    source = Source("page.html", "text/html", "html", "sha256:" + "0" * 64, len(text))
    return Reading(Document(source, text, tuple(listed)), fold(text), "en", ("en",), lexicon(("en",)))


QUOTED = [
    ("en", "Beneficiaries must write: “Funded by the European Union”."),
    ("en", "The following sentence is to be displayed at the entrance:\nCo-funded by the European Union"),
    ("en", "The words “Funded by the European Union” must appear beside the emblem."),
    ("en", "Which text should be used on posters?\nFunded by the European Union"),
    ("en", "A short text is required, e.g. “Funded by the European Union”."),
    ("en", "Every leaflet must state Funded by the European Union on its cover."),
    ("lv", "Publikācijās jānorāda šāds teksts: «Līdzfinansē Eiropas Savienība»."),
    ("lv", "Uz plakāta obligāti raksta uzrakstu “Finansē Eiropas Savienība”."),
    ("lv", "Kāds teksts jāizmanto bukletā?\nLīdzfinansē Eiropas Savienība"),
    ("lt", "Leidinyje turi būti nurodyta „Finansuoja Europos Sąjunga“."),
    ("lt", "Stende privaloma užrašyti tokį sakinį: „Bendrai finansuoja Europos Sąjunga“."),
    ("et", "Plakatile tuleb kirjutada „Kaasrahastanud Euroopa Liit“."),
    ("et", "Veebilehel peab kasutama järgmist lauset: Rahastanud Euroopa Liit"),
    ("de", "Auf der Website muss der Satz „Von der Europäischen Union finanziert“ stehen."),
    ("de", "Folgender Wortlaut ist zu verwenden:\nKofinanziert von der Europäischen Union"),
    ("pl", "Na plakacie należy umieścić napis: „Dofinansowane przez Unię Europejską”."),
    ("pl", "Jaki tekst trzeba zamieścić na tablicy?\nDofinansowane przez Unię Europejską"),
    ("fr", "Le site doit afficher la mention « Financé par l'Union européenne »."),
    ("fr", "Il faut indiquer la phrase suivante :\nCofinancé par l'Union européenne"),
]
CLAIMED = [
    ("en", "Funded by the European Union"),
    ("en", "Disclaimer: Funded by the European Union"),
    ("en", "The works must end in May. The project is funded by the European Union."),
    ("en", "The project “Funded by the European Union” starts in May."),
    ("en", "Participants must register by 5 May:\nlibrary.example\nCo-funded by the European Union"),
    ("en", "Who can take part? Pupils aged 12.\nCo-funded by the European Union"),
    ("en", "Read the text of the notice. Co-funded by the European Union."),
    ("lv", "Līdzfinansē Eiropas Savienība"),
    ("lv", "Darbi jāpabeidz maijā. Projektu līdzfinansē Eiropas Savienība."),
    ("lv", "Projekta nosaukums: “Tilts”. Līdzfinansē Eiropas Savienība."),
    ("lt", "Projektas „Knygų upė“. Bendrai finansuoja Europos Sąjunga."),
    ("lt", "Darbai turi baigtis gegužę. Finansuoja Europos Sąjunga."),
    ("et", "Tööd peavad lõppema mais. Kaasrahastanud Euroopa Liit."),
    ("et", "Projekt: „Roheline rada“. Rahastanud Euroopa Liit."),
    ("de", "Die Arbeiten müssen im Mai enden. Kofinanziert von der Europäischen Union."),
    ("de", "Hinweis: Von der Europäischen Union finanziert"),
    ("pl", "Prace muszą zakończyć się w maju. Dofinansowane przez Unię Europejską."),
    ("pl", "Projekt „Zielona szkoła”: Dofinansowane przez Unię Europejską"),
    ("fr", "Les travaux doivent finir en mai. Financé par l'Union européenne."),
    ("fr", "Projet « La Rivière » : cofinancé par l'Union européenne"),
]


@pytest.mark.parametrize(("language", "text"), QUOTED)
def test_rules_and_examples_are_quoted(language: str, text: str) -> None:
    assert uses(language, text) == {"quotation"}


@pytest.mark.parametrize(("language", "text"), CLAIMED)
def test_statements_are_claimed(language: str, text: str) -> None:
    assert uses(language, text) == {"claim"}


@pytest.mark.parametrize(
    ("blocks", "use"),
    [
        ([("Co-funded by the European Union", Zone.NAVIGATION)], "navigation"),
        ([("Co-funded by the European Union", Zone.FOOTER)], "claim"),
        ([("See also", Zone.HEADING), ("Green Path. Co-funded by the European Union", Zone.BODY)], "others"),
        ([("Results", Zone.HEADING), ("Green Path. Co-funded by the European Union", Zone.BODY)], "claim"),
        ([("Another project, Green Path, is co-funded by the European Union.", Zone.BODY)], "others"),
        (
            [("Partners", Zone.HEADING), *((name, Zone.ALT_TEXT) for name in ("Town", "School", "Mill")),
             ("Co-funded by the European Union", Zone.ALT_TEXT)], "others",
        ),
        (
            [("Thank you", Zone.HEADING), *((name, Zone.ALT_TEXT) for name in ("Town", "School", "Mill")),
             ("Co-funded by the European Union", Zone.ALT_TEXT)], "claim",
        ),
        ([("Partners", Zone.HEADING), ("Co-funded by the European Union", Zone.ALT_TEXT)], "claim"),
    ],
)  # fmt: skip
def test_zones_and_headings_tell(blocks: list[tuple[str, Zone]], use: str) -> None:
    (fact,) = extract(reading_of(*blocks))

    assert (fact.use if isinstance(fact, Quotation) else "claim") == use


def test_quotations_are_kept_apart() -> None:
    document = reading_of(("Leaflets must have the sentence “Funded by the European Union”.", Zone.BODY)).document
    facts = facts_of(document)

    assert facts.statements == ()
    assert [(one.use, document.quote(one.spans[0])) for one in facts.quotations] == [
        ("quotation", "Funded by the European Union")
    ]
    assert not facts.document.is_project


def test_a_claim_beside_a_quotation_counts() -> None:
    text = "Leaflets must have the sentence “Funded by the European Union”.\nFunded by the European Union"
    claimed, quoted = sorted(extract(reading_in("en", text)), key=lambda fact: isinstance(fact, Quotation))

    assert claimed.spans[0].start > quoted.spans[0].end
