"""The one splice: source bytes plus edits become the copy, and every byte outside of the edits is the source's.

Edits are collected window by window in an `EditLog`, which holds few of them in memory and the rest in a file that has
no name, so that even a killed process leaves nothing readable.
"""

from __future__ import annotations

import marshal
import os
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO, Protocol

from redactor.errors import WithheldError
from redactor.model import Edit, Reason, Source

WINDOW = 1 << 20
HELD = 20_000
"""Edits that stay in memory before they are spilled."""
_FRAME = 8192


class Sink(Protocol):
    """Anything bytes can be written to."""

    def write(self, data: bytes, /) -> object: ...


class EditLog:
    """The edits of one attachment, in the order they were appended, as often as one iterates."""

    __slots__ = ("_count", "_directory", "_file", "_frames", "_held", "_limit")

    def __init__(self, *, held: int = HELD, directory: Path | None = None) -> None:
        self._held: list[Edit] = []
        self._limit = held
        self._directory = directory
        self._file: BinaryIO | None = None
        self._frames: list[tuple[int, int]] = []
        self._count = 0

    def append(self, batch: Iterable[Edit]) -> None:
        """Add the edits of the next window."""
        before = len(self._held)
        self._held.extend(batch)
        self._count += len(self._held) - before
        if len(self._held) > self._limit:
            self._spill()

    def __len__(self) -> int:
        return self._count

    def __iter__(self) -> Iterator[Edit]:
        held, frames = list(self._held), list(self._frames)
        for offset, size in frames:
            yield from map(Edit, *marshal.loads(self._read(offset, size)))
        yield from held

    def __repr__(self) -> str:
        return f"EditLog({self._count} edits)"

    def close(self) -> None:
        """Forget everything; the spill file is gone with its descriptor."""
        if self._file is not None:
            self._file.close()
        self._file, self._frames, self._held, self._count = None, [], [], 0

    def __enter__(self) -> EditLog:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _spill(self) -> None:
        """Move what is held to the file: columns, since marshal knows no named tuples, and reads columns fastest."""
        if self._file is None:
            self._file = tempfile.TemporaryFile(buffering=0, dir=self._directory)  # noqa: SIM115 (closed by close)
        for first in range(0, len(self._held), _FRAME):
            columns = list(zip(*self._held[first : first + _FRAME], strict=True))
            for text in (5, 6, 8):
                columns[text] = tuple(map(str, columns[text]))
            frame = marshal.dumps(columns)
            offset = self._file.tell()
            view = memoryview(frame)
            while view:
                view = view[self._file.write(view) :]
            self._frames.append((offset, len(frame)))
        self._held = []

    def _read(self, offset: int, size: int) -> bytes:
        """One frame; positioned reads, so that iterations do not disturb one another or the appending."""
        assert self._file is not None
        parts: list[bytes] = []
        while size:
            part = os.pread(self._file.fileno(), size, offset)
            if not part:
                raise WithheldError("the spilled edits cannot be read back")
            parts.append(part)
            offset, size = offset + len(part), size - len(part)
        return b"".join(parts)


def splice(source: Source, edits: Iterable[Edit], out: Sink) -> None:
    """Write the source with the edits applied, in bounded windows.

    Edits are ascending and disjoint; they may touch.  Raises `WithheldError` where they are not, where one leaves the
    source, and where the source is no longer as long as it said; `out` is then incomplete and must be thrown away.
    """
    windows = source.windows(WINDOW)
    window, base, limit, at = b"", 0, 0, 0
    pieces: list[bytes] = []
    for edit in edits:
        start, end = edit[0], edit[1]
        if not at <= start <= end:
            raise WithheldError(f"edits overlap or are not in order at byte {start}")
        while start > limit:
            pieces.append(window[at - base :])
            out.write(b"".join(pieces))
            pieces, window, base = [], _next(windows, start), limit
            at, limit = base, base + len(window)
        pieces.append(window[at - base : start - base])
        pieces.append(edit[2])
        while end > limit:
            window, base = _next(windows, end), limit
            limit = base + len(window)
        at = end
        if len(pieces) > _FRAME:
            out.write(b"".join(pieces))
            pieces = []
    pieces.append(window[at - base :])
    out.write(b"".join(pieces))
    _copy_rest(source, windows, limit, out)


def _next(windows: Iterator[bytes], wanted: int) -> bytes:
    """The next window, which must exist since an edit reaches to `wanted`."""
    window = next(windows, b"")
    if not window:
        raise WithheldError(f"an edit reaches byte {wanted}, beyond the end of the source")
    return window


def _copy_rest(source: Source, windows: Iterator[bytes], done: int, out: Sink) -> None:
    for window in windows:
        out.write(window)
        done += len(window)
    if done != source.size:
        raise WithheldError("the source changed while it was read", Reason.CHANGED)
