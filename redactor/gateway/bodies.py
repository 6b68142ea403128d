"""Reads a body into the private spool, piece by piece, under limits; the parts of a multipart each into their own.

A form is never passed on as it came: it is built anew from what was understood, so that nobody can read it otherwise.
"""

from __future__ import annotations

import asyncio
import re
import secrets
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass, field

from python_multipart.exceptions import FormParserError
from python_multipart.multipart import MultipartParser, parse_options_header
from starlette.requests import ClientDisconnect, Request

from redactor.errors import LimitError, WithheldError
from redactor.gateway.refusals import Refused
from redactor.gateway.settings import Settings
from redactor.model import Source
from redactor.source import Spool

PARTS = 64
"""Parts of a form, at most."""
_TYPE = re.compile(r"[\w.+-]{1,64}/[\w.+-]{1,64}")
_ANY = "application/octet-stream"
_WINDOW = 1 << 16


@dataclass(slots=True)
class Part:
    """A part of a form; `file` is its file name, None for a field."""

    name: str = field(repr=False)
    file: str | None = field(repr=False)
    content_type: str
    body: Spool = field(repr=False)


async def chunks(request: Request, settings: Settings, limit: int) -> AsyncIterator[bytes]:
    """The pieces of a body: none may let one wait too long, nor all of them together, nor be more than allowed."""
    declared = request.headers.get("content-length", "0")
    if not declared.isdigit() or int(declared) > limit:
        raise Refused(413, "the body is larger than the gateway takes", "limit")
    until, size = time.monotonic() + settings.body_seconds, 0
    stream = request.stream().__aiter__()
    while True:
        try:
            wait = min(settings.idle_seconds, until - time.monotonic())
            piece = await asyncio.wait_for(stream.__anext__(), max(0.0, wait))
        except StopAsyncIteration:
            return
        except TimeoutError:
            raise Refused(408, "the body did not arrive in time", "slow") from None
        except ClientDisconnect:
            raise Refused(400, "the body broke off", "cut") from None
        size += len(piece)
        if size > limit:
            raise Refused(413, "the body is larger than the gateway takes", "limit")
        yield piece


async def read(request: Request, settings: Settings, name: str, limit: int) -> Spool:
    """The whole body as one spool."""
    spool = Spool(name, limit)
    try:
        async for piece in chunks(request, settings, limit):
            _write(spool, piece)
    except BaseException:
        spool.close()
        raise
    return spool


async def read_form(request: Request, settings: Settings, limit: int) -> list[Part]:
    """The parts of a multipart body; raises `Refused` where it is none, or can be read in two ways."""
    kind, options = parse_options_header(request.headers.get("content-type", ""))
    boundary = options.get(b"boundary", b"")
    if kind != b"multipart/form-data" or not boundary:
        raise Refused(400, "a form without its boundary", "form")
    reader = _Reader(boundary, limit)
    try:
        async for piece in chunks(request, settings, limit):
            reader.feed(piece)
        return reader.done()
    except FormParserError:
        reader.close()
        raise Refused(400, "a form that cannot be read", "form") from None
    except BaseException:
        reader.close()
        raise


