"""What every fake helpdesk does: holds requests and its own answers to the contract, knows its users, counts requests."""

from __future__ import annotations

import asyncio
import base64
import binascii
import json
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from redactor.helpdesk.contract import Operation, contract

AGENT, END_USER = "agent", "end-user"
TEMPORARY = 300.0
"""Seconds for which the address of a file on the other host is good."""


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it came."""

    name: str
    content_type: str
    data: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Ask:
    """A request, read completely."""

    operation: Operation
    names: dict[str, str]
    query: dict[str, str]
    user: str
    body: dict[str, Any] = field(default_factory=dict, repr=False)
    raw: bytes = field(default=b"", repr=False)
    content_type: str = ""
    files: tuple[Upload, ...] = field(default=(), repr=False)

    def number(self, name: str) -> int:
        """A number of the path."""
        return int(self.names[name])


@dataclass(frozen=True, slots=True)
class Answer:
    """What is answered."""

    payload: Any = None
    status: int = 0
    """0 is what the contract says of success."""
    headers: dict[str, str] = field(default_factory=dict)


class Refusal(Exception):
    """A refusal with its status; the service gives it its shape."""

    def __init__(self, status: int, message: str, where: str = "base") -> None:
        super().__init__(message)
        self.status, self.message, self.where = status, message, where


@dataclass(frozen=True, slots=True)
class Fault:
    """A fault to play: wait, then refuse (status 0 does not refuse); `times` is how often."""

    operation: str
    status: int = 0
    headers: dict[str, str] = field(default_factory=dict)
    delay: float = 0.0
    times: int = 1


@dataclass(slots=True)
class Blob:
    """A stored file: `open_to_all` is the hole that lasts until its upload token is used."""

    id: int
    word: str
    upload: Upload
    open_to_all: bool = False
    deleted: bool = False


class Fake:
    """A helpdesk: state in memory, operations as methods by their name in the contract (`on_NAME`)."""

    service = ""

    def __init__(self, *, rate_limit: int = 700, clock: Callable[[], float] = time.time) -> None:
        self.contract = contract(self.service)
        self.clock, self.rate_limit = clock, rate_limit
        self.base, self.files_base = "", ""
        self.secret = secrets.token_urlsafe(16)
        """The client secret, or the API key."""
        self.words: dict[str, str] = {self.secret: AGENT, secrets.token_urlsafe(16): END_USER}
        """Who may sign in, by password or bearer token."""
        self.blobs: dict[int, Blob] = {}
        self.faults: list[Fault] = []
        self.calls: list[str] = []
        """Names of the operations that were carried out."""
        self.leaked = 0
        """How often the other host was sent credentials that are not for it."""
        self._minute: tuple[int, int] = (0, 0)
        self._last = 1000
        self._addresses: dict[str, tuple[int, float]] = {}

    def next_id(self) -> int:
        """A number that nothing else has."""
        self._last += 1
        return self._last

    def keep(self, upload: Upload, *, open_to_all: bool = False) -> Blob:
        """Store a file."""
        blob = Blob(self.next_id(), secrets.token_urlsafe(12), upload, open_to_all)
        self.blobs[blob.id] = blob
        return blob

    # ── HTTP ──

    async def answer(self, request: Request) -> Response:
        """Answer a request to the API."""
        try:
            found = self.contract.match(request.method, request.url.path)
            if found is None:
                return await self.other(request)
            operation, names = found
            answer = await self._carry_out(request, operation, names)
            status = answer.status or operation.status
        except Refusal as refusal:
            answer = Answer(self.refusal(refusal), refusal.status)
            status = refusal.status
            if found and status not in found[0].refuses:
                raise RuntimeError(f"the contract knows no {status} of {found[0].name}") from None
        headers = self.rate_headers() | answer.headers
        if answer.payload is None:
            return Response(status_code=status, headers=headers)
        return JSONResponse(answer.payload, status, headers)

    async def _carry_out(self, request: Request, operation: Operation, names: dict[str, str]) -> Answer:
        user = self.user(request) if operation.name != "token" else ""
        for fault in [fault for fault in self.faults if fault.operation == operation.name][:1]:
            self._played(fault)
            await asyncio.sleep(fault.delay)
            if fault.status:
                return Answer({"error": "a fault was asked for"}, fault.status, fault.headers)
        self._count()
        query = dict(request.query_params)
        if set(query) - operation.query:
            raise Refusal(400, "a query that the contract does not know")
        ask = await self._read(request, operation, names, query, user)
        answer: Answer = getattr(self, f"on_{operation.name}")(ask)
        if operation.answer and not set(operation.answer) <= set(answer.payload or ()):
            raise RuntimeError(f"the answer of {operation.name} is not that of the contract")
        self.calls.append(operation.name)
        return answer

    async def _read(
        self, request: Request, operation: Operation, names: dict[str, str], query: dict[str, str], user: str
    ) -> Ask:
        kind = request.headers.get("content-type", "").partition(";")[0].strip()
        body, raw, files = dict[str, Any](), b"", tuple[Upload, ...]()
        if kind == "multipart/form-data":
            body, files = await _form(request)
        else:
            raw = await request.body()
            if operation.body != "raw" and kind == "application/json" and raw:
                body = _object(raw)
        for path in operation.required:
            if not _has(body, path):
                raise Refusal(self.missing, "a field is missing", path)
        return Ask(operation, names, query, user, body, raw, kind, files)

    def _played(self, fault: Fault) -> None:
        self.faults.remove(fault)
        if fault.times > 1:
            self.faults.insert(0, Fault(fault.operation, fault.status, fault.headers, fault.delay, fault.times - 1))

    def _count(self) -> None:
        minute, used = self._minute
        now = int(self.clock() // 60)
        used = used + 1 if minute == now else 1
        self._minute = (now, used)
        if used > self.rate_limit:
            raise Refusal(429, "too many requests")

    @property
    def remaining(self) -> int:
        """Requests left in this minute."""
        return max(0, self.rate_limit - self._minute[1])

    def user(self, request: Request) -> str:
        """Who asks: the password of a Basic header, or a bearer token; anybody else is refused."""
        kind, _, value = request.headers.get("authorization", "").partition(" ")
        word = value if kind.lower() == "bearer" else _basic(value, self.service)
        if word not in self.words:
            raise Refusal(401, "not signed in")
        return self.words[word]

    # ── files on the other host ──

    def address(self, blob: Blob) -> str:
        """An address of a file on the other host, good for a while."""
        word = secrets.token_urlsafe(16)
        self._addresses[word] = (blob.id, self.clock() + TEMPORARY)
        return f"{self.files_base}/files/{word}"

    async def file(self, request: Request) -> Response:
        """The other host: the address is the permission, so credentials must not come along."""
        if "authorization" in request.headers or "cookie" in request.headers:
            self.leaked += 1
            return Response("credentials for another host", 400)
        blob_id, until = self._addresses.get(request.path_params["word"], (0, 0.0))
        if blob_id not in self.blobs or self.blobs[blob_id].deleted or self.clock() > until:
            return Response("gone", 403)
        upload = self.blobs[blob_id].upload
        return Response(upload.data, 200, media_type=upload.content_type)

    # ── what a service fills in ──

    missing = 400

    def refusal(self, refusal: Refusal) -> Any:
        """A refusal in the service's own shape."""
        raise NotImplementedError

    def rate_headers(self) -> dict[str, str]:
        """The headers that tell what is left."""
        raise NotImplementedError

    async def other(self, request: Request) -> Response:
        """A path that is no operation of the contract."""
        return JSONResponse(self.refusal(Refusal(404, "not found")), 404)


async def _form(request: Request) -> tuple[dict[str, Any], tuple[Upload, ...]]:
    body, files = dict[str, Any](), []
    async with request.form(max_part_size=8 << 20) as form:
        for name, value in form.multi_items():
            if isinstance(value, UploadFile):
                content_type = value.content_type or "application/octet-stream"
                files.append(Upload(value.filename or "", content_type, await value.read()))
            elif name.endswith("[]"):
                body.setdefault(name[:-2], []).append(value)
            else:
                body[name] = value
    return body, tuple(files)


def _object(raw: bytes) -> dict[str, Any]:
    try:
        body = json.loads(raw)
    except ValueError:
        raise Refusal(400, "no JSON") from None
    if not isinstance(body, dict):
        raise Refusal(400, "no JSON object")
    return body


def _has(body: Any, path: str) -> bool:
    for part in path.split("."):
        if not isinstance(body, dict) or body.get(part) in (None, ""):
            return False
        body = body[part]
    return True


def _basic(value: str, service: str) -> str:
    try:
        name, _, password = base64.b64decode(value).decode().partition(":")
    except (binascii.Error, UnicodeDecodeError):
        return ""
    return name if service == "freshdesk" else password
