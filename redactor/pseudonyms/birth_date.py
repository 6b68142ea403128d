"""Dates of birth become other dates between 1900 and 2099 in the same notation; generalised: the first of January."""

from __future__ import annotations

from datetime import date

from recognizers import lazy_re as re
from redactor.pseudonyms.permutation import Step
from redactor.pseudonyms.scheme import Scheme

_FIRST = date(1900, 1, 1).toordinal()
_DAYS = date(2100, 1, 1).toordinal() - _FIRST
_NOTATIONS = (
    re.compile(rb"(?P<y>\d{4})(?P<s>[-/.]?)(?P<m>\d{2})(?P=s)(?P<d>\d{2})"),
    re.compile(rb"(?P<y>\d{4})(?P<s>[-/.])(?P<m>\d{1,2})(?P=s)(?P<d>\d{1,2})"),
    re.compile(rb"(?P<m>\d{1,2})(?P<s>/)(?P<d>\d{1,2})/(?P<y>\d{4})"),
    re.compile(rb"(?P<d>\d{1,2})(?P<s>[-/. ])(?P<m>\d{1,2})(?P=s)(?P<y>\d{4})"),
)


def pseudonym(scheme: Scheme, value: bytes, *, one_way: bool = False) -> bytes:
    """Another date; text that is no date in numbers keeps its shape."""
    match, day = _read(value)
    if match is None:
        return scheme.shapes.replace("date", value)
    number, prf = day - _FIRST, scheme.prf.derive("birth date")
    if one_way:
        found = prf.number(b"scatter" + number.to_bytes(4, "little")) % (_DAYS - 1)
        found += found >= number
    else:
        found = Step(prf, b"", _DAYS)(number)
    return _spell(value, match, date.fromordinal(_FIRST + found))


def generalised(scheme: Scheme, value: bytes) -> bytes:
    """The first of January of that year; a first of January becomes another date."""
    match, day = _read(value)
    if match is None:
        return pseudonym(scheme, value)
    found = _spell(value, match, date(date.fromordinal(day).year, 1, 1))
    return found if found != value else pseudonym(scheme, value)


def _read(value: bytes) -> tuple[re.Match[bytes] | None, int]:
    for notation in _NOTATIONS:
        match = notation.fullmatch(value)
        if match is None:
            continue
        try:
            day = date(int(match["y"]), int(match["m"]), int(match["d"])).toordinal()
        except ValueError:
            continue
        if 0 <= day - _FIRST < _DAYS:
            return match, day
    return None, 0


def _spell(value: bytes, match: re.Match[bytes], day: date) -> bytes:
    text, parts = value, {"y": day.year, "m": day.month, "d": day.day}
    for name in sorted(parts, key=match.start, reverse=True):
        digits = b"%d" % parts[name]
        text = text[: match.start(name)] + digits.zfill(len(match[name])) + text[match.end(name) :]
    return text
