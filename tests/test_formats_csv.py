"""Laws of tables with separators: read by offsets, every byte accounted for, the same at every window size."""

from __future__ import annotations

import csv as reference
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recognizers.labels import meaning
from redactor.codecs.csv_field import CSV_QUOTED
from redactor.errors import FormatError, LimitError
from redactor.formats import csv as csv_format
from redactor.formats._csv_columns import columns
from redactor.formats._csv_dialect import dialect
from redactor.formats._csv_records import LONGEST, MARKS, records
from redactor.limits import Limits
from redactor.model import MediaType, Nature, Segment
from redactor.sniff import sniff
from redactor.source import BytesSource

_LIMITS = Limits()
_CELLS = st.text(st.sampled_from("ab1 ,;\t|\"'\r\n=@é"), max_size=6)
_TABLES = st.lists(st.lists(_CELLS, min_size=2, max_size=4), min_size=1, max_size=6)


def _read(data: bytes, limits: Limits = _LIMITS, encoding: str = "utf-8") -> list[Segment]:
    return list(csv_format.read(BytesSource(data, "name"), MediaType("text", "csv", "csv", encoding, 1.0), limits))


def _shown(data: bytes, **more: str) -> list[tuple[str, str]]:
    return [(segment.label, segment.text.decode()) for segment in _read(data, **more) if not segment.key]


def _fact(segment: Segment) -> tuple[object, ...]:
    return segment.start, segment.end, segment.text, segment.codec.name, segment.line, segment.label, segment.key


@given(_TABLES, st.sampled_from(MARKS), st.sampled_from(["\n", "\r\n"]))
def test_records_are_those_of_the_standard_library(rows: list[list[str]], mark: bytes, end: str) -> None:
    """What Python's `csv` wrote has the same cells here."""
    out = io.StringIO()
    reference.writer(out, delimiter=mark.decode(), lineterminator=end, quoting=reference.QUOTE_ALL).writerows(rows)
    text = out.getvalue().encode()

    found = [
        [CSV_QUOTED.decode(text[cell.start : cell.end]).decode() for cell in cells]
        for _, cells in records(text, mark, last=True)
    ]
    assert rows == found


@given(st.binary(max_size=200), st.sampled_from(MARKS))
def test_records_cover_any_bytes(data: bytes, mark: bytes) -> None:
    """Cells are in order, and between them there are only separators, quotes, blanks and line ends; nothing crashes."""
    at = 0
    between = b""
    for end, cells in records(data, mark, last=True):
        for cell in cells:
            between += data[at : cell.start]
            at = cell.end
        between += data[at:end]
        at = end

    assert len(data) == at
    assert set(between) <= set(b'" \r\n' + mark)


@given(_TABLES, st.sampled_from(MARKS), st.integers(4, 60), st.sampled_from(["utf-8", "utf-16-le", "cp1252"]))
def test_windows_do_not_matter(rows: list[list[str]], mark: bytes, window: int, encoding: str) -> None:
    """Segments, labels and lines are the same at every window size, and hold what the source holds there."""
    out = io.StringIO()
    reference.writer(out, delimiter=mark.decode()).writerows([["name", "mail"], *rows, ["x", "y"]])
    data = out.getvalue().encode(encoding)

    whole = _read(data, encoding=encoding)

    assert list(map(_fact, whole)) == list(map(_fact, _read(data, Limits(window_bytes=window), encoding)))
    assert all(segment.text == segment.codec.decode(data[segment.start : segment.end]) for segment in whole)
    assert all(one.end <= two.start for one, two in zip(whole, whole[1:], strict=False))


@given(st.text(max_size=12), st.lists(st.integers(0, 12), max_size=4))
def test_the_codec_keeps_its_laws(text: str, places: list[int]) -> None:
    """Decoding takes back encoding, and places are those of the characters."""
    value = text.encode("utf-8", "surrogatepass")
    raw = CSV_QUOTED.encode(value)
    offsets = sorted({min(place, len(value)) for place in (*places, len(value))})

    assert value == CSV_QUOTED.decode(raw)
    assert [len(CSV_QUOTED.encode(value[:offset])) for offset in offsets] == CSV_QUOTED.locate(raw, offsets)


def test_cells_have_the_names_of_their_columns() -> None:
    """A cell is labelled by the heading; short numbers and empty cells are structure; cells too many have numbers."""
    data = b"Host/IP;user,name;n\nr1;'j;12\n\nr2;;1234;more\n"

    assert [
        ("Host IP", "r1"), ("user,name", "'j"), ("Host IP", "r2"), ("n", "1234"), ("column 4", "more"),
    ] == _shown(data)  # fmt: skip


def test_a_hint_a_preamble_and_a_second_table_are_understood() -> None:
    """`sep=` settles the separator, lines above the heading are read, and behind an empty line a heading may follow."""
    data = b'sep=;\nReport for Jane\nhostname;contact\nr1,x;Jane\nr2;Joe\n\nuser name;mail;phone\njane;j@example.com;"1 2"\n'

    assert [
        ("above", "sep="), ("above", "Report for Jane"), ("hostname", "r1,x"), ("contact", "Jane"),
        ("hostname", "r2"), ("contact", "Joe"),
        ("user name", "jane"), ("mail", "j@example.com"), ("phone", "1 2"),
    ] == _shown(data)  # fmt: skip


