"""Makes the samples that are no plain text: `python samples/make.py`. All texts, names and figures are invented."""

from __future__ import annotations

import io
import math
import zipfile
from base64 import b64encode
from pathlib import Path

import docx
from docx.shared import Mm
from PIL import Image, ImageDraw
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import Image as Picture
from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer, Table

HERE = Path(__file__).parent
FONT = "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf"  # Debian: fonts-dejavu-core
Row = tuple[str, str]


def emblem(height: int = 120) -> bytes:
    """The emblem of the Union by its specification: twelve upright gold stars on a circle, blue field of 2 : 3."""
    scale = 4
    high = height * scale
    image = Image.new("RGB", (high * 3 // 2, high), "#003399")
    draw = ImageDraw.Draw(image)
    for hour in range(12):
        angle = math.radians(30 * hour)
        x = image.width / 2 + math.sin(angle) * high / 3
        y = high / 2 - math.cos(angle) * high / 3
        points = []
        for corner in range(10):
            radius = high / 18 * (1 if corner % 2 == 0 else 0.382)
            turn = math.radians(36 * corner)
            points.append((x + math.sin(turn) * radius, y - math.cos(turn) * radius))
        draw.polygon(points, fill="#FFCC00")
    buffer = io.BytesIO()
    image.resize((height * 3 // 2, height), Image.Resampling.LANCZOS).save(buffer, "PNG")
    return buffer.getvalue()


def html(name: str, language: str, body: str, title: str, published: str = "") -> None:
    """A page whose `{emblem}` becomes the picture itself."""
    picture = "data:image/png;base64," + b64encode(emblem()).decode()
    meta = f'<meta property="article:published_time" content="{published}">\n' if published else ""
    page = (
        f'<!DOCTYPE html>\n<html lang="{language}">\n<head>\n<meta charset="utf-8">\n<title>{title}</title>\n{meta}'
        f"</head>\n<body>\n{body.strip().replace('{emblem}', picture)}\n</body>\n</html>\n"
    )
    (HERE / language / f"{name}.html").write_text(page, encoding="utf-8")


def word(name: str, language: str, parts: list[str | list[Row]], footer: str = "", picture: str = "") -> None:
    """Headings start with `# `; a list of pairs is a table; `picture` is the emblem's alternative text."""
    document = docx.Document()
    for part in parts:
        if isinstance(part, list):
            table = document.add_table(rows=0, cols=2, style="Table Grid")
            for left, right in part:
                cells = table.add_row().cells
                cells[0].text, cells[1].text = left, right
        elif part.startswith("# "):
            document.add_heading(part[2:], level=1)
        else:
            document.add_paragraph(part)
    if picture:
        run = document.sections[0].footer.paragraphs[0].add_run()
        run.add_picture(io.BytesIO(emblem()), height=Mm(12))
        run._r.xpath(".//wp:docPr")[0].set("descr", picture)
    if footer:
        document.sections[0].footer.add_paragraph(footer)
    buffer = io.BytesIO()
    document.save(buffer)
    (HERE / language / f"{name}.docx").write_bytes(_without_times(buffer.getvalue()))


def pdf(name: str, language: str, parts: list[str | list[Row]]) -> None:
    pdfmetrics.registerFont(TTFont("DejaVuSans", FONT))
    body = ParagraphStyle("body", fontName="DejaVuSans", fontSize=10, leading=14, spaceAfter=8)
    heading = ParagraphStyle("heading", parent=body, fontSize=15, leading=20, spaceAfter=12)
    story = []
    for part in parts:
        if isinstance(part, list):
            rows = [[Paragraph(left, body), Paragraph(right, body)] for left, right in part]
            story += [Table(rows, colWidths=[60 * mm, 100 * mm], style=[("GRID", (0, 0), (-1, -1), 0.5, "black")])]
            story += [Spacer(1, 8)]
        else:
            story.append(Paragraph(part.removeprefix("# "), heading if part.startswith("# ") else body))
    SimpleDocTemplate(str(HERE / language / f"{name}.pdf"), pagesize=A4, invariant=1, title=name).build(story)


def scan(name: str, language: str) -> None:
    """A page that is one picture: words that no reader without OCR can see."""
    page = Image.new("RGB", (827, 1169), "white")
    draw = ImageDraw.Draw(page)
    for line in range(30):
        draw.rectangle((90, 120 + 30 * line, 90 + 600 - (line * 53) % 170, 130 + 30 * line), fill="#444444")
    buffer = io.BytesIO()
    page.save(buffer, "PNG")
    picture = Picture(io.BytesIO(buffer.getvalue()), 170 * mm, 240 * mm)
    SimpleDocTemplate(str(HERE / language / f"{name}.pdf"), pagesize=A4, invariant=1, title=name).build([picture])


def _without_times(package: bytes) -> bytes:
    """The same package with one fixed time, so that making it again changes nothing."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for item in old.infolist():
            new.writestr(zipfile.ZipInfo(item.filename, (2024, 1, 1, 0, 0, 0)), old.read(item), zipfile.ZIP_DEFLATED)
    return out.getvalue()


def main() -> None:
    html(
        "interreg-lapa",
        "lv",
        """
<header><img src="{emblem}" alt="Eiropas Savienības karogs" width="120" height="80"> Eiropas Savienība</header>
<nav><a href="/">Sākums</a> <a href="/projekti">Projekti</a></nav>
<main>
<h1>Stāsti, kas plūst pa upi</h1>
<table>
<tr><th>Projekta nosaukums</th><td>Stāsti, kas plūst pa upi</td></tr>
<tr><th>Projekta Nr.</th><td>LLI-912</td></tr>
<tr><th>Programma</th><td>Interreg V-A Latvijas–Lietuvas pārrobežu sadarbības programma 2014.–2020. gadam</td></tr>
<tr><th>Vadošais partneris</th><td>Bauskas novada pašvaldība</td></tr>
<tr><th>Projekta partneris</th><td>Biržu rajona pašvaldība (Lietuva)</td></tr>
<tr><th>Īstenošanas laiks</th><td>01.03.2018. – 29.02.2020.</td></tr>
<tr><th>Kopējās izmaksas</th><td>212 400,00 EUR</td></tr>
<tr><th>ERAF līdzfinansējums (85%)</th><td>180 540,00 EUR</td></tr>
<tr><th>Pašvaldību līdzfinansējums</th><td>31 860,00 EUR</td></tr>
</table>
<p>Projekta mērķis ir bērnu lasītavas abpus robežai. Rezultāts: divas lasītavas un 340 grāmatas.</p>
<p>Projektu līdzfinansē Eiropas Savienība no Eiropas Reģionālās attīstības fonda. Programmas mājaslapa
<a href="https://www.latlit.eu">latlit.eu</a>.</p>
</main>
<footer><p>Šī mājaslapa ir sagatavota ar Eiropas Savienības finansiālo atbalstu. Par mājaslapas saturu pilnībā atbild
Bauskas novada pašvaldība, un tas nekādos apstākļos nav uzskatāms par Eiropas Savienības oficiālo nostāju.</p></footer>
""",
        "Stāsti, kas plūst pa upi",
        "2019-03-14",
    )
    word(
        "interreg-raksts-kludains",
        "lv",
        [
            "# Biržos notika pasaku darbnīca",
            "Ceturtdien, 2019. gada 15. maijā, Biržos notika projekta “Stāsti, kas plūst pa upi” (Nr. LLI-912) darbnīca "
            "skolotājiem. Projektu Interreg V-A Latvijas–Lietuvas pārrobežu sadarbības programmā 2014.–2020. gadam "
            "īsteno Bauskas novada pašvaldība sadarbībā ar Biržu rajona pašvaldību.",
            [
                ("Projekta kopējās izmaksas", "212 400,00 EUR"),
                ("ES finansējums", "180540.00 EUR"),
                ("Pašvaldību līdzfinansējums", "31 680,00 EUR"),
                ("Īstenošanas laiks", "no 2018. gada 1. marta līdz 2020. gada 29. februārim"),
            ],
            "Vairāk par projektu Bauskas Centrālajā bibliotēkā.",
        ],
    )
    pdf(
        "erasmus-apraksts",
        "lv",
        [
            "# Projekta “Lasām kopā” apraksts",
            [
                ("Projekta iesniedzējs", "Cēsu Centrālā bibliotēka"),
                ("Vadošais partneris", "Võru linna raamatukogu (Igaunija)"),
                ("Finansēšanas avots", "Eiropas Komisijas programma ERASMUS+ KA210-ADU, 2023"),
                ("Projekta īstenošanas termiņš", "2024.gada 1.februāris - 2026.gada 1.februāris"),
                ("Projekta kopējās izmaksas", "EUR 24000"),
                ("Projekta ārējais līdzfinansējums", "EUR 20000"),
                ("Pašvaldības līdzfinansējums", "EUR 3000"),
            ],
            "&lt;p&gt;Projekta mērķis ir apmācīt bibliotekārus, kā rīkot lasīšanas klubus senioriem. Paredzēti divi "
            "semināri un kopīga rokasgrāmata.&lt;/p&gt;",
            "Domes priekšsēdētājs",
            "2023.gada 20.novembrī",
        ],
    )
    html(
        "interreg-straipsnis",
        "lt",
        """
<main>
<h1>Biržuose duris atvėrė pasakų skaitykla</h1>
<p>2019 m. balandžio 9 d. Biržuose atidaryta vaikų skaitykla. Ji įrengta įgyvendinant 2014–2020 m. Interreg V-A Latvijos
ir Lietuvos bendradarbiavimo per sieną programos projektą „Upe plaukiančios pasakos“ (projekto Nr. LLI-912).</p>
<p>Projekto partneriai: Bauskės savivaldybė (Latvija) ir Biržų rajono savivaldybė.</p>
<p>Bendra projekto vertė – 212 400,00 Eur, iš jų 180 540,00 Eur sudaro Europos regioninės plėtros fondo lėšos.
Projektas įgyvendinamas nuo 2018 m. kovo 1 d. iki 2020 m. vasario 29 d.</p>
<p>Daugiau apie programą: <a href="https://www.latlit.eu">www.latlit.eu</a></p>
</main>
<footer>
<img src="{emblem}" alt="Europos Sąjungos vėliava" width="120" height="80">
<p>Šis straipsnis parengtas naudojant Europos Sąjungos finansinę paramą. Už šio straipsnio turinį atsako Biržų rajono
savivaldybė. Jokiomis aplinkybėmis negali būti laikoma, kad jis atspindi Europos Sąjungos nuomonę.</p>
</footer>
""",
        "Biržuose duris atvėrė pasakų skaitykla",
        "2019-04-10",
    )
    word(
        "interreg-straipsnis-su-klaidomis",
        "lt",
        [
            "# Mokytojai mokėsi sekti pasakas",
            "Trečiadienį, 2019 m. gegužės 16 d., Biržuose vyko projekto „Upe plaukiančios pasakos“ (Nr. LLI-912) "
            "seminaras. Projektas finansuojamas pagal 2014–2020 m. Interreg V-A Latvijos ir Lietuvos programą.",
            "Bendra projekto vertė – 212 400,00 Eur, iš jų 190 540,00 Eur sudaro ES lėšos.",
            "Projekto partneriai: Bauskės savivaldybė ir Biržų rajono savivaldybė.",
        ],
        picture="ES vėliava",
    )
    html(
        "erasmus-leht",
        "et",
        """
<main>
<h1>Loeme koos: projekt raamatukogudele</h1>
<p>Erasmus+ projekt „Loeme koos“ (nr 2023-1-EE01-KA210-ADU-000911222) kestab 1. veebruarist 2024 kuni 31. jaanuarini 2026.
Juhtpartner on Võru linna raamatukogu, partner on Cēsise keskraamatukogu (Läti).</p>
<p>Projekti kogumaksumus on 60 000 eurot, mille katab Erasmus+ programmi toetus 60 000 eurot.</p>
</main>
<footer>
<img src="{emblem}" alt="Euroopa Liidu lipp" width="120" height="80">
<p>Kaasrahastanud Euroopa Liit</p>
<p>Kaasrahastatud Euroopa Liidu poolt. Avaldatud seisukohad ja arvamused on ainult autori(te) omad ega pruugi kajastada
Euroopa Liidu või Haridus- ja Noorteameti seisukohti ja arvamusi. Euroopa Liit ega Haridus- ja Noorteamet nende eest ei
vastuta.</p>
</footer>
""",
        "Loeme koos",
        "2024-03-05",
    )
    word(
        "erasmus-teade",
        "et",
        [
            "# Loeme koos: teine kohtumine",
            "12. maist 14. maini 2024 kohtusid Võrus projekti „Loeme koos“ osalejad. Projekti rahastab Euroopa Liidu "
            "programm Erasmus+ (KA210).",
            "Projekti toetus on 60 000 eurot. Projekti periood: 01.02.2024 – 31.01.2026.",
        ],
        footer="Kaasrahastatud Euroopa Liidu poolt",
    )
    html(
        "erasmus-page",
        "en",
        """
<main>
<h1>Reading Rooms for Everyone</h1>
<p>"Reading Rooms for Everyone" is an Erasmus+ cooperation partnership (project No 2023-1-LV01-KA220-ADU-000912345). It
runs from 1 September 2023 to 31 August 2025. The grant is EUR 250,000.</p>
<p>Partners:</p>
<ul>
<li>Kuldiga Main Library, Latvia (coordinator)</li>
<li>Tartu Public Library, Estonia</li>
<li>Kaunas County Public Library, Lithuania</li>
</ul>
</main>
<footer>
<img src="{emblem}" alt="Flag of the European Union" width="150" height="100">
<p>Co-funded by the European Union</p>
<p>Co-funded by the European Union. Views and opinions expressed are however those of the author(s) only and do not
necessarily reflect those of the European Union or the State Education Development Agency (VIAA). Neither the European
Union nor the granting authority can be held responsible for them.</p>
</footer>
""",
        "Reading Rooms for Everyone",
        "2023-10-02",
    )
    html(
        "school-news-with-mistakes",
        "en",
        """
<main>
<h1>Our Pupils Build a Weather Station</h1>
<p>On Monday, 5 March 2024, pupils of Sigulda Secondary School put up a weather station with guests from Viljandi School,
Estonia. It is a part of our Erasmus+ project "Weather in Our Backpack" (No 2023-1-LV01-KA210-SCH-000954321), which runs
from 1 September 2023 to 31 August 2024 with a grant of EUR 60,000.</p>
</main>
<footer>
<p>Project co-funded by the EU.</p>
<img src="{emblem}" alt="Flag of the European Union" width="150" height="100">
</footer>
""",
        "Our Pupils Build a Weather Station",
        "2024-03-11",
    )
    pdf(
        "erasmus-leaflet",
        "en",
        [
            "# Reading Rooms for Everyone",
            "Our Erasmus+ cooperation partnership (2023-1-LV01-KA220-ADU-000912345) helps libraries to welcome readers "
            "who see badly. It runs from 1 September 2023 to 31 December 2026.",
            "Total budget: EUR 245,000. EU contribution: EUR 250,000.",
            "Co-funded by the Erasmus+ Programme of the European Union",
        ],
    )
    scan("scanned-poster", "en")


if __name__ == "__main__":
    main()
