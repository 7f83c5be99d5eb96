"""The same publication as DOCX, as the ODT and PDF that LibreOffice makes of it, and as HTML says the same."""

from __future__ import annotations

import base64
import html
import io
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from small_files import picture

import grantdocs
from grantdocs.pipeline import facts_json

KINDS = ("programmes", "funds", "awards", "amounts", "rates", "dates", "partners", "statements", "figures")
PLACES = {"text", "spans", "location", "zone", "written", "slot_spans", "deviations"}
TITLE = "Bērzu pagasta bibliotēkā atklāta jaunā lasītava"
LEAD = (
    "Bērzu pagasta bibliotēka sadarbībā ar Upes novada pašvaldību un Ežera rajona muzeju 2021. gada 5. martā atklāja "
    "atjaunoto lasītavu, kurā turpmāk notiks nodarbības bērniem, skolēniem un senioriem no abām robežas pusēm."
)
TABLE = (
    ("Projekta nosaukums", "Lasām kopā pāri robežai"),
    ("Programma", "Interreg V-A Latvijas–Lietuvas programma 2014.–2020. gadam"),
    ("Projekta numurs", "LLI-999"),
    ("Īstenošanas laiks", "2020. gada 1. janvāris – 2021. gada 31. decembris"),
    ("Kopējās izmaksas", "EUR 120 500,75"),
)
MONEY = (
    "Kopējās projekta izmaksas ir 120 500,75 EUR, no kurām 102 425,64 EUR ir Eiropas Reģionālās attīstības fonda "
    "līdzfinansējums. Pašvaldības ieguldījums ir 18 075,11 EUR."
)
AIMS = ("labāka pieeja grāmatām", "mācības senioriem")
DISCLAIMER = (
    "Par šī raksta saturu pilnībā atbild Bērzu pagasta bibliotēka, un tas nekādos apstākļos nav uzskatāms par Eiropas "
    "Savienības oficiālo nostāju."
)
FOOTER = "Līdzfinansē Eiropas Savienība"


def as_docx() -> bytes:
    import docx
    from docx.shared import Mm

    document = docx.Document()
    document.sections[0].footer.paragraphs[0].text = FOOTER
    document.add_heading(TITLE, 1)
    document.add_picture(io.BytesIO(picture()), width=Mm(30))
    document.add_paragraph(LEAD)
    grid = document.add_table(rows=0, cols=2, style="Table Grid")
    for words in TABLE:
        for cell, word in zip(grid.add_row().cells, words, strict=True):
            cell.text = word
    document.add_paragraph(MONEY)
    for aim in AIMS:
        document.add_paragraph(aim, style="List Bullet")
    document.add_paragraph(DISCLAIMER)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def as_html() -> bytes:
    rows = "".join(f"<tr><td>{html.escape(a)}</td><td>{html.escape(b)}</td></tr>" for a, b in TABLE)
    aims = "".join(f"<li>{aim}</li>" for aim in AIMS)
    shown = base64.b64encode(picture()).decode()
    return (
        f'<!doctype html><html><head><meta charset="utf-8"></head><body><main><h1>{TITLE}</h1><p><img width="113" src="data:image/png;base64,{shown}"></p>'
        f"<p>{LEAD}</p><table>{rows}</table><p>{MONEY}</p><ul>{aims}</ul><p>{DISCLAIMER}</p></main>"
        f"<footer>{FOOTER}</footer></body></html>"
    ).encode()


@pytest.fixture(scope="module")
def forms(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    program = shutil.which("soffice")
    if program is None:
        pytest.skip("LibreOffice is not installed (Debian: libreoffice-writer-nogui)")
    folder = tmp_path_factory.mktemp("office")
    (folder / "a.docx").write_bytes(as_docx())
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    for form in ("odt", "fodt", "pdf"):
        command = [
            program,
            profile,
            "--headless",
            "--convert-to",
            form,
            "--outdir",
            str(folder),
            str(folder / "a.docx"),
        ]
        subprocess.run(command, check=True, capture_output=True, timeout=120)
    found = {form: Path(folder, f"a.{form}").read_bytes() for form in ("docx", "odt", "fodt", "pdf")}
    return found | {"html": as_html()}


OTHERS = ("odt", "fodt", "pdf", "html")


@pytest.mark.parametrize("form", OTHERS)
def test_same_text(form: str, forms: dict[str, bytes]) -> None:
    def words(data: bytes) -> list[str]:
        document = grantdocs.read(data)
        # A page shows the marks of its lists, which the other formats leave to the program.
        return [document.quote(block.span).lstrip("•\uf0b7 ") for block in document.blocks]

    assert words(forms[form]) == words(forms["docx"])


@pytest.mark.parametrize("form", OTHERS)
def test_same_facts(form: str, forms: dict[str, bytes]) -> None:
    assert said(forms[form]) == said(forms["docx"])


@pytest.mark.parametrize("form", OTHERS)
def test_same_verdicts(form: str, forms: dict[str, bytes]) -> None:
    def verdicts(data: bytes) -> dict[str, str]:
        # The kind of publication is told here: it decides what is asked for, and formats differ in what they show of it.
        report = grantdocs.check(data, assume={"kind": "document"})
        return {finding.rule: finding.verdict.value for finding in report.findings}

    assert verdicts(forms[form]) == verdicts(forms["docx"])


@pytest.mark.parametrize("form", ["odt", "fodt", "pdf"])
def test_same_pictures(form: str, forms: dict[str, bytes]) -> None:
    (image,) = grantdocs.read(forms[form]).images
    assert image.data
    assert (image.width_mm, image.height_mm) == pytest.approx((30, 20), abs=0.5)


def said(data: bytes) -> dict[str, Any]:
    facts = facts_json(grantdocs.extract(data), grantdocs.read(data))
    return {kind: sorted(map(str, map(_without_places, facts[kind]))) for kind in KINDS}


def _without_places(fact: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in fact.items() if key not in PLACES}
