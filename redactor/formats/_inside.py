"""Text in text: what a value holds in a notation of its own, as segments whose codecs are composed by position.

    "{\\"user\\": \\"jane\\"}"        a JSON string that holds JSON: a segment for each of its keys and values
    user=jane&mail=j%40x.example      a form body or query string: a segment for each name and value
    eyJ1c2VyIjogImphbmUifQ==          base64 of text: one segment, encoded as a whole; JSON in it has fields

A value that is a secret by its label stays as it is, whatever it may hold.  Base64 of text that holds base64 once more
becomes one, since nothing inside of it could be replaced alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from recognizers.field_values import locate
from recognizers.labels import meaning
from redactor.codecs import JSON_STRING, PLAIN, compose
from redactor.codecs.base64 import ALL as BASE64S
from redactor.codecs.form import FORM
from redactor.errors import FormatError, LimitError
from redactor.formats._json_lexer import KEY, LITERAL, Lexer, Span
from redactor.limits import Limits
from redactor.model import Codec, Field, Segment

DEEPEST = 8
"""Notations inside of each other; what lies deeper is read as the text it is."""
_SHORTEST = 4
_JSON = re.compile(rb"\s*(?:\{\s*\"|\[\s*[\[{\"])")
_NAME = rb"[\w.\[\]$%*~:+-]+="
_FORM = re.compile(_NAME + rb"[^&\s\"<>]*+(?:&" + _NAME + rb"[^&\s\"<>]*+)+&?")
_QUERY = re.compile(_NAME + rb"[^&\s\"<>]*+&?")
_PAIR = re.compile(rb"([^&=]+)=([^&]*)")
_OF_QUERIES = re.compile(r"(?i)(?:.*/)?(?:query_?string|post_?data/text|form_?data|body)")
_CODED = re.compile(rb"[A-Za-z0-9+/]{16,}={0,2}|[A-Za-z0-9_-]{16,}={0,2}")
"""Shorter words are base64 of something readable by chance."""
_BASIC = re.compile(rb"[Bb]asic ([A-Za-z0-9+/]{8,}={0,2})")
_OF_CREDENTIALS = "/basic credentials pair"
"""The last part of the label of the base64 of credentials."""
UNREAD = "secret data"
"""The last part of the label of what hides text that cannot be reached."""
_RUN = re.compile(rb"(?<![A-Za-z0-9+/_.-])[A-Za-z0-9+/_-]{20,}={0,2}(?![A-Za-z0-9+/_.-])")
_UNREADABLE = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")

_WIDE = re.compile(r"utf16_([bl]e)")

Part = tuple[int, int, str, Codec, bool]
"""(start, end, label, codec inside of the segment's, key) of a stretch of a segment's text."""


def inside(segment: Segment, raw: bytes, limits: Limits, level: int = 0) -> Iterator[Segment]:
    """The segment itself, or the segments of what its text holds; `raw` is its stretch of the source."""
    if segment.key or level >= DEEPEST or not _promises(segment.text):
        yield segment
        return
    parts = _json_parts(segment, limits) or _form_parts(segment) or _credentials(segment)
    if not parts:
        yield _decoded(segment, raw, limits)
        return
    located = segment.codec.locate(raw, [place for part in parts for place in part[:2]])
    for number, (_, _, label, codec, key) in enumerate(parts):
        low, high = located[2 * number], located[2 * number + 1]
        inner, piece, start = compose(segment.codec, codec), raw[low:high], segment.start
        line = segment.line + _line_ends(raw[:low], segment.codec)
        part = Segment(start + low, start + high, inner.decode(piece), inner, line, label, segment.nature, (), key)
        yield from inside(part, piece, limits, level + 1)


def _promises(text: bytes) -> bool:
    """Whether it is worth a look: most values are short, and neither brackets nor pairs."""
    size = len(text)
    return size > _SHORTEST and (size >= 13 or text[0] in b"{[" or b"=" in text or text[0] in b" \t\r\n")


def _json_parts(segment: Segment, limits: Limits) -> list[Part]:
    """The strings, keys and longer numbers of a text that is JSON."""
    return [
        (start, end, label, PLAIN if sort == LITERAL else JSON_STRING, sort == KEY)
        for start, end, label, sort, _ in _json(segment.text, segment.label, limits)
    ]


def _json(text: bytes, label: str, limits: Limits) -> list[Span]:
    """The spans of a text that is one JSON value; none where it only looks like that."""
    if not _JSON.match(text):
        return []
    lexer = Lexer(limits.depth, label)
    try:
        _, spans = lexer.feed(text, last=True)
    except (FormatError, LimitError):
        return []
    return spans if lexer.complete else []


def _form_parts(segment: Segment) -> list[Part]:
    """The names and values of a form body or a query string."""
    text, label = segment.text, segment.label
    if b"=" not in text or not (_FORM.fullmatch(text) or _OF_QUERIES.fullmatch(label) and _QUERY.fullmatch(text)):
        return []
    parts: list[Part] = []
    for pair in _PAIR.finditer(text):
        name = FORM.decode(pair[1]).decode("utf-8", "replace").replace("/", " ")
        parts.append((*pair.span(1), f"{label}/{name}", FORM, True))
        if pair[2]:
            parts.append((*pair.span(2), f"{label}/{name}", FORM, False))
    return parts


def _credentials(segment: Segment) -> list[Part]:
    """The base64 of `Basic` credentials (RFC 7617) whose user and password both look like one; else it stays a secret."""
    found = _BASIC.fullmatch(segment.text)
    text = found and _readable(BASE64S[0], found[1])
    if not found or not text:
        return []
    user, _, password = text.partition(b":")
    if locate("USERNAME", user) != (0, len(user)) or locate("SECRET", password) != (0, len(password)):
        return []
    return [(*found.span(1), f"{segment.label.rpartition('/')[0]}{_OF_CREDENTIALS}", PLAIN, False)]


def _decoded(segment: Segment, raw: bytes, limits: Limits) -> Segment:
    """The segment as the text that its base64 stands for, if it is that and comes back to the letter."""
    if not _CODED.fullmatch(segment.text) and not segment.label.endswith(_OF_CREDENTIALS):
        return segment
    told = meaning(segment.label)
    if told is not None and told.entity == "SECRET" and not told.weak:
        return segment
    for codec in BASE64S:
        text = _readable(codec, segment.text)
        if text:
            whole = compose(segment.codec, codec)
            if whole.encode(text) != raw:
                return segment
            if _deeper(text):
                return replace(segment, label=f"{segment.label.rpartition('/')[0]}/{UNREAD}".lstrip("/"))
            fields = _fields(text, segment.label, limits)
            return replace(segment, text=text, codec=whole, fields=fields, whole=True)
    return segment


def _deeper(text: bytes) -> bool:
    """Whether text that is encoded as a whole holds more of that: it is out of reach, and its label makes it a secret."""
    runs = _RUN.findall(text)
    return b"%40" in text or any(_readable(codec, run) for run in runs for codec in BASE64S)


def _fields(text: bytes, label: str, limits: Limits) -> tuple[Field, ...]:
    """What stands in text that is encoded as a whole: the values of JSON, the halves of credentials."""
    if label.endswith(_OF_CREDENTIALS):
        user = text.find(b":")
        return Field(0, user, f"{label}/username"), Field(user + 1, len(text), f"{label}/password")
    return tuple(Field(*span[:3]) for span in _json(text, label, limits) if span[3] != KEY)


def _readable(codec: Codec, letters: bytes) -> bytes:
    """What base64 stands for, if that is text; else nothing."""
    try:
        text = codec.decode(letters)
        text.decode()
    except (FormatError, UnicodeDecodeError):
        return b""
    return b"" if _UNREADABLE.search(text) or codec.encode(text) != letters else text


def _line_ends(raw: bytes, codec: Codec) -> int:
    """How many lines end in the raw bytes of a segment."""
    wide = _WIDE.match(codec.name)
    if wide is None:
        return raw.count(b"\n")
    return raw.decode(f"utf-16-{wide[1]}", "surrogatepass").count("\n")