def test_quotes_that_do_not_fit_are_characters() -> None:
    """A stray quote, one that closes too early and one that never closes cost their own cell only."""
    data = b'model,size\nscreen,24" wide\n"a"b,c\n"open,d\nlast,e\n'

    assert [
        ("model", "screen"), ("size", '24" wide'), ("model", '"a"b'), ("size", "c"), ("model", '"open'), ("size", "d"),
        ("model", "last"), ("size", "e"),
    ] == _shown(data)  # fmt: skip


def test_what_cells_hold_is_read() -> None:
    """JSON in a quoted cell has segments of its own, whose codec takes both spellings off."""
    data = b'id,payload\n1001,"{""user"": ""a\\""b"", ""n"": 12345}"\n1002,user=j%40x&q=1\n'

    found = [segment for segment in _read(data) if not segment.key]

    assert [
        ("id", "1001"), ("payload/user", 'a"b'), ("payload/n", "12345"), ("id", "1002"), ("payload/user", "j@x"),
        ("payload/q", "1"),
    ] == [(segment.label, segment.text.decode()) for segment in found]  # fmt: skip
    assert all(segment.text == segment.codec.decode(data[segment.start : segment.end]) for segment in found)


def test_columns_are_settled_by_heading_and_cells() -> None:
    """A weak heading is believed where most cells look the part, not where they are numbers or a few states; full names
    and telephone numbers need no heading; free text is prose."""
    people = [b"Jane Doe", b"Peter Miller", b"Anna Schmidt", b"John Smith", b"Maria Costa", b"Paul Weber", b"Lucy Hill"]
    hosts = [b"srv-%d" % number for number in range(7)]
    rows = [
        [hosts[n], b"%d" % (4000 + n), people[n], people[n], b"+49 30 555 01%02d" % n, b"it does not start"]
        for n in range(7)
    ]
    names = ("source", "owner", "author", "", "", "subject")

    found = columns(names, rows, 6)

    assert ["HOSTNAME", "USERNAME", "PERSON", "PERSON", "PHONE_NUMBER"] == [
        told and told.entity for told in (meaning(column.label) for column in found[:5])
    ]
    assert [False, True, False, False, False] == [
        told is not None and told.weak for told in (meaning(column.label) for column in found[:5])
    ]
    assert [Nature.MACHINE] * 5 + [Nature.PROSE] == [column.nature for column in found]


def test_the_host_of_a_log_table_is_the_column_behind_the_time() -> None:
    """The same word in all records, right behind the time; a program's name, which is a word, is none."""
    names = ("date", "time", "component", "pid", "message")
    rows = [[b"Dec 10", b"06:55:46", b"rigel", b"2420%d" % n, b"closed"] for n in range(8)]
    program = [[*row[:2], b"sshd", *row[3:]] for row in rows]

    assert "host name" == columns(names, rows, 5)[2].label
    assert "component" == columns(names, program, 5)[2].label


@pytest.mark.parametrize(
    ("data", "name", "expected"),
    [
        ("a,b,c\n1,2,3\n4,5,6\n", "x", ("text", "csv")),
        ("name|mail\nJane|j@example.com\nJoe|k@example.com\n", "x.csv", ("text", "csv")),
        ("1;2;3\n4;5;6\n", "x.csv", ("text", "csv")),
        ("time,level,message\n10:00:00,INFO,a\n10:00:01,INFO,b\n", "x", ("log", "csv")),
        ("Hello, dear all, please help\nIt, well, does not work\n", "x.txt", ("prose", "prose")),
    ],
)
def test_tables_are_known(data: str, name: str, expected: tuple[str, str]) -> None:
    """By their content where a heading and three columns tell, by their name as well where not."""
    media = sniff(BytesSource(data.encode(), name))

    assert expected == (media.kind, media.name)


def test_limits_hold() -> None:
    """A record that is longer than a line may be is refused; a text without a table is no table."""
    with pytest.raises(LimitError):
        _read(b"a,b\n" + b"x" * 5000 + b",y\n", Limits(window_bytes=64, line_bytes=1000))
    with pytest.raises(FormatError):
        _read(b"just text\n")


def test_a_quote_that_never_closes_is_bounded() -> None:
    """Behind `LONGEST` bytes a quote is a character; before that, nothing is decided: memory stays flat."""
    data = b'"' + b"x,y\n" * (LONGEST // 4 + 10)

    assert [] == list(records(data[: LONGEST // 2], b",", last=False))
    assert (5, [(0, 2, False), (3, 4, False)]) == next(records(data, b",", last=False))
    assert (5, [(0, 2, False), (3, 4, False)]) == next(records(data[:100], b",", last=True))


def test_the_dialect_is_the_most_regular() -> None:
    """Commas inside of cells do not make a table of commas."""
    told = dialect(b"a;b;c\n1,5;2,5;3\n1,7;2;3\n", whole=True)

    assert told is not None
    assert (b";", 3, ("a", "b", "c"), 2) == (told.mark, told.width, told.heading, len(told.rows))
