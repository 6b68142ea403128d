"""Laws of every codec, on generated input."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from redactor.codecs import CP1252, JSON_STRING, PLAIN, UTF16_BE, UTF16_LE, compose, for_encoding
from redactor.codecs.base64 import ALL as BASE64S
from redactor.codecs.csv_field import CSV_QUOTED
from redactor.codecs.form import FORM
from redactor.codecs.sql_string import SQL_COPIED, SQL_ESCAPED, SQL_STRING
from redactor.errors import FormatError
from redactor.model import Codec, Reason

_ANY = st.text(alphabet=st.characters(codec="utf-16-le", categories=None), max_size=40)
_LATIN = st.text(alphabet=st.sampled_from('aZ09 -\n"\\éßÿ€™\x81\x9d'), max_size=40)
_JSON_RAW = st.lists(
    st.sampled_from(
        [b"a", b"7", b"\xc3\xa9", b"\xff", b"\\n", b'\\"', b"\\\\", b"\\/", b"\\u00e9", b"\\ud83d", b"\\ude00", b"\\x",
         b"\\u12", b"\xf0\x9f\x98\x80", b"\xed\xa0\xbd", b"\xed\xb8\x80", b"\\ud83d\\ude00", b"\\u0041", b"\\u0000"]
    ),
    max_size=20,
).map(b"".join)  # fmt: skip
_RAW: list[tuple[Codec, st.SearchStrategy[bytes]]] = [
    (PLAIN, st.binary(max_size=40)),
    (CP1252, st.binary(max_size=40)),
    (UTF16_LE, st.binary(max_size=40).map(lambda raw: raw[: len(raw) & ~1])),
    (UTF16_BE, st.binary(max_size=40).map(lambda raw: raw[: len(raw) & ~1])),
    (JSON_STRING, _JSON_RAW),
    (CSV_QUOTED, st.text('a"é', max_size=20).map(lambda it: it.replace('"', '""').encode())),
    (FORM, st.text("a+%4b0é&", max_size=20).map(str.encode)),
    (SQL_STRING, st.text("a'é", max_size=20).map(lambda it: it.replace("'", "''").encode())),
    (SQL_ESCAPED, st.lists(st.sampled_from([b"a", b"''", b"\\'", b"\\n", b"\\\\", b"\\%", b"\xc3\xa9"])).map(b"".join)),
    (SQL_COPIED, st.lists(st.sampled_from([b"a", b"'", b"\\t", b"\\n", b"\\\\", b"\xc3\xa9"])).map(b"".join)),
    (compose(JSON_STRING, FORM), st.text("a+%4b0\\nu", max_size=20).map(str.encode)),
    (compose(UTF16_LE, JSON_STRING), st.text("a\\nu0049é\"", max_size=30).map(lambda it: it.encode("utf-16-le"))),
]  # fmt: skip
_CASES = pytest.mark.parametrize(("codec", "raws"), _RAW, ids=[codec.name for codec, _ in _RAW])


@_CASES
@given(data=st.data())
def test_what_was_decoded_comes_back(codec: Codec, raws: st.SearchStrategy[bytes], data: st.DataObject) -> None:
    """For every text that decoding can give: decode(encode(text)) == text."""
    text = codec.decode(data.draw(raws))

    assert text == codec.decode(codec.encode(text))


@_CASES
@given(data=st.data())
def test_locate_is_monotone_and_covers(codec: Codec, raws: st.SearchStrategy[bytes], data: st.DataObject) -> None:
    """All offsets of the text map to ascending offsets of the raw bytes, from the first to past the last."""
    raw = data.draw(raws)

    located = codec.locate(raw, range(len(codec.decode(raw)) + 1))

    assert located == sorted(located)
    assert (0, len(raw)) == (located[0] if raw else 0, located[-1])


@_CASES
@given(data=st.data())
def test_a_located_range_decodes_to_its_text(codec: Codec, raws: st.SearchStrategy[bytes], data: st.DataObject) -> None:
    """Raw bytes between two located characters are exactly the spelling of the text between them."""
    raw = data.draw(raws)
    text = codec.decode(raw)
    starts = [offset for offset in range(len(text)) if text[offset] & 0xC0 != 0x80] + [len(text)]
    low, high = sorted(data.draw(st.tuples(st.sampled_from(starts), st.sampled_from(starts))))

    start, end = codec.locate(raw, [low, high])

    assert text[low:high] == codec.decode(raw[start:end])


@given(_ANY)
def test_any_text_has_a_utf16_and_a_json_spelling(text: str) -> None:
    """Every Unicode text survives UTF-16 and JSON spellings, and JSON parsers read ours as the same text."""
    data = text.encode("utf-8", "surrogatepass")

    for codec in (UTF16_LE, UTF16_BE, JSON_STRING):
        assert data == codec.decode(codec.encode(data))
    spelled = JSON_STRING.encode(data).decode("utf-8", "surrogatepass")
    assert text == json.loads(f'"{spelled}"')


@given(_ANY)
def test_json_decoding_agrees_with_the_standard_library(text: str) -> None:
    """What Python's own writer escapes, pairs and lone surrogates included, reads back as the same text."""
    raw = json.dumps(text)[1:-1].encode()

    assert text.encode("utf-8", "surrogatepass") == JSON_STRING.decode(raw)


