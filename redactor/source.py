"""Named, re-readable bytes: a file, a piece of memory, a stream or a copy in a private spool.

    FileSource      a regular file, opened once
    BytesSource     bytes in memory
    Spool           written, then read; nothing of it has a name in the file system
    └── SpooledSource   a stream, read to its end first

`walk` finds the files that the arguments of a command name.  No error of this module quotes a path or a byte.
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import stat
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import TracebackType
from typing import IO, Protocol, Self

from redactor.errors import LimitError, UsageError, WithheldError
from redactor.model import Reason

IN_MEMORY = 1 << 20
"""A spool up to this size never touches the disk."""
CHUNK = 1 << 20


class _Readable:
    """What all sources share; a subclass knows its `size` and how to read."""

    name: str

    @property
    def size(self) -> int:
        raise NotImplementedError

    def read_at(self, offset: int, size: int) -> bytes:
        raise NotImplementedError

    def windows(self, size: int) -> Iterator[bytes]:
        """All bytes in order, `size` at a time."""
        for offset in range(0, self.size, size):
            yield self.read_at(offset, size)

    def close(self) -> None:
        """Give back what is held; harmless when repeated."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


class BytesSource(_Readable):
    """Bytes in memory under a name."""

    def __init__(self, data: bytes, name: str) -> None:
        self.name = name
        self._data = data

    @property
    def size(self) -> int:
        return len(self._data)

    def read_at(self, offset: int, size: int) -> bytes:
        return self._data[offset : offset + size]


class FileSource(_Readable):
    """A regular file: opened once, never through a link, and refused as soon as it is not what it was at the start."""

    def __init__(self, path: str | os.PathLike[str], name: str) -> None:
        self.name = name
        self._descriptor = -1
        self._descriptor = _open(path)
        try:
            state = os.fstat(self._descriptor)
            if not stat.S_ISREG(state.st_mode):
                raise WithheldError("not a regular file", Reason.NOT_A_FILE)
        except BaseException:
            self.close()
            raise
        self._state = _identity(state)
        self._size = state.st_size

    @property
    def size(self) -> int:
        """The size at the time of opening; what is appended later is not read, and `check_unchanged` refuses it."""
        return self._size

    def read_at(self, offset: int, size: int) -> bytes:
        wanted = max(0, min(size, self._size - offset))
        data = _pread(self._descriptor, wanted, offset)
        if len(data) < wanted:
            raise WithheldError("the file became shorter while it was read", Reason.CHANGED)
        return data

    def check_unchanged(self) -> None:
        """Raise `WithheldError` (changed) unless size, time of change and identity are those at the start."""
        if _identity(os.fstat(self._descriptor)) != self._state:
            raise WithheldError("the file changed while it was read", Reason.CHANGED)

    def close(self) -> None:
        descriptor, self._descriptor = self._descriptor, -1
        if descriptor >= 0:
            os.close(descriptor)

    def __del__(self) -> None:
        self.close()


class Spool(_Readable):
    """Private bytes, written first and read then: in memory while small, else in a file that has no name.

    `sha256` is that of everything written so far.  Raises `LimitError` beyond `limit` bytes.
    """

    def __init__(self, name: str, limit: int) -> None:
        self.name = name
        self._limit = limit
        self._size = 0
        self._digest = hashlib.sha256()
        self._memory = bytearray()
        self._file: IO[bytes] | None = None

    def write(self, data: bytes) -> None:
        """Append `data`."""
        if self._size + len(data) > self._limit:
            raise LimitError("more bytes than an attachment may have")
        self._digest.update(data)
        self._size += len(data)
        if self._file is None:
            self._memory += data
            if self._size <= IN_MEMORY:
                return
            data, self._memory = bytes(self._memory), bytearray()
        with _spooling():
            if self._file is None:
                self._file = tempfile.TemporaryFile(buffering=0)  # noqa: SIM115  # closed by close()
            _write_all(self._file.fileno(), data)

    @property
    def size(self) -> int:
        return self._size

    @property
    def sha256(self) -> str:
        """Of all bytes written so far, in hex."""
        return self._digest.hexdigest()

    def read_at(self, offset: int, size: int) -> bytes:
        if self._file is None:
            return bytes(self._memory[offset : offset + size])
        return _pread(self._file.fileno(), max(0, min(size, self._size - offset)), offset)

    def close(self) -> None:
        self._memory, self._size = bytearray(), 0
        if self._file is not None:
            self._file.close()
            self._file = None


