"""Serve the page on the loopback address alone, for as long as the command runs."""

from __future__ import annotations

import socket
from collections.abc import Callable

import uvicorn

from redactor.errors import UsageError
from redactor.web.app import Gate, make
from redactor.web.session import Session

HOST = "127.0.0.1"


def serve(session: Session, port: int, ready: Callable[[str], None]) -> None:
    """Serve until interrupted; `ready` is told the address, whose token opens the page once."""
    gate = Gate()
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((HOST, port))
    except OSError as error:
        raise UsageError(f"port {port} cannot be used ({type(error).__name__})", "choose another --port") from None
    listener.listen(128)  # before anybody is told the address
    gate.origin = f"http://{HOST}:{listener.getsockname()[1]}"
    config = uvicorn.Config(
        make(session, gate),
        lifespan="off",
        log_config=None,
        access_log=False,
        server_header=False,
        date_header=False,
        ws="none",
        proxy_headers=False,
        timeout_graceful_shutdown=1,
    )
    ready(f"{gate.origin}/?token={gate.token}")
    with listener:
        uvicorn.Server(config).run(sockets=[listener])
