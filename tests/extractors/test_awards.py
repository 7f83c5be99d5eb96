"""Numbers, titles and acronyms of projects, in sentences and on sheets of labels."""

import pytest
from award_texts import find

FUNDED_LV = " Projektu līdzfinansē Eiropas Savienība."
FUNDED_LT = " Projektą finansuoja Europos Sąjunga."
FUNDED_ET = " Projekti rahastab Euroopa Liit."
FUNDED_EN = " The project is co-funded by the European Union."


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        (
            "Operacija: Lahka ohišja za kolesa (akronim: LahkoKolo)\nNaložbo sofinancira Evropska unija iz Evropskega sklada "
            "za regionalni razvoj.\nŠifra operacije: OP20.01234",
            [("OP20.01234", "Lahka ohišja za kolesa", "LahkoKolo")],
        ),
        (
            "Šola sodeluje v okviru projekta Modra vez (akronim BlueTie), ki ga sofinancira Evropska unija.",
            [(None, "Modra vez", "BlueTie")],
        ),
        (
            "Проект на „Лист и корен“ ЕООД\nНаименование на проекта: „Зелена работилница“. Съфинансирано от Европейския съюз.",
            [(None, "Зелена работилница", None)],
        ),
        (
            "Projekt „Szkoła nad jeziorem” rusza.\nFinansowane przez Unię Europejską\n"
            "Numer projektu: 2023-1-PL01-KA122-SCH-000199999",
            [("2023-1-PL01-KA122-SCH-000199999", "Szkoła nad jeziorem", None)],
        ),
        (
            "Projekt címe: Új műhely Bakodon\nA projekt összköltsége: 15.000.000,- Ft\n"
            "Projekt azonosítószáma: GINOP-1.2.8-20-2020-09999\nFinanszírozza az Európai Unió",
            [("GINOP-1.2.8-20-2020-09999", "Új műhely Bakodon", None)],
        ),
        (
            "Projektas „Kartu prie ežero“ (angl. „Together by the Lake“, LAKEUP), Nr. LL-00099." + FUNDED_LT,
            [("LL-00099", "Kartu prie ežero", "LAKEUP")],
        ),
        (
            "Vald alustas projekti „Koos järve ääres“ (Lake Together, EE-LV00099)." + FUNDED_ET,
            [("EE-LV00099", "Koos järve ääres", "Lake Together")],
        ),
        (
            "Clean lakes for small towns (project index 02C0999) is an Interreg Europe project." + FUNDED_EN,
            [("02C0999", "Clean lakes for small towns", None)],
        ),
        (
            "Ludzas bibliotēka īsteno projektu “Kopā pie ezera” jeb LAKE UP (Nr. LLI-312)." + FUNDED_LV,
            [("LLI-312", "Kopā pie ezera", "LAKE UP")],
        ),
        (
            "Projekta Ezeri vieno – jauni ceļi uz bibliotēku” jeb Lake Up nr. LLI-312 ietvaros notika nometne."
            + FUNDED_LV,
            [("LLI-312", "Ezeri vieno – jauni ceļi uz bibliotēku", "Lake Up")],
        ),
        (
            "“Lake Up” projekta ietvaros notika seminārs. Projekts “Ezeri vieno” jeb Lake Up, LLI-312." + FUNDED_LV,
            [("LLI-312", "Ezeri vieno", "Lake Up")],
        ),
        (
            "Projekts „Dārza stāsti” (GardenTales, Est-Lat 114) sākās maijā." + FUNDED_LV,
            [("Est-Lat 114", "Dārza stāsti", "GardenTales")],
        ),
        (
            'SIA "Vilnis" noslēdza līgumu Nr. 17.1-1-L-2023/118 par projekta "Eksporta ceļi" īstenošanu.' + FUNDED_LV,
            [("17.1-1-L-2023/118", "Eksporta ceļi", None)],
        ),
        (
            "UAB „Bangos“ įgyvendina projektą „UAB „Bangos“ skaitmeninimas“ Nr. 13.1.1-LVPA-K-860-01-0999." + FUNDED_LT,
            [("13.1.1-LVPA-K-860-01-0999", "UAB „Bangos“ skaitmeninimas", None)],
        ),
        (
            "Projektas „Knygų upė“ (angl. „River of Books“, akronimas ROB), projekto Nr. LLI-301." + FUNDED_LT,
            [("LLI-301", "Knygų upė", "ROB")],
        ),
        (
            "Projekt „Roheline rada“ (EE-LV00045) algas mais." + FUNDED_ET,
            [("EE-LV00045", "Roheline rada", None)],
        ),
        (
            "Projektet Minnen vi delar (MINDEL) finansieras av Europeiska unionen. Bidragsavtal nr 101090432.",
            [("101090432", "Minnen vi delar", "MINDEL")],
        ),
        (
            "« Voix du fleuve » (VOIX) est un projet de coopération financé par l’Union européenne.",
            [(None, "Voix du fleuve", "VOIX")],
        ),
        (
            "The KELP2 project has received funding from the European Union’s Horizon 2020 research and innovation "
            "programme under grant agreement No 731884. KELP2 has twelve partners.",
            [("731884", None, "KELP2")],
        ),
        (
            "ORCHARD (Open Research on Crops, Hedges And Rural Diversity) began in 2018. The ORCHARD project is paid by "
            "Horizon 2020, grant agreement No 731884.",
            [("731884", "Open Research on Crops, Hedges And Rural Diversity", "ORCHARD")],
        ),
        (
            "Seen and heard\n- River School: teaching outdoors (Grant agreement No 731884)\n- iMeadow: (Grant agreement No "
            "731885)\nThese are Horizon 2020 projects funded by the European Union.",
            [("731884", "teaching outdoors", "River School"), ("731885", None, "iMeadow")],
        ),
        ("Projekta nosaukums: Zaļā pils", [(None, "Zaļā pils", None)]),
        ("Projekta nosaukums\tZaļā pils\nProjekta numurs\tLLI-88", [("LLI-88", "Zaļā pils", None)]),
        ("Projekta numurs\tLLI 88\nVēlāk: LLI-88", [("LLI 88", None, None)]),
    ],
)
def test_awards(text, rows):
    assert find(text).rows == rows


