"""Journal exports: fields by name, binary fields whose length follows, whatever the window."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

import redactor
from redactor.codecs.sized import SIZED
from redactor.errors import FormatError, LimitError, WithheldError
from redactor.field_lengths import followed
from redactor.formats import journald
from redactor.limits import Limits
from redactor.model import Action, Edit, MediaType, Segment
from redactor.sniff import sniff
from redactor.source import BytesSource

HEAD = b"__CURSOR=s=ab;i=1;b=cd;x=1\n__REALTIME_TIMESTAMP=1741082400000000\n"


def sized(name: bytes, value: bytes) -> bytes:
    return name + b"\n" + len(value).to_bytes(8, "little") + value + b"\n"


def read(data: bytes, limits: Limits | None = None) -> list[Segment]:
    media = MediaType("log", "journald", "journald-export", "", 1.0)
    return list(journald.read(BytesSource(data, "x.export"), media, limits or Limits()))


def entries(data: bytes) -> list[tuple[str, bytes]]:
    """What a simple reader of the format gives: every field of every entry."""
    found, at = [], 0
    while at < len(data):
        end = data.index(b"\n", at)
        line = data[at:end]
        at = end + 1
        if b"=" in line:
            found.append((line.partition(b"=")[0].decode(), line.partition(b"=")[2]))
        elif line:
            size = int.from_bytes(data[at : at + 8], "little")
            found.append((line.decode(), data[at + 8 : at + 8 + size]))
            at += 9 + size
    return found


def test_a_value_has_the_name_of_its_field() -> None:
    """Messages are running text; empty fields have no segment; a cursor has the boot's id in it."""
    data = HEAD + b"_HOSTNAME=h1\nEMPTY=\n" + sized(b"MESSAGE", b"a\n\nb") + sized(b"BIN", b"\0\xff") + b"\nMESSAGE=c"
    found = read(data)

    assert [
        ("__REALTIME_TIMESTAMP", b"1741082400000000", 2),
        ("_HOSTNAME", b"h1", 3),
        ("", b"a\n\nb", 6),
        ("BIN", b"\0\xff", 10),
        ("", b"c", 12),
    ] == [(segment.label, segment.text, segment.line) for segment in found[1:]]
    assert [("instance id", 2, 4), ("boot id", 11, 13)] == [(f.label, f.start, f.end) for f in found[0].fields]
    assert all(data[segment.start : segment.end] == segment.text for segment in found)


@pytest.mark.parametrize(
    "broken",
    [
        b"lower=1\n",
        b"=x\n",
        b"A",
        b"A\n123",
        sized(b"A", b"abc")[:-2],
        sized(b"A", b"abc")[:-1] + b"x",
        b"A\n" + b"\xff" * 9,
    ],
)
def test_what_is_not_sound_is_refused(broken: bytes) -> None:
    """No name, a field or a length cut off, a length that is wrong or absurd."""
    with pytest.raises((FormatError, LimitError)):
        read(HEAD + broken)


def test_long_fields_are_a_limit() -> None:
    """A field may be as long as a line, in either form, and no longer."""
    for make in (lambda value: b"A=" + value + b"\n", lambda value: sized(b"A", value)):
        assert 1 == len(read(make(b"x" * 60_000), Limits(line_bytes=60_000)))
        with pytest.raises(LimitError):
            read(make(b"x" * 200_000), Limits(line_bytes=60_000))


@given(st.binary(max_size=60), st.booleans())
def test_any_bytes_are_read_or_refused(data: bytes, named: bool) -> None:
    """No input makes the reader fail otherwise than by withholding."""
    try:
        read((b"MESSAGE\n" if named else HEAD) + data)
    except WithheldError:
        return


@given(st.lists(st.integers(0, 9), max_size=4), st.integers(1, 30))
def test_the_length_is_what_the_edits_make(sizes: list[int], size: int) -> None:
    """One more edit, of the eight bytes before the value, exactly where the length changes."""
    segment = Segment(100, 100 + size, b"x" * size, SIZED, 7)
    edits = [
        Edit(100 + at, 101 + at, b"y" * new, 100 + at, 101 + at, "X", Action.SUPPRESS, 1.0, "r", 7)
        for at, new in enumerate(sizes[:size])
    ]
    now = size + sum(len(edit.replacement) - 1 for edit in edits)
    more = [] if now == size else [(92, 100, now.to_bytes(8, "little"))]

    assert [*more, *(edit[:3] for edit in edits)] == [edit[:3] for edit in followed(segment, edits)]


def test_a_copy_is_an_export_with_the_same_fields() -> None:
    """Lengths that change are written anew; the copy is recognised and read as the source was."""
    text = b"peers:\n" + b"\n".join(b"10.0.%d.1 down" % n for n in range(30))
    data = (HEAD + b"_HOSTNAME=edge-gw-7\n" + sized(b"MESSAGE", text) + b"PRIORITY=3\n\n") * 3
    outcome = redactor.redact(data, filename="x.export", names=False)
    copy = outcome.data
    before, after = entries(data), entries(copy)

    assert "journald" == sniff(BytesSource(copy, "x")).format
    assert [name for name, _ in before] == [name for name, _ in after]
    assert len(before[3][1]) != len(after[3][1]) and b"10.0.0.1 " not in copy and b"edge-gw-7" not in copy
    assert [value for name, value in before if name == "PRIORITY"] == [v for name, v in after if name == "PRIORITY"]
