"""The gateway's story: judge, read, redact, send on, take note.

    request ─► asked ─► body into the spool ─► engine (one case) ─► all verified ─► upstream ─► answer ─► cases joined
                 └───────────┴──────────────────────┴── Refused ─► the service's own shape

Nothing goes to the helpdesk before all of a request is verified; whatever is not understood goes nowhere.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from typing import Any

import httpx2
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from redactor.decisions import Term
from redactor.gateway import asked as asking
from redactor.gateway import bodies, fields, notes, parcel, refusals, upstream
from redactor.gateway.asked import Asked
from redactor.gateway.bodies import Form, Outgoing, Part
from redactor.gateway.cases import Cases
from redactor.gateway.engine import Engine
from redactor.gateway.metrics import Metrics
from redactor.gateway.notes import Note
from redactor.gateway.parcel import Parcel, Redacted
from redactor.gateway.quoted import from_vault
from redactor.gateway.refusals import Refused
from redactor.gateway.settings import Settings
from redactor.gateway.upstream import Body, Upstream
from redactor.intake import Intake
from redactor.source import BytesSource, Spool

METHODS = ["GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE"]
_JSON = "application/json"
_INTERNAL = Refused(500, "an error of the gateway; nothing was sent", "internal", verdict="error")


class Gateway:
    """One tenant's way to one helpdesk."""

    def __init__(self, settings: Settings, log: Callable[[str], None]) -> None:
        self.settings = settings
        self.metrics = Metrics()
        self.cases = Cases(settings.state, settings.service)
        self.engine = Engine(Intake(settings.rules), workers=settings.workers, waiting=settings.waiting)
        self._upstream = Upstream(settings.upstream, seconds=settings.upstream_seconds, ca=settings.upstream_ca)
        self._log = log

    def app(self) -> Starlette:
        """The application; its engine warms up beside it."""
        return Starlette(
            routes=[
                Route("/healthz", self.health, methods=["GET"]),
                Route("/metrics", self.show_metrics, methods=["GET"]),
                Route("/{path:path}", self.handle, methods=METHODS),
            ]
        )

    async def close(self) -> None:
        """Give everything back."""
        self.engine.close()
        await self._upstream.close()
        self.cases.close()

    async def health(self, _request: Request) -> Response:
        """200 where requests are served, 503 before that and where the engine does not come up."""
        if self.engine.ready:
            return PlainTextResponse("ready\n")
        state = f"broken ({self.engine.broken})" if self.engine.broken else "warming up"
        return PlainTextResponse(f"{state}\n", 503, {"Retry-After": "5"})

    async def show_metrics(self, _request: Request) -> Response:
        """Prometheus's text format."""
        text = self.metrics.text(ready=self.engine.ready, busy=self.engine.busy)
        return PlainTextResponse(text, media_type="text/plain; version=0.0.4")

    async def handle(self, request: Request) -> Response:
        """Answer a request, and say what became of it."""
        began, note = time.perf_counter(), Note()
        try:
            response = await self._answer(request, note)
        except Refused as refused:
            note.verdict, note.reason = refused.verdict or "refused", refused.reason
            response = refusals.response(self.settings.service, refused)
        except Exception as error:  # noqa: BLE001  # fail closed: the class is logged, the message might quote data
            note.verdict, note.reason = "error", type(error).__name__
            response = refusals.response(self.settings.service, _INTERNAL)
        self._log(notes.noted(note, response.status_code, time.perf_counter() - began, self.metrics))
        return response

    # ── one request ──

    async def _answer(self, request: Request, note: Note) -> Response:
        asked = asking.judge(request, self.settings)
        note.route = asked.route
        if not self.engine.ready:
            raise Refused(refusals.BUSY, "the engine is not ready", "not-ready", retry_after=5)
        if asked.treats == "file":
            return await self._upload(request, asked, note)
        if asked.treats == "text":
            return await self._texts(request, asked, note)
        body = None
        if asked.treats == "pass":
            spool = await bodies.read(request, self.settings, "body", self.settings.largest_text)
            note.received = note.sent = spool.size
            body = Body(spool.size, "", bodies.streamed(spool))
        answer = await self._upstream.send(request, asked, asked.query, body, whole=False)
        return upstream.back(answer, {"X-Redactor-Verdict": "passed"})

    async def _upload(self, request: Request, asked: Asked, note: Note) -> Response:
        """A file that goes up before its message: it opens a case, or adds to that of an earlier upload."""
        settings = self.settings
        name = asking.file_name(asked.query)
        form: list[Part] = []
        if request.headers.get("content-type", "").lower().startswith("multipart/"):
            form = await bodies.read_form(request, settings, settings.largest)
            sources = [self._file(part) for part in form]
        else:
            spool = await bodies.read(request, settings, name, settings.largest)
            sources = [spool]
        if not sources:
            raise Refused(400, "a form without a file", "form")
        note.received = sum(source.size for source in sources)
        known = self.cases.of_tokens([asking.upload_token(asked.query)])
        case = known[0] if known else self.cases.provisional()
        redacted = await self._redact(case, Parcel(tuple(sources)), [case], note)
        query = asking.upload_query(asked.query, parcel.sent_name(redacted.files[0]))
        if form:
            body = _form_body([_outgoing(part, redacted, number) for number, part in enumerate(form)])
        else:
            copy = redacted.files[0].copy
            body = Body(copy.size, "", bodies.streamed(copy.copy))
        answer, read = await self._sent(request, asked, query, body, note, redacted)
        if answer.status_code == 201:
            self.cases.opened(str(_found(read, "upload", "token")), case)
        return upstream.back(answer, _receipt(redacted), read)

    async def _texts(self, request: Request, asked: Asked, note: Note) -> Response:
        """A message, with or without files in it."""
        kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
        if kind == _JSON:
            return await self._json(request, asked, note)
        if kind == "multipart/form-data" and self.settings.service == "freshdesk":
            return await self._form(request, asked, note)
        raise Refused(400, "a message is sent as JSON or as a form", "type")

    async def _json(self, request: Request, asked: Asked, note: Note) -> Response:
        spool = await bodies.read(request, self.settings, "body", self.settings.largest_text)
        raw = spool.read_at(0, spool.size)
        note.received = len(raw)
        texts = fields.texts_of_json(raw, self.settings.service)
        tokens = _tokens(raw)
        uploads = self.cases.of_tokens(tokens)
        case, cases = self._cases(asked, uploads)
        redacted = await self._redact(case, Parcel(texts=tuple(texts)), cases, note)
        new = fields.put_into_json(raw, texts, list(redacted.texts))
        body = Body(len(new), "", bodies.streamed(BytesSource(new, "body")))
        answer, read = await self._sent(request, asked, asked.query, body, note, redacted)
        self._join(asked, answer, read, [case, *uploads], tokens)
        return upstream.back(answer, _receipt(redacted), read)

    async def _form(self, request: Request, asked: Asked, note: Note) -> Response:
        form = await bodies.read_form(request, self.settings, self.settings.largest)
        note.received = sum(part.body.size for part in form)
        files = [part for part in form if _is_file(part)]
        said = [part for part in form if not _is_file(part) and not fields.is_routing(part.name) and part.body.size]
        texts = [self._said(part) for part in said]
        case, cases = self._cases(asked, [])
        carried = Parcel(tuple(self._file(part) for part in files), tuple(texts))
        redacted = await self._redact(case, carried, cases, note)
        changed = {id(part): BytesSource(text, "text") for part, text in zip(said, redacted.texts, strict=True)}
        numbers = {id(part): number for number, part in enumerate(files)}
        outgoing = []
        for part in form:
            if id(part) in numbers:
                outgoing.append(_outgoing(part, redacted, numbers[id(part)]))
            else:
                outgoing.append(Outgoing(part.name, None, "", changed.get(id(part), part.body)))
        answer, read = await self._sent(request, asked, asked.query, _form_body(outgoing), note, redacted)
        self._join(asked, answer, read, [case], [])
        return upstream.back(answer, _receipt(redacted), read)

    # ── its parts ──

    def _file(self, part: Part) -> Spool:
        part.body.name = asking.base_name(part.file or "")
        return part.body

    def _said(self, part: Part) -> fields.Text:
        text = part.body.read_at(0, part.body.size)
        if len(text) > self.settings.largest_text:
            raise Refused(413, "a text is longer than the gateway takes", "limit")
        name = part.name.partition("[")[0]
        return fields.Text(text, fields.is_html(self.settings.service, name))

    def _cases(self, asked: Asked, uploads: list[str]) -> tuple[str, list[str]]:
        """The case of a message, and all whose pseudonyms it may quote: it speaks of what it brings along."""
        ticket = asked.names.get("ticket", "")
        if "conversation" in asked.names:
            ticket = f"conversation-{asked.names['conversation']}"
        of_ticket = self.cases.of_ticket(ticket) if ticket else []
        mine = [*uploads, *of_ticket] or [self.cases.provisional()]
        return mine[0], mine

    async def _redact(self, case: str, carried: Parcel, cases: list[str], note: Note) -> Redacted:
        """Redact it all in the engine; what was replaced is counted, whether it then arrives or not."""
        settings, intake = self.settings, self.engine.intake
        redacted = await self.engine.run(
            lambda: parcel.redact(intake, settings.service, case, carried, *self._taught(cases)),
            settings.redact_seconds,
        )
        note.verdict, note.counts = redacted.verdict, dict(redacted.counts)
        self.cases.remember(case, redacted.taught)
        return redacted

    def _taught(self, cases: list[str]) -> tuple[tuple[str, ...], tuple[Term, ...]]:
        """What these cases have taught; called in a thread of the engine, since the vault may be asked."""
        for case in cases:
            if not self.cases.remembers(case):
                self.cases.remember(case, list(from_vault(self.settings.rules, case)))
        return self.cases.taught(cases)

    async def _sent(
        self, request: Request, asked: Asked, query: str, body: Body, note: Note, redacted: Redacted
    ) -> tuple[httpx2.Response, bytes]:
        note.sent = body.size
        answer = await self._upstream.send(request, asked, query, body, whole=True)
        read = await upstream.read(answer)
        if answer.is_success:
            self.cases.sent(ready.copy.sha256 for ready in redacted.files)
        return answer, read

    def _join(self, asked: Asked, answer: httpx2.Response, read: bytes, cases: list[str], tokens: list[str]) -> None:
        """A message that arrived makes its cases those of its ticket."""
        if answer.status_code not in (200, 201, 202):
            return
        service = self.settings.service
        ticket = asked.names.get("ticket") or _found(read, "id")
        if service == "zendesk":
            ticket = _found(read, "ticket", "id") or _found(read, "request", "id") or asked.names.get("ticket")
        if ticket and "conversation" not in asked.names:
            self.cases.joined(str(ticket), dict.fromkeys(cases), tokens)


