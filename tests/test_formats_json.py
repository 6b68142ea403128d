"""Laws of the JSON formats: lossless, checked, the same at every window size."""

from __future__ import annotations

import json
from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from redactor.errors import FormatError, LimitError
from redactor.formats import json as json_format
from redactor.formats import jsonl
from redactor.limits import Limits
from redactor.model import MediaType, Segment
from redactor.source import BytesSource

_STRUCTURE = set(b' \t\r\n"{}[],:.+-0123456789eE') | set(b"truefalsnNaIity") | set(b"\xef\xbb\xbf")
_LIMITS = Limits()
_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=12),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=12,
)


def _read(
    data: bytes, limits: Limits = _LIMITS, encoding: str = "utf-8", format_: ModuleType = json_format
) -> list[Segment]:
    return list(format_.read(BytesSource(data, "name"), MediaType("json", "json", "x", encoding, 1.0), limits))


def _shown(found: list[Segment]) -> list[tuple[str, str, bool]]:
    return [(segment.text.decode(), segment.label, segment.key) for segment in found]


def _leaves(value: object) -> list[str]:
    """Everything that must be seen: keys and strings as they are, numbers from four characters on."""
    if isinstance(value, dict):
        return [text for key, inner in value.items() for text in ([key] if key else []) + _leaves(inner)]
    if isinstance(value, list):
        return [text for inner in value for text in _leaves(inner)]
    if isinstance(value, str):
        return [value] if value else []
    spelled = json.dumps(value)
    return [spelled] if len(spelled) > 3 and spelled[0] in "-0123456789" else []


@given(_VALUES, st.booleans(), st.sampled_from([None, 1]), st.integers(4, 60), st.sampled_from(["utf-8", "utf-16-le"]))
def test_everything_is_seen_once(
    value: object, ascii_: bool, indent: int | None, window: int, encoding: str
) -> None:  # fmt: skip
    """At any window size: every key, string and longer number is a segment, in order; the rest is structure."""
    data = json.dumps(value, ensure_ascii=ascii_, indent=indent).encode(encoding, "surrogatepass")

    found = _read(data, Limits(window_bytes=window), encoding)

    ends = [0, *(segment.end for segment in found)]
    starts = [*(segment.start for segment in found), len(data)]
    between = b"".join(data[end:start] for end, start in zip(ends, starts, strict=True))
    assert _leaves(value) == [segment.text.decode("utf-8", "surrogatepass") for segment in found]
    assert all(end <= start for end, start in zip(ends, starts, strict=True))
    assert set(between.decode(encoding).encode()) <= _STRUCTURE
    assert all(segment.text == segment.codec.decode(data[segment.start : segment.end]) for segment in found)


def test_labels_are_paths() -> None:
    """The label is the path of keys, without places in arrays; a key's label ends with itself."""
    data = b'{"user": {"mail": ["a@example.com", "b@example.com"], "id": 12345}, "n": 123, "ok": true}'

    assert [
        ("user", "user", True), ("mail", "user/mail", True), ("a@example.com", "user/mail", False),
        ("b@example.com", "user/mail", False), ("id", "user/id", True), ("12345", "user/id", False),
        ("n", "n", True), ("ok", "ok", True),
    ] == _shown(_read(data))  # fmt: skip


def test_lines_are_counted() -> None:
    """A segment's line is that of its first byte, also behind a window's end."""
    data = b'{\n "a": "x",\r\n\n "b": [\n "y",\n "z"]\n}\n{"c":\n"w"}'
    expected = [2, 2, 4, 5, 6, 8, 9]

    assert expected == [segment.line for segment in _read(data)]
    assert expected == [segment.line for segment in _read(data, Limits(window_bytes=4))]


def test_sloppy_but_sound_json_is_read() -> None:
    """A byte order mark, several values in a row, duplicate keys, NaN and invalid UTF-8 are no damage."""
    data = b'\xef\xbb\xbf{"a": NaN, "a": "\xff", "b": -Infinity}\n["x"] "y" 1e10'

    assert [b"a", b"a", b"\xff", b"b", b"-Infinity", b"x", b"y", b"1e10"] == [
        segment.text for segment in _read(data, encoding="utf-8-sig")
    ]


