"""Recall and retention on a labelled corpus: what leaked, and what was lost that an engineer needs.

A corpus is a folder with `in/` and `gold.jsonl`, a line of JSON for each file; lines count from 1:

    {"file", "kind", "vendor", "sensitive": [{"text", "entity", "lines": […]}], "keep": [{"text", "lines": […]}]}

Each line of a label is an occurrence; one whose text does not stand on that line of the input is a mistake of the
label and counts nowhere.  A sensitive occurrence *leaks* when its text still stands on the line of the copy that
corresponds to its own, as a token, in any case (of `address/length` the address).  A keep *survives* when it stands
there as a token.  Lines correspond by number where there are equally many (blank ones at the end do not count), else
as difflib aligns equal lines, and between them one to one by the tokens they share.  A file with no copy, or an empty
one, is blocked: nothing of it leaks, nothing survives.
"""

from __future__ import annotations

import difflib
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from redactor.errors import UsageError

if TYPE_CHECKING:
    import pandas

KEEP = "keep"
"""What takes the place of the entity for values that must survive."""
_TOKEN = re.compile(r"[A-Za-z0-9_]+")


class Label(NamedTuple):
    """An occurrence that somebody labelled; `entity` is `KEEP` where it must survive."""

    text: str
    entity: str
    line: int


@dataclass(frozen=True, slots=True)
class Labelled:
    """A file of a corpus with its labels."""

    file: str
    kind: str
    vendor: str
    labels: tuple[Label, ...] = field(repr=False)


class Judged(NamedTuple):
    """What became of an occurrence: `stands` is bad for a sensitive one, good for a keep."""

    file: str
    kind: str
    vendor: str
    entity: str
    line: int
    stands: bool
    blocked: bool
    text: str
    """A labelled value of a corpus; shown only where the user asks to see leaks."""


@dataclass(frozen=True, slots=True)
class Score:
    """The judged occurrences of a corpus, and how many distinct sensitive values stand anywhere in their file."""

    occurrences: tuple[Judged, ...] = field(repr=False)
    files: int
    blocked: int
    residual: int
    distinct: int

    def frame(self) -> pandas.DataFrame:
        """One row an occurrence."""
        import pandas

        return pandas.DataFrame(self.occurrences, columns=list(Judged._fields))


def corpus(folder: Path) -> tuple[Labelled, ...]:
    """The labels of a corpus; raises `UsageError` where the folder is none."""
    try:
        with (folder / "gold.jsonl").open(encoding="utf-8") as lines:
            found = tuple(_labelled(json.loads(line)) for line in lines if line.strip())
    except OSError as error:
        problem = f"{folder} is no corpus: gold.jsonl cannot be read ({type(error).__name__})"
        raise UsageError(problem, "name a folder with in/ and gold.jsonl") from None
    except (ValueError, KeyError, TypeError):
        raise UsageError(f"{folder}: gold.jsonl is not as it should be", "one JSON object a line, see --help") from None
    if not (folder / "in").is_dir():
        raise UsageError(f"{folder} is no corpus: there is no in/", "name a folder with in/ and gold.jsonl")
    return found


def score(folder: Path, out: Path) -> Score:
    """Judge the copies in `out`, which mirrors `in/` of the corpus."""
    judged: list[Judged] = []
    labelled = corpus(folder)
    blocked = residual = distinct = 0
    for entry in labelled:
        before, after = _lines(folder / "in" / entry.file) or [], _lines(out / entry.file)
        if before and not after:
            after = None
        found = list(_judge(entry, before, after))
        values = {(each.text, each.entity) for each in found if each.entity != KEEP}
        whole = "\n".join(after or ())
        judged += found
        distinct += len(values)
        blocked += after is None
        residual += sum(_stands(text, entity, whole) for text, entity in values)
    return Score(tuple(judged), len(labelled), blocked, residual, distinct)


def summary(found: Score, by: str = "entity") -> pandas.DataFrame:
    """Recall for each group, and for all in the last row; retention as well, unless by entity: a keep has none.

    A figure of a group without such occurrences is nan.
    """
    import pandas

    frame = found.frame()
    frame = frame.assign(sensitive=frame.entity != KEEP)
    if by == "entity":
        frame = frame[frame.sensitive]
    frame = frame.assign(
        leaks=frame.sensitive & frame.stands, keep=~frame.sensitive, survived=~frame.sensitive & frame.stands
    ).rename(columns={"sensitive": "occurrences"})
    sums = ["occurrences", "leaks", "keep", "survived"]
    groups = frame.groupby(by)[sums].sum().sort_values("occurrences", ascending=False, kind="stable")
    table = pandas.concat([groups, frame.assign(**{by: "all"}).groupby(by)[sums].sum()]).astype(int)
    table.insert(2, "recall", 1 - table.leaks / table.occurrences)
    if by == "entity":
        return table.drop(columns=["keep", "survived"])
    return table.assign(retention=table.survived / table.keep)


