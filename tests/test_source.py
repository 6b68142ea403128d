"""Laws of sources, spools and of finding the inputs."""

from __future__ import annotations

import hashlib
import io
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from redactor.errors import LimitError, UsageError, WithheldError
from redactor.model import Reason, Source
from redactor.source import IN_MEMORY, BytesSource, FileSource, Spool, SpooledSource, walk

_DATA = bytes(range(256)) * 40


def _file(tmp_path: Path) -> Source:
    path = tmp_path / "data"
    path.write_bytes(_DATA)
    return FileSource(path, "data")


def _spool(limit: int, *parts: bytes) -> Spool:
    spool = Spool("copy", limit)
    for part in parts:
        spool.write(part)
    return spool


_MAKERS: list[Callable[[Path], Source]] = [
    _file,
    lambda _: BytesSource(_DATA, "data"),
    lambda _: _spool(1 << 20, _DATA[:7], _DATA[7:]),
    lambda _: SpooledSource.from_stream(io.BytesIO(_DATA), "data", len(_DATA)),
]


@pytest.mark.parametrize("make", _MAKERS)
@pytest.mark.parametrize("size", [1000, len(_DATA) - 1, len(_DATA), len(_DATA) + 1])
def test_windows_are_the_bytes(make: Callable[[Path], Source], size: int, tmp_path: Path) -> None:
    """Windows of any size give all bytes in order, and every range can be read again."""
    source = make(tmp_path)

    assert len(_DATA) == source.size
    assert b"".join(source.windows(size)) == _DATA
    assert [_DATA[5:9], _DATA[-2:], b"", b""] == [
        source.read_at(5, 4), source.read_at(len(_DATA) - 2, 99), source.read_at(len(_DATA), 5), source.read_at(3, 0)
    ]  # fmt: skip


def test_a_large_spool_is_the_same_bytes() -> None:
    """A spool that left memory for the disk still gives what was written, with its digest, and can be written on."""
    spool = _spool(IN_MEMORY * 4, b"a" * (IN_MEMORY - 1), b"bcd", b"e" * IN_MEMORY, b"f")
    whole = b"a" * (IN_MEMORY - 1) + b"bcd" + b"e" * IN_MEMORY + b"f"

    assert b"".join(spool.windows(1 << 18)) == whole
    assert hashlib.sha256(whole).hexdigest() == spool.sha256
    spool.close()
    assert spool.size == 0


