"""`redactor rules test FILE`: lines in which marked values must vanish, and lines that must survive as they are.

policy = "balanced"                                  default: as configured
kind = "log"                                         what the lines are part of; default: text
must_vanish = ["login of «jdoe» from «192.0.2.7»"]   everything that is marked is replaced
must_survive = ["interface «Gi1/0/1» is up", "up"]   nothing that is marked changes; without marks the whole line

Each line is an attachment of its own: what must be known from elsewhere in the case does not count.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from recognizers.rule import expected
from redactor import toml_file
from redactor.attachment import redact
from redactor.case import Equipment
from redactor.errors import WithheldError
from redactor.model import Edit, MediaType
from redactor.source import BytesSource

KINDS = ("text", "log", "cli", "config", "prose")
"""Kinds whose format is lines of text."""


@dataclass(frozen=True, slots=True)
class Trials:
    """The lines of a file, as written there."""

    file: str
    policy: str
    """Empty: as configured."""
    kind: str
    vanish: tuple[tuple[str, int], ...] = field(repr=False)
    """(line, where in the file it stands)."""
    survive: tuple[tuple[str, int], ...] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of one line."""

    line: int
    must: str
    """`vanish` or `survive`."""
    passed: bool
    why: str


def read(path: Path) -> Trials:
    """The lines in a file; raises `ConfigError` on whatever it does not fully understand."""
    table = toml_file.read(path, "test lines")
    lines = path.read_text(encoding="utf-8").split("\n")
    vanish, survive = (
        tuple((text, _line_of(text, lines)) for text in table.words(key)) for key in ("must_vanish", "must_survive")
    )
    made = Trials(str(path), table.take("policy", str, ""), table.word("kind", KINDS, "text"), vanish, survive)
    table.done()
    for text, line in vanish:
        if text.count("«") != text.count("»") or "«" not in text:
            raise table.error(f"line {line} marks nothing", "must_vanish", "put «» around what must vanish")
    if not vanish and not survive:
        raise table.error("holds no lines", "", "write must_vanish = […] or must_survive = […]")
    return made


def run(trials: Trials, equipment: Equipment) -> Iterator[Verdict]:
    """Try every line."""
    for must, lines in (("vanish", trials.vanish), ("survive", trials.survive)):
        for text, line in lines:
            raw, spans = expected(text)
            try:
                edits = _edits(raw, trials.kind, equipment)
            except WithheldError as error:
                yield Verdict(line, must, must == "vanish", f"withheld: {error.reason}")
                continue
            if must == "vanish":
                yield _vanished(line, spans, edits)
            else:
                yield _survived(line, spans or ((0, len(raw)),), edits)


def _edits(raw: bytes, kind: str, equipment: Equipment) -> list[Edit]:
    media = MediaType(kind, "text" if kind == "log" else kind, "", "utf-8", 1.0)
    return list(redact(BytesSource(raw + b"\n", "line"), media, equipment).log)


def _vanished(line: int, spans: tuple[tuple[int, int], ...], edits: list[Edit]) -> Verdict:
    """Every marked byte lies in an edit."""
    left = 0
    for start, end in spans:
        ends = [(max(start, edit.value_start), min(end, edit.value_end)) for edit in edits]
        left += sum(high - low for low, high in ends if low < high) < end - start
    rules = ", ".join(dict.fromkeys(f"{edit.entity} by {edit.rule}" for edit in edits)) or "nothing was found"
    return Verdict(
        line, "vanish", not left, rules if not left else f"{left} of {len(spans)} marked values stay; {rules}"
    )


def _survived(line: int, spans: tuple[tuple[int, int], ...], edits: list[Edit]) -> Verdict:
    """No edit touches a marked byte."""
    touched = [edit for edit in edits if any(edit.value_start < end and start < edit.value_end for start, end in spans)]
    told = ", ".join(dict.fromkeys(f"{edit.entity} by {edit.rule} ({edit.score:.2f})" for edit in touched))
    return Verdict(line, "survive", not touched, f"replaced as {told}" if touched else "as it was")


def _line_of(text: str, lines: list[str]) -> int:
    """Where a line's text stands in its file; the first line where it is written with escapes."""
    return next((number for number, line in enumerate(lines, 1) if text in line), 1)
