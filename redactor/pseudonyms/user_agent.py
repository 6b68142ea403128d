"""Browsers and other user agents: the first number of each version stays, the rest becomes 0.

    Chrome/120.0.6099.71 ─► Chrome/120.0.0.0     curl/7.88.1 ─► curl/7.0.0     (family alone: Chrome/0.0.0.0)

A result always differs: where nothing behind the first numbers was left to zero, they are rounded down to tens
(Firefox/109.0 ─► Firefox/100.0), and where that changes nothing either they become 0, or 1 where they are.
Numbers that are part of a word (Win64, x86, SM-G991B) stay.
"""

from __future__ import annotations

from collections.abc import Callable

from recognizers import lazy_re as re
from redactor.pseudonyms.version import crossed, zero

_VERSION = re.compile(rb"(?<![0-9A-UW-Z_a-uw-z])(?<![A-Za-z][Vv])[0-9]+(?:[._][0-9]+)*")
_NUMBER = re.compile(rb"[0-9]+")
_REST = re.compile(rb"(?<=[._])[0-9]+")


def generalised(value: bytes, *, family_only: bool = False) -> bytes:
    """The user agent with major versions only (`family_only`: names only)."""
    steps: tuple[Callable[[bytes], bytes], ...] = (_all, _one) if family_only else (_minor, _tens, _all, _one)
    for change in steps:
        found = _changed(value, change)
        if found != value:
            return found
    return crossed(value)


def _changed(value: bytes, change: Callable[[bytes], bytes]) -> bytes:
    return _VERSION.sub(lambda match: change(match[0]), value)


def _minor(version: bytes) -> bytes:
    return _REST.sub(lambda match: zero(match[0]), version)


def _tens(version: bytes) -> bytes:
    major = _NUMBER.match(version)
    assert major is not None
    digits = major[0]
    return (digits[:-1] + b"0" if len(digits) > 1 else digits) + version[major.end() :]


def _all(version: bytes) -> bytes:
    return _NUMBER.sub(lambda match: zero(match[0]), version)


def _one(version: bytes) -> bytes:
    return _NUMBER.sub(lambda match: b"0" * (len(match[0]) - 1) + b"1", version, count=1)