@pytest.mark.parametrize(
    "data",
    [
        b"", b"  ", b"{", b"[1,", b'{"a"}', b'{"a":}', b'{"a":1,}', b"[1,]", b"[1 2]", b"{1:2}", b'["a":1]', b"}", b"]",
        b'{"a":1]', b"[1}", b'["a]', b'["a\nb"]', b"[01]", b"[1.]", b"[tru]", b"[truee]", b"x", b'{"a":1}x', b",",
        b'["\\"]', b"[1,,2]", b'{"a" 1}', b"{,}", b'"a":1', b"[-]", b'["a""b"]', b"['a']",
    ],
)  # fmt: skip
@pytest.mark.parametrize("window", [4, 1 << 18])
def test_broken_json_is_refused(data: bytes, window: int) -> None:
    """What is not JSON, or ends too early, raises at every window size."""
    with pytest.raises(FormatError):
        _read(data, Limits(window_bytes=window))


def test_depth_and_length_have_limits() -> None:
    """Nesting and strings are bounded, and reaching a bound is an error."""
    assert [] == _read(b"[" * 200 + b"]" * 200)
    with pytest.raises(LimitError):
        _read(b"[" * 201 + b"]" * 201)
    with pytest.raises(LimitError):
        _read(b'["' + b"x" * 5000 + b'"]', Limits(window_bytes=64, line_bytes=1000))


def test_json_inside_of_json_is_read_as_json() -> None:
    """A string that is JSON itself is segments in both spellings at once; a broken one stays as it is."""
    inner = {"user": "jané", "n": [1234], "note": "a\nb"}
    data = json.dumps({"log": json.dumps(inner), "bad": '{"user": "jane"'}).encode()
    found = _read(data)

    assert [
        ("log", "log", True), ("user", "log/user", True), ("jané", "log/user", False), ("n", "log/n", True),
        ("1234", "log/n", False), ("note", "log/note", True), ("a\nb", "log/note", False),
        ("bad", "bad", True), ('{"user": "jane"', "bad", False),
    ] == _shown(found)  # fmt: skip
    assert all(segment.text == segment.codec.decode(data[segment.start : segment.end]) for segment in found)


def test_json_lines_mix_with_text() -> None:
    """JSON lines are read as JSON, neighbouring other lines as one text, and every line keeps its number."""
    data = b'{"m": "a"}\r\n\nTraceback:\n  {"m"\n{"m": 1} x\n{"m": "b"}\n[error] y'

    found = _read(data, format_=jsonl)

    assert [
        ("m", "m", True), ("a", "m", False), ('Traceback:\n  {"m"\n{"m": 1} x\n', "", False),
        ("m", "m", True), ("b", "m", False), ("[error] y", "", False),
    ] == _shown(found)  # fmt: skip
    assert [1, 1, 3, 6, 6, 7] == [segment.line for segment in found]


@given(st.lists(st.dictionaries(st.text(max_size=4), st.text(max_size=9), max_size=3), max_size=6), st.integers(4, 80))
def test_json_lines_do_not_depend_on_windows(rows: list[dict[str, str]], window: int) -> None:
    """Every line's keys and strings are segments, at any window size and in UTF-16 as well."""
    content = "".join(json.dumps(row) + "\n" for row in rows)
    expected = [text for row in rows for text in _leaves(row)]

    for encoding in ("utf-8", "utf-16-be"):
        found = _read(content.encode(encoding), Limits(window_bytes=window), encoding, jsonl)
        assert expected == [segment.text.decode("utf-8", "surrogatepass") for segment in found]


def test_json_lines_have_limits() -> None:
    """A line of JSON that is nested too deeply is refused, not read as text."""
    with pytest.raises(LimitError):
        _read(b"[" * 201 + b"]" * 201 + b"\n", format_=jsonl)
