"""What stands at stretches of a text is found by its place, also where long stretches reach over short ones."""

from __future__ import annotations

import random

import pytest

from grantdocs.text.stretches import Apart, Stretches

HELD = [(0, 30, "long"), (4, 6, "inside"), (40, 44, "next"), (40, 50, "same start"), (90, 91, "last")]


@pytest.mark.parametrize(
    ("start", "end", "found"),
    [
        (0, 5, ["long", "inside"]),
        (1, 4, []),
        (40, 41, ["next", "same start"]),
        (0, 100, ["long", "inside", "next", "same start", "last"]),
        (92, 100, []),
    ],
)
def test_beginning(start: int, end: int, found: list[str]) -> None:
    assert Stretches(HELD).beginning(start, end) == found


@pytest.mark.parametrize(("end", "found"), [(0, None), (1, "long"), (40, "inside"), (41, "same start"), (99, "last")])
def test_last_before(end: int, found: str | None) -> None:
    assert Stretches(HELD).last_before(end) == found


def test_near_misses_nothing() -> None:
    chance = random.Random(7)
    for _ in range(200):
        held = sorted((start := chance.randrange(200), start + chance.randrange(1, 40)) for _ in range(20))
        start = chance.randrange(220)
        end, distance = start + chance.randrange(1, 10), chance.randrange(30)
        near = Stretches((first, last, (first, last)) for first, last in held).near(start, end, distance)
        assert (
            {(first, last) for first, last in held if max(first - end, start - last, 0) <= distance}
            <= set(near)
            <= {(first, last) for first, last in held if first <= end + distance}
        )


def test_apart_takes_what_overlaps_nothing_taken_before() -> None:
    chance = random.Random(3)
    for _ in range(50):
        taken: list[tuple[int, int]] = []
        apart = Apart()
        for _ in range(40):
            start = chance.randrange(200)
            end = start + chance.randrange(1, 15)
            meets = any(start < last and first < end for first, last in taken)
            assert (apart.meets(start, end), apart.takes(start, end)) == (meets, not meets)
            taken += [] if meets else [(start, end)]


def test_apart_leaves_out_what_overlaps_an_earlier_one() -> None:
    apart = Apart([(5, 10), (8, 20), (10, 12)])
    assert [apart.meets(start, start + 1) for start in (4, 5, 9, 11, 12, 19)] == [False, True, True, True, False, False]
