"""Starts a gateway: where it listens, over TLS or not, and who may come."""

from __future__ import annotations

import asyncio
import ipaddress
import socket
import ssl
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import uvicorn

from redactor.errors import UsageError
from redactor.gateway.app import Gateway
from redactor.gateway.settings import Settings


@dataclass(frozen=True, slots=True)
class Listening:
    """Where a gateway listens."""

    host: str = "127.0.0.1"
    port: int = 8443
    certificate: Path | None = None
    key: Path | None = None
    client_ca: Path | None = None
    """Who signs the clients' certificates; with it nobody comes without one."""


def judge(listening: Listening, settings: Settings) -> None:
    """Beyond loopback a gateway is encrypted and knows its clients."""
    if (listening.certificate is None) != (listening.key is None):
        raise UsageError("a certificate needs its key, and a key its certificate", "give --tls-cert and --tls-key")
    if listening.client_ca is not None and listening.certificate is None:
        raise UsageError("client certificates need TLS", "give --tls-cert and --tls-key")
    try:
        local = ipaddress.ip_address(listening.host).is_loopback
    except ValueError:
        raise UsageError("the address to listen on is not an IP address", "write one, such as 127.0.0.1") from None
    if local:
        return
    if listening.certificate is None:
        raise UsageError("beyond loopback the gateway speaks only TLS", "give --tls-cert and --tls-key")
    if listening.client_ca is None and not settings.client_tokens:
        raise UsageError("beyond loopback the gateway must know its clients", "give --client-tokens or --client-ca")


def options(listening: Listening) -> dict[str, object]:
    """What the server is told: strict parsing, no logs of its own, bounded connections."""
    told: dict[str, object] = {
        "http": "h11", "ws": "none", "lifespan": "off", "log_config": None, "log_level": "critical", "access_log": False,
        "server_header": False, "proxy_headers": False, "limit_concurrency": 200, "backlog": 128,
        "timeout_keep_alive": 15, "timeout_graceful_shutdown": 10, "h11_max_incomplete_event_size": 64 << 10,
    }  # fmt: skip
    if listening.certificate is not None and listening.key is not None:
        told |= {"ssl_certfile": str(listening.certificate), "ssl_keyfile": str(listening.key)}
    if listening.client_ca is not None:
        told |= {"ssl_ca_certs": str(listening.client_ca), "ssl_cert_reqs": ssl.CERT_REQUIRED}
    return told


def serve(settings: Settings, listening: Listening, log: Callable[[str], None], ready: Callable[[str], None]) -> None:
    """Serve until interrupted; `ready` is told the address once the engine is warm, or what is wrong with it."""
    judge(listening, settings)
    family = socket.AF_INET6 if ":" in listening.host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((listening.host, listening.port))
    except OSError as error:
        raise UsageError(f"cannot listen there ({type(error).__name__})", "choose another --host or --port") from None
    with listener:
        listener.listen(128)
        asyncio.run(run(settings, listening, listener, log, ready))


async def run(
    settings: Settings,
    listening: Listening,
    listener: socket.socket,
    log: Callable[[str], None],
    ready: Callable[[str], None],
) -> None:
    """Serve on a socket that listens already."""
    gateway = Gateway(settings, log)
    server = uvicorn.Server(uvicorn.Config(gateway.app(), **options(listening)))  # type: ignore[arg-type]
    warming = asyncio.create_task(_warm(gateway, listener, listening, ready))
    try:
        await server.serve(sockets=[listener])
    finally:
        warming.cancel()
        await gateway.close()


async def _warm(gateway: Gateway, listener: socket.socket, listening: Listening, ready: Callable[[str], None]) -> None:
    await gateway.engine.warm_up()
    if gateway.engine.broken:
        ready(f"the engine does not come up ({gateway.engine.broken}): every request is refused")
        return
    host, port = listener.getsockname()[:2]
    scheme = "https" if listening.certificate else "http"
    shown = f"[{host}]" if ":" in host else host
    ready(f"{gateway.settings.service} at {scheme}://{shown}:{port}")
