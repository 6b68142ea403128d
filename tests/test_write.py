"""The splice: source plus edits is the copy, in bounded memory, and nothing wrong is ever written silently."""

from __future__ import annotations

import io
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from redactor import write
from redactor.errors import WithheldError
from redactor.model import Action, Edit, Reason
from redactor.write import EditLog, splice


class Bytes:
    """A source in memory, whose windows may be told to be small."""

    name = "case/app.log"

    def __init__(self, data: bytes, *, size: int | None = None, window: int | None = None) -> None:
        self.data, self.size, self.window = data, len(data) if size is None else size, window

    def read_at(self, offset: int, size: int) -> bytes:
        return self.data[offset : offset + size]

    def windows(self, size: int) -> Iterator[bytes]:
        step = self.window or size
        for at in range(0, len(self.data), step):
            yield self.data[at : at + step]


def edit(start: int, end: int, replacement: bytes, action: str = "pseudonymise") -> Edit:
    return Edit(start, end, replacement, start, end, "HOSTNAME", action, 0.9, "prompt", 1)


def spliced(source: Bytes, edits: list[Edit]) -> bytes:
    out = io.BytesIO()
    splice(source, edits, out)
    return out.getvalue()


@st.composite
def edited(draw: st.DrawFn) -> tuple[bytes, list[Edit], bytes]:
    """A source, disjoint edits (touching and empty ones too), and the copy they make."""
    data = draw(st.binary(max_size=80))
    cuts = sorted(draw(st.lists(st.integers(0, len(data)), max_size=10)))
    edits, expected, at = [], b"", 0
    for start, end in zip(cuts[::2], cuts[1::2], strict=False):
        new = draw(st.binary(max_size=12))
        edits.append(edit(start, end, new))
        expected += data[at:start] + new
        at = end
    return data, edits, expected + data[at:]


@given(edited(), st.integers(1, 90))
def test_copy_is_source_with_edits_for_every_window_size(case: tuple[bytes, list[Edit], bytes], window: int) -> None:
    """However the source is cut into windows, the copy is the source with each edit's range replaced."""
    data, edits, expected = case

    assert expected == spliced(Bytes(data, window=window), edits)


def test_source_without_edits_is_copied_unchanged() -> None:
    """Bytes that no edit names stay: BOM, CRLF, bad UTF-8, a missing last newline."""
    data = b"\xef\xbb\xbfa\r\n\xff\xfe\x00  \r\nlast"

    assert data == spliced(Bytes(data), [])


def test_empty_source_makes_an_empty_copy() -> None:
    """Nothing in, nothing out."""
    assert b"" == spliced(Bytes(b""), [])


@pytest.mark.parametrize(
    "edits",
    [
        [edit(0, 3, b"x"), edit(2, 4, b"y")],
        [edit(4, 5, b"x"), edit(0, 1, b"y")],
        [edit(3, 2, b"x")],
        [edit(-1, 2, b"x")],
        [edit(6, 11, b"x")],
        [edit(11, 11, b"x")],
    ],
    ids=["overlap", "order", "inverted", "negative", "beyond-the-end", "starts-beyond-the-end"],
)
def test_unsound_edits_raise(edits: list[Edit]) -> None:
    """Edits that overlap, are out of order or leave the source raise, and the message holds no data."""
    with pytest.raises(WithheldError) as caught:
        spliced(Bytes(b"core-sw1 up"[:10], window=4), edits)

    assert "core" not in str(caught.value)


@pytest.mark.parametrize("size", [9, 11])
def test_source_of_another_length_raises(size: int) -> None:
    """A source that is not as long as it said has changed while it was read."""
    with pytest.raises(WithheldError) as caught:
        spliced(Bytes(b"0123456789", size=size), [edit(2, 3, b"x")])

    assert Reason.CHANGED is caught.value.reason


@given(st.lists(st.integers(0, 400), max_size=6), st.integers(0, 300))
def test_log_gives_back_what_was_appended(sizes: list[int], held: int) -> None:
    """Spilled or held, the log iterates over all edits in order, again and again."""
    edits = [edit(at, at + 1, b"%d" % at, Action.SUPPRESS if at % 2 else "drop") for at in range(sum(sizes))]
    with EditLog(held=held) as log:
        at = 0
        for size in sizes:
            log.append(iter(edits[at : at + size]))
            at += size

        assert edits == list(log)
        assert edits == list(log)
        assert len(edits) == len(log)


def test_frames_do_not_show(monkeypatch: pytest.MonkeyPatch) -> None:
    """A spill that needs several frames reads back as one."""
    monkeypatch.setattr(write, "_FRAME", 3)
    edits = [edit(at, at + 1, b"x") for at in range(11)]
    log = EditLog(held=5)
    log.append(edits)

    assert edits == list(log)


def test_appending_does_not_disturb_an_iteration() -> None:
    """Who iterates sees the log as it was when the iteration began."""
    log = EditLog(held=2)
    log.append(edit(at, at + 1, b"x") for at in range(3))
    running = iter(log)
    first = next(running)
    log.append(edit(at, at + 1, b"y") for at in range(3, 9))

    assert [0, 1, 2] == [first.start, *(one.start for one in running)]
    assert 9 == len(list(log))


def test_spill_leaves_no_name_behind(tmp_path: Path) -> None:
    """While the spill file is open, its directory is empty: whoever kills the process leaves nothing readable."""
    log = EditLog(held=0, directory=tmp_path)
    log.append([edit(0, 1, b"pseudonym")])

    assert [] == os.listdir(tmp_path)
    assert 1 == len(list(log))


def test_closed_log_is_empty() -> None:
    """After `close` nothing is left to read."""
    log = EditLog(held=0)
    log.append([edit(0, 1, b"x")])
    log.close()

    assert [] == list(log)
    assert 0 == len(log)


def test_log_shows_no_replacement() -> None:
    """A repr counts, it never quotes."""
    log = EditLog()
    log.append([edit(0, 1, b"pseudonym")])

    assert "EditLog(1 edits)" == repr(log)
