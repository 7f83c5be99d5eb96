"""Publications are judged in processes that may crash, hang or run out of memory; the page answers all the same."""

from __future__ import annotations

import io
import os
import signal
import threading
import time
import zipfile
from pathlib import Path

import pytest

pytest.importorskip("starlette", reason="the package starlette is missing (grantdocs[web])")
pytest.importorskip("python_multipart", reason="the package python-multipart is missing (grantdocs[web])")

from grantdocs.web import judges as judges_module
from grantdocs.web.bounds import Bounds
from grantdocs.web.judges import Judges
from grantdocs.web.judging import Answer, Job, Wanted
from grantdocs.web.uploads import Upload

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = ROOT / "samples/lv/interreg-raksts-kludains.docx"
TEXT = Upload("news.txt", b"Project LLI-912 of Interreg V-A Latvia-Lithuania 2014-2020 costs EUR 1 000.")
BOUNDS = Bounds(judging_seconds=30)
FORKS = pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning")


@pytest.fixture(scope="module")
def judges():
    made = Judges(BOUNDS)
    yield made
    made.close()


def _job(*uploads: Upload, wanted: Wanted = Wanted.PAGE, **more) -> Job:
    return Job(uploads, wanted, more.pop("language", "en"), "the-token", more.pop("bounds", BOUNDS), **more)


def test_a_page_with_what_can_be_done_next(judges: Judges) -> None:
    answer = judges.judge(_job(Upload("leaflet.docx", SAMPLE.read_bytes()), language="lv"))
    page = answer.body.decode()

    assert (answer.name, answer.problems) == ("", ())
    assert "nav kārtībā" in page
    assert 'value="the-token"' in page
    assert "leaflet.docx" in page
    assert 'formaction="/checklist"' in page
    assert 'formaction="/marked"' in page
    assert "http-equiv" not in page


def test_several_of_which_one_cannot_be_read(judges: Judges) -> None:
    page = judges.judge(_job(TEXT, Upload("broken.docx", b"PK\x03\x04broken"), TEXT)).body.decode()

    assert "Publications: 2" in page or page.count('class="sheet"') == 2
    assert "broken.docx: " in page


def test_only_one_that_cannot_be_read(judges: Judges) -> None:
    answer = judges.judge(_job(Upload("broken.docx", b"PK\x03\x04broken")))

    assert answer.body == b""
    assert [each.partition(":")[0] for each in answer.problems] == ["broken.docx"]


@pytest.mark.parametrize("wanted", [Wanted.CHECKLIST, Wanted.ANNOTATED])
def test_files_to_save(judges: Judges, wanted: Wanted) -> None:
    answer = judges.judge(_job(Upload("leaflet.docx", SAMPLE.read_bytes()), wanted=wanted))

    assert answer.name == {"checklist": "leaflet.checklist.docx", "annotated": "leaflet.checked.docx"}[wanted]
    assert "word/document.xml" in zipfile.ZipFile(io.BytesIO(answer.body)).namelist()


def test_marked_copies_of_several(judges: Judges) -> None:
    page = Upload("news.html", b"<html lang=en><p>Project LLI-912 of Interreg V-A Latvia-Lithuania costs EUR 1 000.")
    answer = judges.judge(_job(page, Upload(page.name, page.data + b"<p>x"), TEXT, wanted=Wanted.ANNOTATED))

    assert answer.name == "grantdocs.checked.zip"
    names = zipfile.ZipFile(io.BytesIO(answer.body)).namelist()
    assert names == ["news.checked.html", "news.checked-2.html"]


def test_no_marked_copy_of_a_text(judges: Judges) -> None:
    answer = judges.judge(_job(TEXT, wanted=Wanted.ANNOTATED))

    assert answer.body == b""
    assert len(answer.problems) == 1


def test_what_is_known_is_taken_into_account(judges: Judges) -> None:
    text = Upload("news.txt", "Projekts ilgst 12 mēnešus. ES finansējums ir 10 200 EUR.".encode())
    page = judges.judge(_job(text, programme="interreg-latvia-lithuania-2014-2020", kind="poster")).body.decode()

    assert 'value="Interreg Latvia–Lithuania 2014–2020"' in page
    assert '<option value="poster" selected>' in page
    assert "interreg-latvia-lithuania-2014/" in page