def micro(found: Score) -> dict[str, float | int]:
    """The figures of the whole corpus; `f` is the harmonic mean of recall and retention."""
    sensitive = [each for each in found.occurrences if each.entity != KEEP]
    keep = [each for each in found.occurrences if each.entity == KEEP]
    leaks, survived = sum(each.stands for each in sensitive), sum(each.stands for each in keep)
    recall = 1 - leaks / len(sensitive) if sensitive else 1.0
    retention = survived / len(keep) if keep else 1.0
    return {
        "files": found.files,
        "blocked": found.blocked,
        "occurrences": len(sensitive),
        "leaks": leaks,
        "recall": recall,
        "keep": len(keep),
        "survived": survived,
        "retention": retention,
        "f": 2 * recall * retention / (recall + retention) if recall + retention else 0.0,
        "residual": found.residual,
        "distinct": found.distinct,
    }


def _labelled(entry: Mapping[str, Any]) -> Labelled:
    labels = [
        Label(label["text"], label.get("entity", KEEP), line)
        for name in ("sensitive", "keep")
        for label in entry[name]
        for line in label["lines"]
    ]
    return Labelled(entry["file"], entry["kind"], entry["vendor"], tuple(labels))


def _judge(entry: Labelled, before: list[str], after: list[str] | None) -> Iterator[Judged]:
    """Look for every label of a file on the line of the copy that corresponds to its own."""
    lines = _corresponding(before, after) if after is not None else {}
    for label in entry.labels:
        if 0 < label.line <= len(before) and _stands(label.text, label.entity, before[label.line - 1]):
            stands = _stands(label.text, label.entity, lines.get(label.line, ""))
            yield Judged(
                entry.file, entry.kind, entry.vendor, label.entity, label.line, stands, after is None, label.text
            )


def _corresponding(before: list[str], after: list[str]) -> dict[int, str]:
    """The line of the copy for each 1-based line of the original that has one."""
    if len(before) == len(after):
        return dict(enumerate(after, 1))
    lines: dict[int, str] = {}
    matcher = difflib.SequenceMatcher(None, before, after, autojunk=len(before) + len(after) > 20_000)
    for tag, low, high, first, last in matcher.get_opcodes():
        if tag == "equal":
            lines |= zip(range(low + 1, high + 1), after[first:last], strict=True)
        elif tag == "replace":
            for mine, theirs in _pairs(before[low:high], after[first:last]):
                lines[low + mine + 1] = after[first + theirs]
    return lines


def _pairs(before: list[str], after: list[str]) -> Iterator[tuple[int, int]]:
    """Pair two runs of lines in order, one to one, so that paired lines share most tokens."""
    if len(before) == len(after):
        yield from zip(range(len(before)), range(len(after)), strict=True)
        return
    mine, theirs = ([frozenset(_TOKEN.findall(line)) for line in side] for side in (before, after))
    best = [[0.0] * (len(theirs) + 1) for _ in range(len(mine) + 1)]
    for i, tokens in enumerate(mine, 1):
        for j, others in enumerate(theirs, 1):
            best[i][j] = max(best[i - 1][j], best[i][j - 1], best[i - 1][j - 1] + _likeness(tokens, others))
    i, j = len(mine), len(theirs)
    while i and j:
        if best[i][j] == best[i - 1][j]:
            i -= 1
        elif best[i][j] == best[i][j - 1]:
            j -= 1
        else:
            i, j = i - 1, j - 1
            yield i, j


def _likeness(one: frozenset[str], two: frozenset[str]) -> float:
    """Dice's coefficient of the tokens, and a little for being a pair at all."""
    return 0.01 + (2 * len(one & two) / (len(one) + len(two)) if one or two else 1.0)


def _stands(text: str, entity: str, where: str) -> bool:
    """True where `text` stands as a token: no word character beside it, no further octet behind an address."""
    more = ""
    if entity == "IP_ADDRESS":
        text, more = re.sub(r"/\d{1,3}$", "", text), r"(?!\.\d)"
    flags = re.NOFLAG if entity == KEEP else re.IGNORECASE
    return re.search(rf"(?<![A-Za-z0-9_]){re.escape(text)}(?![A-Za-z0-9_]){more}", where, flags) is not None


def _lines(path: Path) -> list[str] | None:
    """The lines of a file without their ends and without blank ones at the end; None where there is no file."""
    try:
        raw = path.read_bytes()
    except OSError:
        return None
    lines = raw.decode("utf-8", "surrogateescape").replace("\r\n", "\n").split("\n")
    while lines and not lines[-1].strip():
        lines.pop()
    return lines
