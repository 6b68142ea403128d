"""Secrets are suppressed: as long, of the same kind and characters, by a one-way function, and never the same.

What says the kind stays (`$6$rounds=5000$`, `AKIA`, `-----BEGIN …-----`, base64 padding); everything that carries the
secret is drawn anew from the characters that its kind has.  Type 7 decodes to a dummy, hex stays hex, digits digits.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from recognizers import lazy_re as re
from redactor.pseudonyms import type7
from redactor.pseudonyms.scheme import Scheme
from redactor.pseudonyms.shape import changeable, is_hex
from redactor.pseudonyms.words import RESERVED

_LOWER, _UPPER, _DIGITS = b"abcdefghijklmnopqrstuvwxyz", b"ABCDEFGHIJKLMNOPQRSTUVWXYZ", b"0123456789"
_ALNUM = _UPPER + _LOWER + _DIGITS
_BASE64 = _ALNUM + b"+/"
_BASE64URL = _ALNUM + b"-_"
_CRYPT = b"./" + _ALNUM
_SYMBOLS, _SAFE_SYMBOLS = b"!@+~^", b"!+~"
"""Marks that become one of the safe ones; others may be syntax where the secret stands, and stay."""

_PEM = re.compile(rb"-----BEGIN [A-Z0-9 ]+-----")
_PEM_BODY = re.compile(rb"-----[A-Z0-9 ]+-----|Proc-Type:[^\r\n\\]*|DEK-Info: *[A-Za-z0-9\-]+,|\\[rn]|([A-Za-z0-9+/]+)")
_JWT = re.compile(rb"(?:eyJ|\.eyJ|[A-Za-z0-9_\-]+|[.=]+)")
_IS_JWT = re.compile(rb"eyJ[A-Za-z0-9_\-]+\.[A-Za-z0-9_\-]+\.[A-Za-z0-9_\-]*")
_IS_CRYPT = re.compile(rb"\$[0-9A-Za-z\-]{1,24}\$[^\s]+")
_PARAMETER = re.compile(rb"(?:[a-z]+=[0-9]+)(?:,[a-z]+=[0-9]+)*|[0-9]{1,7}")
_PADDED = re.compile(rb"[A-Za-z0-9+/]{2,}={1,2}")
_MAY_BE_BASE64 = re.compile(rb"(?:[A-Za-z0-9+/]{4})+")
_IS_BASE64 = re.compile(rb"(?=.*[+/])(?=.*[A-Z])(?=.*[a-z0-9])[A-Za-z0-9+/]{16,}")
_PREFIX = re.compile(
    rb"(?:AKIA|ASIA|AROA|AIDA|gh[opsur]_|github_pat_|glpat-|gldt-|glrt-|xox[abeoprs]-|xapp-|[sprw][kh]_(?:live|test)_|"
    rb"whsec_|sk-ant-(?:api[0-9]{2}-)?|sk-proj-|sk-|SG\.|AIza|ya29\.|GOCSPX-|hv[sbr]\.|npm_|pypi-|dop_v1_|doo_v1_|"
    rb"shp(?:at|ca|pa|ss)_|dckr_pat_|tfp_|lin_api_|rubygems_|NRAK-|PMAK-|EAAC|key-|AGE-SECRET-KEY-1|"
    rb"0x(?=[0-9a-fA-F]{8,}\Z)|\{[A-Z0-9\-]+\}|ssh-(?:rsa|dss|ed25519) AAAA|ecdsa-sha2-nistp[0-9]{3} AAAA)"
)
"""What vendors document as the fixed beginning of their tokens (developer pages; GitHub's secret scanning list)."""

_ATTEMPTS = 64

Span = tuple[int, int, bytes]
"""(start, end, the characters to draw from); what no span covers stays."""


def suppressed(scheme: Scheme, value: bytes) -> bytes:
    """Another secret of the same kind; `scheme` is the one-way scheme.  Text without a letter or digit stays."""
    if not value.isascii() or not changeable(value):
        return scheme.shapes.replace("secret", value)
    prf = scheme.prf.derive("secret")
    disguised = type7.decoded(value) is not None
    found = value
    for spans in ([*_spans(value)], [(0, len(value), _characters(value))]):
        for attempt in range(_ATTEMPTS):
            words = prf.words(attempt.to_bytes(2, "little") + value, len(value) + 1)
            found = type7.dummy(value, words) if disguised else _drawn(value, spans, words)
            if found.lower() != value.lower() and found.decode("ascii").lower() not in RESERVED:
                return found
    return found


def _spans(value: bytes) -> Iterator[Span]:
    if _PEM.search(value):
        for match in _PEM_BODY.finditer(value):
            if match[1] is not None:
                yield match.start(1), match.end(1), _BASE64
    elif _IS_JWT.fullmatch(value):
        for match in _JWT.finditer(value):
            if match[0] not in (b"eyJ", b".eyJ", b"."):
                yield match.start(), match.end(), _BASE64URL
    elif _IS_CRYPT.fullmatch(value):
        yield from _crypt_spans(value)
    else:
        prefix = _PREFIX.match(value)
        start = prefix.end() if prefix and prefix.end() < len(value) else 0
        yield start, len(value), _characters(value[start:])


def _crypt_spans(value: bytes) -> Iterator[Span]:
    """All fields of a modular crypt string but its name and its parameters."""
    fields = value.split(b"$")
    start = 0
    for place, text in enumerate(fields):
        if place > 1 and (place == len(fields) - 1 or not _PARAMETER.fullmatch(text)):
            known = _CRYPT + bytes(byte for byte in b"+-_" if byte in text)
            yield start, start + len(text), _characters(text) if is_hex(text.decode("ascii").lower()) else known
        start += len(text) + 1


def _characters(text: bytes) -> bytes:
    """What the letters and digits of `text` are drawn from: its kind's characters."""
    if is_hex(text.decode("ascii").lower()) and (text == text.lower() or text == text.upper()):
        return _DIGITS + (b"abcdef" if text == text.lower() else b"ABCDEF")
    if (_PADDED.fullmatch(text) and len(text) % 4 == 0) or _IS_BASE64.fullmatch(text):
        return _BASE64
    kinds = (_LOWER, _UPPER, _DIGITS)
    return b"".join(kind for kind in kinds if any(byte in kind for byte in text))


def _drawn(value: bytes, spans: Sequence[Span], words: Sequence[int]) -> bytes:
    found = bytearray(value)
    symbols = b"" if _MAY_BE_BASE64.fullmatch(value) else _SYMBOLS
    for start, end, letters in spans:
        for place in range(start, end):
            byte = value[place]
            if byte in letters or byte in _ALNUM:
                found[place] = letters[words[place] % len(letters)]
            elif byte in symbols:
                found[place] = _SAFE_SYMBOLS[words[place] % len(_SAFE_SYMBOLS)]
    if value.isdigit() and value[0] != 48:
        found[0] = 49 + words[0] % 9
    _end_base64(found, words[-1])
    return bytes(found)


def _end_base64(found: bytearray, word: int) -> None:
    """Make the last character before the padding one that leaves no stray bits (RFC 4648 section 3.5)."""
    if not _PADDED.fullmatch(found) or len(found) % 4:
        return
    padding = 2 if found.endswith(b"==") else 1
    letters = _BASE64[:: 4**padding]
    found[-padding - 1] = letters[word % len(letters)]
