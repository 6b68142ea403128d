"""Every type that crosses a stage.  Frozen; standard library only.

    Source ─sniff─► MediaType ─read─► Segment ─detect─► Finding ─decide─► Decision ─replace─► Edit ─write─► copy
                                                                                        copy ─verify─► Verified

Offsets are half-open byte ranges.  Only a `Segment` (and a `Source`) holds personal data, and neither shows it.
"""

from __future__ import annotations

import enum
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple, Protocol


class Action(enum.StrEnum):
    """What is done with a value (ISO/IEC 20889), from least to most."""

    KEEP = "keep"
    GENERALISE = "generalise"
    PSEUDONYMISE = "pseudonymise"
    SUPPRESS = "suppress"
    DROP = "drop"


class Reason(enum.StrEnum):
    """Why an attachment is withheld; the report adds the exception's class, never its message."""

    UNSUPPORTED = "unsupported-format"
    BINARY = "unknown-binary"
    UNREADABLE = "unreadable"
    NOT_A_FILE = "not-a-regular-file"
    UNDECODABLE = "undecodable"
    DAMAGED = "damaged"
    LIMIT = "limit-reached"
    CHANGED = "changed-while-read"
    VERIFICATION = "verification-failed"
    NEEDS_REVIEW = "needs-review"
    MODEL_MISSING = "model-missing"
    INTERRUPTED = "interrupted"
    DESTINATION = "destination-failed"
    RECEIPT = "receipt-refused"
    VAULT = "vault-failed"
    INTERNAL = "internal-error"


class Nature(enum.StrEnum):
    """What a segment reads like: machine text is scanned by rules, prose also by the statistical tier."""

    MACHINE = "machine"
    PROSE = "prose"


@dataclass(frozen=True, slots=True)
class MediaType:
    """What an attachment is.  `kind` is one of `log cli config json ini prose text container document image binary
    unsupported`; `format` names the plug-in of `redactor.formats` that reads it (empty: none does); `why` names the
    evidence in words, without quoting data."""

    kind: str
    format: str
    name: str
    """The flavour in words: `cisco-ios-config`, `syslog-rfc3164`, `sentry-event`, `zip` …"""
    encoding: str
    """`utf-8`, `utf-8-sig`, `utf-16-le`, `utf-16-be` (with or without BOM), `cp1252`; empty for binary content."""
    confidence: float
    why: tuple[str, ...] = ()
    name_disagrees: bool = False
    """True where the file name promised something else."""


class Source(Protocol):
    """Named, re-readable bytes: `name` is the path relative to the input, `/`-separated."""

    @property
    def name(self) -> str: ...

    @property
    def size(self) -> int: ...

    def read_at(self, offset: int, size: int) -> bytes:
        """The bytes [offset, offset + size), fewer at the end."""
        ...

    def windows(self, size: int) -> Iterator[bytes]:
        """All bytes in order, `size` at a time."""
        ...


class Codec(Protocol):
    """How text sits in bytes.  Laws: `decode(encode(t)) == t`; `locate` is monotone and covers the raw bytes."""

    name: str

    def decode(self, raw: bytes) -> bytes:
        """The text of `raw`, as UTF-8 (undecodable bytes stay as they are)."""
        ...

    def encode(self, text: bytes) -> bytes:
        """The raw bytes that stand for `text`."""
        ...

    def locate(self, raw: bytes, offsets: Sequence[int]) -> list[int]:
        """For ascending offsets in `decode(raw)`: the offsets in `raw` where those characters begin."""
        ...


class Field(NamedTuple):
    """A stretch of a segment's text whose meaning its surroundings tell: a table cell, an argument in a block."""

    start: int
    end: int
    label: str
    """The path that leads to it, outermost first, parts joined by `/`: `config system admin/edit`."""


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of an attachment that knows its place, its encoding and what it is called there.

    `text` is what detection sees: UTF-8 bytes of the source range [start, end) after `codec.decode`.
    Segments of one attachment are in source order and do not overlap; what lies between them is structure.
    """

    start: int
    end: int
    text: bytes = field(repr=False)
    codec: Codec = field(repr=False)
    line: int
    """1-based number of the source line in which it starts."""
    label: str = field(default="", repr=False)
    """The path to this value (`user/email`, `section/key`), parts joined by `/`; empty for running text."""
    nature: Nature = Nature.MACHINE
    fields: tuple[Field, ...] = field(default=(), repr=False)
    key: bool = False
    """True where the segment is itself a name (an object key), not a value."""


class Finding(NamedTuple):
    """Something found: a half-open range of `Segment.text`, what it is, how sure, by which rule.  No value."""

    start: int
    end: int
    entity: str
    score: float
    rule: str


class Decision(NamedTuple):
    """What is to be done with a range of `Segment.text`; decisions of a segment are disjoint and ascending."""

    start: int
    end: int
    entity: str
    action: Action
    score: float
    rule: str


class Edit(NamedTuple):
    """Source bytes [start, end) become `replacement`.  A named tuple, since a large log has millions.

    `start`/`end` may include padding next to the value (`value_start`/`value_end` do not).
    """

    start: int
    end: int
    replacement: bytes
    value_start: int
    value_end: int
    entity: str
    action: str
    score: float
    rule: str
    line: int

    def __repr__(self) -> str:
        return f"Edit({self.start}, {self.end}, {self.entity}, {self.action}, {self.rule})"


@dataclass(frozen=True, slots=True)
class Check:
    """A law that a copy was held to, with how many things were looked at."""

    name: str
    looked_at: int
    exempt: int = 0


class Format(Protocol):
    """A plug-in of `redactor.formats`: a module with these names."""

    NAME: str
    DOC: str

    def read(self, source: Source, media: MediaType, limits: object) -> Iterator[Segment]:
        """The segments of the source, in order; raises `FormatError` where the bytes are not sound."""
        ...


class Place(NamedTuple):
    """Where something was replaced, and why; all a report may say of it."""

    line: int
    start: int
    """Source byte offset of the value; `size` its bytes."""
    size: int
    entity: str
    action: str
    score: float
    rule: str


@dataclass(frozen=True, slots=True)
class Coverage:
    """Bytes of the source that were scanned, and that are known structure; together they are its size."""

    scanned: int
    structure: int


@dataclass(frozen=True, slots=True)
class Count:
    """How often a rule led to an action on an entity in one attachment."""

    entity: str
    action: str
    rule: str
    occurrences: int
    distinct: int


@dataclass(frozen=True, slots=True)
class Released:
    """An attachment whose copy passed every check."""

    name: str
    """Relative path of the copy: sensitive parts of the input's name are already replaced."""
    renamed: bool
    media: MediaType
    size: int
    copy_size: int
    copy_sha256: str
    lines: int
    counts: tuple[Count, ...]
    kept: tuple[Count, ...]
    places: tuple[Place, ...]
    """The first 1,000."""
    checks: tuple[Check, ...]
    coverage: Coverage
    rounds: int
    names_sought: bool
    """False where the statistical tier did not run (`--no-ner`, no model for the language)."""
    seconds: float


@dataclass(frozen=True, slots=True)
class Withheld:
    """An attachment of which nothing is released."""

    name: str
    reason: Reason
    error: str
    """Class of the exception behind it, never its message; empty where there was none."""
    media: MediaType | None
    size: int
    hint: str = ""
    """What the user can do, without quoting data."""
    seconds: float = 0.0


Outcome = Released | Withheld
