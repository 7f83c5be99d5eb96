"""Publications about invented projects whose figures hold, and the same with one contradiction planted.

The sentences stand in figures_phrases.json, written for this benchmark: nothing of the words or the code of the
extractors enters."""

from __future__ import annotations

import datetime as dt
import html
import json
import random
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any, Final

from figures_projects import Project, budget, dated

LANGUAGES: Final = ("lv", "lt", "et", "en", "pl", "de")
RULES: Final = {
    "sum": "sum-of-parts", "share": "share-agrees", "ceiling": "share-within-ceiling", "part": "part-within-whole",
    "partner_sum": "partner-sum", "order": "dates-in-order", "duration": "duration-agrees",
    "limit": "duration-within-limit", "period": "within-programme-period", "lump_sum": "lump-sum",
    "weekday": "weekday-agrees", "notation": "one-notation", "markup": "leftover-markup",
}  # fmt: skip
PROGRAMMES: Final = {
    "latlit14": ("LLI-{n:03}", "0.85", 2014), "latlit21": ("LL-{n:05}", "0.80", 2021),
    "estlat14": ("Est-Lat {n}", "0.85", 2014), "estlat21": ("EE-LV{n:05}", "0.80", 2021),
    "cb14": ("CB {n}", "0.85", 2014), "cb21": ("CB0100{n:03}", "0.80", 2021),
    "ltpl14": ("LT-PL-3R-{n:03}", "0.85", 2014), "plsn14": ("PLSN.03.01.00-02-0{n:03}/17", "0.85", 2014),
    "plsk14": ("PLSK.01.01.00-18-0{n:03}/17", "0.85", 2014),
}  # fmt: skip
_ACTIONS: Final = {"KA210-ADU": ((30_000, 60_000), 24), "KA220-HED": ((120_000, 250_000, 400_000), 36)}
_MARKUP: Final = ("<p>", "&nbsp;", "</div>", "<br />", '<span class="text">', "&amp;")
_ZLOTY: Final = Decimal("4.3125")
_CENT: Final = Decimal("0.01")
_NBSP: Final = "\N{NO-BREAK SPACE}"


@dataclass(frozen=True)
class Publication:
    language: str
    kind: str | None
    """What was planted; None for one whose figures hold."""
    name: str
    content: bytes

    @property
    def rule(self) -> str | None:
        return f"figures/{RULES[self.kind]}" if self.kind else None


@dataclass
class _Style:
    """How a publication writes money."""

    decimal: str
    group: str
    whole: bool
    places: tuple[str, ...]

    def money(self, value: Decimal, chance: random.Random, *, other_mark: bool = False) -> str:
        whole, _, cents = f"{value:.2f}".partition(".")
        decimal, group = self.decimal, self.group
        if other_mark:
            decimal, group = ("." if decimal == "," else ","), " "
        figure = f"{int(whole):,}".replace(",", group)
        if not self.whole or other_mark:
            figure += decimal + cents
        return chance.choice(self.places).format(figure)


def publication(number: int, seed: int, kind: str | None = None) -> Publication:
    """One that holds, or the one of this number with something planted."""
    return _publication(LANGUAGES[number % len(LANGUAGES)], kind, f"{seed} {number}")


def _publication(language: str, kind: str | None, seed: str) -> Publication:
    chance = random.Random(f"{seed} {language}")
    shape = chance.choice(("whole", "rate", "partners", "ours", "eligible", "erasmus"))
    needed = {
        "sum": ("whole", "eligible"), "share": ("rate",), "ceiling": ("whole",), "part": ("ours",),
        "partner_sum": ("partners",), "limit": ("erasmus",), "lump_sum": ("erasmus",),
        "notation": ("whole", "partners", "ours", "eligible"), "period": ("whole", "rate", "partners", "ours"),
    }.get(kind or "", (shape,))  # fmt: skip
    if shape not in needed:
        shape = chance.choice(needed)
    phrases = _phrases()[language]
    style = _style(language, chance)
    if kind == "notation":
        style.whole = False
    text = _Writer(phrases, style, chance, kind)
    blocks = text.erasmus() if shape == "erasmus" else text.project(shape)
    as_page = chance.random() < 0.5
    content = _page(blocks, language) if as_page else "\n".join(map(_plain, blocks))
    return Publication(language, kind, f"{seed} {shape}.{'html' if as_page else 'txt'}", content.encode())


Block = str | list[Any] | tuple[str, ...]
"""A paragraph, a table, or a list."""


