"""The pages and forms as a web application. Nothing of what is posted outlives its answer."""

from __future__ import annotations

import asyncio
import hmac
import secrets
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from io import BytesIO
from string import Template
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote

from anyio import to_thread
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import ClientDisconnect
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from grantdocs.catalogue.statements import emblem_name
from grantdocs.errors import GrantdocsError
from grantdocs.model.facts import PublicationKind
from grantdocs.web.bounds import Bounds
from grantdocs.web.doorman import Doorman
from grantdocs.web.judges import Judges
from grantdocs.web.judging import Answer, Job, Wanted
from grantdocs.web.pages import Filled, Problem, home_page, no_programme, policy, statement_page
from grantdocs.web.programme_names import Unknown, find
from grantdocs.web.uploads import Refusal, posted_form, uploads_of
from grantdocs.web.words import spoken, words

if TYPE_CHECKING:
    from starlette.datastructures import FormData
    from starlette.requests import Request

    from grantdocs.rules.demands import Demand

__all__ = ["application"]

_DOCX: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_KEPT: Final = ("text", "programme", "kind")
_NAMED: Final = ("partner", "award", "title", "authority")
_LONGEST: Final = 500
"""Characters of a field of the form for statements."""


def application(port: int, bounds: Bounds | None = None, language: str | None = None) -> Starlette:
    """`language` is that of pages where the browser does not ask for one; by default it is asked what it accepts."""
    desk = _Desk(bounds or Bounds(), language)

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        desk.judges.prepare()
        yield
        await to_thread.run_sync(desk.judges.close)

    return Starlette(
        routes=[
            Route("/", desk.home, methods=["GET"]),
            Route("/statement", desk.statement_form, methods=["GET"]),
            Route("/statement", desk.statement, methods=["POST"]),
            Route("/statement.docx", desk.statement_file, methods=["POST"]),
            *(Route(f"/{path}", desk.home_again, methods=["GET"]) for path in ("check", "checklist", "marked")),
            Route("/statement.docx", desk.home_again, methods=["GET"]),
            Route("/check", desk.answering(Wanted.PAGE), methods=["POST"]),
            Route("/checklist", desk.answering(Wanted.CHECKLIST), methods=["POST"]),
            Route("/marked", desk.answering(Wanted.ANNOTATED), methods=["POST"]),
        ],
        middleware=[Middleware(Doorman, port=port, policy=policy)],
        exception_handlers={404: desk.not_found, 405: desk.not_found, Exception: desk.broken},
        lifespan=lifespan,
    )


