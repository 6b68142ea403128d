"""One request to turn something back: which case it is of, what may come back, and the entry that says so.

source ─► a copy that the vault knows? its edit list : the case's pseudonyms, window by window ─► spool
                                                                       access log ◄─ entry, then the spool is given out
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from redactor.errors import UsageError
from redactor.keys import KeyStore
from redactor.limits import Limits
from redactor.model import Container, Source
from redactor.recovery import boxes, files
from redactor.recovery.boxes import Turned
from redactor.recovery.known import Known
from redactor.recovery.text import Left, Restored, restore_text
from redactor.source import Spool
from redactor.vault.domain import Domain
from redactor.vault.rows import Rows

WINDOW = 4 << 20
"""Bytes of a text that are looked at together; it is cut at line ends."""
_LIMIT = 1 << 40
_MARKS = ((b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))


@dataclass(slots=True)
class Done:
    """What came of one source; `data` is to be read once."""

    data: Spool = field(repr=False)
    case: str
    counts: dict[str, int]
    left: list[Left]
    exact: bool
    name: str = field(default="", repr=False)
    """What the original was called; empty where that is not known."""


@dataclass(slots=True)
class Session:
    """Turns sources of one tenant back.  `case` None: that of the copy, or the only one there is."""

    store: KeyStore
    rows: Rows
    tenant: str
    case: str | None = None
    wanted: frozenset[str] | None = None
    everything: bool = False
    containers: Mapping[str, Container] = field(default_factory=dict, repr=False)
    """What is opened, by media type; empty: nothing is."""
    limits: Limits = field(default_factory=Limits)
    _domains: dict[str, list[Domain]] = field(default_factory=dict, repr=False)
    _known: dict[str, Known] = field(default_factory=dict, repr=False)
    _last: str = ""
    """The case of the copy that was met last."""

    def _member(self, source: Source, depth: int) -> Turned:
        done = self.restore(source, depth + 1)
        return Turned(done.data, done.counts, done.left, done.exact)

    def name(self, name: str) -> str:
        """A file's name with its pseudonyms turned back; as it was, where it would not be a relative path any more."""
        new = self.text(name.encode("utf-8", "surrogateescape")).data.decode("utf-8", "surrogateescape")
        return new if new.count("/") == name.count("/") else name

    def restore(self, source: Source, depth: int = 0) -> Done:
        """The source with its originals; raises `UsageError` where no case can be told, `VaultError` for a damaged vault."""
        out = Spool(source.name, _LIMIT)
        found = files.find(self.rows, self._all_domains(), source)
        if found is not None:
            account = files.restore_file(self.rows, found, source, out, self.wanted)
            self._last = found.domain.case
            return Done(out, self._last, dict(account.counts), account.left, exact=True, name=found.note.name)
        box = boxes.box_of(source, self.containers)
        if box is not None and depth < self.limits.nesting:
            inside = boxes.rebuild(box, source, out, self.limits, lambda member: self._member(member, depth), self.name)
            return Done(out, self._last, inside.counts, inside.left, exact=inside.exact)
        case = self.case_of_text()
        done = Done(out, case, {}, [], exact=False)
        offset, line = 0, 1
        for text in _texts(source):
            restored = restore_text(text, self.known(case), everything=self.everything)
            _count(done, restored, offset, line)
            offset, line = offset + len(text), line + text.count(b"\n")
            out.write(restored.data)
        return _encoded(done, source)

    def text(self, text: bytes) -> Restored:
        """A short text (a name, one pseudonym) with its originals."""
        return restore_text(text, self.known(self.case_of_text()), everything=self.everything)

    def known(self, case: str) -> Known:
        """What the vault has of a case."""
        if case not in self._known:
            self._known[case] = Known.of(self.rows, self.domains(case), self.wanted)
        return self._known[case]

    def domains(self, case: str) -> list[Domain]:
        """The domains of a case: its own, and its tenant's where it shares that; raises `UsageError` where it has none."""
        if case not in self._domains:
            secrets = self.store.known(self.tenant, case)
            if not secrets:
                raise UsageError(f"there is no key of case {case!r}", "see redactor key show; it may be destroyed")
            self._domains[case] = [Domain.of(self.tenant, case, secret) for secret in secrets]
        return self._domains[case]

    def _all_domains(self) -> Iterator[Domain]:
        for case in (self.case,) if self.case is not None else self.store.cases(self.tenant):
            yield from self.domains(case)

    def case_of_text(self) -> str:
        """The case whose pseudonyms a text may have; raises `UsageError` where that is not told."""
        if self.case is not None:
            return self.case
        cases = self.store.cases(self.tenant)
        if not cases:
            raise UsageError(f"tenant {self.tenant!r} has no case", "check --tenant and --key-file")
        if len(cases) > 1 and not self._last:
            raise UsageError("it is not told of which case this is", f"use --case; there are {', '.join(cases[:5])}")
        return self._last or cases[0]


def _count(done: Done, restored: Restored, offset: int, line: int) -> None:
    for entity, number in restored.counts.items():
        done.counts[entity] = done.counts.get(entity, 0) + number
    done.left += [each._replace(offset=each.offset + offset, line=each.line + line - 1) for each in restored.left]


def _texts(source: Source) -> Iterator[bytes]:
    """The source in windows that end with a line, as UTF-8."""
    wide = _wide(source)
    if wide:
        yield source.read_at(0, source.size).decode(wide, "surrogatepass").encode("utf-8", "surrogatepass")
        return
    rest = b""
    for window in source.windows(WINDOW):
        whole, end, begun = (rest + window).rpartition(b"\n")
        if end:
            yield whole + end
        rest = begun
    if rest:
        yield rest


def _encoded(done: Done, source: Source) -> Done:
    """Back to UTF-16, where the source was in that."""
    wide = _wide(source)
    if wide:
        text = done.data.read_at(0, done.data.size).decode("utf-8", "surrogatepass")
        done.data = Spool(source.name, _LIMIT)
        done.data.write(text.encode(wide, "surrogatepass"))
    return done


def _wide(source: Source) -> str:
    head = source.read_at(0, 2)
    return next((encoding for mark, encoding in _MARKS if head == mark), "")
