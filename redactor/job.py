"""What a run is asked to do, and who else has a say in it.

A `Job` is made by the command line, the library or a service, and carried out by `redactor.pipeline`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from redactor.attachment import Result
from redactor.case import Attachment, Equipment, Known, Ruling
from redactor.config import Config
from redactor.errors import WithheldError
from redactor.keys import CaseSecret, KeyStore, Scope
from redactor.model import MediaType, Place, Source
from redactor.policy import Policy

if TYPE_CHECKING:
    from redactor.cover import Cover


class Deliver(Protocol):
    """A destination that knows where: takes a verified copy and the name it gets."""

    def __call__(self, copy: Source, name: str) -> None: ...


class Overseer(Ruling, Protocol):
    """A ruling that also hears of cases and of results, before they are delivered."""

    def begin(self, case: str, secret: CaseSecret, equipment: Equipment) -> None:
        """A case is learnt and its attachments come next."""
        ...

    def open(self, source: Source) -> None:
        """An attachment's turn comes; raising `WithheldError` withholds it."""
        ...

    def done(self, task: Task, source: Source, media: MediaType, result: Result) -> None:
        """A verified result; raising `WithheldError` withholds it."""
        ...

    def failed(self, task: Task, media: MediaType | None, error: WithheldError) -> None:
        """There is no result."""
        ...


@dataclass(frozen=True, slots=True)
class Job:
    """What a run is asked to do.  Without `out` and `deliver` nothing is written (`check`)."""

    inputs: tuple[Path, ...] = field(repr=False)
    policy: Policy
    config: Config = field(default_factory=Config)
    out: Path | None = None
    tenant: str = "default"
    case: str | None = None
    case_by: str = "run"
    scope: Scope = "case"
    key_store: KeyStore | None = field(default=None, repr=False)
    vault: str | None = field(default=None, repr=False)
    """Path or URL of the vault that the way back goes into; None keeps none."""
    destination: str = ""
    """What the copies are made for (a helpdesk), where that was said; the vault notes it."""
    engine: str = "auto"
    names: bool = True
    language: str = "en"
    jobs: int = 1
    """Worker processes; streams, another destination and `on_places` are served by this process alone."""
    overwrite: bool = False
    streams: tuple[Source, ...] = field(default=(), repr=False)
    """Attachments that are no files (standard input), already spooled."""
    deliver: Deliver | None = field(default=None, repr=False)
    """Another destination than the directory `out`."""
    accept: Callable[[Result, str], None] | None = field(default=None, repr=False)
    """Another destination, which takes the verified copy with its account and edits, and its name."""
    overseer: Overseer | None = field(default=None, repr=False)
    """Who makes or carries out a plan; served by this process alone."""
    plan: tuple[str, bool] | None = None
    """What the report says of the plan that `overseer` carries out."""
    on_places: Callable[[str, Iterable[Place]], None] | None = field(default=None, repr=False)
    """Told all places of each released attachment, by its name in the output."""
    cover: Cover | None = None
    """Receipts by which files that were redacted before pass as they are."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a run is: `stage` is `learn` or `redact`; bytes of the attachments that are done."""

    stage: str
    done: int
    total: int
    bytes_done: int


@dataclass(frozen=True, slots=True)
class Task:
    """One attachment whose turn it is; what the learn pass found out about it travels along."""

    attachment: Attachment = field(repr=False)
    name: str
    """What it is called in the output."""
    renamed: bool
    clash: bool
    """True where an earlier attachment has that name already."""
    media: MediaType | None
    findings: dict[str, Known] = field(repr=False)
    """By the name of the attachment's source, and of the sources of its members."""
    settled: bool = False
    """True where its receipt settles what becomes of it."""
