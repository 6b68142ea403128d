"""A case: the attachments of one ticket, which share a lexicon, networks and pseudonyms, and nothing with another case.

attachments ──learn──► lexicon + networks ──► pseudonyms ──redact each──► outcomes
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from redactor.config import Config
from redactor.detect.detectors import Detectors, SeenNetwork
from redactor.detect.lexicon import Lexicon
from redactor.model import Container, Decision, Finding, Format, MediaType, Segment, Source
from redactor.policy import Policy
from redactor.replace import Replacer

if TYPE_CHECKING:
    from redactor.vault.record import Record

RESOLVERS = frozenset(
    b"""8.8.8.8 8.8.4.4 1.1.1.1 1.0.0.1 9.9.9.9 149.112.112.112 208.67.222.222 208.67.220.220
    2001:4860:4860::8888 2001:4860:4860::8844 2606:4700:4700::1111 2606:4700:4700::1001 2620:fe::fe""".split()
)
"""Public resolvers that everybody uses: the operators' own pages name them."""


SMALL, KEPT = 8 << 20, 32 << 20
"""Bytes of an attachment whose findings are kept between the passes, and of all of a case together."""


Known = list[tuple[Segment, list[Finding]]]
"""The segments of an attachment with what each shows by itself."""


@dataclass(frozen=True, slots=True)
class Attachment:
    """An input as `walk` found it: where it lies and what it is called relative to the input; `data` for streams."""

    path: Path | None = field(repr=False)
    name: str = field(repr=False)
    stream: Source | None = field(default=None, repr=False)


@dataclass(slots=True)
class Knowledge:
    """What the learn pass found out about a case; travels to workers, never to disk."""

    lexicon: Lexicon = field(default_factory=Lexicon, repr=False)
    networks: set[SeenNetwork] = field(default_factory=set, repr=False)
    findings: dict[str, Known] = field(default_factory=dict, repr=False)
    """What small attachments show by themselves, by attachment name."""
    kept_bytes: int = 0


class Ruling(Protocol):
    """Who has the last word on the decisions of a segment: a plan that is made, or one that is carried out."""

    def rule(
        self, name: str, segment: Segment, raw: bytes, findings: list[Finding], decisions: list[Decision]
    ) -> list[Decision]:
        """The decisions that hold in a segment of the attachment `name`; `raw` is its stretch of the source."""
        ...


@dataclass(slots=True)
class Equipment:
    """All that redacting an attachment needs besides the attachment; one per worker and case."""

    formats: dict[str, Format]
    detectors: Detectors
    policy: Policy
    config: Config
    replacer: Replacer
    secret: bytes = field(repr=False)
    lexicon: Lexicon = field(repr=False)
    dictionary: Lexicon | None = field(default=None, repr=False)
    spared: frozenset[bytes] = field(default=frozenset(), repr=False)
    names_sought: bool = False
    rules_digest: str = ""
    ruling: Ruling | None = field(default=None, repr=False)
    record: Record | None = field(default=None, repr=False)
    """Where the way back is kept; None where nobody wants one."""
    containers: Mapping[str, Container] = field(default_factory=dict)


def learn(
    knowledge: Knowledge,
    source: Source,
    media: MediaType,
    formats: dict[str, Format],
    detectors: Detectors,
    config: Config,
) -> None:
    """Teach a case what one of its attachments proves; formats that are not read teach nothing.

    A small attachment is looked at once and for all: its findings are kept for when it is redacted.
    """
    reader = formats.get(media.format)
    if reader is None:
        return
    segments = reader.read(source, media, config.limits)
    lexicon, networks = knowledge.lexicon, knowledge.networks
    if source.size <= SMALL and knowledge.kept_bytes + source.size <= KEPT:
        knowledge.findings[source.name] = detectors.survey(media.kind, segments, lexicon, networks)
        knowledge.kept_bytes += source.size
    else:
        detectors.learn(media.kind, segments, lexicon, networks)


def dictionary(config: Config) -> Lexicon | None:
    """The configuration's `always` words as a lexicon; None where there are none."""
    always = (*config.always, *config.decisions.redact)
    if not always:
        return None
    terms = Lexicon()
    for term in always:
        terms.add(term.entity, term.text.encode())
    return terms


def spared(config: Config, policy: Policy) -> frozenset[bytes]:
    """The values that are kept whatever they are, lower case."""
    words: Iterable[bytes] = (word.lower().encode() for word in (*config.never, *config.decisions.keep))
    return frozenset(words) | (RESOLVERS if policy.keep_public_resolvers else frozenset())
