"""Names in inflected forms and what they are called, in the languages that inflect them: the head word, and the
adjectives that agree with it."""

import pytest

from grantdocs.extractors import organisations
from grantdocs.extractors.reading import Reading
from grantdocs.languages import lexicon
from grantdocs.testing import document_of
from grantdocs.text.folding import fold

FORMS = {
    "lv": [
        ("Grāmatas dāvina Jēkabpils Galvenajai bibliotēkai.", "Jēkabpils Galvenā bibliotēka"),
        ("Nodarbība notika Smiltenes tehnikumā.", "Smiltenes tehnikums"),
        ("Līgums ar Liepājas Universitāti ir parakstīts.", "Liepājas Universitāte"),
        ("Paldies Ludzas novada pašvaldībai par palīdzību.", "Ludzas novada pašvaldība"),
    ],
    "lt": [
        ("Renginys vyko Utenos viešojoje bibliotekoje.", "Utenos viešoji biblioteka"),
        ("Sutartis su Vilniaus universitetu pasirašyta.", "Vilniaus universitetas"),
        ("Ačiū Rokiškio rajono savivaldybei už pagalbą.", "Rokiškio rajono savivaldybė"),
        ("Apsilankėme Lietuvos zoologijos sode.", "Lietuvos zoologijos sodas"),
    ],
    "et": [
        ("Leping Tartu Linnaraamatukoguga on sõlmitud.", "Tartu Linnaraamatukogu"),
        ("Koolitus toimus Haapsalu Kutsehariduskeskuses.", "Haapsalu Kutsehariduskeskus"),
        ("Täname Pärnu Linnavalitsust abi eest.", "Pärnu Linnavalitsus"),
        ("Külalised tulid Tallinna Ülikoolist.", "Tallinna Ülikool"),
    ],
    "fi": [
        ("Sopimus Turun kaupungin kanssa on tehty.", "Turun kaupunki"),
        ("Koulutus pidettiin Oulun yliopistossa.", "Oulun yliopisto"),
        ("Kiitos Lapin liitolle avusta.", "Lapin liitto"),
        ("Vieraat tulivat Kuopion museosta.", "Kuopion museo"),
    ],
    "pl": [
        ("Umowa z Gminą Miejską Suwałki jest podpisana.", "Gmina Miejska Suwałki"),
        ("Spotkanie z Politechniką Białostocką było owocne.", "Politechnika Białostocka"),
        ("Dziękujemy Uniwersytetowi Warszawskiemu za pomoc.", "Uniwersytet Warszawski"),
        ("Wystawa jest w Muzeum Narodowym.", "Muzeum Narodowe"),
    ],
    "cs": [
        ("Smlouva s Technickou univerzitou je podepsána.", "Technická univerzita"),
        ("Děkujeme Městské knihovně za pomoc.", "Městská knihovna"),
        ("Setkání bylo v Základní škole Polná.", "Základní škola Polná"),
        ("Spolupracujeme s Krajským úřadem.", "Krajský úřad"),
    ],
    "sk": [
        ("Zmluva so Žilinskou univerzitou je podpísaná.", "Žilinská univerzita"),
        ("Spolupracujeme so Spišským múzeom.", "Spišské múzeum"),
        ("Ďakujeme Mestskej knižnici za pomoc.", "Mestská knižnica"),
        ("Stretnutie bolo v Obci Hrabušice.", "Obec Hrabušice"),
    ],
    "sl": [
        ("Pogodba z Občino Bled je podpisana.", "Občina Bled"),
        ("Zahvaljujemo se Univerzi v Mariboru.", "Univerza v Mariboru"),
        ("Razstava je v Muzeju Velenje.", "Muzej Velenje"),
        ("Sodelujemo z Gimnazijo Kranj.", "Gimnazija Kranj"),
    ],
    "hr": [
        ("Ugovor sa Sveučilištem u Zagrebu je potpisan.", "Sveučilište u Zagrebu"),
        ("Zahvaljujemo Općini Erdut na pomoći.", "Općina Erdut"),
        ("Suradnja s Udrugom Breza traje.", "Udruga Breza"),
        ("Susret je bio u Osnovnoj školi Dalj.", "Osnovna škola Dalj"),
    ],
    "hu": [
        ("Megállapodás a Szegedi Tudományegyetemmel született.", "Szegedi Tudományegyetem"),
        ("A kiállítás a Móra Ferenc Múzeumban nyílt.", "Móra Ferenc Múzeum"),
        ("Köszönet Eger Város Önkormányzatának.", "Eger Város Önkormányzata"),
        ("A vendégek a Petőfi Sándor Gimnáziumból jöttek.", "Petőfi Sándor Gimnázium"),
    ],
    "el": [
        ("Ευχαριστούμε τον Δήμο Χανίων για τη βοήθεια.", "Δήμος Χανίων"),
        ("Η εκδήλωση του Πανεπιστημίου Πατρών ήταν ανοικτή.", "Πανεπιστήμιο Πατρών"),
        ("Συνεργασία του Μουσείου Ακρόπολης συνεχίζεται.", "Μουσείο Ακρόπολης"),
        ("Εκπρόσωποι της Περιφέρειας Κρήτης ήταν εκεί.", "Περιφέρεια Κρήτης"),
    ],
    "bg": [
        ("Договорът с Русенския университет е подписан.", "Русенски университет"),
        ("Изложбата е в Регионалния исторически музей.", "Регионален исторически музей"),
        ("Благодарим на Община Видин за помощта.", "Община Видин"),
        ("Среща с Техническия университет имаше вчера.", "Технически университет"),
    ],
}  # fmt: skip
NO_NAMES = {
    "lv": "Bērni devās uz bibliotēku un muzeju.",
    "lt": "Vaikai lankėsi bibliotekoje ir muziejuje.",
    "et": "Lapsed käisid raamatukogus ja muuseumis.",
    "fi": "Lapset kävivät kirjastossa ja museossa.",
    "pl": "Dzieci były w bibliotece i w muzeum.",
    "cs": "Děti byly v knihovně a v muzeu.",
    "sk": "Deti boli v knižnici a v múzeu.",
    "sl": "Otroci so bili v knjižnici in v muzeju.",
    "hr": "Djeca su bila u knjižnici i u muzeju.",
    "hu": "A gyerekek a könyvtárban és a múzeumban jártak.",
    "el": "Τα παιδιά πήγαν στη βιβλιοθήκη και στο μουσείο.",
    "bg": "Децата бяха в библиотеката и в музея.",
}


def names(text: str, tag: str) -> list[str]:
    reading = Reading(document_of(text, tag), fold(text), tag, (tag,), lexicon((tag,)))
    return [found.name for found in organisations.find(reading)]


@pytest.mark.parametrize(
    ("tag", "text", "name"),
    [
        pytest.param(tag, *case, id=f"{tag}-{i}")
        for tag, cases in FORMS.items()
        for i, case in enumerate(cases, start=1)
    ],
)
def test_inflected_name_in_its_base_form(tag: str, text: str, name: str) -> None:
    """The sentence goes on from before: a capital letter at its beginning may belong to a name or not."""
    assert names(f"... {text[0].lower()}{text[1:]}", tag) == [name]


@pytest.mark.parametrize(("tag", "text"), NO_NAMES.items())
def test_plain_nouns_are_no_names(tag: str, text: str) -> None:
    assert names(text, tag) == []
