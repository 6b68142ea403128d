"""Every way a value can be written; shared by lexicon, verify and restore.

    canonical(entity, a) == canonical(entity, b)    a and b are spellings of one value
    spellings(entity, value)                        the spellings, literally: notations first, then encodings

`MAC_ADDRESS` knows its notations, EUI-64, interface id and DHCP client id (RFC 4291 appendix A, RFC 2132 9.14);
`IP_ADDRESS` dotted, dashed, zero-padded, mapped (RFC 4291 2.5.5.2), NAT64 (RFC 6052), in-addr.arpa (RFC 1035 3.5) and
ip6.arpa (RFC 3596 2.5).  Encodings are sought from `ENCODED` bytes on: shorter ones occur by chance.
"""

from __future__ import annotations

import base64
import socket
from collections.abc import Iterator

from recognizers import lazy_re as re

ENCODED = 6
GROUPED = frozenset({"PHONE_NUMBER", "CREDIT_CARD", "IBAN", "NATIONAL_ID", "SERIAL_NUMBER", "OTHER_ID"})
"""Entities that are the same value however they are grouped."""
SPACED = frozenset({"PHONE_NUMBER", "CREDIT_CARD", "IBAN", "NATIONAL_ID"})
"""Those of them that are grouped by blanks, too."""
_MAPPED = (bytes(10) + b"\xff\xff", bytes.fromhex("0064ff9b") + bytes(8))
_QUAD = re.compile(rb"[0-9]{1,5}([.\-_])[0-9]{1,5}\1[0-9]{1,5}\1[0-9]{1,5}")
_IN_ADDR = re.compile(rb"([0-9]{1,3}\.[0-9]{1,3}\.[0-9]{1,3}\.[0-9]{1,3})\.in-addr\.arpa\.?")
_IP6_ARPA = re.compile(rb"((?:[0-9a-f]\.){32})ip6\.arpa\.?")
_HEX = b"0123456789abcdef"
_INTERFACE_ID = re.compile(rb"[0-9a-f]{1,4}(?::[0-9a-f]{1,4}){3}")
_UNRESERVED = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")


def fold(text: bytes) -> bytes:
    """Lower case, every script, with every byte staying in its place (a letter that would change its size stays)."""
    if text.isascii():
        return text.lower()
    low = text.decode("utf-8", "surrogateescape").lower().encode("utf-8", "surrogateescape")
    if len(low) == len(text):
        return low
    return b"\n".join(map(_fold_line, text.split(b"\n")))


def _fold_line(line: bytes) -> bytes:
    low = "".join(map(_fold_letter, line.decode("utf-8", "surrogateescape")))
    return low.encode("utf-8", "surrogateescape")


def _fold_letter(letter: str) -> str:
    low = letter.lower()
    same = len(low.encode("utf-8", "surrogateescape")) == len(letter.encode("utf-8", "surrogateescape"))
    return low if same else letter


def quad(parts: list[bytes]) -> bytes | None:
    """Four decimal octets, leading zeros allowed, packed."""
    try:
        return bytes(map(int, parts))
    except ValueError:
        return None


def address6(text: bytes) -> bytes | None:
    """An IPv6 address packed; a mapped or NAT64 one as the four bytes of its IPv4 address."""
    try:
        packed = socket.inet_pton(socket.AF_INET6, text.decode("ascii"))
    except (OSError, UnicodeDecodeError, ValueError):
        return None
    return packed[12:] if packed[:12] in _MAPPED else packed


def address(value: bytes) -> bytes | None:
    """The address that `value` spells, packed (4 or 16 bytes), without zone, prefix length or brackets."""
    text = value.strip(b" \t[]").lower().partition(b"%")[0].partition(b"/")[0].rstrip(b"]")
    if text.endswith((b"arpa", b"arpa.")):
        return _reverse(text)
    if b":" in text:
        return address6(text)
    found = _QUAD.fullmatch(text)
    if found:
        return quad(text.split(found[1]))
    if text.startswith(b"0x") and len(text) == 10:
        return bytes.fromhex(text[2:].decode("ascii")) if not text[2:].strip(_HEX) else None
    if text.isdigit() and 8 <= len(text) <= 10 and int(text) < 1 << 32:
        return int(text).to_bytes(4, "big")
    return None


