"""Publications about invented projects whose figures hold, and the same with one contradiction planted.

The sentences stand in figures_phrases.json, written for this benchmark: nothing of the words or the code of the
extractors enters. Budgets are rounded as Jems does it: each partner's share down to the cent, the project their sum.
"""

from __future__ import annotations

import calendar
import datetime as dt
import html
import json
import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from functools import cache
from pathlib import Path
from typing import Any, Final

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


@dataclass
class _Project:
    total: Decimal
    union: Decimal
    own: Decimal
    state: Decimal | None
    rate: Decimal
    partners: list[tuple[str, Decimal, Decimal]]
    start: dt.date
    end: dt.date
    months: int
    event: dt.date
    weekday: int
    ineligible: Decimal | None = None
    numbers: dict[str, str] = field(default_factory=dict)


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


Block = str | list[tuple[str, ...]] | tuple[str, ...]
"""A paragraph, a table, or a list."""


class _Writer:
    """Writes one publication."""

    def __init__(self, phrases: dict[str, Any], style: _Style, chance: random.Random, kind: str | None) -> None:
        self.phrases, self.style, self.chance, self.kind = phrases, style, chance, kind

    def project(self, shape: str) -> list[Block]:
        chance = self.chance
        programme = chance.choice(sorted(self.phrases["programmes"]))
        pattern, ceiling, first = PROGRAMMES[programme]
        project = self._budget(shape, Decimal(ceiling), first)
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
        project = self._dated(start, months, self._empty())
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

    def _budget(self, shape: str, ceiling: Decimal, first: int) -> _Project:
        chance, style = self.chance, self.style
        count = 1 if shape == "eligible" else chance.randint(2, 12 if shape != "partners" else 9)
        names = chance.sample(self.phrases["organisations"], count)
        rate = ceiling
        if shape == "rate" and chance.random() < 0.3:
            rate = Decimal(chance.choice(("0.5", "0.6", "0.75")))
        partners = []
        for name in names:
            budget = Decimal(chance.randint(1_500_000, 48_000_000)) / 100
            partners.append((name, budget, (budget * rate).quantize(_CENT, ROUND_DOWN)))
        total = sum((budget for _, budget, _ in partners), Decimal(0))
        union = sum((share for _, _, share in partners), Decimal(0))
        if chance.random() < 0.25:
            union = (total * rate).quantize(_CENT, ROUND_HALF_UP)
        state = (total * Decimal("0.05")).quantize(_CENT, ROUND_DOWN) if chance.random() < 0.3 and rate < 1 else None
        ineligible = (total * Decimal(chance.randint(1, 9)) / 100).quantize(_CENT) if shape == "eligible" else None
        if style.whole:  # each figure rounded by itself, after the cents were added up
            partners = [(name, _euro(budget), _euro(share)) for name, budget, share in partners]
            total, union = _euro(total), _euro(union)
            state, ineligible = state and _euro(state), ineligible and _euro(ineligible)
        own = total - union - (state or 0)
        if style.whole and chance.random() < 0.3:
            own += chance.choice((-1, 1))
        day = dt.date(2000, 1, 1)
        project = _Project(total, union, own, state, rate, partners, day, day, 0, day, 1, ineligible)
        months = chance.choice((12, 18, 24, 30, 36))
        start = dt.date(first + chance.randint(1, 4), chance.randint(1, 12), 1)
        self._plant_money(project)
        if self.kind == "period":
            start = dt.date({2014: 2023, 2021: 2029}[first], chance.randint(2, 12), 1)
            months = max(months, 24)
        return self._dated(start, months, project)

    def _plant_money(self, project: _Project) -> None:
        chance = self.chance
        least = Decimal(50) if self.style.whole else Decimal("0.5")
        match self.kind:
            case "sum":
                name = chance.choice(["total", "own"])
                setattr(project, name, self._slipped(getattr(project, name), lambda change: abs(change) > least))
            case "share":
                sure = project.rate in {Decimal("0.85"), Decimal("0.80")}

                def tells(change: Decimal) -> bool:
                    share = change / project.total
                    far, near = Decimal("0.006"), Decimal("0.0009")
                    return share > far or (sure and (share < -far or least < abs(change) < near * project.total))

                project.union = self._slipped(project.union, tells, ("digit", "swap"))
            case "ceiling":
                share = Decimal(chance.choice(("0.9", "0.95", "0.88")))
                project.union = (project.total * share).quantize(_CENT if not self.style.whole else Decimal(1))
                project.state, project.own = None, project.total - project.union
            case "part":
                name, budget, _ = project.partners[0]
                more = project.total + budget
                project.partners[0] = (name, more, (more * project.rate).quantize(_CENT, ROUND_DOWN))
            case "partner_sum":
                at = chance.randrange(len(project.partners))
                name, budget, union = project.partners[at]
                budget = self._slipped(budget, lambda change: abs(change) > 10 * least, ("digit", "swap"))
                project.partners[at] = (name, budget, union)
            case _:
                pass

    def _slipped(self, value: Decimal, fits: Any, slips: tuple[str, ...] = ("digit", "swap", "double")) -> Decimal:
        """With a digit mistyped, two swapped or one doubled, so that it tells."""
        digits = str(value)
        for _ in range(10_000):
            at = self.chance.randrange(len(digits))
            slip = self.chance.choice(slips)
            if not digits[at].isdecimal() or at == 0:
                continue
            if slip == "digit":
                read = digits[:at] + self.chance.choice("0123456789") + digits[at + 1 :]
            elif slip == "double":
                read = digits[:at] + digits[at] + digits[at:]
            elif digits[at - 1].isdecimal():
                read = digits[: at - 1] + digits[at] + digits[at - 1] + digits[at + 1 :]
            else:
                continue
            slipped = Decimal(read)
            if slipped != value and len(str(slipped).partition(".")[2]) <= 2 and fits(slipped - value):
                return slipped.quantize(value)
        message = "no slip tells"
        raise ValueError(message)

    def _dated(self, start: dt.date, months: int, project: _Project) -> _Project:
        project.start, project.months = start, months
        project.end = _after(start, months) - dt.timedelta(days=1)
        project.event = start + dt.timedelta(days=self.chance.randint(20, 200))
        project.weekday = project.event.isoweekday()
        if self.kind == "order":
            project.start, project.end = project.end, project.start
        elif self.kind == "duration":
            project.months = months + self.chance.choice((-6, 6, 12))
        elif self.kind == "weekday":
            project.weekday = project.weekday % 7 + 1
        return project

    def _empty(self) -> _Project:
        zero, day = Decimal(0), dt.date(2000, 1, 1)
        return _Project(zero, zero, zero, None, zero, [], day, day, 0, day, 1)

    def _money(self, shape: str, project: _Project) -> list[Block]:
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

    def _partner_list(self, project: _Project) -> list[Block]:
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

    def _total(self, project: _Project) -> str:
        return self._say("total", a=self._amount(project.total))

    def _time(self, project: _Project) -> Iterator[Block]:
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


def _after(start: dt.date, months: int) -> dt.date:
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    return dt.date(year, month + 1, min(start.day, calendar.monthrange(year, month + 1)[1]))


def _euro(value: Decimal) -> Decimal:
    return value.quantize(Decimal(1), ROUND_HALF_UP)


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
