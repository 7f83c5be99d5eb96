"""Languages of blocks, short ones too, and the languages that a publication is written in."""

from __future__ import annotations

import pytest

from grantdocs.extractors.publication import extract
from grantdocs.model.document import Block, Document, Source, Zone
from grantdocs.model.location import Span
from grantdocs.text.language_id import EU_LANGUAGES, language_of, languages_of, written_in

BLOCKS = {
    "bg": [
        "Проектът започна през май",
        "Обучение за библиотекари в Русе",
        "Новата сграда на училището е готова",
        "Покана за участие в семинара",
        "Партньорите се срещнаха в София миналата седмица",
        "Повече информация за проекта ще намерите тук",
    ],
    "cs": [
        "Projekt začal v květnu 2020",
        "Školení pro knihovníky v Brně",
        "Nová budova školy je hotová",
        "Pozvánka na seminář pro učitele",
        "Partneři se minulý týden sešli v Praze",
        "Více informací o projektu najdete zde",
    ],
    "da": [
        "Projektet begyndte i maj måned",
        "Kursus for bibliotekarer i Odense",
        "Den nye skolebygning er færdig",
        "Invitation til seminar for lærere",
        "Partnerne mødtes i København i sidste uge",
        "Læs mere om projektet på vores hjemmeside",
    ],
    "de": [
        "Das Projekt begann im Mai",
        "Schulung für Bibliothekare in Bremen",
        "Das neue Schulgebäude ist fertig",
        "Einladung zum Seminar für Lehrkräfte",
        "Die Partner trafen sich letzte Woche in Berlin",
        "Weitere Informationen zum Projekt finden Sie hier",
    ],
    "el": [
        "Το έργο ξεκίνησε τον Μάιο",
        "Εκπαίδευση βιβλιοθηκονόμων στην Πάτρα",
        "Το νέο κτίριο του σχολείου είναι έτοιμο",
        "Πρόσκληση σε σεμινάριο για δασκάλους",
        "Οι εταίροι συναντήθηκαν στην Αθήνα",
        "Περισσότερες πληροφορίες για το έργο θα βρείτε εδώ",
    ],
    "en": [
        "The project began in May",
        "Training for librarians in Cork",
        "The new school building is ready",
        "Invitation to the seminar for teachers",
        "The partners met in Dublin last week",
        "More information about the project is available here",
    ],
    "es": [
        "El proyecto comenzó en mayo",
        "Formación para bibliotecarios en Sevilla",
        "El nuevo edificio de la escuela está listo",
        "Invitación al seminario para maestros",
        "Los socios se reunieron en Madrid la semana pasada",
        "Más información sobre el proyecto en nuestra página",
    ],
    "et": [
        "Projekt algas selle aasta mais",
        "Koolitus raamatukoguhoidjatele Tartus",
        "Uus koolimaja on nüüd valmis",
        "Kutse õpetajate seminarile",
        "Partnerid kohtusid eelmisel nädalal Tallinnas",
        "Lisateavet projekti kohta leiate siit",
    ],
    "fi": [
        "Hanke alkoi toukokuussa",
        "Koulutus kirjastonhoitajille Turussa",
        "Uusi koulurakennus on valmis",
        "Kutsu opettajien seminaariin",
        "Kumppanit tapasivat viime viikolla Helsingissä",
        "Lisätietoja hankkeesta löydät täältä",
    ],
    "fr": [
        "Le projet a commencé en mai",
        "Formation pour bibliothécaires à Lyon",
        "Le nouveau bâtiment de l'école est prêt",
        "Invitation au séminaire des enseignants",
        "Les partenaires se sont réunis à Paris la semaine dernière",
        "Plus d'informations sur le projet sur notre site",
    ],
    "ga": [
        "Thosaigh an tionscadal i mí na Bealtaine",
        "Oiliúint do leabharlannaithe i gCorcaigh",
        "Tá foirgneamh nua na scoile réidh",
        "Cuireadh chuig an seimineár do mhúinteoirí",
        "Bhuail na comhpháirtithe le chéile an tseachtain seo caite",
        "Tuilleadh eolais faoin tionscadal anseo",
    ],
    "hr": [
        "Projekt je počeo u svibnju",
        "Edukacija za knjižničare u Rijeci",
        "Nova zgrada škole je gotova",
        "Poziv na seminar za učitelje",
        "Partneri su se prošli tjedan sastali u Zagrebu",
        "Više informacija o projektu pronađite ovdje",
    ],
    "hu": [
        "A projekt májusban kezdődött",
        "Képzés könyvtárosoknak Szegeden",
        "Elkészült az új iskolaépület",
        "Meghívó a tanári szemináriumra",
        "A partnerek a múlt héten Budapesten találkoztak",
        "A projektről további információ itt található",
    ],
    "it": [
        "Il progetto è iniziato a maggio",
        "Formazione per bibliotecari a Torino",
        "Il nuovo edificio della scuola è pronto",
        "Invito al seminario per insegnanti",
        "I partner si sono incontrati a Roma la settimana scorsa",
        "Maggiori informazioni sul progetto sono disponibili qui",
    ],
    "lt": [
        "Projektas prasidėjo gegužę",
        "Mokymai bibliotekininkams Kaune",
        "Naujas mokyklos pastatas jau baigtas",
        "Kvietimas į mokytojų seminarą",
        "Partneriai praėjusią savaitę susitiko Vilniuje",
        "Daugiau informacijos apie projektą rasite čia",
    ],
    "lv": [
        "Projekts sākās šā gada maijā",
        "Apmācības bibliotekāriem Cēsīs",
        "Jaunā skolas ēka ir gatava",
        "Ielūgums uz skolotāju semināru",
        "Partneri pagājušajā nedēļā tikās Rīgā",
        "Vairāk informācijas par projektu atradīsiet šeit",
    ],
    "mt": [
        "Il-proġett beda f'Mejju li għadda",
        "Taħriġ għal-librara fil-Belt Valletta",
        "Il-bini l-ġdid tal-iskola lest",
        "Stedina għas-seminar tal-għalliema",
        "L-imsieħba ltaqgħu f'Għawdex il-ġimgħa l-oħra",
        "Aktar tagħrif dwar il-proġett tista' ssib hawn",
    ],
    "nl": [
        "Het project is in mei begonnen",
        "Opleiding voor bibliothecarissen in Gent",
        "Het nieuwe schoolgebouw is klaar",
        "Uitnodiging voor het seminarie van leerkrachten",
        "De partners kwamen vorige week bijeen in Utrecht",
        "Meer informatie over het project vindt u hier",
    ],
    "pl": [
        "Projekt rozpoczął się w maju",
        "Szkolenie dla bibliotekarzy w Łodzi",
        "Nowy budynek szkoły jest gotowy",
        "Zaproszenie na seminarium dla nauczycieli",
        "Partnerzy spotkali się w zeszłym tygodniu w Warszawie",
        "Więcej informacji o projekcie znajdziesz tutaj",
    ],
    "pt": [
        "O projeto começou em maio",
        "Formação para bibliotecários em Braga",
        "O novo edifício da escola está pronto",
        "Convite para o seminário de professores",
        "Os parceiros reuniram-se em Lisboa na semana passada",
        "Mais informações sobre o projeto estão disponíveis aqui",
    ],
    "ro": [
        "Proiectul a început în luna mai",
        "Instruire pentru bibliotecari la Cluj",
        "Noua clădire a școlii este gata",
        "Invitație la seminarul pentru profesori",
        "Partenerii s-au întâlnit săptămâna trecută la București",
        "Mai multe informații despre proiect găsiți aici",
    ],
    "sk": [
        "Projekt sa začal v máji",
        "Školenie pre knihovníkov v Nitre",
        "Nová budova školy je hotová už dnes",
        "Pozvánka na seminár pre učiteľov",
        "Partneri sa minulý týždeň stretli v Bratislave",
        "Viac informácií o projekte nájdete tu",
    ],
    "sl": [
        "Projekt se je začel maja letos",
        "Usposabljanje za knjižničarje v Celju",
        "Nova stavba šole je pripravljena",
        "Vabilo na seminar za učitelje",
        "Partnerji so se prejšnji teden srečali v Ljubljani",
        "Več informacij o projektu najdete tukaj",
    ],
    "sv": [
        "Projektet började i maj i år",
        "Utbildning för bibliotekarier i Lund",
        "Den nya skolbyggnaden är klar",
        "Inbjudan till seminariet för lärare",
        "Partnerna träffades i Stockholm förra veckan",
        "Läs mer om projektet på vår webbplats",
    ],
}
# What even a reader cannot tell, or hardly: words that two languages share.
SHARED = {"Poziv na seminar za učitelje", "Nová budova školy je hotová už dnes", "The partners met in Dublin last week"}
LV = (
    "Projekta laikā abās pilsētās izremontēja lasītavas, apmācīja četrdesmit bibliotekārus un izveidoja kopīgu "
    "tīmekļvietni, kurā lasītāji var meklēt grāmatas abās valodās un pieteikt tās saņemšanai tuvākajā bibliotēkā."
)
EN = (
    "During the project both towns renewed their reading rooms, trained forty librarians and built a common website, "
    "where readers can look for books in either language and have them sent to the library that is nearest to them."
)
STATEMENT = (
    "Funded by the European Union. Views and opinions expressed are however those of the author(s) only and do not "
    "necessarily reflect those of the European Union or the Agency of Examples. Neither the European Union nor the "
    "granting authority can be held responsible for them."
)
BODY, TITLE, FOOTER, MENU = Zone.BODY, Zone.TITLE, Zone.FOOTER, Zone.NAVIGATION