def _reverse(text: bytes) -> bytes | None:
    found = _IN_ADDR.fullmatch(text)
    if found:
        return quad(found[1].split(b".")[::-1])
    found = _IP6_ARPA.fullmatch(text)
    if found is None:
        return None
    packed = bytes.fromhex(found[1].replace(b".", b"")[::-1].decode("ascii"))
    return packed[12:] if packed[:12] in _MAPPED else packed


def mac(value: bytes) -> bytes | None:
    """The twelve hex digits of the MAC address that `value` spells: any notation, EUI-64, interface id, client id."""
    text = value.strip().lower()
    if _INTERFACE_ID.fullmatch(text):
        text = b"".join(group.zfill(4) for group in text.split(b":"))
        return flip(text[:6] + text[10:]) if text[6:10] == b"fffe" else None
    text = text.translate(None, b" .:-")
    if text.strip(_HEX):
        return None
    if len(text) == 16 and text[6:10] == b"fffe":
        return text[:6] + text[10:]
    if len(text) == 14 and text.startswith(b"01"):
        return text[2:]
    return text if len(text) == 12 else None


def flip(digits: bytes) -> bytes:
    """The universal/local bit turned over, as modified EUI-64 wants it."""
    return b"%02x%b" % (int(digits[:2], 16) ^ 2, digits[2:])


def squeeze(value: bytes) -> bytes:
    """The letters and digits of a grouped value, folded."""
    return fold(value).translate(None, b" \t.:-_/()+")


def phone(value: bytes) -> bytes:
    """The digits of a phone number without trunk and international prefix zeros, and without its `(0)`."""
    return bytes(filter(b"0123456789".__contains__, value.replace(b"(0)", b""))).lstrip(b"0")


def canonical(entity: str, value: bytes) -> bytes:
    """The one form that all spellings of a value share; a value that is not what its entity says is only folded."""
    if entity == "IP_ADDRESS":
        packed = address(value)
        if packed is not None:
            return b"%d:%d" % (4 if len(packed) == 4 else 6, int.from_bytes(packed, "big"))
    elif entity == "MAC_ADDRESS":
        digits = mac(value)
        if digits is not None:
            return digits
    elif entity == "PHONE_NUMBER":
        return phone(value)
    elif entity in GROUPED:
        return squeeze(value)
    elif entity == "HOSTNAME":
        return fold(value).rstrip(b".")
    return fold(value)


def spellings(entity: str, value: bytes, *, weak: bool = False) -> Iterator[bytes]:
    """All literal spellings of a value, each once; `weak` adds those that also occur by chance (IPv4 as a number)."""
    seen: set[bytes] = set()
    for spelling in _all(entity, value, weak):
        if spelling not in seen:
            seen.add(spelling)
            yield spelling


def _all(entity: str, value: bytes, weak: bool) -> Iterator[bytes]:
    plain = [value]
    packed = address(value) if entity == "IP_ADDRESS" else None
    digits = mac(value) if entity == "MAC_ADDRESS" else None
    if packed is not None:
        plain += _quads(packed) if len(packed) == 4 else _groups(packed)
    elif digits is not None:
        plain += _macs(digits)
    elif entity in GROUPED:
        plain += _regrouped(entity, value)
    for text in plain:
        yield from (text, fold(text), _upper(text))
    if packed is not None and len(packed) == 4 and weak:
        yield from (b"%d" % int.from_bytes(packed, "big"), packed.hex().encode(), packed.hex().upper().encode())
        yield b"0x" + packed.hex().encode()
    if len(value) >= ENCODED:
        for text in dict.fromkeys((value, fold(value), _upper(value))):
            yield from encodings(text)