class _Reader:
    """Takes a form apart while it arrives."""

    def __init__(self, boundary: bytes, limit: int) -> None:
        self._limit = limit
        self._parts: list[Part] = []
        self._headers: dict[str, str] = {}
        self._name = self._value = b""
        self._ended = False
        self._parser = MultipartParser(
            boundary,
            {
                "on_part_begin": self._begin,
                "on_header_field": self._on_name,
                "on_header_value": self._on_value,
                "on_header_end": self._on_header,
                "on_headers_finished": self._on_headers,
                "on_part_data": self._on_data,
                "on_end": self._on_end,
            },
        )

    def feed(self, piece: bytes) -> None:
        """The next piece of the body."""
        if piece:
            self._parser.write(piece)

    def done(self) -> list[Part]:
        """The parts, where the form is complete."""
        if not self._ended:
            raise FormParserError("a form that breaks off")
        return self._parts

    def close(self) -> None:
        """Forget what was read."""
        for part in self._parts:
            part.body.close()

    def _begin(self) -> None:
        self._headers = {}
        if len(self._parts) >= PARTS:
            raise Refused(413, "the form has more parts than the gateway takes", "limit")

    def _on_name(self, data: bytes, start: int, end: int) -> None:
        self._name += data[start:end]

    def _on_value(self, data: bytes, start: int, end: int) -> None:
        self._value += data[start:end]

    def _on_header(self) -> None:
        name = self._name.decode("latin-1").lower()
        if name in self._headers:
            raise FormParserError("a header of a part stands twice")
        self._headers[name] = self._value.decode("utf-8", "replace")
        self._name = self._value = b""

    def _on_headers(self) -> None:
        kind, options = parse_options_header(self._headers.get("content-disposition", "").encode("utf-8", "replace"))
        if kind != b"form-data" or b"name" not in options:
            raise FormParserError("a part without a name")
        if self._headers.get("content-transfer-encoding", "binary").lower() not in ("binary", "8bit", "7bit"):
            raise FormParserError("a part that is encoded")
        content_type = self._headers.get("content-type", "").partition(";")[0].strip().lower()
        if content_type.startswith("multipart/"):
            raise FormParserError("a form inside of a form")
        name = options[b"name"].decode("utf-8", "replace")
        file = options.get(b"filename")
        shown = file.decode("utf-8", "replace") if file is not None else None
        kept = content_type if _TYPE.fullmatch(content_type) else ""
        self._parts.append(Part(name, shown, kept, Spool("part", self._limit)))

    def _on_data(self, data: bytes, start: int, end: int) -> None:
        _write(self._parts[-1].body, data[start:end])

    def _on_end(self) -> None:
        self._ended = True


def _write(spool: Spool, piece: bytes) -> None:
    try:
        spool.write(piece)
    except LimitError:
        raise Refused(413, "the body is larger than the gateway takes", "limit") from None
    except WithheldError:
        raise Refused(503, "the gateway has no room for the body", "spool", retry_after=60) from None


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A part as it goes on: the verified bytes under the name they get."""

    name: str = field(repr=False)
    file: str | None = field(repr=False)
    content_type: str
    body: Source = field(repr=False)


class Form:
    """A form built anew, streamed from its parts."""

    def __init__(self, parts: list[Outgoing]) -> None:
        self._boundary = secrets.token_hex(20)
        self._parts = [(self._head(part), part.body) for part in parts]
        self._end = f"--{self._boundary}--\r\n".encode()
        self.size = sum(len(head) + body.size + 2 for head, body in self._parts) + len(self._end)
        self.content_type = f"multipart/form-data; boundary={self._boundary}"

    def _head(self, part: Outgoing) -> bytes:
        lines = [f"--{self._boundary}", f'Content-Disposition: form-data; name="{_quoted(part.name)}"']
        if part.file is not None:
            lines[1] += f'; filename="{_quoted(part.file)}"'
            lines.append(f"Content-Type: {part.content_type or _ANY}")
        return ("\r\n".join(lines) + "\r\n\r\n").encode()

    async def stream(self) -> AsyncIterator[bytes]:
        """The bytes of the form."""
        for head, body in self._parts:
            yield head
            async for piece in streamed(body):
                yield piece
            yield b"\r\n"
        yield self._end


async def streamed(source: Source) -> AsyncIterator[bytes]:
    """The bytes of a source."""
    for piece in source.windows(_WINDOW):
        yield piece


def _quoted(text: str) -> str:
    """A name as HTML forms write it."""
    return re.sub(r'[\x00-\x1f"\x7f]', lambda match: f"%{ord(match[0]):02X}", text)
