"""The page's application: who may ask, what is answered, and headers that leave nothing behind.

GET  /?token=…            the page, once; a cookie that only this page's server can read lets it be reloaded
GET  /review.js .css      the page's own script and style, no data in them
GET  /api/…               data, for who holds the session's key
POST /api/…               changes, for who holds the key and comes from this very page

A foreign Host or Origin, a used token, a missing key: 403 and nothing else.
"""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Awaitable, Callable, Mapping
from pathlib import Path
from typing import Any

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.middleware.base import BaseHTTPMiddleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from redactor.errors import RedactorError
from redactor.web import views
from redactor.web.session import Session

FOLDER = Path(__file__).parent / "static"
KEY_HEADER = "x-redactor-key"
BODY = 64 << 10
"""Most bytes of a request."""
HEADERS = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
_STATIC = {"review.js": "text/javascript", "review.css": "text/css"}
Handler = Callable[[Session, Mapping[str, Any]], Any]


class Gate:
    """Who may ask: one token that opens the page once, a cookie and a key that last as long as the process."""

    def __init__(self) -> None:
        self.token = secrets.token_urlsafe(32)
        self._cookie, self.key = secrets.token_urlsafe(32), secrets.token_urlsafe(32)
        self.origin = ""
        """`http://127.0.0.1:PORT`, once the port is known."""

    def opens(self, request: Request) -> bool:
        """True for the token, once."""
        given = request.query_params.get("token", "")
        if self.token and hmac.compare_digest(given.encode(), self.token.encode()):
            self.token = ""
            return True
        return False

    def knows(self, request: Request) -> bool:
        """True for the cookie that `opens` earned."""
        return hmac.compare_digest(request.cookies.get(self._name, "").encode(), self._cookie.encode())

    def trusts(self, request: Request) -> bool:
        """True where a request for data comes with the key, and a change from this very page."""
        if not hmac.compare_digest(request.headers.get(KEY_HEADER, "").encode(), self.key.encode()):
            return False
        return request.method == "GET" or request.headers.get("origin") == self.origin

    def is_here(self, request: Request) -> bool:
        """True where the request was addressed to this server by its own name: no other name leads here."""
        return request.headers.get("host", "") == self.origin.removeprefix("http://")

    def welcome(self, response: Response) -> Response:
        """The response, with the cookie."""
        response.set_cookie(self._name, self._cookie, httponly=True, samesite="strict", path="/")
        return response

    @property
    def _name(self) -> str:
        return f"redactor-{self.origin.rpartition(':')[2]}"


def make(session: Session, gate: Gate) -> Starlette:
    """The application."""
    routes = [Route("/", _page(gate)), *(Route(f"/{name}", _static(name, kind)) for name, kind in _STATIC.items())]
    routes += [Route(f"/api/{name}", _read(session, gate, handler)) for name, handler in _READS.items()]
    routes += [
        Route(f"/api/{name}", _write(session, gate, handler), methods=["POST"]) for name, handler in _WRITES.items()
    ]

    async def guarded(request: Request, proceed: Callable[[Request], Awaitable[Response]]) -> Response:
        response = await proceed(request) if gate.is_here(request) else PlainTextResponse("not here", 403)
        response.headers.update(HEADERS)
        return response

    guard = Middleware(BaseHTTPMiddleware, dispatch=guarded)
    return Starlette(routes=routes, middleware=[guard], exception_handlers={Exception: _failed})


def _failed(request: Request, error: Exception) -> Response:
    return JSONResponse({"error": f"internal error ({type(error).__name__})", "hint": ""}, 500, headers=HEADERS)


def _page(gate: Gate) -> Callable[[Request], Awaitable[Response]]:
    async def page(request: Request) -> Response:
        if gate.opens(request):
            return gate.welcome(RedirectResponse("/", 303))
        if not gate.knows(request):
            return HTMLResponse(_rendered("closed.html.j2"), 403)
        return HTMLResponse(_rendered("page.html.j2", key=gate.key))

    return page


