"""Who gives a sum, told by a verb, by "from", or by a line of a table; wholes and shares without a label."""

from __future__ import annotations

import pytest
from test_amounts_labels import facts_of

TOLD = [
    ("de", "Das Projekt kostet 900.000 €. Das Land Tirol gibt 470.000 €, die Stadt Hall trägt 30.000 €.", ["900000 total_cost project", "470000 national_contribution project", "30000 own_contribution project"]),
    ("de", "Gesamtkosten des Projekts: 900.000 €. Davon kommen 470.000 € vom Land und 30.000 € von der Stadt.", ["900000 total_cost project", "470000 national_contribution project", "30000 own_contribution project"]),
    ("de", "Projekt\nEU-Mittel\t500.000 €\nLand\t300.000 €\nStadt\t100.000 €", ["500000 union_contribution project", "300000 national_contribution project", "100000 own_contribution project"]),
    ("fr", "Coût total du projet : 90 000 €. Le Département apporte 40 000 €, la Région 25 000 €.", ["90000 total_cost project", "40000 national_contribution project", "25000 national_contribution project"]),
    ("fr", "Le projet est financé à hauteur de 40 000 € par la Région et 20 000 € par la commune.", ["40000 national_contribution project", "20000 own_contribution project"]),
    ("nl", "Het project kost 4,8 miljoen euro. De gemeente draagt zelf € 310.000 bij.", ["4800000 total_cost project", "310000 own_contribution project"]),
    ("sv", "Region Norrbotten medfinansierar projektet med 600 000 kronor.", ["600000 national_contribution project"]),
    ("en", "The project costs EUR 100,000; EUR 70,000 come from the Interreg programme, EUR 30,000 from the region.", ["100000 total_cost project", "70000 union_contribution project", "30000 national_contribution project"]),
    ("en", "The project has a budget of 333 000 €, 60% of which (199 800 €) is covered by the Creative Europe programme.", ["333000 total_cost project", "199800 union_contribution project <0"]),
    ("en", "The municipality contributes EUR 20,000 to the project and the Ministry of Culture adds EUR 5,000.", ["20000 own_contribution project", "5000 national_contribution project"]),
    ("lv", "Projekta izmaksas ir 100 000 EUR. Kultūras ministrija piešķīra 20 000 EUR, pašvaldība sedz 10 000 EUR.", ["100000 total_cost project", "20000 national_contribution project", "10000 own_contribution project"]),
    ("lt", "Projekto vertė 100 000 Eur. Kultūros ministerija skyrė 20 000 Eur, savivaldybė prisidėjo 10 000 Eur.", ["100000 total_cost project", "20000 national_contribution project", "10000 own_contribution project"]),
    ("et", "Projekti maksumus on 100 000 eurot. Kultuuriministeerium annab 20 000 eurot, vald panustab 10 000 eurot.", ["100000 total_cost project", "20000 national_contribution project", "10000 own_contribution project"]),
    ("pl", "Projekt\nDofinansowanie UE\t80 000 zł\nGmina\t20 000 zł", ["80000 union_contribution project", "20000 own_contribution project"]),
    ("fr", "Projet de rénovation. Plan de financement : FEDER 300 000 €, État 120 000 €, Ville 100 000 €.", ["300000 union_contribution project", "120000 national_contribution project", "100000 own_contribution project"]),
    ("en", "Project funding: EU €80,000; Latvian state €15,000; municipality €10,000.", ["80000 union_contribution project", "15000 national_contribution project", "10000 own_contribution project"]),
    ("et", "Projekti rahastavad Euroopa Liit (425 000 eurot) ja vald (75 000 eurot).", ["425000 union_contribution project", "75000 own_contribution project"]),
    ("lv", "Projekts izmaksās 642 300 eiro, valsts segs 542 300 eiro, atlikušos 100 000 eiro – pašvaldība.", ["642300 total_cost project", "542300 national_contribution project", "100000 own_contribution project"]),
    ("de", "Das Projekt hat ein Volumen von 412.800 Euro. Auf die Stadt entfallen 150.000 Euro.", ["412800 total_cost project", "150000 total_cost partner"]),
]  # fmt: skip
NOT_TOLD = [
    ("en", "The municipality of Testville has been granted EUR 20,000 for the project.", ["20000 union_contribution project"]),
    ("en", "The project comes from the region of Kurzeme. Total budget: EUR 50,000", ["50000 total_cost project"]),
    ("lv", "Novada dome piešķīra zemi. Projekta kopējās izmaksas ir 40 000 EUR.", ["40000 total_cost project"]),
    ("de", "Ein monatlicher Zuschuss von 25 Euro wird im Projekt gezahlt.", ["25 other other"]),
    ("lv", "Būvdarbus par 498 700 EUR projektā veic kāds uzņēmums.", ["498700 other contract"]),
    ("et", "Raamatukogu osa projekti eelarvest on 20 000 eurot.", ["20000 total_cost partner"]),
    ("de", "Land und Stadt laden ein. Gesamtkosten des Projekts: 100.000 €", ["100000 total_cost project"]),
    ("fr", "La Région apporte son aide. Coût total du projet : 100 000 €", ["100000 total_cost project"]),
    ("lv", "Īstenots projekts “Durvis”, ko līdzfinansē Interreg V-A Igaunijas–Latvijas programma 2014.–2020. gadam.\nProgramma sedz līdz 85% no attiecināmajām izmaksām.\nProjekta partneri: Sēlijas muzejs un Baltijas vides institūts.\nLoterijā bija pieejami 5 100 000 €.", ["5100000 other other"]),
    ("en", "The project received EUR 5,000 from the municipality.", ["5000 own_contribution project"]),
    ("en", "The call had a budget of EUR 5 million. Our project received EUR 199,999.", ["5000000 other call", "199999 union_contribution project"]),
    ("lt", "Kvietimui skirta 5 mln. eurų. Mūsų projektui skirta 199 999 eurų.", ["5000000 other call", "199999 union_contribution project"]),
    ("de", "Der Aufruf hatte ein Budget von 5 Mio. Euro. Unser Projekt erhielt 199.999 Euro.", ["5000000 other call", "199999 union_contribution project"]),
    ("lv", "Konkursam tika atvēlēti 5 miljoni eiro. Mūsu projektam piešķirti 199 999 eiro.", ["5000000 other call", "199999 union_contribution project"]),
    ("en", "Families went with the project to Spain. The trip cost each family €50.", ["50 total_cost activity"]),
    ("lv", "Projekta brauciens katrai ģimenei izmaksāja 50 eiro.", ["50 total_cost activity"]),
    ("lv", "Projektu ar 510 000 € līdzfinansē Interreg Latvija–Lietuva programma.", ["510000 union_contribution project"]),
]  # fmt: skip
WHOLES = [
    ("lv", "Pavisam projektā ieguldīti 40 000 EUR, no tiem ERAF finansējums 36 000 EUR, biedrības pašu līdzekļi 4 000 EUR.", ["40000 total_cost project", "36000 union_contribution project <0", "4000 own_contribution project <0"]),
    ("lt", "Projektui teko 214 tūkst. eurų, iš jų 192,6 tūkst. eurų – Europos Sąjungos lėšos.", ["214000 total_cost project", "192600 union_contribution project <0"]),
    ("en", "Our project.\nWe bought a bus for EUR 40,000, of which EUR 34,000 is ERDF funding.", ["40000 other other", "34000 union_contribution other <0"]),
]  # fmt: skip


@pytest.mark.parametrize(("tag", "text", "found"), [*TOLD, *NOT_TOLD, *WHOLES])
def test_who_gives(tag, text, found):
    assert facts_of(text, tag) == found


def test_a_share_without_label_is_of_the_kind_of_its_whole():
    text = "The EU grant for the project is EUR 100,000, of which Alder School gets EUR 20,000."
    assert facts_of(text, "en", Alder_School="Alder School") == [
        "100000 union_contribution project",
        "20000 union_contribution partner <0 @Alder School",
    ]


def test_a_name_inside_the_label_of_a_row_heads_no_row():
    text = "Avots\tSumma\tDaļa\nAtveseļošanas fonda finansējums\t20 000 EUR\t80 %\nPavisam\t25 000 EUR\t100 %"
    found = facts_of(text, "lv", Atveseļošanas_fonds="Atveseļošanas fonda")
    assert found[0].startswith("20000 union_contribution project")
