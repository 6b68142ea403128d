"""Judges a request before anything of its body is read: framing, path, who asks, which operation of the contract it is.

Whatever two programs could understand differently is refused, not repaired.
"""

from __future__ import annotations

import hmac
import re
from dataclasses import dataclass, field
from urllib.parse import parse_qsl, urlencode

from starlette.datastructures import Headers
from starlette.requests import Request

from redactor.gateway.refusals import Refused
from redactor.gateway.settings import Settings
from redactor.helpdesk.contract import Operation, Treatment, contract

TOKEN_HEADER = "x-redactor-token"
_ONCE = ("content-length", "transfer-encoding", "content-type", "content-encoding", "authorization", TOKEN_HEADER)
_OVERRIDES = ("x-http-method-override", "x-http-method", "x-method-override")
_STRANGE = re.compile(rb"%(?:2[ef]|5c|00|3[bf])|//|/\.{1,2}(?:/|$)|[\\;\x00-\x20\x7f-\xff]", re.IGNORECASE)
_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


@dataclass(frozen=True, slots=True)
class Asked:
    """A request that may go on, as far as its head tells."""

    method: str
    path: str = field(repr=False)
    """Without the gateway's own prefix; exactly as it will be sent on."""
    query: str = field(repr=False)
    operation: Operation | None
    names: dict[str, str] = field(repr=False)
    treats: Treatment

    @property
    def route(self) -> str:
        """What logs and metrics call it."""
        return self.operation.name if self.operation else "other"


def judge(request: Request, settings: Settings) -> Asked:
    """What is asked; raises `Refused` for what is not understood or not allowed."""
    framing(request)
    path = _path(request, settings)
    query = request.scope["query_string"].decode("ascii", "replace")
    method = request.method
    found = contract(settings.service).match(method, path)
    if found is None:
        return Asked(method, path, query, None, {}, _unknown(request, settings, path))
    operation, names = found
    if operation.body != "none":
        _known_query(query, operation)
        return Asked(method, path, query, operation, names, operation.treats)
    _no_body(request)
    return Asked(method, path, query, operation, names, "")


def framing(request: Request) -> None:
    """Refuse shapes by which one request could be taken for another, or its body for something else."""
    headers: Headers = request.headers
    for name in _ONCE:
        if len(headers.getlist(name)) > 1:
            raise Refused(400, "a header stands twice that may stand once", "framing")
    if "content-length" in headers and "transfer-encoding" in headers:
        raise Refused(400, "a length and a transfer encoding", "framing")
    if "transfer-encoding" in headers and request.scope.get("http_version") == "1.0":
        raise Refused(400, "a transfer encoding in HTTP/1.0", "framing")
    if any(name in headers for name in _OVERRIDES):
        raise Refused(400, "the method is overridden", "framing")
    if headers.get("content-encoding", "identity").lower() != "identity":
        raise Refused(400, "a compressed body is not read; send it as it is", "encoding")


def _path(request: Request, settings: Settings) -> str:
    """The path as the helpdesk knows it; in front of it may stand `~TOKEN` and the helpdesk's host."""
    raw: bytes = request.scope["raw_path"].partition(b"?")[0]
    if _STRANGE.search(raw) or not raw.startswith(b"/"):
        raise Refused(400, "a path that can be read in two ways", "path")
    parts = raw.decode("ascii")[1:].split("/")
    token = request.headers.get(TOKEN_HEADER, "")
    if parts[0].startswith("~"):
        token = parts.pop(0)[1:]
    _admit(token, settings)
    if parts and parts[0].count(".") > 1 and parts.pop(0).lower() != settings.host:
        raise Refused(421, "this gateway serves another helpdesk", "host")
    return "/" + "/".join(parts)


def _admit(token: str, settings: Settings) -> None:
    known = settings.client_tokens
    if known and not any([hmac.compare_digest(token.encode(), each.encode()) for each in known]):
        raise Refused(401, "this client is not known to the gateway", "client")


def _unknown(request: Request, settings: Settings, path: str) -> Treatment:
    """Routes that the contract does not know pass where they carry nothing, or where the operator lets them."""
    bare = path.rstrip("/").removesuffix(".json")
    if (request.method, bare) in settings.also_pass:
        return "pass"
    if request.method not in _SAFE and request.method != "DELETE":
        raise Refused(403, "this route is not known to the gateway, and may carry data", "route")
    _no_body(request)
    return ""


def _no_body(request: Request) -> None:
    if "transfer-encoding" in request.headers or request.headers.get("content-length", "0") != "0":
        raise Refused(400, "a body where none belongs", "framing")


def _known_query(query: str, operation: Operation) -> None:
    """The helpdesks merge query and body: a text in the query would pass unseen, and a name twice be read as either."""
    names = [name for name, _ in parse_qsl(query, keep_blank_values=True)]
    if not set(names) <= operation.query or len(set(names)) < len(names):
        raise Refused(400, "a query that the gateway does not know", "query")


def upload_query(query: str, name: str) -> str:
    """The query of an upload under another file name."""
    given = dict(parse_qsl(query, keep_blank_values=True))
    return urlencode({**given, "filename": name})


def file_name(query: str) -> str:
    """The base name that an upload gives; paths of the sender's machine are cut off."""
    return base_name(dict(parse_qsl(query)).get("filename", ""))


def base_name(name: str) -> str:
    """The last part of a path of any system, without control characters."""
    last = re.split(r"[/\\]", name)[-1]
    return re.sub(r"[\x00-\x1f\x7f]", "", last).strip() or "attachment"


def upload_token(query: str) -> str:
    """The token of an earlier upload that this one adds to."""
    return dict(parse_qsl(query)).get("token", "")
