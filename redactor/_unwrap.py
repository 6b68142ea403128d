"""What text hides in text: base64, hexadecimal, percent, JSON, HTML and UTF-16 stretches, decoded.

Whole windows are decoded at once: candidates are joined, padded so that none disturbs the next, decoded in one call.
Zero bytes follow each, the last too: what ends in UTF-16 is read to its end wherever it stands.
Only stretches of at least `spellings.ENCODED` readable characters are kept of what comes out.
"""

from __future__ import annotations

import binascii
import html
from collections.abc import Iterable, Iterator

from recognizers import lazy_re as re

SEPARATOR = b"\x1e"
"""Stands between pieces of text that do not belong together."""
ALNUM = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
_HEX = b"0123456789abcdef"
_PADDING = (b"", b"AAA", b"AA", b"A")
_BASE64 = frozenset(ALNUM + b"+/-_")
_BASE64_ONLY = bytes(byte if byte in _BASE64 else 32 for byte in range(256)).translate(bytes.maketrans(b"-_", b"+/"))
_READABLE = re.compile(rb"(?:[\x20-\x7e]\x00?){6,}")
_READABLE_LETTERS = re.compile(rb"(?:[\x20-\x7e\x80-\xff]\x00?){6,}")
_WIDE = (re.compile(rb"(?:[\x20-\x7e]\x00){4,}"), re.compile(rb"(?:\x00[\x20-\x7e]){4,}"))
_PERCENT = re.compile(rb"%([0-9A-Fa-f]{2})")
_ESCAPE = re.compile(rb'(?:\\u[0-9A-Fa-f]{4})+|\\x[0-9A-Fa-f]{2}|\\[/"\\bfnrt]')
ENTITY = re.compile(rb"&(?:#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z]{2,8});")
"""An HTML character reference."""
_MARKED = re.compile(rb"[^\s\x1e]*&[^\s\x1e]*;[^\s\x1e]*")


def plains(value: bytes, wide: str = "") -> Iterator[bytes]:
    """What a value may read like once its encoding is off, itself first; `wide` is the UTF-16 its source is in, if so.

    A value knows its bytes, not its codec, so each decoding that changes it is one more reading of it.
    """
    if wide and not len(value) % 2 and (b"\0" in value or not value.isascii()):
        value = value.decode(wide, "surrogatepass").encode("utf-8", "surrogatepass")
    yield value
    if b"\\" in value:
        yield unescape(value)
    if b"%" in value:
        yield unpercent(value)
    if b"&" in value:
        yield unentity(value)
    if b'""' in value:
        yield value.replace(b'""', b'"')
    if not value.isascii():
        try:
            value.decode("utf-8")
        except UnicodeDecodeError:
            yield value.decode("cp1252", "replace").replace("\ufffd", "").encode("utf-8")


def unescape(text: bytes) -> bytes:
    """JSON and C escapes decoded (RFC 8259 section 7); white space for those of white space."""
    return _ESCAPE.sub(_escaped, text)


def _escaped(found: re.Match[bytes]) -> bytes:
    text = found[0]
    if text[1:2] == b"u":
        units = bytes.fromhex(text.replace(b"\\u", b"").decode("ascii"))
        return units.decode("utf-16-be", "surrogatepass").encode("utf-8", "surrogatepass")
    if text[1:2] == b"x":
        return bytes.fromhex(text[2:].decode("ascii"))
    return text[1:] if text[1:] in (b"/", b'"', b"\\") else b" "


def unpercent(text: bytes) -> bytes:
    """Percent triplets decoded (RFC 3986 section 2.1)."""
    return _PERCENT.sub(lambda found: bytes.fromhex(found[1].decode("ascii")), text)


def unentity(text: bytes) -> bytes:
    """HTML character references decoded."""
    return html.unescape(text.decode("utf-8", "surrogateescape")).encode("utf-8", "surrogatepass")


def capitals(value: bytes) -> bool:
    """True where base64 of the folded value, at whatever alignment and in whatever case, has a capital letter.

    The first character of four stands for the upper six bits of a byte; it is a capital below 26.
    """
    return min(value[0::3]) < 104 and min(value[1::3]) < 104 and min(value[2::3]) < 104


def unwrap(
    text: bytes, tokens: set[bytes], runs: Iterable[bytes], squeezed: Iterable[bytes], *, letters: bool
) -> bytes:
    """All that the encoded stretches of `text` decode to, one after the other; empty where there are none.

    `tokens` are its distinct words with `.:-_/%+\\` in them, `runs` those that may be base64, `squeezed` the folded
    ones without `.:-`; `letters` asks for letters beyond ASCII too, of which random bytes have many.
    """
    joined = b" ".join(tokens)
    readable = _READABLE_LETTERS if letters else _READABLE
    inner: list[bytes] = []
    for raw in (*_base64(runs), *_hexadecimal(squeezed)):
        inner += readable.findall(raw)
    if b"%" in joined:
        inner += [unpercent(token) for token in tokens if b"%" in token and _PERCENT.search(token)]
    if b"\\" in joined:
        inner += [unescape(token) for token in tokens if b"\\" in token and _ESCAPE.search(token)]
    if b"\0" in text:
        inner += [run.replace(b"\0", b"") for pattern in _WIDE for run in pattern.findall(text)]
    if b"&" in text and ENTITY.search(text):
        inner += [unentity(run) for run in _MARKED.findall(text)]
    return SEPARATOR.join(inner)


def _base64(runs: Iterable[bytes]) -> Iterator[bytes]:
    """Every base64 stretch decoded from its start, and those of mixed case also from the places it may begin at."""
    words = set(b" ".join(runs).translate(_BASE64_ONLY).split())
    runs = [word for word in words if len(word) >= 8 and not word.isdigit()]
    for phase in range(4):
        if phase == 1:
            runs = [run for run in runs if not run.islower() and not run.isupper()]
        if runs:
            ahead = b"A" * phase
            padded = [ahead + run + _PADDING[phase + len(run) & 3] for run in runs]
            yield binascii.a2b_base64(b"AAAA".join([*padded, b""]))


def _hexadecimal(squeezed: Iterable[bytes]) -> Iterator[bytes]:
    """Every hexadecimal stretch of at least twelve digits, from its first and from its second digit."""
    runs = [word for word in squeezed if len(word) >= 12 and not word.translate(None, _HEX)]
    for phase in range(2 if runs else 0):
        even = [run[phase : len(run) - (len(run) - phase) % 2] for run in runs]
        yield bytes.fromhex(b"000000".join([*even, b""]).decode("ascii"))
