"""The structure of an attachment as a fingerprint: what has to be the same in its copy.

Not what segments are called (a key may itself be a value and have been replaced), but how deep each lies, whether it is a
key, and how many lines it has.  Running text counts as a whole, since its windows are cut by bytes.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator

from redactor.model import Segment


class Structure:
    """Watches segments go by and remembers their structure in constant space."""

    __slots__ = ("_digest", "_lines", "_segments")

    def __init__(self) -> None:
        self._digest = hashlib.blake2b(digest_size=16)
        self._segments = 0
        self._lines = -1

    def watch(self, segments: Iterable[Segment]) -> Iterator[Segment]:
        """The same segments."""
        for segment in segments:
            self.add(segment)
            yield segment

    def add(self, segment: Segment) -> None:
        """Take one segment into account."""
        lines = segment.text.count(b"\n")
        if not segment.label and not segment.key:
            self._lines = max(self._lines, 0) + lines
            return
        self._close()
        self._digest.update(b"%d %d %d\n" % (segment.label.count("/"), segment.key, lines))
        self._segments += 1

    def tokens(self) -> Iterator[bytes]:
        """What two equal structures have in common: their size, then their fingerprint."""
        self._close()
        yield b"%d" % self._segments
        yield self._digest.digest()

    def _close(self) -> None:
        if self._lines >= 0:
            self._digest.update(b"text %d\n" % self._lines)
            self._segments += 1
            self._lines = -1