def _upper(text: bytes) -> bytes:
    return text.decode("utf-8", "surrogateescape").upper().encode("utf-8", "surrogateescape")


def _quads(packed: bytes) -> list[bytes]:
    parts = [b"%d" % part for part in packed]
    high, low = packed[:2].hex().encode(), packed[2:].hex().encode()
    short = b"%x:%x" % (int(high, 16), int(low, 16))
    return [
        b".".join(parts),
        b"-".join(parts),
        b".".join(part.zfill(3) for part in parts),
        b".".join(parts[::-1]) + b".in-addr.arpa",
        b"::ffff:" + b".".join(parts),
        b"::ffff:%b:%b" % (high, low),
        b"::ffff:" + short,
        b"0:0:0:0:0:ffff:" + short,
    ]


def _groups(packed: bytes) -> list[bytes]:
    digits = packed.hex().encode()
    full = [digits[place : place + 4] for place in range(0, 32, 4)]
    nibbles = b".".join(digits[place : place + 1] for place in range(31, -1, -1))
    return [
        socket.inet_ntop(socket.AF_INET6, packed).encode(),
        b":".join(full),
        b":".join(b"%x" % int(group, 16) for group in full),
        nibbles + b".ip6.arpa",
    ]


def _cut(digits: bytes, size: int, separator: bytes) -> bytes:
    return separator.join(digits[place : place + size] for place in range(0, len(digits), size))


def _macs(digits: bytes) -> list[bytes]:
    client, eui = b"01" + digits, digits[:6] + b"fffe" + digits[6:]
    return [
        digits,
        *(_cut(digits, size, separator) for size, separator in ((2, b":"), (2, b"-"), (4, b"."), (4, b"-"), (6, b"-"))),
        *(_cut(client, size, separator) for size, separator in ((2, b":"), (4, b"."))),
        *(_cut(eui, size, separator) for size, separator in ((2, b":"), (2, b"-"))),
        _cut(flip(eui), 4, b":"),
    ]


def _regrouped(entity: str, value: bytes) -> list[bytes]:
    bare = value.translate(None, b" \t.:-_/()")
    separators = (b" ", b"-", b".") if entity in SPACED else (b"-", b".")
    spaced = [value.translate(bytes.maketrans(b" .-", separator * 3)) for separator in separators]
    by_four = [_cut(bare, 4, separator) for separator in (b" ", b"-")] if entity in {"CREDIT_CARD", "IBAN"} else []
    return [bare, *spaced, *by_four]


def encodings(value: bytes) -> Iterator[bytes]:
    """The value as JSON, percent, HTML, hexadecimal, UTF-16 and base64 (at each alignment, padded or not) write it."""
    text = value.decode("utf-8", "surrogateescape")
    wide = text.encode("utf-16-be", "surrogatepass")
    units = [int.from_bytes(wide[place : place + 2], "big") for place in range(0, len(wide), 2)]
    yield b"".join(b"\\u%04x" % unit for unit in units)
    yield b"".join(b"%%%02X" % byte for byte in value)
    yield b"".join(b"%c" % byte if byte in _UNRESERVED else b"%%%02X" % byte for byte in value)
    yield b"".join(b"&#%d;" % ord(letter) for letter in text)
    yield b"".join(b"&#x%x;" % ord(letter) for letter in text)
    yield value.hex().encode()
    yield value.hex().upper().encode()
    yield wide
    yield text.encode("utf-16-le", "surrogatepass")
    yield from (base64.b64encode(value), base64.urlsafe_b64encode(value))
    for before in range(3):
        coded = base64.b64encode(bytes(before) + value)
        # Characters that hold bits of a neighbour vary with it: only those between are the value's own.
        core = coded[(0, 2, 3)[before] : (before + len(value)) * 8 // 6]
        yield from (core, core.translate(bytes.maketrans(b"+/", b"-_")))
