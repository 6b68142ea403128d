"""The files and texts of one request, redacted as one case; if one of them may not go, none does."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from redactor.decisions import Term
from redactor.gateway.fields import Text
from redactor.gateway.html_text import HtmlText
from redactor.gateway.quoted import Taught, given_out
from redactor.gateway.refusals import Refused, unprocessable
from redactor.intake import Intake, Ready
from redactor.model import Released, Source
from redactor.source import BytesSource

MOST_TEXTS = 400
_NUMBER = re.compile(rb"[1-9][0-9]*")


@dataclass(frozen=True, slots=True)
class Parcel:
    """What a request carries."""

    files: tuple[Source, ...] = field(default=(), repr=False)
    texts: tuple[Text, ...] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True)
class Redacted:
    """The same, fit to go on."""

    files: tuple[Ready, ...] = field(repr=False)
    texts: tuple[bytes, ...] = field(repr=False)
    verdict: str
    counts: Counter[tuple[str, str]]
    """Replaced values by entity and action."""
    taught: frozenset[Taught] = field(repr=False)
    """Pseudonyms that now stand for something."""


def redact(
    intake: Intake, service: str, case: str, parcel: Parcel, keep: Sequence[str], always: Sequence[Term]
) -> Redacted:
    """Redact all of it in this thread; raises `Refused` with the service's own status where one of it is withheld."""
    if len(parcel.texts) > MOST_TEXTS:
        raise Refused(413, "the request has more texts than the gateway takes", "limit")
    documents = [HtmlText(text.text) if text.html else None for text in parcel.texts]
    sources: list[Source] = list(parcel.files)
    for number, (text, document) in enumerate(zip(parcel.texts, documents, strict=True), 1):
        sources.append(BytesSource(document.text if document else text.text, f"text-{number}.txt"))
    ready = intake.redact(case, _named_apart(sources), keep=keep, always=always)
    files, said = ready[: len(parcel.files)], ready[len(parcel.files) :]
    for number, one in enumerate(ready):
        if one.result is None:
            raise _withheld(service, one, "attachments" if number < len(files) else "comment")
    texts = [_text(service, *each) for each in zip(parcel.texts, documents, said, strict=True)]
    return _summed(ready, tuple(files), tuple(texts), sources)


class _Named:
    """A source under a name that no other of its request has."""

    def __init__(self, source: Source, name: str) -> None:
        self._source, self.name = source, name
        self.size, self.read_at, self.windows = source.size, source.read_at, source.windows


def _named_apart(sources: Sequence[Source]) -> Iterator[Source]:
    """Two files of one request may have one name: each in a folder of its own is no clash."""
    for number, source in enumerate(sources, 1):
        yield _Named(source, f"{number}/{source.name}")


def sent_name(ready: Ready) -> str:
    """The file name under which a copy goes on."""
    return ready.account.name.partition("/")[2]


def _text(service: str, text: Text, document: HtmlText | None, ready: Ready) -> bytes:
    """The redacted text; of HTML the fragment with the same edits, whose text must then be the verified copy."""
    assert ready.result is not None
    copy = ready.copy.copy
    new = copy.read_at(0, copy.size)
    if document is not None:
        fragment = document.with_edits((edit.start, edit.end, edit.replacement) for edit in ready.result.log)
        if HtmlText(fragment).text != new:
            raise unprocessable(service, "a text in HTML cannot be redacted safely", "html", "comment", "withheld")
        return fragment
    if text.number and not _NUMBER.fullmatch(new) and new != text.text:
        raise unprocessable(service, "a number cannot be redacted and stay one", "number", "comment", "withheld")
    return new


def _withheld(service: str, ready: Ready, where: str) -> Refused:
    assert not isinstance(ready.account, Released)
    account = ready.account
    message = f"withheld: {account.reason}" + (f" ({account.hint})" if account.hint else "")
    return unprocessable(service, message, str(account.reason), where, ready.verdict)


def _summed(
    ready: Sequence[Ready], files: tuple[Ready, ...], texts: tuple[bytes, ...], sources: Sequence[Source]
) -> Redacted:
    counts: Counter[tuple[str, str]] = Counter()
    taught = set[Taught]()
    for one, source in zip(ready, sources, strict=True):
        assert one.result is not None and isinstance(one.account, Released)
        for count in one.account.counts:
            counts[count.entity, count.action] += count.occurrences
        taught.update(given_out(one.result, source))
    verdict = "redacted" if counts else "clean"
    return Redacted(files, texts, verdict, counts, frozenset(taught))
