"""XML: every byte is in a segment or is markup, segments know their path, and what is unsound is refused."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from redactor.codecs.xml_text import XML_CDATA, XML_TEXT
from redactor.errors import FormatError, LimitError, WithheldError
from redactor.formats import xml
from redactor.formats._xml_lexer import Lexer
from redactor.limits import Limits
from redactor.model import MediaType, Segment


class Memory:
    """Bytes as a source."""

    name = "config.xml"

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.size = len(data)

    def read_at(self, offset: int, size: int) -> bytes:
        return self.data[offset : offset + size]

    def windows(self, size: int):
        return (self.data[at : at + size] for at in range(0, self.size, size))


def read(data: bytes, encoding: str = "utf-8", limits: Limits | None = None) -> list[Segment]:
    media = MediaType("config", "xml", "some-xml", encoding, 1.0)
    return list(xml.read(Memory(data), media, limits or Limits()))


def pairs(data: bytes) -> list[tuple[str, str]]:
    return [(segment.label, segment.text.decode()) for segment in read(data)]


DOCUMENT = b"""<?xml version="1.0"?>
<!-- made by alice -->
<config version='9'>
  <entry name="fw &amp; co"><hostname> r1 </hostname></entry>
  <user><descr><![CDATA[Bob & Co]]></descr><empty/></user>