class _Writer:
    """Writes one publication."""

    def __init__(self, phrases: dict[str, Any], style: _Style, chance: random.Random, kind: str | None) -> None:
        self.phrases, self.style, self.chance, self.kind = phrases, style, chance, kind
        self.about = Decimal(0)

    def project(self, shape: str) -> list[Block]:
        chance = self.chance
        programme = chance.choice(sorted(self.phrases["programmes"]))
        pattern, ceiling, first = PROGRAMMES[programme]
        count = 1 if shape == "eligible" else chance.randint(2, 9 if shape == "partners" else 12)
        partners = chance.sample(self.phrases["organisations"], count)
        project = budget(chance, partners, shape, Decimal(ceiling), first, whole=self.style.whole, kind=self.kind)
        names = [name for name, _, _ in project.partners]
        title = chance.choice(self.phrases["titles"])
        intro = self._say(
            "intro", title=title, number=pattern.format(n=chance.randint(11, 399)), lead=names[0],
            programme=self.phrases["programmes"][programme],
        )  # fmt: skip
        shown = names[:6] if shape != "partners" else names
        blocks: list[Block] = [title, intro]
        if len(names) > 1 and shape != "ours":
            blocks.append(self._say("partners_intro", names=self._listed(shown)))
        blocks += [*self._money(shape, project), *self._time(project)]
        return self._mixed(blocks, keep=2)

    def erasmus(self) -> list[Block]:
        chance = self.chance
        action = chance.choice(sorted(_ACTIONS))
        sums, longest = _ACTIONS[action]
        months = chance.choice([m for m in (6, 12, 18, 24, 30, 36) if 12 <= m <= longest])
        start = dt.date(chance.choice((2022, 2023)), chance.choice((2, 9, 10, 11)), 1)
        if self.kind == "limit":
            months = longest + chance.choice((3, 6, 12))
        project = dated(chance, start, months, Project(), self.kind)
        lump = Decimal(chance.choice(sums))
        if self.kind == "lump_sum":
            lump += Decimal(chance.choice((5_000, -10_000, 1_500)))
        self.style.whole = True
        title = chance.choice(self.phrases["titles"])
        number = f"{start.year}-1-LV01-{action}-000{chance.randint(100000, 199999)}"
        return self._mixed(
            [
                title,
                self._say("erasmus", title=title, number=number),
                self._say("lump", a=self._amount(lump)),
                *self._time(project),
            ],
            keep=2,
        )

    def _money(self, shape: str, project: Project) -> list[Block]:
        chance = self.chance
        rate = self._rate(project.rate)
        if shape == "ours":
            name, budget, union = project.partners[0]
            ours = self._say("ours", p=name, a=self._amount(budget), b=self._amount(union))
            return [f"{self._total(project)}. {ours}."]
        if shape == "rate":
            return [
                f"{self._total(project)}. {_first(self._say('union_rate', a=self._amount(project.union), r=rate))}."
            ]
        if shape == "partners":
            return self._partner_list(project)
        parts = ["union", *(["state"] if project.state else []), "own"]
        amounts = {"union": project.union, "state": project.state, "own": project.own}
        if shape == "eligible" and project.ineligible is not None:
            costs = f"{self._say('total', a=self._amount(project.total + project.ineligible))}, "
            costs += f"{self._say('eligible', a=self._amount(project.total))}, "
            costs += self._say("ineligible", a=self._amount(project.ineligible))
            return [f"{costs}. {_first('; '.join(self._say(p, a=self._amount(amounts[p])) for p in parts))}."]
        way = chance.choice(("prose", "sentences", "list", "table"))
        if way in {"prose", "sentences"}:
            said = [self._say(part, a=self._amount(amounts[part])) for part in parts]
            if (self.kind is None and chance.random() < 0.5) or self.kind == "share":
                said[0] = self._say("union_rate", a=self._amount(project.union), r=rate)
            if way == "prose":
                return [f"{self._total(project)}: {', '.join(said)}."]
            return [f"{self._total(project)}. " + " ".join(f"{_first(one)}." for one in said)]
        labels = self.phrases["labels"]
        rows = [(labels["total"], self._amount(project.total))]
        rows += [(labels[part], self._amount(amounts[part])) for part in parts]
        return [tuple(f"{label}: {amount}" for label, amount in rows)] if way == "list" else [rows]

    def _partner_list(self, project: Project) -> list[Block]:
        labels = self.phrases["labels"]
        say = self.chance.choice(self.phrases["partner_total"])
        listed = [(name, self._amount(budget)) for name, budget, _ in project.partners]
        match self.chance.choice(("list", "table", "prose")):
            case "list":
                items = tuple(say.format(p=name, a=amount) for name, amount in listed)
                return [f"{self._total(project)}.", tuple(map(_first, items))]
            case "table":
                rows = [(labels["partner"], labels["budget"]), *listed, (labels["sum"], self._amount(project.total))]
                return [f"{self._total(project)}.", rows]
            case _:
                said = " ".join(f"{_first(say.format(p=n, a=a))}." for n, a in listed)
                return [f"{self._total(project)}. {said}"]

    def _total(self, project: Project) -> str:
        self.about = project.total if self.kind is None else Decimal(0)
        amount = self._amount(project.total)
        if self.chance.random() < 0.15:  # the same once more in another currency
            other = _Style(self.style.decimal, self.style.group, self.style.whole, ("{} PLN",))
            amount += f" ({other.money((project.total * _ZLOTY).quantize(_CENT), self.chance)})"
        return self._say("total", a=amount)

    def _time(self, project: Project) -> Iterator[Block]:
        dates = {
            "s": self._date(project.start), "e": self._date(project.end),
            "from": self._date(project.start, "from"), "to": self._date(project.end, "to"),
        }  # fmt: skip
        if self.kind == "duration" or self.chance.random() < 0.5:
            yield f"{self._say('period_duration', m=str(project.months), **dates)}."
        else:
            yield f"{self._say('period', **dates)}."
        if self.kind == "weekday" or self.chance.random() < 0.5:
            weekday = self.phrases["weekdays"][project.weekday - 1]
            yield self._say("event", weekday=weekday, on=self._date(project.event, "on"))

    def _mixed(self, blocks: list[Block], keep: int) -> list[Block]:
        """With what else stands in publications: hedged and foreign amounts, purchases, ceilings, and other sentences."""
        chance = self.chance
        more: list[Block] = list(chance.sample(self.phrases["filler"], 2))
        million = Decimal(chance.randint(12, 480)) * 100_000
        if chance.random() < 0.2 and self.about:
            more.append(self._say("hedge", a=self._amount(self.about.quantize(Decimal(-5)))))
        if chance.random() < 0.3:
            more.append(self._say("programme_money", a=self._amount(million)))
        if chance.random() < 0.25:
            more.append(self._say("contract", a=self._amount(Decimal(chance.randint(10_000, 90_000)))))
        if chance.random() < 0.25:
            net = Decimal(chance.randint(1_000, 20_000))
            tax = (net * Decimal("0.21")).quantize(Decimal(1))
            numbers = {"n": self._amount(net), "v": self._amount(tax), "a": self._amount(net + tax)}
            more.append(self._say("vat", **numbers))
        if chance.random() < 0.2:
            more.append(self._say("ceiling", r=self._rate(Decimal("0.85"))))
        if self.kind == "notation":
            more.append(self._say("contract", a=self.style.money(Decimal("34567.89"), chance, other_mark=True)))
            more.append(self._say("contract", a=self._amount(Decimal("21034.56"))))
        if self.kind == "markup":
            at = next(i for i, one in enumerate(more) if isinstance(one, str))
            more[at] = f"{chance.choice(_MARKUP)} {more[at]}"
        head, rest = blocks[:keep], blocks[keep:]
        for one in more:
            rest.insert(chance.randint(0, len(rest)), one)
        return head + rest

    def _say(self, what: str, **values: str) -> str:
        return str(self.chance.choice(self.phrases[what])).format(**values)

    def _amount(self, value: Decimal) -> str:
        return self.style.money(value, self.chance)

    def _rate(self, rate: Decimal) -> str:
        return f"{(rate * 100).normalize():f}" + self.chance.choice(("%", f"{_NBSP}%", " %"))

    def _date(self, day: dt.date, case: str = "") -> str:
        month, values = day.month - 1, {"y": day.year, "m": day.month, "d": day.day}
        if case and case in self.phrases:
            return str(self.phrases[case][month]).format(**values)
        if case and "long" in self.phrases:
            return str(self.phrases["long"]).format(M=self.phrases["months"][month], **values)
        return str(self.phrases["numeric"]).format(M=self.phrases["months"][month], **values)

    def _listed(self, names: list[str]) -> str:
        return f"{', '.join(names[:-1])} {self.phrases['and']} {names[-1]}" if len(names) > 1 else names[0]


