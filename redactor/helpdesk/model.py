"""What the adapters speak of: tickets, files on them, what is submitted; and the interface that both services share."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from redactor.verify import Verified


@dataclass(frozen=True, slots=True)
class Ticket:
    """A ticket as far as delivery needs to know it."""

    number: int
    state: str
    """`open` (it takes notes), `closed`, `merged` (its content went to another ticket) or `deleted`."""


@dataclass(frozen=True, slots=True)
class Held:
    """A file that a ticket has; its name and address may hold what is sensitive."""

    id: int
    ticket: int
    comment: int
    """The comment it is attached to; 0 is the ticket itself."""
    name: str = field(repr=False)
    size: int
    content_type: str
    address: str = field(repr=False)
    gone: bool = False
    """True where the service already removed it."""


@dataclass(frozen=True, slots=True)
class Said:
    """A comment, note or reply."""

    id: int
    text: str = field(repr=False)
    private: bool
    files: tuple[Held, ...] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True)
class File:
    """A copy that may leave, with the name it gets: nothing but a `Verified` becomes one."""

    copy: Verified
    name: str = field(repr=False)
    content_type: str = "application/octet-stream"

    def __post_init__(self) -> None:
        if not isinstance(self.copy, Verified):
            raise TypeError("only a verified copy is sent")


@dataclass(frozen=True, slots=True)
class Submitted:
    """Where something went: the comment, and the files it has there."""

    comment: int
    files: tuple[int, ...]


class Helpdesk(Protocol):
    """Both services, alike: Zendesk's two steps and Freshdesk's one call are hidden behind `submit`."""

    service: str
    host: str

    def ticket(self, number: int) -> Ticket: ...

    def said(self, number: int) -> Iterator[Said]:
        """All comments of a ticket, oldest first."""
        ...

    def held(self, number: int) -> Iterator[Held]:
        """All files of a ticket."""
        ...

    def submit(self, number: int, text: str, files: Sequence[File], opened: Callable[[str], None] = ...) -> Submitted:
        """Add a private comment with files; raises `DeliveryError`, and then nothing of it is left visible.

        `opened` is told what must be discarded where the process ends before it could.
        """
        ...

    def discard(self, token: str) -> None:
        """Delete what `opened` was told and no comment used."""
        ...

    def download(self, held: Held) -> Iterator[bytes]: ...

    def remove(self, held: Held, state: str) -> None:
        """Remove a file for good; `state` is that of its ticket."""
        ...

    def room(self) -> int | None:
        """Calls that are left in this minute, as far as the service has said."""
        ...

    def changed(self, since: float) -> Iterator[Ticket]:
        """The tickets that changed since then (seconds since 1970)."""
        ...