@dataclass(slots=True)
class _Desk:
    bounds: Bounds
    language: str | None
    token: str = field(default_factory=lambda: secrets.token_urlsafe(32), repr=False)
    """Known to our own pages only, new with each start."""
    waiting: int = 0
    places: asyncio.Semaphore = field(init=False)
    judges: Judges = field(init=False)

    def __post_init__(self) -> None:
        self.places = asyncio.Semaphore(self.bounds.at_once)
        self.judges = Judges(self.bounds)

    async def home(self, request: Request) -> Response:
        return HTMLResponse(home_page(self._spoken(request), self.token, self.bounds))

    async def home_again(self, _: Request) -> Response:
        """Answers to forms have no address of their own."""
        return RedirectResponse("/", 303)

    async def statement_form(self, request: Request) -> Response:
        return HTMLResponse(statement_page(self._spoken(request), self.token))

    def answering(self, wanted: Wanted) -> Callable[[Request], Any]:
        async def answer(request: Request) -> Response:
            if self.waiting >= self.bounds.waiting:
                return self._sorry(self._spoken(request), "busy", 503)
            self.waiting += 1
            try:
                async with self.places:
                    return await self._answer(request, wanted)
            finally:
                self.waiting -= 1

        return answer

    async def statement(self, request: Request) -> Response:
        return await self._with_demands(request, self._statement_page)

    async def statement_file(self, request: Request) -> Response:
        return await self._with_demands(request, _statement_docx)

    async def not_found(self, request: Request, _: Exception) -> Response:
        return self._sorry(self._spoken(request), "not_found", 404)

    async def broken(self, request: Request, error: Exception) -> Response:
        """A mistake of ours; what is told about it holds nothing of the publication."""
        print(f"grantdocs serve: {type(error).__name__}", file=sys.stderr)  # noqa: T201  for whoever started it
        return self._sorry(self._spoken(request), "crashed", 500)

    async def _answer(self, request: Request, wanted: Wanted) -> Response:
        language = self._spoken(request)
        filled = Filled()
        try:
            async with posted_form(request, self.bounds) as form:
                language = self._of_form(form, request)
                filled = Filled({name: _text(form, name) for name in _KEPT})
                job = await self._job(form, wanted, language)
            answer = await to_thread.run_sync(self.judges.judge, job)
        except Refusal as refusal:
            return self._sorry(language, refusal.problem, refusal.status, filled)
        except ClientDisconnect:
            return Response(status_code=400)
        return self._sent(answer, job, filled)

    async def _job(self, form: FormData, wanted: Wanted, language: str) -> Job:
        self._recognise(form)
        kind = _text(form, "kind")
        if kind and kind not in set(PublicationKind):
            raise Refusal("kind", 400)
        uploads = await uploads_of(form, words(language)["pasted"], self.bounds)
        job = Job(uploads, wanted, language, self.token, self.bounds, kind=kind)
        typed = _text(form, "programme")
        try:
            return replace(job, programme=find(typed, language))
        except Unknown as unknown:
            return replace(job, typed=typed[:_LONGEST], meant=unknown.args)

    def _recognise(self, form: FormData) -> None:
        if not hmac.compare_digest(_text(form, "token").encode(), self.token.encode()):
            raise Refusal("token", 403)

    def _sent(self, answer: Answer, job: Job, filled: Filled) -> Response:
        if answer.body and not answer.name:
            return HTMLResponse(answer.body)
        if answer.body:
            return _file(answer.body, answer.media_type, answer.name)
        if not answer.media_type:
            return self._sorry(job.language, answer.problems[0], 500, filled)
        problem = Problem(words(job.language)["problems"]["unread"], answer.problems)
        return HTMLResponse(home_page(job.language, self.token, self.bounds, filled, problem), 422)

    async def _with_demands(
        self, request: Request, shown: Callable[[Filled, str, tuple[Demand, ...]], Response]
    ) -> Response:
        language, filled = self._spoken(request), Filled()
        try:
            async with posted_form(request, Bounds(total_bytes=_LONGEST)) as form:
                language = self._of_form(form, request)
                filled = Filled({name: _text(form, name)[:_LONGEST] for name in form})
                self._recognise(form)
            found = await to_thread.run_sync(_demands, filled, language)
        except Refusal as refusal:
            problem = Problem(words(language)["problems"][refusal.problem])
            return HTMLResponse(statement_page(language, self.token, filled, problem), refusal.status)
        except Unknown as unknown:
            problem = no_programme(filled["programme"], unknown.args, language)
            return HTMLResponse(statement_page(language, self.token, filled, problem), 400)
        return shown(filled, language, found)

    def _statement_page(self, filled: Filled, language: str, found: tuple[Demand, ...]) -> Response:
        from grantdocs.reports._paste import html_block

        block = html_block(_texts(found), emblem_name(filled["text_language"])) if found else ""
        return HTMLResponse(statement_page(language, self.token, filled, found=found, block=block))

    def _sorry(self, language: str, problem: str, status: int, filled: Filled | None = None) -> Response:
        values = {"size": self.bounds.total_bytes // 1_000_000, "number": self.bounds.files}
        text = Template(words(language)["problems"][problem]).safe_substitute(values)
        return HTMLResponse(home_page(language, self.token, self.bounds, filled, Problem(text)), status)

    def _spoken(self, request: Request) -> str:
        asked = request.query_params.get("language") or self.language
        return spoken(asked, request.headers.get("accept-language", ""))

    def _of_form(self, form: FormData, request: Request) -> str:
        return spoken(_text(form, "language"), "") if _text(form, "language") else self._spoken(request)


def _demands(filled: Filled, language: str) -> tuple[Demand, ...]:
    from grantdocs.rules.demands import demands, slot_values

    programme = find(filled["programme"], language)
    if not programme:
        raise Refusal("programme_missing", 400)
    if filled["text_language"] not in words(language)["languages"]:
        raise Refusal("language", 400)
    named = slot_values({name: filled[name].strip() or None for name in _NAMED})
    try:
        return demands(programme, filled["text_language"], named, None, filled["fund"] or None)
    except GrantdocsError:  # the fund of another programme, chosen before
        return demands(programme, filled["text_language"], named)


def _statement_docx(filled: Filled, language: str, found: tuple[Demand, ...]) -> Response:
    from grantdocs.reports._paste import docx_file

    if not found:
        return RedirectResponse(f"/statement?language={language}", 303)
    content = BytesIO()
    docx_file(content, _texts(found), emblem_name(filled["text_language"]))
    return _file(content.getvalue(), _DOCX, "statement.docx")


def _texts(found: tuple[Demand, ...]) -> list[tuple[str, str]]:
    return [(demand.text, demand.statement.language) for demand in found]


def _file(body: bytes, media_type: str, name: str) -> Response:
    return Response(
        body, media_type=media_type, headers={"Content-Disposition": f"attachment; filename*=UTF-8''{quote(name, '')}"}
    )


def _text(form: FormData, name: str) -> str:
    value = form.get(name)
    return value if isinstance(value, str) else ""
