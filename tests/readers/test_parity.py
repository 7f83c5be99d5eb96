"""One text reads the same, whatever format it was saved in."""

from __future__ import annotations

import pytest
from four_forms import as_docx, as_html, as_pdf

from grantdocs.readers import read

LATVIAN = """\
Bērzu pagasta bibliotēkā atklāta jaunā lasītava

05.03.2021

Bērzu pagasta bibliotēka sadarbībā ar Upes novada pašvaldību un Ežera rajona muzeju 2021. gada 5. martā atklāja \
atjaunoto lasītavu, kurā turpmāk notiks nodarbības bērniem, skolēniem un senioriem no abām robežas pusēm.

Projekta nosaukums\tLasām kopā pāri robežai
Projekta numurs\tLLI-999
Īstenošanas laiks\t2020. gada 1. janvāris – 2021. gada 31. decembris
Kopējās izmaksas\tEUR 120 500,75
Projekta partneri, kuri piedalās visās aktivitātēs\tUpes novada pašvaldība, Ežera rajona muziejus un Bērzu pagasta \
bibliotēka, kas vada mācības

Kopējās projekta izmaksas ir 120 500,75 EUR, no kurām 102 425,64 EUR ir Eiropas Reģionālās attīstības fonda \
līdzfinansējums. Pašvaldības ieguldījums ir 18 075,11 EUR.
Vairāk par projektu: www.example.org

Informāciju sagatavoja
Anna Kļaviņa-Šķēle
Bērzu pagasta bibliotēkas vadītāja
"""
LITHUANIAN = """\
Atnaujintas Ąžuolų kaimo kultūros centras

2022 m. gegužės 14 d. Ąžuolų kaime atidarytas atnaujintas kultūros centras, kuriame įrengta erdvė jaunimui, biblioteka \
ir nedidelė parodų salė. Renginyje dalyvavo daugiau kaip šimtas svečių iš Lietuvos ir Latvijos.

Projektas\tKultūra be sienų
Bendra vertė\t85 000,00 Eur
Trukmė\tnuo 2021-03-01 iki 2022-08-31

Projektą finansuoja Europos Sąjunga. Už šio leidinio turinį atsako tik jo autoriai, ir jis nebūtinai atspindi Europos \
Sąjungos poziciją.
Kontaktai: kultura@example.org
"""
ESTONIAN = """\
Väikesaarte raamatukogude koostöö

Projekti eesmärk on tõsta väikesaarte raamatukoguhoidjate digioskusi ning luua ühine õppematerjalide kogu, mida saavad \
kasutada kõik Läänemere piirkonna rahvaraamatukogud. Tegevused algavad 1. septembril 2023.

Tegevus\tAeg\tSumma
Õpperänne\toktoober 2023\t12 000 €
Töötoad\tkevad 2024\t8 500 €
Lõpuseminar\t15. juuni 2024\t9 500 €

Kaasrahastanud Euroopa Liit. Avaldatud seisukohad ja arvamused on ainult autori(te) omad.
"""
TEXTS = [pytest.param(LATVIAN, id="lv"), pytest.param(LITHUANIAN, id="lt"), pytest.param(ESTONIAN, id="et")]
FORMS = {
    "html": as_html,
    "docx": as_docx,
    "pdf-ruled": as_pdf,
    "pdf-justified": lambda text: as_pdf(text, justified=True),
    "pdf-borderless": lambda text: as_pdf(text, ruled=False),
}


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("text", TEXTS)
def test_text_is_the_same_in_every_format(text: str, form: str) -> None:
    assert read(FORMS[form](text)).text == read(text.encode(), name="text.txt").text


@pytest.mark.parametrize("gap", [16, 20, 24, 28, 32])
def test_long_text_is_the_same_over_page_breaks(gap: int) -> None:
    lines = [line for text in (LATVIAN, LITHUANIAN, ESTONIAN) for line in text.split("\n")]
    long = "\n".join(line for line in lines if line and "\t" not in line)
    assert read(as_pdf(long, gap=gap)).text == read(long.encode(), name="text.txt").text


@pytest.mark.parametrize("text", TEXTS)
def test_lines_set_close_together_stay_apart(text: str) -> None:
    short = "\n".join(line for line in text.split("\n") if len(line) < 70 and "\t" not in line)
    assert read(as_pdf(short, gap=0)).text == read(short.encode(), name="text.txt").text