def _style(language: str, chance: random.Random) -> _Style:
    if language == "en":
        decimal, group = ".", chance.choice((",", " ", _NBSP, ""))
    else:
        decimal, group = ",", chance.choice((" ", " ", _NBSP, ".", ""))
    places = chance.choice((("{} EUR",), ("{} EUR", "EUR {}"), ("{} €",), ("EUR {}",), (f"{{}}{_NBSP}EUR", "{} EUR")))
    return _Style(decimal, group, chance.random() < 0.25, places)


def _first(text: str) -> str:
    return text[:1].upper() + text[1:]


def _plain(block: Block) -> str:
    if isinstance(block, str):
        return f"{block}\n"
    if isinstance(block, tuple):
        return "".join(f"- {item}\n" for item in block)
    return "".join(f"{': '.join(row)}\n" for row in block)


def _page(blocks: list[Block], language: str) -> str:
    title, *rest = blocks
    parts = [f"<h1>{html.escape(str(title))}</h1>"]
    for block in rest:
        if isinstance(block, str):
            parts.append(f"<p>{html.escape(block)}</p>")
        elif isinstance(block, tuple):
            parts.append("<ul>" + "".join(f"<li>{html.escape(item)}</li>" for item in block) + "</ul>")
        else:
            cells = ("".join(f"<td>{html.escape(cell)}</td>" for cell in row) for row in block)
            parts.append("<table>" + "".join(f"<tr>{row}</tr>" for row in cells) + "</table>")
    head = (
        f'<!DOCTYPE html><html lang="{language}"><head><meta charset="utf-8"><title>{html.escape(str(title))}</title>'
    )
    return f"{head}</head><body><main>{''.join(parts)}</main></body></html>"


@cache
def _phrases() -> dict[str, dict[str, Any]]:
    loaded: dict[str, dict[str, Any]] = json.loads(
        Path(__file__).with_name("figures_phrases.json").read_text(encoding="utf-8")
    )
    return loaded