@given(_LATIN)
def test_the_code_page_has_its_own_characters(text: str) -> None:
    """Text of the code page is one byte a character and comes back."""
    raw = CP1252.encode(text.encode())

    assert len(text) == len(raw)
    assert text.encode() == CP1252.decode(raw)


def test_json_keeps_its_common_spellings() -> None:
    """Short escapes are used where JSON has them, a slash stays bare, other scripts stay as they are."""
    assert b'a\\"b\\\\c\\n\\u001b/\xc3\xa9' == JSON_STRING.encode('a"b\\c\n\x1b/é'.encode())
    assert b"https://example.com/" == JSON_STRING.decode(b"https:\\/\\/example.com\\/")


@pytest.mark.parametrize(
    "attempt",
    [
        lambda: UTF16_LE.decode(b"a\0b"),
        lambda: UTF16_BE.encode(b"\xff"),
        lambda: CP1252.encode("Ł".encode()),
        lambda: for_encoding("utf-32"),
    ],
)
def test_what_has_no_spelling_is_refused(attempt: object) -> None:
    """Half units, foreign characters and unknown encodings raise; nothing is replaced by a question mark."""
    assert callable(attempt)

    with pytest.raises(FormatError) as caught:
        attempt()
    assert Reason.UNDECODABLE is caught.value.reason


def test_the_identity_costs_nothing() -> None:
    """Composing with the plain codec gives the other codec itself."""
    assert JSON_STRING is compose(PLAIN, JSON_STRING)
    assert UTF16_LE is compose(UTF16_LE, PLAIN)


@pytest.mark.parametrize("codec", BASE64S, ids=[codec.name for codec in BASE64S])
@given(text=st.binary(max_size=40))
def test_base64_keeps_its_laws(codec: Codec, text: bytes) -> None:
    """Decoding takes back encoding; offsets ascend from the first letter to past the last."""
    raw = codec.encode(text)
    located = codec.locate(raw, range(len(text) + 1))

    assert text == codec.decode(raw)
    assert located == sorted(located)
    assert (0, len(raw)) == (located[0] if raw else 0, located[-1])


@pytest.mark.parametrize("raw", [b"YQ", b"YQ=", b"Y\nQ==", b"Y*==", b"YQ==YQ=="])
def test_damaged_base64_is_refused(raw: bytes) -> None:
    """Nothing is guessed."""
    with pytest.raises(FormatError):
        BASE64S[0].decode(raw)