def test_a_programme_that_is_not_known_does_not_lose_the_publication(judges: Judges) -> None:
    page = judges.judge(_job(TEXT, typed="Mars <1>", meant=("MEDIA 2007–2013",))).body.decode()

    assert "There is no programme “Mars &lt;1&gt;” in the list." in page
    assert "MEDIA 2007–2013" in page
    assert 'name="data"' in page


def test_a_zip_bomb(judges: Judges) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", b"<a>" + b" " * 300_000_000)
    answer = judges.judge(_job(Upload("bomb.docx", packed.getvalue()), TEXT))

    assert b"bomb.docx: " in answer.body


@FORKS
@pytest.mark.parametrize(
    ("harm", "says"),
    [
        (lambda: os._exit(3), "crash"),
        (lambda: os.kill(os.getpid(), signal.SIGKILL), "crash"),
        (lambda: time.sleep(60), "timeout"),
        (lambda: bytearray(10**12), "memory"),
        (lambda: 1 / 0, "crash"),
    ],
    ids=["exit", "killed", "hang", "memory", "mistake"],
)
def test_harm_costs_one_publication_only(monkeypatch, harm, says: str) -> None:
    lost = {
        "crash": "cannot be read: it is damaged",
        "timeout": "takes too long to read",
        "memory": "needs more memory than one publication is allowed",
    }[says]
    judges = _Forked(monkeypatch, harm, Bounds(judging_seconds=3))
    answer = judges.judge(_job(TEXT, Upload("harmful.txt", b"harm"), TEXT, bounds=Bounds(judging_seconds=3)))

    assert f"harmful.txt: {lost}" in answer.body.decode()
    assert answer.body.count(b'class="sheet"') == 2


@FORKS
def test_no_publication_is_blamed_for_a_process_that_does_not_start(monkeypatch) -> None:
    judges = _Forked(monkeypatch, lambda: None, BOUNDS)
    monkeypatch.setattr(judges_module, "limit_memory", lambda _: os._exit(1))

    assert judges.judge(_job(TEXT)) == Answer(media_type="", problems=("crashed",))


@FORKS
def test_nothing_but_harm(monkeypatch) -> None:
    judges = _Forked(monkeypatch, lambda: os._exit(3), BOUNDS)
    answer = judges.judge(_job(Upload("harmful.txt", b"harm")))

    assert answer.problems == ("harmful.txt: cannot be read: it is damaged, or this is a mistake of grantdocs",)


@FORKS
def test_a_form_is_given_up_where_all_of_it_harms(monkeypatch) -> None:
    judges = _Forked(monkeypatch, lambda: os._exit(3), BOUNDS)
    answer = judges.judge(_job(*[Upload(f"{n}.txt", b"harm") for n in range(9)]))

    assert answer == Answer(media_type="", problems=("crashed",))


def test_two_at_once(judges: Judges) -> None:
    answers: list[Answer] = []
    threads = [
        threading.Thread(target=lambda name=name: answers.append(judges.judge(_job(Upload(name, TEXT.data)))))
        for name in ("one.txt", "two.txt")
    ]
    for each in threads:
        each.start()
    for each in threads:
        each.join(120)

    assert sorted("one.txt" in answer.body.decode() for answer in answers) == [False, True]


def test_no_process_is_left() -> None:
    made = Judges(BOUNDS)
    made.judge(_job(TEXT))
    with made._lock:
        waiting = made._spare
    made.close()

    assert made._working == set()
    assert waiting is None or not waiting.is_alive


class _Forked(Judges):
    """Judges that are forked from the test, so that what harms them is known to them."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, harm, bounds: Bounds) -> None:
        import multiprocessing

        from grantdocs import pipeline

        pipeline.check(TEXT.data)
        read = pipeline.read

        def harmful(source, **options):
            if source == b"harm":
                harm()
            return read(source, **options)

        monkeypatch.setattr(pipeline, "read", harmful)
        monkeypatch.setattr(judges_module, "_WARM", "grantdocs.web")
        super().__init__(bounds)
        self._context = multiprocessing.get_context("fork")

    def prepare(self) -> None:
        """Nobody waits: each is forked when it is asked for."""