def _rendered(name: str, **values: str) -> str:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(loader=FileSystemLoader(FOLDER), autoescape=True, undefined=StrictUndefined)
    return environment.get_template(name).render(**values)


def _static(name: str, kind: str) -> Callable[[Request], Awaitable[Response]]:
    async def static(request: Request) -> Response:
        return Response((FOLDER / name).read_bytes(), media_type=kind)

    return static


def _read(session: Session, gate: Gate, handler: Handler) -> Callable[[Request], Awaitable[Response]]:
    async def read(request: Request) -> Response:
        if not gate.trusts(request):
            return JSONResponse({"error": "not allowed", "hint": ""}, 403)
        return await _answered(session, handler, request.query_params)

    return read


def _write(session: Session, gate: Gate, handler: Handler) -> Callable[[Request], Awaitable[Response]]:
    async def write(request: Request) -> Response:
        if not gate.trusts(request):
            return JSONResponse({"error": "not allowed", "hint": ""}, 403)
        if int(request.headers.get("content-length") or 0) > BODY or "transfer-encoding" in request.headers:
            return JSONResponse({"error": "too long", "hint": ""}, 413)
        try:
            body = await request.json()
        except ValueError:
            return JSONResponse({"error": "not JSON", "hint": ""}, 400)
        return await _answered(session, handler, body if isinstance(body, dict) else {})

    return write


async def _answered(session: Session, handler: Handler, given: Mapping[str, Any]) -> Response:
    """The handler's answer; what the user can mend is said, what they cannot is not."""

    def answer() -> Any:
        with session.lock:
            return handler(session, given)

    try:
        return JSONResponse(await run_in_threadpool(answer))
    except RedactorError as error:
        return JSONResponse({"error": str(error), "hint": error.hint}, 409)
    except (KeyError, ValueError, TypeError, IndexError):
        return JSONResponse({"error": "not understood", "hint": ""}, 400)


def _rows(session: Session, given: Mapping[str, Any]) -> Any:
    return views.rows(session, int(given["file"]), int(given["first"]), int(given["last"]))


def _items(session: Session, given: Mapping[str, Any]) -> Any:
    wanted = views.Wanted(
        file=int(given.get("file", -1)),
        entity=given.get("entity", ""),
        rule=given.get("rule", ""),
        state=given.get("state", "all"),
        low=float(given.get("low", 0)),
        high=float(given.get("high", 1)),
        text=given.get("text", ""),
        number=int(given.get("id", -1)),
    )
    return views.items(session, wanted, int(given.get("offset", 0)), int(given.get("limit", views.ITEMS)))


def _decide(session: Session, given: Mapping[str, Any]) -> Any:
    act = {"keep": session.keep, "redact": session.redact}[given["what"]]
    act(int(given["file"]), int(given["id"]), always=given.get("always") is True)
    return views.state(session)


def _mark(session: Session, given: Mapping[str, Any]) -> Any:
    start, end = ((int(given[name][0]), int(given[name][1])) for name in ("start", "end"))
    session.mark(int(given["file"]), start, end, str(given["entity"]), always=given.get("always") is True)
    return views.state(session)


def _column(session: Session, given: Mapping[str, Any]) -> Any:
    session.column(str(given["label"]), str(given["entity"]))
    return views.state(session)


def _undo(session: Session, given: Mapping[str, Any]) -> Any:
    return {"undone": session.undo(), **views.state(session)}


def _approve(session: Session, given: Mapping[str, Any]) -> Any:
    session.approve()
    return views.state(session)


def _apply(session: Session, given: Mapping[str, Any]) -> Any:
    session.apply()
    return views.state(session)


_READS: dict[str, Handler] = {"case": lambda session, _: views.overview(session), "rows": _rows, "items": _items}
_WRITES: dict[str, Handler] = {
    "decide": _decide,
    "mark": _mark,
    "column": _column,
    "undo": _undo,
    "approve": _approve,
    "apply": _apply,
}
