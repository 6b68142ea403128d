"""Laws of atomic writing and of destinations."""

from __future__ import annotations

import io
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from redactor import atomic, destinations
from redactor.destinations import directory, stdout
from redactor.errors import UsageError, WithheldError
from redactor.model import Reason
from redactor.source import BytesSource


class Broken(BytesSource):
    """A copy whose second window cannot be read."""

    def windows(self, size: int) -> Iterator[bytes]:
        yield b"first"
        raise OSError


COPY = BytesSource(b"interface Gi0/1\r\n\xff\x00 no end", "x")


def everything(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


def test_a_copy_arrives_byte_for_byte(tmp_path: Path) -> None:
    """What is delivered is what was verified, at its relative name, with nothing beside it."""
    directory.deliver(COPY, tmp_path, "a/b/x.txt", overwrite=False)

    assert COPY.read_at(0, COPY.size) == (tmp_path / "a/b/x.txt").read_bytes()
    assert ["a/b/x.txt"] == everything(tmp_path)


def test_half_a_copy_never_arrives(tmp_path: Path) -> None:
    """A copy that cannot be read to its end leaves nothing, neither under its name nor under another."""
    with pytest.raises(WithheldError) as caught:
        directory.deliver(Broken(b"", "x"), tmp_path, "x.txt", overwrite=False)

    assert Reason.DESTINATION is caught.value.reason
    assert [] == everything(tmp_path)


def test_nothing_is_overwritten_unasked(tmp_path: Path) -> None:
    """An existing file stays unless overwriting is asked for."""
    (tmp_path / "x.txt").write_bytes(b"old")
    with pytest.raises(WithheldError, match="exists"):
        directory.deliver(COPY, tmp_path, "x.txt", overwrite=False)
    kept = (tmp_path / "x.txt").read_bytes()
    directory.deliver(COPY, tmp_path, "x.txt", overwrite=True)

    assert b"old" == kept
    assert COPY.size == (tmp_path / "x.txt").stat().st_size
    assert ["x.txt"] == everything(tmp_path)


@pytest.mark.parametrize(
    "name", ["../x", "/etc/x", "a/../../x", "a//x", "", ".", "a/\0", "redaction-report.json", "receipts.jsonl"]
)
def test_names_cannot_leave_the_directory(tmp_path: Path, name: str) -> None:
    """A name that leads elsewhere, or that belongs to the report, is refused."""
    out = tmp_path / "out"
    out.mkdir()
    with pytest.raises(WithheldError):
        directory.deliver(COPY, out, name, overwrite=True)

    assert [] == everything(tmp_path)


def test_links_in_the_directory_do_not_lead_out(tmp_path: Path) -> None:
    """A directory that is a link to elsewhere is refused."""
    out, elsewhere = tmp_path / "out", tmp_path / "elsewhere"
    out.mkdir()
    elsewhere.mkdir()
    (out / "a").symlink_to(elsewhere)
    with pytest.raises(WithheldError, match="link"):
        directory.deliver(COPY, out, "a/x.txt", overwrite=False)

    assert [] == everything(elsewhere)


def test_a_file_where_a_directory_is_needed_withholds(tmp_path: Path) -> None:
    """Whatever the system refuses is a reason to withhold the copy, or not to start at all."""
    (tmp_path / "a").write_bytes(b"")
    with pytest.raises(WithheldError, match="not delivered"):
        directory.deliver(COPY, tmp_path, "a/x.txt", overwrite=False)
    with pytest.raises(UsageError):
        directory.prepare(tmp_path / "a" / "out")


def test_withdrawing_removes_an_earlier_copy(tmp_path: Path) -> None:
    """What is withheld now has no output left from before; where there is none, nothing happens."""
    directory.deliver(COPY, tmp_path, "a/x.txt", overwrite=False)
    for name in ("a/x.txt", "a/x.txt", "../x", "a"):
        directory.withdraw(tmp_path, name)

    assert [] == everything(tmp_path)


KILLED = """
import os, sys
from pathlib import Path
from redactor import atomic
with atomic.writing(Path(sys.argv[1]) / "x.txt", overwrite=False) as file:
    file.write(b"half")
    file.flush()
    print("writing", flush=True)
    sys.stdin.read()
"""


def test_a_killed_writer_leaves_a_draft_that_the_next_start_sweeps(tmp_path: Path) -> None:
    """A draft of a living writer stays, that of a dead one goes; neither ever has the final name."""
    command = [sys.executable, "-c", KILLED, str(tmp_path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as writer:
        assert writer.stdout is not None
        writer.stdout.readline()
        swept_alive = directory.prepare(tmp_path)
        os.kill(writer.pid, signal.SIGKILL)
        writer.wait()
    left = everything(tmp_path)

    assert 0 == swept_alive
    assert 1 == len(left) and left[0].startswith(".redactor-")
    assert 1 == directory.prepare(tmp_path)
    assert [] == everything(tmp_path)


def test_without_links_a_draft_is_renamed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """On a file system without hard links files arrive all the same, and existing ones still stay."""

    def refuse(self: Path, target: Path) -> None:
        raise PermissionError

    monkeypatch.setattr(Path, "hardlink_to", refuse)
    with atomic.writing(tmp_path / "x", overwrite=False) as file:
        file.write(b"1")
    with pytest.raises(FileExistsError), atomic.writing(tmp_path / "x", overwrite=False) as file:
        file.write(b"2")

    assert b"1" == (tmp_path / "x").read_bytes()
    assert ["x"] == everything(tmp_path)


def test_standard_output_gets_the_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    """As a filter nothing but the copy is written."""
    written = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(written))
    stdout.deliver(COPY, Path(), "x", overwrite=False)

    assert COPY.read_at(0, COPY.size) == written.getvalue()


def test_every_destination_says_what_it_is() -> None:
    """The plug-ins are found without a list of them."""
    found = destinations.available()

    assert {"directory", "stdout"} <= set(found)
    assert all(module.DOC and callable(module.deliver) for module in found.values())
