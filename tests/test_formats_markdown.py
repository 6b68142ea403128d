"""Markdown: prose is prose, code is machine text, and every byte but blank lines is read."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from redactor.errors import WithheldError
from redactor.formats import markdown
from redactor.limits import Limits
from redactor.model import MediaType, Nature, Segment
from redactor.signatures import markdown as signature
from redactor.signatures._sample import Sample
from redactor.source import BytesSource


def read(data: bytes, encoding: str = "utf-8") -> list[Segment]:
    media = MediaType("text", "markdown", "markdown", encoding, 1.0)
    return list(markdown.read(BytesSource(data, "x.md"), media, Limits()))


def natures(data: bytes) -> list[tuple[bool, bytes]]:
    return [(segment.nature is Nature.PROSE, segment.text) for segment in read(data)]


def test_prose_and_code_are_told_apart() -> None:
    """Front matter, fences of both kinds (also in lists and quotations), indented code and tables are no prose."""
    assert [
        (False, b"---\nowner: x\n---"),
        (True, b"# Title\n\nSome text.\n- one\n\n  two\n"),
        (False, b"```sh\nls\n\n# no title\n```\n| a | b |\n"),
        (True, b"More\n"),
        (False, b"    code\n"),
        (True, b"> said\n"),
        (False, b"> ~~~\n> x\n> ~~~~\n"),
        (True, b"End"),
    ] == natures(
        b"---\nowner: x\n---\n\n# Title\n\nSome text.\n- one\n\n  two\n\n```sh\nls\n\n# no title\n```\n| a | b |\n"
        b"More\n\n    code\n> said\n> ~~~\n> x\n> ~~~~\nEnd"
    )


def test_code_has_fields() -> None:
    """JSON in a fence by its paths, anything else as a transcript."""
    one, text, two = read(b'```json\n{"a": {"user": "bob"}}\n```\ntext\n\n```\nhostname: r1\n')

    assert text.fields == ()
    assert [("a/user", b"bob")] == [(f.label, one.text[f.start : f.end]) for f in one.fields]
    assert [("hostname", b"r1")] == [(f.label, two.text[f.start : f.end]) for f in two.fields]


@given(st.text("ab`~|->*# \n\t1.é", max_size=80))
def test_all_but_blank_lines_is_read(text: str) -> None:
    """Segments ascend and know their line; between them there are only blanks."""
    data, last = text.encode(), 0
    for segment in read(data):
        assert last <= segment.start < segment.end and not data[last : segment.start].strip()
        assert data[segment.start : segment.end] == segment.text
        assert segment.line == 1 + data.count(b"\n", 0, segment.start)
        last = segment.end

    assert not data[last:].strip()


@given(st.binary(max_size=60))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    """No input makes the reader fail otherwise than by withholding."""
    for encoding in ("utf-8", "utf-16-le", "cp1252"):
        try:
            read(data, encoding)
        except WithheldError:
            continue


def test_groups_of_prose_are_bounded() -> None:
    """A long text is read in groups of whole lines."""
    found = read(b"some words\n" * 5000)

    assert len(found) > 1 and all(len(segment.text) <= markdown.GROUP_BYTES for segment in found)
    assert b"some words\n" * 5000 == b"".join(segment.text for segment in found)


def test_a_shell_script_is_no_markdown() -> None:
    """Comments alone are no headings; a name alone is no proof."""
    for name, text in (("x.sh", b"# one\nls\n# two\ncat x\n"), ("x.md", b"plain words only\n"), ("x", b"# a\n- b\n")):
        assert signature.guess(Sample.of(text, [], name, len(text), whole=True)) is None


@pytest.mark.parametrize("unit", [b"```\n", b"a\n", b"~~~\nb\n", b"| a |\n", b"> ", b"    a\n\n", b"````"])
def test_time_is_linear(unit: bytes) -> None:
    """Twice the input costs about twice the time."""

    def seconds(size: int) -> float:
        started = time.process_time()
        read(unit * (size // len(unit)))
        return time.process_time() - started

    assert min(seconds(40_000) for _ in range(2)) <= 4 * min(seconds(20_000) for _ in range(2)) + 0.05


def test_a_listed_word_ends_with_its_line() -> None:
    """A list item of one word under a heading lies inside of the text, also at its end."""
    found = read(b"```\nHosts:\n  - r1\n```\n") + read(b"~~~\nHosts:\n  - r1")

    assert [[b"r1"], [b"r1"]] == [[s.text[f.start : f.end] for f in s.fields] for s in found]
