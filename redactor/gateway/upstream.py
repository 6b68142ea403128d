"""The request that goes on, and the answer that comes back: nothing is repeated, followed, stored or logged."""

from __future__ import annotations

import ssl
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from pathlib import Path

import httpx2
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from redactor.gateway.asked import TOKEN_HEADER, Asked
from redactor.gateway.refusals import Refused

HOP_BY_HOP = frozenset(
    b"connection keep-alive proxy-authenticate proxy-authorization proxy-connection te trailer transfer-encoding upgrade".split()
)
_NOT_SENT = HOP_BY_HOP | frozenset(
    b"""host content-length expect forwarded x-forwarded-for x-forwarded-host x-forwarded-proto x-real-ip via content-md5
    digest content-digest repr-digest""".split()
) | {TOKEN_HEADER.encode()}  # fmt: skip
_MOST_READ = 4 << 20


@dataclass(frozen=True, slots=True)
class Body:
    """What is sent on; None has no body at all."""

    size: int
    content_type: str
    stream: AsyncIterator[bytes] = field(repr=False)


class Upstream:
    """The helpdesk behind the gateway."""

    def __init__(self, url: str, *, seconds: float, ca: Path | None = None) -> None:
        timeout = httpx2.Timeout(seconds, connect=min(10.0, seconds))
        verify = ssl.create_default_context(cafile=str(ca)) if ca else True
        limits = httpx2.Limits(max_connections=64, max_keepalive_connections=16)
        self._base = httpx2.URL(url)
        self._client = httpx2.AsyncClient(
            timeout=timeout, verify=verify, limits=limits, follow_redirects=False, trust_env=False
        )

    async def close(self) -> None:
        """Give back the connections."""
        await self._client.aclose()

    async def send(
        self, request: Request, asked: Asked, query: str, body: Body | None, *, whole: bool
    ) -> httpx2.Response:
        """Send it on; with `whole` the answer is to be read here, so it is asked for as it is."""
        headers = [(name, value) for name, value in request.headers.raw if name not in _not_sent(request)]
        if body is not None:
            headers = [(name, value) for name, value in headers if name != b"content-type" or not body.content_type]
            headers.append((b"content-length", str(body.size).encode()))
            if body.content_type:
                headers.append((b"content-type", body.content_type.encode()))
        if whole:
            headers = [(name, value) for name, value in headers if name != b"accept-encoding"]
        if whole or "accept-encoding" not in request.headers:
            headers.append((b"accept-encoding", b"identity"))
        raw = asked.path.encode("ascii") + (b"?" + query.encode("ascii") if query else b"")
        address = self._base.copy_with(raw_path=raw)
        sent = httpx2.Request(asked.method, address, headers=headers, content=body.stream if body else None)
        sent.extensions = {"timeout": self._client.timeout.as_dict()}
        try:
            return await self._client.send(sent, stream=True)
        except httpx2.TimeoutException:
            raise Refused(504, "the helpdesk does not answer", "upstream-slow", verdict="error") from None
        except httpx2.HTTPError:
            raise Refused(502, "the helpdesk cannot be reached", "upstream-down", verdict="error") from None


def _not_sent(request: Request) -> frozenset[bytes]:
    """Headers of this connection alone, and those that told of the body as it was."""
    named = request.headers.get("connection", "").lower().split(",")
    return _NOT_SENT | {name.strip().encode("latin-1") for name in named}


def _kept(answer: httpx2.Response) -> list[tuple[bytes, bytes]]:
    """The headers that go back: all but those of the connection."""
    named = {name.strip().encode("latin-1") for name in answer.headers.get("connection", "").lower().split(",")}
    drop = HOP_BY_HOP | named
    return [(name, value) for name, value in answer.headers.raw if name.lower() not in drop]


async def read(answer: httpx2.Response) -> bytes:
    """The whole of a short answer."""
    body = bytearray()
    try:
        async for piece in answer.aiter_raw():
            body += piece
            if len(body) > _MOST_READ:
                raise Refused(502, "the helpdesk's answer is too long", "upstream-long", verdict="error")
    except httpx2.HTTPError:
        raise Refused(502, "the helpdesk's answer broke off", "upstream-cut", verdict="error") from None
    finally:
        await answer.aclose()
    return bytes(body)


def back(answer: httpx2.Response, extra: dict[str, str], body: bytes | None = None) -> Response:
    """The answer to the client: status, headers and bytes as they came."""
    response: Response = StreamingResponse(_bytes(answer), answer.status_code)
    headers = _kept(answer)
    if body is not None:
        response = Response(body, answer.status_code)
        headers = [(name, value) for name, value in headers if name.lower() != b"content-length"]
        headers.append((b"content-length", str(len(body)).encode()))
    response.raw_headers = [(name.lower(), value) for name, value in headers]
    response.raw_headers += [(name.lower().encode(), value.encode()) for name, value in extra.items()]
    return response


async def _bytes(answer: httpx2.Response) -> AsyncIterator[bytes]:
    """The bytes as they arrive; an answer that breaks off breaks off here as well."""
    try:
        async for piece in answer.aiter_raw():
            yield piece
    finally:
        await answer.aclose()
