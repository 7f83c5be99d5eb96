"""Whether a text is about a project that Union money pays."""

import pytest
from award_texts import find


@pytest.mark.parametrize(
    "text",
    [
        "Projekts “Kopā pie ezera” tiek īstenots ar Eiropas Savienības finansiālu atbalstu.",
        "Projekta Nr. 9.2.4.2/16/I/067",
        'Projekta "Tilts" apraksts\nFinansēšanas avots\tEiropas Komisijas programma ERASMUS+ KA210-ADU, 2022',
        'Projekta "Tilts" apraksts\nFinansēšanas avots Eiropas Komisijas programma ERASMUS+ KA210-ADU, 2022',
        "Projektas „Knygų upė“ finansuojamas Europos Sąjungos lėšomis.",
        "Projekti „Roheline rada“ rahastab Euroopa Liit.",
        "This project is funded by the European Union.",
        "Projekt współfinansowany ze środków Unii Europejskiej.",
        "Projekt „Zielona szkoła” jest współfinansowany przez Unię Europejską.",
        "Köszönjük az Európai Unió támogatását.\nAzonosító szám: TOP-1.4.1-15-SB1-2016-00099",
    ],
)
def test_a_project_with_union_money(text):
    assert find(text).is_project


@pytest.mark.parametrize(
    "text",
    [
        "Bibliotēkā notika tikšanās ar rakstnieku.",
        "Valsts kultūrkapitāla fonds atbalstīja bibliotēkas projektu “Lasīšanas maratons”.",
        "Mēs palīdzam sagatavot projektus un piesaistīt Eiropas Savienības finansējumu.",
        "The programme finances projects in eleven countries from the European Regional Development Fund.",
        "Interreg Europe launches its third call for proposals.",
        "Projekti\nFinansējums\nEiropas Savienība",
        "Projekti “Mežs” un “Ezers”\nFinansiāls atbalsts Eiropas Savienības studentiem ir iespējams.",
        "Eiropas Savienības valstīs dzīvo daudz bibliotekāru.",
        "Projekta Nr. 123456 finansē pašvaldība.",
        "Gmina otrzymała dofinansowanie z Rządowego Funduszu Inwestycji Lokalnych na projekt „Budowa drogi”.",
    ],
)
def test_no_project_with_union_money(text):
    assert not find(text).is_project
