"""Laws of the formats for running text: coverage, order, and windows that cannot be noticed."""

from __future__ import annotations

from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from redactor.errors import FormatError, LimitError
from redactor.formats import prose, text
from redactor.limits import Limits
from redactor.model import MediaType, Nature, Reason, Segment
from redactor.source import BytesSource

_ENCODINGS = ["utf-8", "utf-8-sig", "utf-16-le", "utf-16-be", "cp1252"]
_BOMS = {"utf-8-sig": b"\xef\xbb\xbf", "utf-16-le": b"\xff\xfe", "utf-16-be": b"\xfe\xff"}
_KEY_BLOCK = "-----BEGIN TEST KEY-----\nAAAA\n\nBBBB\n-----END TEST KEY-----\n"
_PIECES = st.sampled_from(["one\n", "two words\r\n", "\n", "\r\n", "é \x0a", "Ċ\n", "no end", _KEY_BLOCK])
_TEXTS = st.lists(_PIECES, max_size=12).map("".join)


def _read(data: bytes, encoding: str, limits: Limits, format_: ModuleType = text) -> list[Segment]:
    return list(format_.read(BytesSource(data, "name"), MediaType("log", "text", "x", encoding, 1.0), limits))


@given(_TEXTS, st.sampled_from(_ENCODINGS), st.integers(1, 90), st.booleans(), st.sampled_from([text, prose]))
def test_segments_are_the_text(content: str, encoding: str, window: int, bom: bool, format_: ModuleType) -> None:
    """For any window size: segments follow each other without a gap, decode to their text, and hold whole lines."""
    content = content.replace("Ċ", "X") if encoding == "cp1252" else content
    data = (_BOMS.get(encoding, b"") if bom else b"") + content.encode(encoding.removesuffix("-sig"))

    found = _read(data, encoding, Limits(window_bytes=window, line_bytes=400), format_)

    starts = [segment.start for segment in found]
    assert content.encode() == b"".join(segment.text for segment in found)
    assert all(segment.text == segment.codec.decode(data[segment.start : segment.end]) for segment in found)
    assert starts[1:] + [len(data)] == [segment.end for segment in found] or not found
    assert all(segment.text.endswith(b"\n") for segment in found[:-1])
    assert all(segment.line == 1 + content.encode()[: _decoded(found, number)].count(b"\n")
               for number, segment in enumerate(found))  # fmt: skip


def _decoded(found: list[Segment], number: int) -> int:
    return sum(len(segment.text) for segment in found[:number])


@given(_TEXTS, st.integers(1, 200), st.sampled_from(["utf-8", "utf-16-le"]))
def test_key_blocks_stay_whole(content: str, window: int, encoding: str) -> None:
    """A block between BEGIN and END marks is never in two segments, whatever the window."""
    found = _read(content.encode(encoding), encoding, Limits(window_bytes=window, line_bytes=8000))

    assert content.count(_KEY_BLOCK) == sum(segment.text.count(_KEY_BLOCK.encode()) for segment in found)


@pytest.mark.parametrize("window", [1, 99, 100, 101, 102, 1000])
def test_a_line_has_a_limit(window: int) -> None:
    """A line of exactly the limit is read and one byte more is refused, at every window size."""
    limits = Limits(window_bytes=window, line_bytes=100)

    assert _read(b"a\n" + b"x" * 100 + b"\nb", "utf-8", limits)
    with pytest.raises(LimitError):
        _read(b"a\n" + b"x" * 101 + b"\nb", "utf-8", limits)


def test_an_endless_key_block_is_refused() -> None:
    """A BEGIN mark whose END does not come within the limit withholds the attachment."""
    data = b"a\n-----BEGIN TEST KEY-----\n" + b"AAAA\n" * 100

    with pytest.raises(LimitError):
        _read(data, "utf-8", Limits(window_bytes=64, line_bytes=200))
    assert data == b"".join(segment.text for segment in _read(data, "utf-8", Limits(window_bytes=64)))


@pytest.mark.parametrize("format_", [text, prose])
def test_half_a_character_is_refused(format_: ModuleType) -> None:
    """UTF-16 with an odd number of bytes is undecodable, not nearly right."""
    with pytest.raises(FormatError) as caught:
        _read("abc\n".encode("utf-16-le") + b"d", "utf-16-le", Limits(), format_)
    assert Reason.UNDECODABLE is caught.value.reason


def test_invalid_bytes_pass_through() -> None:
    """Bytes that are not UTF-8 are text like any other, NUL and escape bytes included."""
    data = b"a\xff\xfe\x00\x1b[31m\n\xc3\n"

    assert data == b"".join(segment.text for segment in _read(data, "utf-8", Limits(window_bytes=4)))


def test_an_empty_attachment_has_no_segments() -> None:
    """Nothing, or nothing but a byte order mark, gives nothing."""
    assert [] == _read(b"", "utf-8", Limits())
    assert [] == _read(b"\xef\xbb\xbf", "utf-8-sig", Limits())


def test_prose_is_cut_between_paragraphs() -> None:
    """Groups of paragraphs are prose, at most GROUP_BYTES long, and end behind a blank line."""
    paragraph = b"The printer in the hall does not print.\nIt did yesterday.\n\r\n"

    found = _read(paragraph * 1000, "utf-8", Limits(), prose)

    assert {Nature.PROSE} == {segment.nature for segment in found}
    assert len(found) > 5
    assert all(segment.text.endswith(b"\n\r\n") and len(segment.text) <= prose.GROUP_BYTES for segment in found)
