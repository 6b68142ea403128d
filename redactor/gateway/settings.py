"""What a gateway is started with; one gateway serves one tenant at one helpdesk."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from redactor.intake import Rules


@dataclass(frozen=True, slots=True)
class Settings:
    """Bounds are bytes and seconds."""

    service: str
    upstream: str
    """The helpdesk's address."""
    host: str
    """The name that clients know it by, which may stand in front of a path."""
    rules: Rules
    state: Path
    """Where it is remembered which case an upload opened; a private file."""
    client_tokens: frozenset[str] = field(default=frozenset(), repr=False)
    """Who may use the gateway; empty where loopback or client certificates decide that."""
    also_pass: frozenset[tuple[str, str]] = frozenset()
    """Further routes with bodies that pass as they are: method and path."""
    upstream_ca: Path | None = None
    workers: int = 2
    waiting: int = 16
    """Requests that may wait for a worker; more are told to come back."""
    largest: int = 50 << 20
    largest_text: int = 4 << 20
    idle_seconds: float = 30.0
    """For the next piece of a body to arrive."""
    body_seconds: float = 300.0
    redact_seconds: float = 120.0
    upstream_seconds: float = 60.0