def document_of(*blocks: tuple[str, Zone]) -> Document:
    text, listed = "", []
    for part, zone in blocks:
        listed.append(Block(Span(len(text), len(text) + len(part)), zone))
        text += part + "\n"
    return Document(Source("page", "text/plain", "text", "sha256:" + "0" * 64, len(text)), text, tuple(listed))


def test_every_language_has_its_blocks() -> None:
    assert {tag: len(blocks) for tag, blocks in BLOCKS.items()} == dict.fromkeys(EU_LANGUAGES, 6)
    assert min(len(text) for blocks in BLOCKS.values() for text in blocks) >= 22


@pytest.mark.parametrize("tag", EU_LANGUAGES)
def test_short_blocks(tag: str) -> None:
    assert [text for text in BLOCKS[tag] if language_of(text) != tag and text not in SHARED] == []


@pytest.mark.parametrize("text", ["", "2014-2020", "EUR 120 000", "www.example.eu", "LLI-123", "A. B."])
def test_hardly_a_letter_tells_no_language(text: str) -> None:
    assert language_of(text) is None


@pytest.mark.parametrize(
    ("blocks", "expected"),
    [
        pytest.param([(LV, BODY), (STATEMENT, FOOTER)], ("lv",), id="a foreign statement is no language of the page"),
        pytest.param([(LV[:90], BODY), (STATEMENT, FOOTER)], ("lv",), id="though it be the longer"),
        pytest.param([("Readme", TITLE), (STATEMENT, FOOTER)], ("en",), id="hardly a word beside it"),
        pytest.param([(STATEMENT, BODY)], ("en",), id="a statement alone"),
        pytest.param([(LV, BODY), (EN, BODY)], ("lv", "en"), id="two languages"),
        pytest.param([(LV, BODY), (f"{EN} {STATEMENT}", BODY)], ("lv", "en"), id="a statement in running text"),
        pytest.param([(EN[:100], TITLE), (LV, BODY)], ("lv",), id="a foreign title"),
        pytest.param([(LV, BODY), (EN[:100], Zone.CAPTION)], ("lv",), id="a foreign caption"),
        pytest.param([(LV, BODY), (EN[:90], BODY)], ("lv",), id="a foreign sentence"),
        pytest.param([(LV, BODY), (EN, MENU)], ("lv",), id="a foreign menu"),
        pytest.param([("LLI-123", BODY)], (), id="no words"),
    ],
)
def test_languages_that_a_publication_is_written_in(blocks: list[tuple[str, Zone]], expected: tuple[str, ...]) -> None:
    document = document_of(*blocks)
    at = document.text.find(STATEMENT)

    written = written_in(document, [Span(at, at + len(STATEMENT))] if at >= 0 else [])

    assert sorted(written) == sorted(expected)
    assert extract(document).document.languages == written


def test_words_are_looked_up_in_every_language_of_the_blocks() -> None:
    assert set(languages_of(document_of((LV, BODY), (STATEMENT, FOOTER)))) == {"lv", "en"}