def test_a_spool_has_no_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing of a spool can be found in the file system, so even a killed process leaves nothing readable."""
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))

    spool = _spool(IN_MEMORY * 2, b"x" * (IN_MEMORY + 1))

    assert [] == os.listdir(tmp_path)
    assert b"x" == spool.read_at(IN_MEMORY, 5)


def test_a_spool_has_a_limit() -> None:
    """One byte more than the limit raises, from a stream as from writes."""
    with pytest.raises(LimitError):
        _spool(10, b"12345", b"678901")
    with pytest.raises(LimitError):
        SpooledSource.from_stream(io.BytesIO(b"x" * 11), "data", 10)


def test_a_full_disk_withholds(monkeypatch: pytest.MonkeyPatch) -> None:
    """A spool that cannot be written raises an error that withholds."""
    monkeypatch.setattr("os.write", lambda *_: (_ for _ in ()).throw(OSError(28, "no space")))

    with pytest.raises(WithheldError):
        _spool(IN_MEMORY * 2, b"x" * (IN_MEMORY + 1))


def test_only_regular_files_are_opened(tmp_path: Path) -> None:
    """Directories, links, fifos and devices are refused without waiting on them; what is missing is unreadable."""
    (tmp_path / "real").write_bytes(b"x")
    (tmp_path / "link").symlink_to(tmp_path / "real")
    os.mkfifo(tmp_path / "fifo")
    expected = {"link": Reason.NOT_A_FILE, "fifo": Reason.NOT_A_FILE, ".": Reason.NOT_A_FILE,
                "/dev/null": Reason.NOT_A_FILE, "gone": Reason.UNREADABLE}  # fmt: skip

    for name, reason in expected.items():
        with pytest.raises(WithheldError) as caught:
            FileSource(tmp_path / name, name)
        assert reason is caught.value.reason
        assert str(tmp_path) not in str(caught.value)


def test_a_change_is_noticed(tmp_path: Path) -> None:
    """A file that grows, shrinks or is rewritten while it is read is refused."""
    path = tmp_path / "log"
    path.write_bytes(b"0123456789")
    source = FileSource(path, "log")
    source.check_unchanged()

    with path.open("ab") as more:
        more.write(b"x")
    assert b"0123456789" == source.read_at(0, 99)
    with pytest.raises(WithheldError) as caught:
        source.check_unchanged()
    assert Reason.CHANGED is caught.value.reason
    os.truncate(path, 4)
    with pytest.raises(WithheldError) as caught:
        source.read_at(0, 10)
    assert Reason.CHANGED is caught.value.reason


def test_a_rewrite_of_equal_size_is_noticed(tmp_path: Path) -> None:
    """Equal size is not enough: the time of change counts as well."""
    path = tmp_path / "log"
    path.write_bytes(b"0123456789")
    with FileSource(path, "log") as source:
        path.write_bytes(b"9876543210")
        os.utime(path, ns=(1, 1))

        with pytest.raises(WithheldError):
            source.check_unchanged()


def _tree(root: Path) -> Path:
    for name in ("b.log", "a/z.txt", "a/b/c.cfg", "a.txt"):
        (root / "case" / name).parent.mkdir(parents=True, exist_ok=True)
        (root / "case" / name).write_bytes(b"x")
    return root / "case"


def test_walk_is_sorted_and_relative(tmp_path: Path) -> None:
    """A single directory's own name is not repeated; several arguments keep their base names."""
    case = _tree(tmp_path)

    assert ["a/b/c.cfg", "a/z.txt", "a.txt", "b.log"] == [name for _, name in walk([case])]
    assert ["a/b/c.cfg", "a/z.txt", "b.log"] == [name for _, name in walk([case / "a", case / "b.log"])]
    assert [(case / "b.log", "b.log")] == list(walk([str(case / "b.log")]))


def test_walk_shows_what_will_be_withheld(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Links are not followed and unlistable directories not skipped: both are entries that cannot be opened."""
    case = _tree(tmp_path)
    (case / "loop").symlink_to(case)
    (case / "dangling").symlink_to(case / "nowhere")
    listdir = os.listdir
    monkeypatch.setattr("os.listdir", lambda path: (_ for _ in ()).throw(PermissionError()) if Path(path).name == "b" else listdir(path))  # fmt: skip  # noqa: E501

    found = dict((name, path) for path, name in walk([case]))

    assert ["a/b", "a/z.txt", "a.txt", "b.log", "dangling", "loop"] == list(found)
    for name in ("a/b", "dangling", "loop"):
        with pytest.raises(WithheldError):
            FileSource(found[name], name)


def test_a_named_link_is_followed(tmp_path: Path) -> None:
    """A link that the user names is what it points to, under the link's name."""
    case = _tree(tmp_path)
    (tmp_path / "latest.log").symlink_to(case / "b.log")

    assert [(case / "b.log", "latest.log")] == list(walk([tmp_path / "latest.log"]))


def test_arguments_are_judged_first(tmp_path: Path) -> None:
    """A missing input, or two with one name, is a usage error with a hint before anything is yielded."""
    case = _tree(tmp_path)
    (tmp_path / "b.log").write_bytes(b"x")

    for inputs in ([case, tmp_path / "missing"], [case / "b.log", tmp_path / "b.log"]):
        with pytest.raises(UsageError) as caught:
            walk(inputs)
        assert caught.value.hint
