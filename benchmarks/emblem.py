"""How well the emblem is found in pictures: `python benchmarks/emblem.py [--pictures 2000] [--seed 1] [--layouts 200]`.

As many pictures with an emblem as without are drawn (`emblem_pictures.py`, `emblem_variants.py`,
`emblem_look_alikes.py`, `emblem_busy.py`); the same seed draws the same pictures.
"""

from __future__ import annotations

import argparse
import math
import random
import statistics
import time
from collections import Counter
from collections.abc import Iterator

import cv2
import numpy as np
from emblem_busy import BUSY
from emblem_layouts import Layout, layout
from emblem_look_alikes import negative
from emblem_pictures import Picture, positive
from emblem_variants import variant
from PIL import Image

import grantdocs
from grantdocs.extractors.emblem.finding import Emblem, find_emblems

SIZES = (24, 1200)
RESOLVED = 40
VARIANTS = 0.3
"""Share of pictures that come as files of every kind, in shapes of style guides."""
TOLERANCE_MM = 0.5


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pictures", type=int, default=2000, help="pictures of either sort")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--layouts", type=int, default=0, help="publications whose emblem is measured instead")
    options = parser.parse_args()
    cv2.setNumThreads(1)
    if options.layouts:
        measure_layouts(random.Random(options.seed), options.layouts)
        return
    rng = random.Random(options.seed)
    seconds: list[tuple[float, float]] = []
    found, drawn, missed, wrong = Counter[str](), Counter[str](), Counter[str](), Counter[str]()
    errors: list[float] = []
    right_kind = 0
    for picture, width in positives(rng, options.pictures):
        size = "from 40 px" if width >= RESOLVED else "24 to 40 px"
        drawn[size] += 1
        hits = look(picture, seconds)
        right = [hit for hit in hits if same_place(hit, picture)]
        wrong["beside the emblem"] += len(hits) - len(right)
        if right:
            found[size] += 1
            right_kind += right[0].mono == picture.mono
            errors.append(abs(right[0].height / place(picture)[3] - 1))
        else:
            missed[f"{size}, {picture.what}"] += 1
    for _ in range(options.pictures):
        picture = negative(rng)
        wrong[picture.what] += bool(look(picture, seconds))
    false = sum(wrong.values())
    for size in sorted(drawn):
        print(f"recall, {size:<14} {found[size] / drawn[size]:.4f}  ({found[size]} of {drawn[size]})")
    print(f"precision              {found.total() / (found.total() + false):.4f}  ({false} false)")
    print(f"one-colour told apart  {right_kind / max(found.total(), 1):.4f}")
    errors.sort()
    marks = (0.5, 0.9, 0.95, 0.99)
    print(
        "height error          ",
        "  ".join(f"{mark:.0%}: {errors[int(mark * (len(errors) - 1))]:.2%}" for mark in marks),
    )
    large = [taken * 1000 / size for size, taken in seconds if size >= 0.5]
    print(
        f"time                   {statistics.median(large):.1f} ms a megapixel (pictures of half a megapixel and more)"
    )
    print_busy(random.Random(options.seed))
    print("missed", dict(missed.most_common(12)))
    print("false ", dict(wrong.most_common(12)))


def print_busy(rng: random.Random) -> None:
    """Noise, letters, thousands of dots, maps: apart from the time above, and what is found in them is wrong."""
    taken: list[tuple[float, str]] = []
    false = 0
    for what, draw in BUSY.items():
        seconds: list[tuple[float, float]] = []
        false += len(look(Picture(draw(rng), None, what), seconds))
        taken.append((seconds[0][1] * 1000 / seconds[0][0], what))
    middle, (worst, what) = statistics.median(one for one, _ in taken), max(taken)
    print(f"time, busy pictures    {middle:.1f} ms a megapixel, most {worst:.1f} ({what}); {false} false")


def measure_layouts(rng: random.Random, number: int) -> None:
    """Placed height and width read back from DOCX, PDF and PPTX."""
    errors: dict[str, list[float]] = {}
    for _ in range(number):
        drawn = layout(rng)
        errors.setdefault(drawn.form, []).append(layout_error(drawn))
    for form, missed in sorted(errors.items()):
        within = sum(error <= TOLERANCE_MM for error in missed)
        print(f"{form:<6} within {TOLERANCE_MM} mm {within} of {len(missed)}, largest error {max(missed):.2f} mm")


def layout_error(drawn: Layout) -> float:
    """By how many millimetres width or height is off; endless where the emblem was not found."""
    found = [image.emblem for image in grantdocs.extract(drawn.data).images if image.emblem]
    sizes = [(one.width_mm, one.height_mm) for one in found if one.width_mm and one.height_mm]
    if len(sizes) != 1:
        return math.inf
    return max(abs(sizes[0][0] - drawn.width_mm), abs(sizes[0][1] - drawn.height_mm))


def positives(rng: random.Random, number: int) -> Iterator[tuple[Picture, int]]:
    for _ in range(number):
        width = round(math.exp(rng.uniform(*map(math.log, SIZES))))
        yield (variant if rng.random() < VARIANTS else positive)(rng, width), width


def look(picture: Picture, seconds: list[tuple[float, float]]) -> tuple[Emblem, ...]:
    pixels = flat(picture.image)
    start = time.process_time()
    hits = find_emblems(pixels)
    seconds.append((pixels.shape[0] * pixels.shape[1] / 1e6, time.process_time() - start))
    return hits


def place(picture: Picture) -> tuple[float, float, float, float]:
    assert picture.box is not None
    return picture.box


def same_place(hit: Emblem, picture: Picture) -> bool:
    left, top, width, height = place(picture)
    across = abs(hit.left + hit.width / 2 - left - width / 2) / width
    down = abs(hit.top + hit.height / 2 - top - height / 2) / height
    return across < 0.15 and down < 0.2 and abs(hit.height / height - 1) < 0.2


def flat(image: Image.Image) -> np.ndarray:
    """RGB on white."""
    if image.mode == "RGBA":
        page = Image.new("RGBA", image.size, (255, 255, 255, 255))
        page.alpha_composite(image)
        image = page
    return np.asarray(image.convert("RGB"))


if __name__ == "__main__":
    main()
