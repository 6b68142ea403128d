"""A stretch of a source as a source of its own."""

from __future__ import annotations

from collections.abc import Iterator

from redactor.model import Source


class Slice:
    """The bytes [start, start + size) of `source` under a name of their own; nothing is copied."""

    __slots__ = ("_size", "_source", "_start", "name")

    def __init__(self, source: Source, name: str, start: int, size: int) -> None:
        self.name = name
        self._source = source
        self._start = start
        self._size = size

    @property
    def size(self) -> int:
        return self._size

    def read_at(self, offset: int, size: int) -> bytes:
        wanted = max(0, min(size, self._size - offset))
        return self._source.read_at(self._start + offset, wanted) if wanted else b""

    def windows(self, size: int) -> Iterator[bytes]:
        """All bytes in order, `size` at a time."""
        for offset in range(0, self._size, size):
            yield self.read_at(offset, size)


class Held:
    """Bytes in memory under a name."""

    __slots__ = ("_data", "name")

    def __init__(self, data: bytes, name: str) -> None:
        self.name = name
        self._data = data

    @property
    def size(self) -> int:
        return len(self._data)

    def read_at(self, offset: int, size: int) -> bytes:
        return self._data[offset : offset + size]

    def windows(self, size: int) -> Iterator[bytes]:
        """All bytes in order, `size` at a time."""
        for offset in range(0, len(self._data), size):
            yield self._data[offset : offset + size]


def inside(source: Source, name: str) -> str:
    """What a member's source is called: no file's name holds a zero byte, so that nothing else is called so."""
    return f"{source.name}\0/{name}"
