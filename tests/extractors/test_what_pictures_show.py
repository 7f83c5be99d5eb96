"""What pictures are: pixels decide, words where pixels cannot, and a gap where neither says anything."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import pytest

pytest.importorskip("cv2")
sys.path.append(str(Path(__file__).resolve().parents[2] / "benchmarks"))

from emblem_pictures import emblem, star
from PIL import Image as Pictures
from PIL import ImageDraw

from grantdocs.extractors import images
from grantdocs.extractors.emblem import looking
from grantdocs.extractors.emblem.looking import Eyes
from grantdocs.extractors.reading import begin
from grantdocs.model.document import Block, Document, Image, Source, Zone
from grantdocs.model.facts import ImageFact
from grantdocs.model.location import Anchor, Box, Span


def png(picture: Pictures.Image) -> bytes:
    stream = io.BytesIO()
    picture.save(stream, "PNG")
    return stream.getvalue()


def plain(colour: str, size: tuple[int, int] = (90, 60)) -> bytes:
    return png(Pictures.new("RGB", size, colour))


def one_star() -> bytes:
    """Blue and yellow, but no emblem."""
    picture = Pictures.new("RGB", (150, 100), (0, 51, 153))
    ImageDraw.Draw(picture).polygon(star((75, 50), 30), fill=(255, 204, 0))
    return png(picture)


def strip(other: int) -> bytes:
    """The emblem, 60 pixels high, and a green square."""
    picture = Pictures.new("RGB", (400, 260), "white")
    picture.paste(emblem(60), (20, 100))
    ImageDraw.Draw(picture).rectangle((170, 130 - other // 2, 170 + other, 130 + other // 2), fill=(20, 120, 60))
    return png(picture)


EMBLEM = png(emblem(60))


def publication(*pictures: Image, form: str = "html", pages: tuple[tuple[float, float], ...] = ()) -> Document:
    text = "The library opened its new reading room."
    blocks = (Block(Span(0, len(text)), Zone.BODY, Anchor(paragraph=1)),)
    return Document(Source("p", "text/html", form, "", 1), text, blocks, images=pictures, page_sizes_mm=pages)


def facts(*pictures: Image, **about) -> tuple[ImageFact, ...]:
    return images.extract(begin(publication(*pictures, **about)))[0]


@pytest.mark.parametrize(
    ("picture", "kind", "seen"),
    [
        (Image(data=EMBLEM), "eu_emblem", True),
        (Image(alt="A photograph", data=EMBLEM), "eu_emblem", True),
        (Image(data=png(emblem(60, "white on black"))), "eu_emblem_mono", True),
        (Image(data=lambda: EMBLEM), "eu_emblem", True),
        (Image(alt="EU flag"), "eu_emblem", False),
        (Image(name="eu-flag_left.png"), "eu_emblem", False),
        (Image(alt="EU flag", data=plain("green")), "other", True),
        (Image(alt="EU flag", data=one_star()), "eu_emblem", True),
        (Image(data=one_star()), "other", True),
        (Image(alt="Crest of the town", data=plain("red")), "other", True),
        (Image(alt="Logo of Erasmus+"), "programme_logo", False),
        (Image(alt="Logo of Erasmus+", data=plain("green")), "programme_logo", True),
        (Image(alt="Logo of Erasmus+", data=EMBLEM), "eu_emblem", True),
        (Image(alt="Children of the Erasmus+ group"), "unknown", False),
        (Image(alt="Logo of the town"), "unknown", False),
        (Image(data=b"broken"), "unknown", False),
        (Image(data=lambda: None), "unknown", False),
        (Image(), "unknown", False),
    ],
)
def test_kind(picture: Image, kind: str, seen: bool) -> None:
    (fact,) = facts(picture)

    assert (fact.kind, fact.seen) == (kind, seen)
    assert (fact.emblem is not None) == (seen and kind.startswith("eu_emblem") and picture.data != one_star())


def test_words_against_pixels_count_less() -> None:
    (unseen,) = facts(Image(alt="EU flag"))
    (doubtful,) = facts(Image(alt="EU flag", data=one_star()))

    assert doubtful.confidence < unseen.confidence < 1


PLACED = Image(data=EMBLEM, width_mm=30.0, height_mm=20.0)


@pytest.mark.parametrize(
    ("pictures", "reasons"),
    [
        ([PLACED, Image(alt="Town", data=plain("red"))], []),
        ([PLACED, Image(name="x.png")], ["image-not-understood"]),
        ([Image(data=EMBLEM)], ["emblem-size-unknown"]),
        ([Image(data=b"broken")], ["image-not-understood"]),
        ([], []),
    ],
)
def test_a_picture_that_nobody_can_see_is_a_gap(pictures: list[Image], reasons: list[str]) -> None:
    _, gaps = images.extract(begin(publication(*pictures)))

    assert [gap.reason for gap in gaps] == reasons


def test_without_the_extra_words_count_and_the_gap_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(images, "is_installed", lambda: False)

    found, gaps = images.extract(begin(publication(Image(alt="EU flag", data=EMBLEM), Image(data=EMBLEM))))

    assert [(fact.kind, fact.seen) for fact in found] == [("eu_emblem", False), ("unknown", False)]
    assert "pip install grantdocs[vision]" in gaps[0].detail


def test_plain_text_holds_no_pictures() -> None:
    _, gaps = images.extract(begin(publication(form="text")))

    assert [gap.reason for gap in gaps] == ["no-images-in-input"]


def test_millimetres_are_those_of_the_emblem_not_of_its_picture() -> None:
    (fact,) = facts(Image(data=strip(60), width_mm=100, height_mm=65, page=1), pages=((210, 297),))

    assert fact.emblem is not None
    assert fact.emblem.width_mm == pytest.approx(22.5, abs=0.2)
    assert fact.emblem.height_mm == pytest.approx(15, abs=0.2)
    assert fact.emblem.page_share == pytest.approx(22.5 * 15 / 210 / 297, abs=1e-4)
    assert fact.emblem.proportion == pytest.approx(1.5, abs=0.03)
    assert fact.emblem.field_difference < 1


@pytest.mark.parametrize(("other", "ratio"), [(40, 2.25), (60, 1.5), (120, 0.75), (200, 0.45)])
def test_other_things_in_the_strip(other: int, ratio: float) -> None:
    (fact,) = facts(Image(data=strip(other)))

    assert fact.emblem is not None
    assert fact.emblem.to_largest_other == pytest.approx(ratio, rel=0.06)


def test_lines_of_letters_and_what_lies_behind_are_no_logos() -> None:
    picture = Pictures.new("RGB", (600, 200), "white")
    draw = ImageDraw.Draw(picture)
    draw.rectangle((0, 20, 599, 180), fill=(230, 225, 210))
    picture.paste(emblem(60), (40, 70))
    for line in range(4):
        for letter in range(18):
            left, top = 170 + 20 * letter, 50 + 28 * line
            draw.rectangle((left, top, left + 9, top + 14), fill=(0, 51, 153))

    (fact,) = facts(Image(data=png(picture)))

    assert fact.emblem is not None
    assert fact.emblem.to_largest_other is None


def box(left: float, top: float) -> Anchor:
    return Anchor(page=1, box=Box(left, top, left + 60, top + 40))


@pytest.mark.parametrize(
    ("own", "other", "height_mm", "ratio"),
    [
        (box(50, 50), box(130, 50), 40, 0.5),
        (box(50, 50), box(400, 600), 40, None),
        (box(50, 50), Anchor(page=2, box=Box(130, 50, 190, 90)), 40, None),
        (box(50, 50), box(130, 50), 90, None),
        (Anchor(paragraph=3), Anchor(paragraph=3), 40, 0.5),
        (Anchor(paragraph=3), Anchor(paragraph=4), 40, None),
        (Anchor(table=1, row=1, column=1), Anchor(table=1, row=1, column=2), 40, 0.5),
        (Anchor(table=1, row=1), Anchor(table=1, row=2), 40, None),
        (Anchor(), Anchor(), 40, None),
    ],
)
def test_other_logos_on_the_page(own: Anchor, other: Anchor, height_mm: float, ratio: float | None) -> None:
    found = facts(
        Image(data=EMBLEM, width_mm=30, height_mm=20, page=own.page, anchor=own),
        Image(alt="Town", data=plain("green"), width_mm=60, height_mm=height_mm, page=other.page, anchor=other),
    )

    assert found[0].emblem is not None
    assert found[0].emblem.to_largest_other == ratio


@pytest.mark.parametrize(("width_mm", "proportion"), [(30, 1.5), (40, 2.0), (20, 1.0)])
def test_a_stretched_picture_stretches_the_emblem(width_mm: float, proportion: float) -> None:
    (fact,) = facts(Image(data=EMBLEM, width_mm=width_mm, height_mm=20))

    assert fact.emblem is not None
    assert fact.emblem.proportion == pytest.approx(proportion, abs=0.02)


def test_the_same_picture_is_looked_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    looked: list[bytes] = []
    monkeypatch.setattr(looking, "pixels", looked.append)

    facts(Image(data=EMBLEM), Image(data=EMBLEM), Image(data=plain("red")))

    assert len(looked) == 2


def test_no_more_is_looked_at_than_allowed() -> None:
    eyes = Eyes(left=1.0)

    seen = [eyes.look(plain("red", (1000, n))) is not None for n in (400, 401, 402, 403)]

    assert seen == [True, True, False, False]
