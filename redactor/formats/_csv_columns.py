"""What the columns of a table are: settled by the heading, and by what most of their cells are.

A heading that says what its cells are settles it.  One that only hints (`owner`, `source`) is believed where most cells
look the part and the column is none of numbers, times or a few words.  Where it says nothing, full names and telephone
numbers are told by the cells.  pandas profiles the columns that their heading leaves open, and is imported for them only.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from recognizers._given_names import ALL as GIVEN
from recognizers.common_words import is_ordinary
from recognizers.field_values import locate
from recognizers.labels import Meaning, meaning, phrases
from redactor.model import Nature

FEWEST = 6
"""Filled cells from which on a column can speak for itself."""
_MOST = 0.6
_NEARLY_ALL = 0.9
_FEW_WORDS = 6
"""So many different values, in a column of four times as many cells, are states or classes, not names."""
_TIME = re.compile(r"(?i).*(?:time|date|timestamp|day|created|logged|zeit)\b.*")
_MESSAGE = re.compile(r"(?i)(?:.*\b)?(?:message|msg|content|event|text|log|details?|raw|description)")
_PROSE = re.compile(
    r"(?i)(?:.*\b)?(?:subject|summary|title|descriptions?|comments?|notes?|remarks?|body|text|details|question|answer"
    r"|feedback|betreff|beschreibung|kommentare?|bemerkung(?:en)?|asunto|sujet|objet)"
)
_FULL_NAME = re.compile(rb"[^\W\d_][\w'.-]*,?(?: [^\W\d_][\w'.-]*){1,3}".replace(rb"\w", rb"0-9A-Za-z_\x80-\xff"))
_TELEPHONE = re.compile(rb"(?:\+|00?|\()[0-9][0-9 ()/.-]{5,18}[0-9]")


@dataclass(frozen=True, slots=True)
class Column:
    """What its cells are called, and how they read."""

    label: str = field(repr=False)
    nature: Nature = Nature.MACHINE


@dataclass(frozen=True, slots=True)
class Profile:
    """What most cells of a column are; no value."""

    filled: int
    distinct: int
    numbers: float
    times: float
    words: float
    """Words in a cell, on average."""

    @property
    def states(self) -> bool:
        """True where the cells are a few words over and over."""
        return self.distinct <= _FEW_WORDS and self.filled >= 4 * self.distinct

    @property
    def measured(self) -> bool:
        """True where the cells are numbers or times."""
        return max(self.numbers, self.times) >= _NEARLY_ALL


def columns(names: Sequence[str], rows: Sequence[list[bytes]], width: int) -> tuple[Column, ...]:
    """The columns of a table, from its heading (which may be empty) and its first records."""
    shown = [names[number] if number < len(names) and names[number] else unnamed(number) for number in range(width)]
    cells = [[row[number] for row in rows if number < len(row) and row[number].strip()] for number in range(width)]
    told = [meaning(label) for label in shown]
    unsettled = [number for number in range(width) if not _settled(told[number]) and len(cells[number]) >= FEWEST]
    profiles = dict(zip(unsettled, _profiles([cells[number] for number in unsettled]), strict=True))
    found = [_column(label, told[number], cells[number], profiles.get(number)) for number, label in enumerate(shown)]
    if is_log(shown):
        found = [
            Column("host name") if _is_source(shown, told, number, cells[number]) else column
            for number, column in enumerate(found)
        ]
    return tuple(found)


def is_log(names: Sequence[str]) -> bool:
    """Whether columns of these names hold log records: a time, and a message."""
    return any(map(_TIME.fullmatch, names)) and any(map(_MESSAGE.fullmatch, names))


def _is_source(names: Sequence[str], told: Sequence[Meaning | None], number: int, cells: Sequence[bytes]) -> bool:
    """Whether a column of log records is the host: it follows the time, as in syslog (RFC 3164, section 4.1), is the
    same in all records, and is no word."""
    meant = told[number]
    open_ = meant is None or (meant.weak and meant.entity == "HOSTNAME")
    behind = number > 0 and _TIME.fullmatch(names[number - 1]) and not _TIME.fullmatch(names[number])
    if not open_ or not behind or len(cells) < FEWEST or len(set(cells)) > 1:
        return False
    return locate("HOSTNAME", cells[0]) is not None and not is_ordinary(cells[0].strip().lower())


def unnamed(number: int) -> str:
    """What the cells of a column without a name are called."""
    return f"column {number + 1}"


def _settled(told: Meaning | None) -> bool:
    return told is not None and not told.weak


def _column(label: str, told: Meaning | None, cells: Sequence[bytes], profile: Profile | None) -> Column:
    if not _settled(told) and _PROSE.fullmatch(label) and (profile is None or profile.words >= 2):
        return Column(label, Nature.PROSE)
    if profile is None or profile.states:
        return Column(label)
    if (
        told is None
        and _share(cells, [_TELEPHONE.fullmatch(cell.strip()) is not None for cell in cells]) >= _NEARLY_ALL
    ):
        return Column("phone number")
    if profile.measured:
        return Column(label)
    if told is not None:
        fits = _share(cells, [locate(told.entity, cell, weak=True) is not None for cell in cells])
        return Column(_surely(told.entity) if fits >= _MOST else label)
    if _share(cells, map(_is_full_name, cells)) >= _MOST:
        return Column("full name")
    return Column(label)


def _surely(entity: str) -> str:
    """A label that says the entity, whatever the cell looks like."""
    return min((phrase for phrase in phrases(entity) if "/" not in phrase), key=len)


def _share(cells: Sequence[bytes], hits: Iterable[bool]) -> float:
    return sum(hits) / len(cells)


def _is_full_name(cell: bytes) -> bool:
    """Two to four words that begin with capitals, one of them a given name."""
    words = cell.replace(b",", b" ").decode("utf-8", "replace").split()
    return (
        _FULL_NAME.fullmatch(cell.strip()) is not None
        and all(word[0].isupper() for word in words)
        and any(word.lower() in GIVEN for word in words)
    )


def _profiles(cells: Sequence[Sequence[bytes]]) -> list[Profile]:
    """Profile columns with pandas; the import costs a third of a second, so nothing else asks for it."""
    if not cells:
        return []
    import pandas

    return [_profile(pandas, pandas.Series([cell.decode("utf-8", "replace").strip() for cell in one])) for one in cells]


def _profile(pandas: Any, series: Any) -> Profile:
    numbers = pandas.to_numeric(series.str.replace(r"[,% ]", "", regex=True), errors="coerce")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        times = pandas.to_datetime(series, errors="coerce", format="mixed", utc=True)
    return Profile(
        filled=len(series),
        distinct=int(series.nunique()),
        numbers=float(numbers.notna().mean()),
        times=float(times.notna().mean()),
        words=float(series.str.split().str.len().mean()),
    )
