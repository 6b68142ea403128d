"""Runs a fake on loopback: its API on one port, its files on another, which stands for another host."""

from __future__ import annotations

import asyncio
import contextlib
import socket
import threading
from collections.abc import Iterator

import uvicorn
from starlette.applications import Starlette
from starlette.routing import Route
from starlette.types import ASGIApp

from redactor.sandbox.freshdesk import Freshdesk
from redactor.sandbox.service import Fake
from redactor.sandbox.zendesk import Zendesk

FAKES: dict[str, type[Fake]] = {"zendesk": Zendesk, "freshdesk": Freshdesk}
HOST = "127.0.0.1"
_METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE"]


def bind(port: int = 0) -> socket.socket:
    """A listening socket on loopback."""
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listener.bind((HOST, port))
    listener.listen(128)
    return listener


def url(listener: socket.socket, scheme: str = "http") -> str:
    """The address of a listening socket."""
    host, port = listener.getsockname()[:2]
    return f"{scheme}://{host}:{port}"


def server(app: ASGIApp, **options: object) -> uvicorn.Server:
    """A server that logs nothing: what it would log are addresses and headers."""
    quiet = {
        "log_config": None,
        "access_log": False,
        "lifespan": "off",
        "http": "h11",
        "ws": "none",
        "log_level": "critical",
    }
    return uvicorn.Server(uvicorn.Config(app, **{**quiet, "timeout_graceful_shutdown": 2, **options}))  # type: ignore[arg-type]


def apps(fake: Fake) -> tuple[Starlette, Starlette]:
    """The API and the files of a fake."""
    api = Starlette(routes=[Route("/{path:path}", fake.answer, methods=_METHODS)])
    return api, Starlette(routes=[Route("/files/{word}", fake.file, methods=["GET"])])


def serve(fake: Fake, api: socket.socket, files: socket.socket) -> None:
    """Serve until interrupted."""
    fake.base, fake.files_base = url(api), url(files)
    asyncio.run(_both(fake, api, files))


async def _both(fake: Fake, api: socket.socket, files: socket.socket) -> None:
    first, second = (server(app) for app in apps(fake))
    beside = asyncio.create_task(second.serve(sockets=[files]))
    await first.serve(sockets=[api])
    second.should_exit = True
    await beside


@contextlib.contextmanager
def in_thread(app: ASGIApp, **options: object) -> Iterator[socket.socket]:
    """An application served by a thread of this process, for as long as the block runs."""
    with bind() as listener:
        runner = server(app, **options)
        thread = threading.Thread(target=runner.run, args=([listener],), daemon=True)
        thread.start()
        try:
            yield listener
        finally:
            runner.should_exit = True
            thread.join(10)


@contextlib.contextmanager
def running(fake: Fake) -> Iterator[Fake]:
    """A fake served by threads of this process."""
    api, files = apps(fake)
    with in_thread(api) as one, in_thread(files) as other:
        fake.base, fake.files_base = url(one), url(other)
        yield fake
