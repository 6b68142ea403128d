"""Values that are written in many ways: what a token spells, and an original in the token's own notation."""

from __future__ import annotations

import ipaddress
import re

from redactor.spellings import address, mac, phone

QUAD = re.compile(
    rb"(?<![0-9A-Za-z])([0-9]{1,3})([.\-_])([0-9]{1,3})\2([0-9]{1,3})\2([0-9]{1,3})(?![0-9A-Za-z])"
    rb"(\.in-addr\.arpa)?(?:/([0-9]{1,2})(?![0-9]))?",
    re.IGNORECASE,
)
COLONS = re.compile(
    rb"(?<![0-9A-Za-z:.])(?:[0-9A-Fa-f]{0,4}:){2,7}(?:[0-9]{1,3}(?:\.[0-9]{1,3}){3}|[0-9A-Fa-f]{0,4})(?![0-9A-Za-z:])"
    rb"(?:/([0-9]{1,3})(?![0-9]))?"
)
NIBBLES = re.compile(rb"(?<![0-9A-Za-z.])(?:[0-9A-Fa-f]\.){32}ip6\.arpa", re.IGNORECASE)
MAC = re.compile(
    rb"(?<![0-9A-Za-z:.\-])(?:[0-9A-Fa-f]{2}([:\-])(?:[0-9A-Fa-f]{2}\1){4,6}[0-9A-Fa-f]{2}"
    rb"|[0-9A-Fa-f]{4}([.\-])(?:[0-9A-Fa-f]{4}\2){1,2}[0-9A-Fa-f]{2,4}|[0-9A-Fa-f]{6}-[0-9A-Fa-f]{6}|[0-9A-Fa-f]{12})"
    rb"(?![0-9A-Za-z])"
)
PHONE = re.compile(rb"(?<![0-9A-Za-z])(?:\+|\()?[0-9](?:[0-9]|[ ().\-/]{1,2}(?=[0-9(])){5,18}[0-9](?![0-9A-Za-z])")
_HEX = re.compile(rb"[0-9A-Fa-f]")
_DIGIT = re.compile(rb"[0-9]")


def packed(value: bytes) -> bytes | None:
    """The address that a value of the vault spells, 4 or 16 bytes."""
    return address(value) if b"." in value or b":" in value or b"-" in value else None


def spelled_quad(token: re.Match[bytes], original: bytes) -> bytes:
    """An IPv4 address (4 bytes) as the token is written: its separator, zeros, order and what stands behind it."""
    octets = [b"%d" % octet for octet in original]
    if any(len(token[group]) > 1 and token[group].startswith(b"0") for group in (1, 3, 4, 5)):
        octets = [octet.zfill(3) for octet in octets]
    if token[6]:
        octets.reverse()
    return token[2].join(octets) + (token[6] or b"") + (b"/" + token[7] if token[7] else b"")


def quad_of(token: re.Match[bytes]) -> bytes | None:
    """The four bytes of a token, in the order of the address; none where it is a stretch of more than four numbers."""
    text, start, end, separator = token.string, token.start(), token.end(5), token[2]
    if start > 1 and text[start - 1 : start] == separator and text[start - 2 : start - 1].isdigit():
        return None
    if text[end : end + 1] == separator and text[end + 1 : end + 2].isdigit():
        return None
    octets = [int(token[group]) for group in (1, 3, 4, 5)]
    if max(octets) > 255:
        return None
    return bytes(octets[::-1] if token[6] else octets)


def spelled_colons(token: bytes, original: bytes) -> bytes:
    """An address (16 bytes, or 4 of a mapped one) as the token is written: long or short, in its case."""
    if len(original) == 4:
        return b"::ffff:" + b".".join(b"%d" % octet for octet in original)
    exploded = len(token.split(b":")) == 8 and all(len(group) == 4 for group in token.split(b":"))
    found = ipaddress.IPv6Address(original)
    text = (found.exploded if exploded else found.compressed).encode()
    return text.upper() if token != token.lower() else text


def spelled_nibbles(original: bytes) -> bytes:
    """An IPv6 address as reverse DNS has it."""
    return b".".join(original.hex().encode()[place : place + 1] for place in range(31, -1, -1)) + b".ip6.arpa"


def mac_of(token: bytes) -> bytes | None:
    """The twelve digits of a MAC address, EUI-64 or client id."""
    return mac(token)


def spelled_mac(token: bytes, original: bytes) -> bytes | None:
    """Twelve digits as the token is written."""
    digits = _HEX.findall(token)
    if len(digits) == 16:
        original = original[:6] + b"fffe" + original[6:]
    elif len(digits) == 14:
        original = b"01" + original
    return _filled(_HEX, token, original.upper() if token != token.lower() else original)


def spelled_phone(token: bytes, pseudonym: bytes, original: bytes) -> bytes:
    """A number as the token groups it, where it has as many digits; else as it stood."""
    if token == pseudonym:
        return original
    digits = b"".join(_DIGIT.findall(original))
    return _filled(_DIGIT, token, digits) or original


def phone_of(token: bytes) -> bytes:
    """What all spellings of a number share."""
    return phone(token)


def _filled(pattern: re.Pattern[bytes], token: bytes, digits: bytes) -> bytes | None:
    if len(pattern.findall(token)) != len(digits):
        return None
    after = iter(digits)
    return pattern.sub(lambda _: b"%c" % next(after), token)