class _Stream(Protocol):
    def read(self, size: int, /) -> bytes: ...


class SpooledSource(Spool):
    """A stream (standard input, an upload), read to its end before anything looks at it."""

    @classmethod
    def from_stream(cls, stream: _Stream, name: str, limit: int) -> Self:
        """Read `stream` to its end; raises `LimitError` as soon as it is longer than `limit` bytes."""
        spool = cls(name, limit)
        while data := stream.read(CHUNK):
            spool.write(data)
        return spool


def walk(inputs: Sequence[str | os.PathLike[str]]) -> Iterator[tuple[Path, str]]:
    """Every file that `inputs` name, with its relative `/`-separated name, in sorted order.

    Links and special files inside of directories, and directories that cannot be listed, are yielded too: opening them
    as a `FileSource` raises, so they are withheld and never silently missing.  A link that an argument itself names is
    followed.  Raises `UsageError` at once, before anything is yielded, where an argument names nothing readable.
    """
    roots = [(_argument(Path(entry)), Path(entry).name or Path(entry).resolve().name) for entry in inputs]
    if len(roots) == 1 and roots[0][0].is_dir():
        roots = [(roots[0][0], "")]
    names = [name for _, name in roots]
    if len(set(names)) < len(names):
        raise UsageError("two inputs have the same name", "give the directory that holds them, or run them one by one")
    return _files(roots)


def _argument(path: Path) -> Path:
    """What an argument names, links resolved; raises `UsageError` where that is nothing or cannot be read."""
    if not path.exists():
        raise UsageError(f"no such file or directory: {path}", "check the path; `-` reads standard input")
    if not os.access(path, os.R_OK | (os.X_OK if path.is_dir() else 0)):
        raise UsageError(f"cannot read {path}", "check its permissions")
    return path.resolve() if path.is_symlink() else path


def _files(roots: list[tuple[Path, str]]) -> Iterator[tuple[Path, str]]:
    waiting = roots[::-1]
    while waiting:
        path, name = waiting.pop()
        if path.is_symlink() or not path.is_dir():
            yield path, name
            continue
        try:
            entries = sorted(os.listdir(path), reverse=True)
        except OSError:
            yield path, name
            continue
        waiting += [(path / entry, f"{name}/{entry}" if name else entry) for entry in entries]


def _open(path: str | os.PathLike[str]) -> int:
    try:
        return os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC | os.O_NOCTTY)
    except OSError as error:
        refused = error.errno in (errno.ELOOP, errno.ENXIO, errno.ENODEV, errno.EMLINK)
        raise WithheldError("cannot be opened", Reason.NOT_A_FILE if refused else Reason.UNREADABLE) from None


def _identity(state: os.stat_result) -> tuple[int, int, int, int]:
    return state.st_size, state.st_mtime_ns, state.st_ino, state.st_dev


def _pread(descriptor: int, size: int, offset: int) -> bytes:
    """Up to `size` bytes, fewer only at the end of the file."""
    try:
        data = os.pread(descriptor, size, offset)
        while 0 < len(data) < size:
            more = os.pread(descriptor, size - len(data), offset + len(data))
            if not more:
                break
            data += more
    except OSError:
        raise WithheldError("cannot be read", Reason.UNREADABLE) from None
    return data


def _write_all(descriptor: int, data: bytes) -> None:
    view = memoryview(data)
    while view:
        view = view[os.write(descriptor, view) :]


@contextlib.contextmanager
def _spooling() -> Iterator[None]:
    try:
        yield
    except OSError:
        raise WithheldError("the spool cannot be written", hint="free space in the temporary directory") from None