def _is_file(part: Part) -> bool:
    return part.file is not None or fields.is_file(part.name)


def _outgoing(part: Part, redacted: Redacted, number: int) -> Outgoing:
    ready = redacted.files[number]
    return Outgoing(part.name, parcel.sent_name(ready), part.content_type, ready.copy.copy)


def _form_body(parts: list[Outgoing]) -> Body:
    form = Form(parts)
    return Body(form.size, form.content_type, form.stream())


def _receipt(redacted: Redacted) -> dict[str, str]:
    """Headers that tell what was done; a digest for each file, in order."""
    headers = {"X-Redactor-Verdict": redacted.verdict}
    if redacted.files:
        headers["X-Redactor-Copy-SHA256"] = " ".join(ready.copy.sha256 for ready in redacted.files)
    return headers


def _tokens(raw: bytes) -> list[str]:
    """The upload tokens that a message uses; the body was judged to be JSON before."""
    body = json.loads(raw)
    found: list[str] = []
    for outer in body.values():
        comment = outer.get("comment") if isinstance(outer, dict) else None
        uploads = comment.get("uploads") if isinstance(comment, dict) else None
        for token in [uploads] if isinstance(uploads, str) else uploads or []:
            found.append(str(token))
    return found


def _found(read: bytes, *path: str) -> Any:
    """What stands at a path of an answer; empty where there is nothing."""
    try:
        found = json.loads(read)
    except ValueError:
        return ""
    for part in path:
        found = found.get(part) if isinstance(found, dict) else None
    return found or ""
