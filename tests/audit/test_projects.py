"""Which publications are about one project."""

from __future__ import annotations

import pytest

from grantdocs.audit.projects import Name, name_of, projects_by_name


@pytest.mark.parametrize(
    ("told", "name"),
    [
        (("LLI - 314", None, None, None), Name("LLI314", "", "")),
        (("lli-314", "Green  Benches!", "BENCH", "p"), Name("LLI314", "green benches", "p/bench")),
        ((None, "Benches", "BEN", None), Name("", "", "")),
        ((None, "Zaļie soli", "SOLI-2", None), Name("", "zaļie soli", "/soli2")),
    ],
)
def test_names_are_evened_out(told: tuple[str | None, ...], name: Name) -> None:
    assert name_of(*told) == name


A, B = "green benches by the river", "quiet rooms"


@pytest.mark.parametrize(
    ("told", "projects"),
    [
        # by number, whatever the title
        ({("N1", A, ""): 1, ("N1", B, ""): 1}, ["N1", "N1"]),
        ({("N1", "", ""): 1, ("X2", "", ""): 1}, ["N1", "X2"]),
        # one title, two numbers far apart: two projects
        ({("2019AB77", A, ""): 1, ("2021CD12", A, ""): 1}, ["2019AB77", "2021CD12"]),
        # one title, a slip of the pen in the number: the usual number
        ({("2019AB77", A, ""): 1, ("2019AB78", A, ""): 3}, ["2019AB78", "2019AB78"]),
        ({("2019AB77", A, ""): 1, ("2019AB78", B, ""): 3}, ["2019AB77", "2019AB78"]),
        # no number: the only project of this title
        ({("N1", A, ""): 1, ("", A, ""): 1}, ["N1", "N1"]),
        ({("N1", A, ""): 1, ("", B, ""): 1}, ["N1", f"title:{B}"]),
        ({("2019AB77", A, ""): 1, ("2021CD12", A, ""): 1, ("", A, ""): 1}, ["2019AB77", "2021CD12", f"title:{A}"]),
        # then the only one of this acronym
        ({("N1", A, "p/bench"): 1, ("", "", "p/bench"): 1}, ["N1", "N1"]),
        ({("N1", A, "p/bench"): 1, ("", "", "q/bench"): 1}, ["N1", "acronym:q/bench"]),
        ({("", A, "p/bench"): 1, ("", "", "p/bench"): 1}, [f"title:{A}", f"title:{A}"]),
        ({("N1", "", "p/bench"): 1, ("", A, "p/bench"): 1}, ["N1", "N1"]),
        # what names nothing is no project
        ({("", "", ""): 5}, [None]),
    ],
)
def test_projects_are_told_apart(told: dict[tuple[str, str, str], int], projects: list[str | None]) -> None:
    names = {Name(*each): times for each, times in told.items()}
    found = projects_by_name(names)
    assert [found.get(name) for name in names] == projects
    backwards = projects_by_name(dict(reversed(names.items())))
    assert backwards == found
