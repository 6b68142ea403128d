"""HTML: read as a browser would, labels from tables, lists and forms, nothing left out and nothing refused for its form."""

from __future__ import annotations

import html as reference
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

import redactor
from redactor.attachment import _brought_back
from redactor.codecs.html_text import HTML_TEXT, HTML_UNQUOTED, HtmlText
from redactor.errors import LimitError, WithheldError
from redactor.formats import html
from redactor.limits import Limits
from redactor.model import MediaType, Nature, Segment
from redactor.source import BytesSource


def read(data: bytes, encoding: str = "utf-8") -> list[Segment]:
    media = MediaType("text", "html", "html", encoding, 1.0)
    return list(html.read(BytesSource(data, "x.html"), media, Limits()))


def pairs(data: bytes) -> list[tuple[str, str]]:
    return [(segment.label, segment.text.decode()) for segment in read(data)]


@pytest.mark.parametrize(
    ("label", "data"),
    [
        ("", b"<p>x</p>"),
        ("a/@href", b"<a href='x'>y</a>"),
        ("a/@href", b"<A HREF = x>y</A>"),
        ("td/@data-user-name", b'<td data-user-name="x">'),
        ("token", b"<input value=x name=token>"),
        ("author", b"<meta name=author content='x'>"),
        ("Serial", b"<table><tr><th>No<th>Serial<tr><td>1<td>x</table>"),
        ("Serial", b"<tr><th>Serial</th><td>x</td></tr>"),
        ("Serial", b"<tr><td>Serial</td><td>x</td></tr>"),
        ("Serial", b"<dl><dt>Serial<dd>x</dl>"),
        ("Serial", b"<b>Serial:</b> x<br>"),
        ("", b"<b>Serial:</b><p>x"),
    ],
)
def test_a_text_goes_by_what_stands_above_or_before_it(label: str, data: bytes) -> None:
    """Headings of columns and rows, terms, words before a colon, names of fields and attributes."""
    assert (label, "x") in pairs(data)


def test_what_is_no_tag_is_text() -> None:
    """Addresses in angle brackets, comparisons and sentences are not taken for markup."""
    for text in (b"Bob <bob@example.com> wrote", b"a < b <3 c", b"if x <y and r1 is down then", b"a <"):
        assert [("", text.decode())] == pairs(text)


def test_references_are_read_and_written() -> None:
    """Named and numeric ones decode; what is written is never markup, in quotes or without."""
    assert ("", "Åsa & Bo") in pairs(b"<p>&Aring;sa &#38; B&#x6f;</p>")
    assert b"a&#32;&lt;b&quot;" == HTML_UNQUOTED.encode(b'a <b"')


def test_scripts_comments_and_styles_are_read() -> None:
    """No byte of them is markup; strings in scripts go by their names; sentences in comments are prose."""
    script, style, comment = read(b"<script>a = {\"user\": 'x<y'}</script><style>b</style><!-- ask our colleague -->")

    assert [("user", b"x<y")] == [(f.label, script.text[f.start : f.end]) for f in script.fields]
    assert [b"b", b"ask our colleague"] == [style.text, comment.text] and comment.nature is Nature.PROSE


def test_encodings_do_not_matter() -> None:
    """In UTF-16 and code page 1252 the same segments stand at their own places."""
    text = "<p>Åsa</p>\r\n<a title='é'>b</a>"
    for encoding, mark in (("utf-16-le", b"\xff\xfe"), ("cp1252", b""), ("utf-8", b"")):
        data = mark + text.encode(encoding)

        assert ["Åsa", "é", "b"] == [segment.text.decode() for segment in read(data, encoding)]
        assert all(s.text == s.codec.decode(data[s.start : s.end]) for s in read(data, encoding))


@given(st.text("<>/abp ='\"!?-&;#1\né", max_size=60))
def test_any_text_is_covered(text: str) -> None:
    """Whatever it is: segments ascend, decode from their bytes; no letter that a tag's name cannot have is left out."""
    data = text.encode()
    last = 0
    for segment in read(data):
        assert last <= segment.start < segment.end
        assert segment.text == segment.codec.decode(data[segment.start : segment.end])
        assert "é".encode() not in data[last : segment.start]
        last = segment.end

    assert "é".encode() not in data[last:]


@given(st.binary(max_size=80))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    """No input makes the reader fail otherwise than by withholding."""
    for encoding in ("utf-8", "utf-16-be", "cp1252"):
        try:
            read(b"<a " + data, encoding)
        except WithheldError:
            continue


@pytest.mark.parametrize("codec", [HTML_TEXT, HTML_UNQUOTED], ids=["text", "unquoted"])
@given(text=st.text(max_size=30))
def test_codecs_decode_what_they_encode(codec: HtmlText, text: str) -> None:
    """`decode(encode(t)) == t`, and a browser reads the same."""
    raw = text.encode("utf-8", "surrogatepass")

    assert raw == codec.decode(codec.encode(raw))
    assert text == reference.unescape(codec.encode(raw).decode("utf-8", "surrogatepass"))


@given(st.lists(st.sampled_from(["a", "é", "&amp;", "&Aring;", "&#65;", "&nope;", "&", ";"]), max_size=12))
def test_locate_finds_each_character(parts: list[str]) -> None:
    """For every offset of a character in the text: the raw bytes before it decode to the text before it."""
    raw = "".join(parts).encode()
    text = HTML_TEXT.decode(raw)
    offsets = [at for at in range(len(text) + 1) if at == len(text) or text[at] & 0xC0 != 0x80]
    places = HTML_TEXT.locate(raw, offsets)

    assert [text[:at] for at in offsets] == [HTML_TEXT.decode(raw[:place]) for place in places]


@pytest.mark.parametrize(
    "unit", [b"<b>", b"<a b='c' d=e>", b"<b a b c d ", b"<a '", b"<!--", b"<script>", b"&amp;", b"<a =", b"<p x<"]
)
def test_time_is_linear(unit: bytes) -> None:
    """Twice the input costs about twice the time."""

    def seconds(size: int) -> float:
        started = time.process_time()
        read(unit * (size // len(unit)))
        return time.process_time() - started

    assert min(seconds(40_000) for _ in range(2)) <= 4 * min(seconds(20_000) for _ in range(2)) + 0.05


def test_a_million_attributes_are_a_limit() -> None:
    """The number of a tag's attributes is bounded."""
    with pytest.raises(LimitError):
        read(b"<a" + b" b='c'" * 1_000_000 + b">")


def test_a_copy_has_the_same_tags() -> None:
    """Redacted values are other values in the same markup."""
    data = b"<table><tr><th>Password<th>Host<tr><td>a&lt;b9&quot;<td title=r1.example.com>r1.example.com</table>"
    outcome = redactor.redact(data, filename="x.html", names=False)
    before, after = read(data), read(outcome.data)

    assert [(s.label, s.line) for s in before] == [(s.label, s.line) for s in after]
    assert 3 == sum(one.text != two.text for one, two in zip(before, after, strict=True))


def test_what_is_brought_back_ends_with_its_segment() -> None:
    """A finding of an earlier round that reaches beyond a decoded segment is cut at its end."""
    segment = Segment(10, 17, b"a&b", HTML_TEXT, 1)

    assert [(0, 3)] == [found[:2] for found in _brought_back(segment, b"a&amp;b", [(10, 30, "PERSON", 1.0, "absent")])]