</config>
"""


def test_texts_attributes_and_comments_have_their_path() -> None:
    """Each value is a segment under its element path, attributes with `@`, references decoded, blanks outside."""
    assert [
        ("", "made by alice"),
        ("config/@version", "9"),
        ("config/@name", "fw & co"),
        ("config/hostname", "r1"),
        ("config/user/descr", "Bob & Co"),
    ] == pairs(DOCUMENT)


def test_segments_are_places_in_the_source() -> None:
    """Segments ascend, decode from their own bytes, and know the line they begin in."""
    last = 0
    for segment in read(DOCUMENT):
        assert last <= segment.start < segment.end
        assert segment.text == segment.codec.decode(DOCUMENT[segment.start : segment.end])
        assert segment.line == 1 + DOCUMENT.count(b"\n", 0, segment.start)
        last = segment.end


def test_what_lies_between_segments_is_markup() -> None:
    """With the segments cut out, only names, punctuation and blanks are left."""
    rest = bytearray(DOCUMENT)
    for segment in reversed(read(DOCUMENT)):
        del rest[segment.start : segment.end]

    assert b"".join(bytes(rest).split()) == (
        b'<?xmlversion="1.0"?><!----><configversion=\'\'><entryname=""><hostname></hostname></entry>'
        b"<user><descr><![CDATA[]]></descr><empty/></user></config>"
    )


@pytest.mark.parametrize(
    "broken",
    [
        b"",
        b"text",
        b"<a>",
        b"<a></b>",
        b"</a>",
        b"<a/><b/>",
        b"<a/>text",
        b"<a b></a>",
        b"<a b=c></a>",
        b'<a b="c></a>',
        b"<a><!-- never closed</a>",
        b"<a><![CDATA[never closed</a>",
        b"< a></a>",
        b'<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>',
        b'<!DOCTYPE a [<!entity x ">">]><a/>',
        b"<!ELEMENT a><a/>",
    ],
)
def test_unsound_documents_are_refused(broken: bytes) -> None:
    """Unbalanced or unclosed tags, text outside, two roots and entity declarations raise `FormatError`."""
    with pytest.raises(FormatError):
        read(broken)


def test_wide_encodings_are_read_alike() -> None:
    """UTF-16 with or without a mark gives the same segments, at their own places."""
    for encoding, mark in (("utf-16-le", b""), ("utf-16-le", b"\xff\xfe"), ("utf-16-be", b"\xfe\xff")):
        data = mark + DOCUMENT.decode().encode(encoding)
        found = read(data, encoding)

        assert [(s.label, s.text, s.line) for s in read(DOCUMENT)] == [(s.label, s.text, s.line) for s in found]
        assert all(s.text == s.codec.decode(data[s.start : s.end]) for s in found)
    with pytest.raises(FormatError):
        read(b"<\0a\0>", "utf-16-le")


@pytest.mark.parametrize(
    ("label", "data"),
    [
        ("users/@name", b"<users><entry name='x'/></users>"),
        ("dns/servers", b"<dns><servers><member>x</member></servers></dns>"),
        ("psk", b"<psk><ascii-text>x</ascii-text></psk>"),
        ("EventData/TargetUserName", b"<EventData><Data Name='TargetUserName'>x</Data></EventData>"),
        ("app/Password", b"<app><add key='Password' value='x'/></app>"),
        ("app/Password", b"<app><setting name='Password'><value>x</value></setting></app>"),
        ("e/Password", b"<e><name>Password</name><value>x</value></e>"),
        ("dict/Password", b"<dict><key>Password</key><string>x</string></dict>"),
        ("head/author", b"<head><meta name='author' content='x'/></head>"),
        ("E/System/computer name", b"<E><System><Computer>x</Computer></System></E>"),
        ("System/Security/user sid", b"<System><Security UserID='x'/></System>"),
    ],
)
def test_a_value_goes_by_the_name_that_is_given_to_it(label: str, data: bytes) -> None:
    """By an attribute, a sibling or what stands around it; wrappers have no part in a path."""
    assert (label, "x") in pairs(data)


def test_the_keys_of_a_property_list_are_keys() -> None:
    """They are names, not values."""
    assert [True, False] == [segment.key for segment in read(b"<dict><key>a</key><string>b</string></dict>")]


def test_what_is_inside_of_a_text_has_fields() -> None:
    """JSON and whole files in an element or attribute: the fields are theirs, under its path."""
    one, two = read(b"<a j='{&quot;user&quot;: &quot;bob&quot;}'><log><![CDATA[hostname: r1\nserial: 1]]></log></a>")

    assert [("a/@j/user", b"bob")] == [(f.label, one.text[f.start : f.end]) for f in one.fields]
    assert ["a/log/hostname", "a/log/serial"] == [field.label for field in two.fields] and two.label == ""


def test_no_bomb_goes_off() -> None:
    """Billion laughs is refused unread, a million attributes is a limit, deep nesting is another."""
    laughs = b"<!DOCTYPE l [<!ENTITY a 'ha'><!ENTITY b '&a;&a;'>]><l>&b;</l>"
    for bomb, error in ((laughs, FormatError), (b"<a" + b" b='c'" * 1_000_000 + b"/>", LimitError)):
        with pytest.raises(error):
            read(bomb)


@given(st.text("<>/ab ='\"!?-[]&;\né", max_size=50), st.binary(max_size=30))
def test_any_bytes_are_read_or_refused(text: str, tail: bytes) -> None:
    """No input makes the reader fail otherwise than by withholding; what is read ascends and decodes from its bytes."""
    for data in (text.encode() + tail, b"<a>" + text.encode() + b"</a>", b"<a " + text.encode() + b"/>"):
        last = 0
        try:
            found = read(data)
        except WithheldError:
            continue
        for segment in found:
            assert last <= segment.start < segment.end
            assert segment.text == segment.codec.decode(data[segment.start : segment.end])
            last = segment.end


def test_limits_hold() -> None:
    """Too deep and too long raise `LimitError`; at the limit all is well."""
    assert [("a/a/a", "x")] == [
        (item.label, item.text.decode()) for item in read(b"<a>" * 3 + b"x" + b"</a>" * 3, limits=Limits(depth=3))
    ]
    with pytest.raises(LimitError):
        read(b"<a>" * 4 + b"</a>" * 4, limits=Limits(depth=3))
    with pytest.raises(LimitError):
        read(b"<a>" + b"x" * 300_000 + b"</a>", limits=Limits(line_bytes=100_000))


@given(st.integers(1, 40))
def test_tokens_do_not_depend_on_the_chunk(chunk: int) -> None:
    """However little is read at once, the tokens are the same and cover every byte."""
    data = DOCUMENT.replace(b"Bob & Co", b"a]]]]><![CDATA[>b")
    tokens = list(Lexer(Memory(data), 0, 1 << 20, chunk).tokens())

    assert list(Lexer(Memory(data), 0, 1 << 20).tokens()) == tokens
    assert data == b"".join(token.raw for token in tokens)


@given(st.text(max_size=30))
def test_codecs_decode_what_they_encode(text: str) -> None:
    """`decode(encode(t)) == t` for character data and for CDATA, and no markup is made."""
    raw = text.encode("utf-8", "surrogatepass")

    assert raw == XML_TEXT.decode(XML_TEXT.encode(raw))
    assert raw == XML_CDATA.decode(XML_CDATA.encode(raw))
    assert b"<" not in XML_TEXT.encode(raw)


@given(
    st.lists(
        st.sampled_from(["a", "é", "&amp;", "&#65;", "&#x1F600;", "&other;", "]]]]><![CDATA[>", "]", ">"]), max_size=12
    )
)
def test_locate_finds_each_character(parts: list[str]) -> None:
    """For every offset of a character in the text: the raw bytes before it decode to the text before it."""
    raw = "".join(parts).encode()
    for codec in (XML_TEXT, XML_CDATA):
        text = codec.decode(raw)
        offsets = [at for at in range(len(text) + 1) if at == len(text) or text[at] & 0xC0 != 0x80]
        places = codec.locate(raw, offsets)
        assert places == sorted(places)
        assert places[0] == 0 and places[-1] == len(raw)
        if codec is XML_TEXT:
            assert [text[:at] for at in offsets] == [codec.decode(raw[:place]) for place in places]


@pytest.mark.parametrize("unit", [b"<b/>", b"<b c='d'/>", b"x", b"&amp;", b"<!-- -->", b"<b a='>'/>"])
def test_time_is_linear(unit: bytes) -> None:
    """Twice the input costs about twice the time."""

    def seconds(size: int) -> float:
        started = time.process_time()
        read(b"<a>" + unit * (size // len(unit)) + b"</a>")
        return time.process_time() - started

    assert min(seconds(100_000) for _ in range(2)) <= 4 * min(seconds(50_000) for _ in range(2)) + 0.05
