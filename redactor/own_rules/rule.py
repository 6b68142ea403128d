"""A user's rule: one of ours that says where it stands in its file, and that cannot run for ever."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, cast

from recognizers.rule import Rule
from redactor.errors import LimitError

SECONDS = 2.0
"""Longest that a user's pattern may look at one piece of a line (at most 6 kB); beyond, the attachment is withheld."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnRule(Rule):
    """A rule that a user's file defines."""

    action: str = "pseudonymise"
    """What policies do with an entity that they do not name; never less than their own default."""
    file: str = ""
    line: int = 0
    digest: str = ""
    """Of the file, since context words and validators are no part of the pattern."""

    def compiled(self) -> re.Pattern[bytes]:
        """The pattern with its boundaries, bounded in time."""
        return cast("re.Pattern[bytes]", Bounded(self.source()[0], self.id))


class Bounded:
    """What a scan needs of a compiled pattern; raises `LimitError` where a match takes longer than it may.

    The `regex` module matches as `re` does, and it can be interrupted.
    """

    __slots__ = ("_pattern", "_rule")

    def __init__(self, pattern: bytes, rule: str) -> None:
        import regex  # here: only a user's rules need it

        self._pattern: Any = regex.compile(pattern, regex.MULTILINE | regex.VERSION0)
        self._rule = rule

    def finditer(self, text: bytes, start: int, end: int) -> Iterator[re.Match[bytes]]:
        """All matches in `text[start:end)`."""
        try:
            yield from self._pattern.finditer(text, start, end, timeout=SECONDS)
        except TimeoutError:
            raise self._slow() from None

    def match(self, text: bytes, start: int, end: int) -> re.Match[bytes] | None:
        """The match that begins at `start`, if there is one."""
        try:
            found: re.Match[bytes] | None = self._pattern.match(text, start, end, timeout=SECONDS)
        except TimeoutError:
            raise self._slow() from None
        return found

    def _slow(self) -> LimitError:
        return LimitError(f"the rule {self._rule} took too long on a line", hint="make its pattern simpler")