@pytest.mark.parametrize(
    "text",
    [
        "Ministru kabineta noteikumi Nr. 408 un likums Nr. 2021/1060.",
        "Konta Nr. LV12UNLA0001112223334, tālr. 67123456, reģ. Nr. 40003456789.",
        "Iepirkuma identifikācijas Nr. JNP 2023/15.",
        "Bibliotēkā notika seminārs “Mana bibliotēka 2020. gadā”.",
        "Konkurss Nr. 9.2.4.2/16/A ir izsludināts.",
        "Poziv KK.03.2.1.19 je otvoren.",
        "Vyriausybės nutarimas Nr. 1346.",
        "Registrikood 12345678, telefon 5123 4567.",
        "See https://example.org/projects/LLI-263 for more.",
        "Regulation (EU) No 1303/2013, page 824084.",
        "The budget is 824084 EUR.",
        "Projekts sākās 2019-01-17, zvaniet pa tālr. 2019-1234.",
    ],
)
def test_other_numbers_are_no_awards(text):
    assert find(text).rows == []


@pytest.mark.parametrize(
    "text",
    [
        "Pašvaldība atbalsta projektu “Ziemas prieki” par saviem līdzekļiem.",
        "Skolas projektu nedēļā tapa darbs “Mana upe”.",
    ],
)
def test_a_title_without_number_label_or_union_money_is_none(text):
    assert find(text).rows == []


def test_several_projects_of_a_page_are_several_awards():
    text = (
        "Projekts “Lasīšanas tilti” (LLI-101)\nPirmais projekts ir par grāmatām.\n"
        "Projekts “Upes stāsti” (LLI-102)\nOtrais projekts ir par upi." + FUNDED_LV
    )
    assert find(text).rows == [("LLI-101", "Lasīšanas tilti", None), ("LLI-102", "Upes stāsti", None)]


def test_a_name_of_a_company_is_no_title():
    text = 'Sabiedrība ar ierobežotu atbildību "Vilnis" noslēdza līgumu Nr. SKV-L-2022/777.' + FUNDED_LV
    assert find(text).rows == [("SKV-L-2022/777", None, None)]


def test_blanks_and_dashes_of_a_number_are_evened_out():
    (award,) = find("Projekta Nr. LLI – 263." + FUNDED_LV).awards
    assert award.award_number == "LLI-263"


def test_the_form_of_a_number_tells_programme_and_action():
    (award,) = find("Projekta Nr. 2022-1-LV01-KA210-ADU-000083412").awards
    assert (award.programme, award.action) == ("erasmus-plus-2021-2027", "KA210")


def test_spans_quote_what_they_stand_for():
    found = find("Ievads.\nProjekts “Kopā pie ezera” jeb LAKE UP (Nr. LLI‑312)." + FUNDED_LV)
    (award,) = found.awards
    quotes = [found.document.quote(span) for span in award.spans]
    assert quotes == ["Kopā pie ezera", "LAKE UP", "LLI‑312"]


def test_mentions_of_a_number_carry_its_span():
    found = find("Projekta Nr. LLI-312. Vēlreiz: LLI-312.")
    assert [found.document.quote(number.span) for number in found.numbers] == ["LLI-312", "LLI-312"]


def test_a_table_of_projects_has_its_labels_in_the_first_row():
    text = (
        "Īstenotie projekti\nProjekta nosaukums\tProjekta numurs\tPeriods\n"
        "Skolas pārbūve\t8.1.2.0/17/I/099\t2018-2020\nZaļā rota\tLLI-415\t2019-2021\n"
    )
    assert find(text).rows == [("8.1.2.0/17/I/099", "Skolas pārbūve", None), ("LLI-415", "Zaļā rota", None)]


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("Projekt BIOVAL je sofinanciran s strani Evropske unije.", [(None, None, "BIOVAL")]),
        ("Funded by the European Union (ERC, GLACIER, 101075123).", [("101075123", None, "GLACIER")]),
        (
            "The GreenTowns project (full name: Green Towns for Better Living) is funded by Interreg Europe 2021-2027. "
            "Project ID 01C0123.",
            [("01C0123", "Green Towns for Better Living", None)],
        ),
        (
            "Projet : Rénovation de l'école. Numéro de projet : RA0012345. Ce projet est cofinancé par l'Union européenne.",
            [("RA0012345", "Rénovation de l'école", None)],
        ),
    ],
)
def test_names_of_one_project(text, rows):
    assert find(text).rows == rows
