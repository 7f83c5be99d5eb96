"""States of the Union pay for themselves: naming them does not say that the Union pays."""

from __future__ import annotations

import pytest
from statement_texts import reading_in

from grantdocs.extractors.union_money import shows_union_money

STATES = {
    "bg": "Проектът се финансира от държави членки на Европейския съюз.",
    "cs": "Projekt financují členské státy Evropské unie.",
    "da": "Projektet finansieres af Den Europæiske Unions medlemsstater.",
    "de": "Das Projekt wird von Mitgliedstaaten der Europäischen Union finanziert.",
    "el": "Το έργο χρηματοδοτείται από κράτη μέλη της Ευρωπαϊκής Ένωσης.",
    "en": "The project is financed by member states of the European Union.",
    "es": "El proyecto está financiado por Estados miembros de la Unión Europea.",
    "et": "Projekti rahastavad Euroopa Liidu liikmesriigid.",
    "fi": "Hanketta rahoittavat Euroopan unionin jäsenmaat.",
    "fr": "Le projet est financé par des États membres de l'Union européenne.",
    "ga": "Tá an tionscadal á mhaoiniú ag Ballstáit an Aontais Eorpaigh.",
    "hr": "Projekt financiraju države članice Europske unije.",
    "hu": "A projektet az Európai Unió tagállamai finanszírozzák.",
    "it": "Il progetto è finanziato da Stati membri dell'Unione europea.",
    "lt": "Projektą finansuoja Europos Sąjungos valstybės narės.",
    "lv": "Projektu finansē Eiropas Savienības dalībvalstis.",
    "mt": "Il-proġett huwa ffinanzjat minn Stati Membri tal-Unjoni Ewropea.",
    "nl": "Het project wordt gefinancierd door lidstaten van de Europese Unie.",
    "pl": "Projekt finansują państwa członkowskie Unii Europejskiej.",
    "pt": "O projeto é financiado por Estados-Membros da União Europeia.",
    "ro": "Proiectul este finanțat de state membre ale Uniunii Europene.",
    "sk": "Projekt financujú členské štáty Európskej únie.",
    "sl": "Projekt financirajo države članice Evropske unije.",
    "sv": "Projektet finansieras av Europeiska unionens medlemsstater.",
}
THE_UNION = {
    "bg": "Проектът се финансира от Европейския съюз.",
    "cs": "Projekt financuje Evropská unie.",
    "da": "Projektet finansieres af Den Europæiske Union.",
    "de": "Das Projekt wird von der Europäischen Union finanziert.",
    "el": "Το έργο χρηματοδοτείται από την Ευρωπαϊκή Ένωση.",
    "en": "The project is financed by the European Union.",
    "es": "El proyecto está financiado por la Unión Europea.",
    "et": "Projekti rahastab Euroopa Liit.",
    "fi": "Hanketta rahoittaa Euroopan unioni.",
    "fr": "Le projet est financé par l'Union européenne.",
    "ga": "Tá an tionscadal á mhaoiniú ag an Aontas Eorpach.",
    "hr": "Projekt financira Europska unija.",
    "hu": "A projektet az Európai Unió finanszírozza.",
    "it": "Il progetto è finanziato dall'Unione europea.",
    "lt": "Projektą finansuoja Europos Sąjunga.",
    "lv": "Projektu finansē Eiropas Savienība.",
    "mt": "Il-proġett huwa ffinanzjat mill-Unjoni Ewropea.",
    "nl": "Het project wordt gefinancierd door de Europese Unie.",
    "pl": "Projekt finansuje Unia Europejska.",
    "pt": "O projeto é financiado pela União Europeia.",
    "ro": "Proiectul este finanțat de Uniunea Europeană.",
    "sk": "Projekt financuje Európska únia.",
    "sl": "Projekt financira Evropska unija.",
    "sv": "Projektet finansieras av Europeiska unionen.",
}


@pytest.mark.parametrize(("language", "text"), STATES.items())
def test_states_are_not_the_union(language: str, text: str) -> None:
    assert not shows_union_money(reading_in(language, text), (), ())


@pytest.mark.parametrize(("language", "text"), THE_UNION.items())
def test_the_union_itself(language: str, text: str) -> None:
    assert shows_union_money(reading_in(language, text), (), ())
