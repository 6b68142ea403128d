"""IPv6 addresses, with a prefix length where one follows, and their reverse-DNS spelling.

Loopback, unspecified and multicast addresses are nobody's: refused.  The value never holds a port, a zone or brackets; of
a reverse-DNS name it is the whole name.
"""

from __future__ import annotations

import ipaddress

from recognizers._ipv4 import is_nobody
from recognizers._near import ABSTAIN, CONFIRM, REFUSE, byte, is_digit, is_hex, word_before
from recognizers.rule import Rule, Verdict

_V4 = r"[0-9]{1,3}\.[0-9]{1,3}\.[0-9]{1,3}\.[0-9]{1,3}"
_H = r"[0-9A-Fa-f]{1,4}"
_TAIL = rf"(?:{_H}:){{0,6}}(?:{_V4}|{_H})"
_LENGTH6 = r"(?:/(?:12[0-8]|1[01][0-9]|[1-9]?[0-9]))?"


def _ipv6(line: bytes, start: int, end: int) -> Verdict:
    """Refuses what the grammar forbids, what is nobody's, and times, MACs, fingerprints and `a::b` scopes."""
    slash = line.find(b"/", start, end)
    text = line[start : end if slash < 0 else slash]
    if _part_of_more(line, start, end):
        return REFUSE
    try:
        address = ipaddress.IPv6Address(text.decode("ascii"))
    except ValueError:
        return REFUSE
    mapped = address.ipv4_mapped
    if mapped is not None and is_nobody(tuple(mapped.packed)):
        return REFUSE
    if address.is_loopback or address.is_unspecified or address.is_multicast:
        return REFUSE
    return CONFIRM if slash >= 0 else _shape(line, start, end, text)


def _part_of_more(line: bytes, start: int, end: int) -> bool:
    """True inside a longer run of groups or a chain of scopes."""
    if byte(line, start - 1) == 0x3A:
        label = word_before(line, start - 1)
        if not label or (len(label) <= 4 and all(map(is_hex, label))):
            return byte(line, start - 2) == 0x3A or bool(label)
    after = byte(line, end)
    if after == 0x3A:
        following = byte(line, end + 1)
        return following == 0x3A or is_hex(following)
    return after == 0x28 and line[start:end].count(b":") < 3 and line[start : start + 5].lower() != b"fe80:"


def _shape(line: bytes, start: int, end: int, text: bytes) -> Verdict:
    """Judges an address without a prefix length by its groups alone."""
    groups = [group for group in text.split(b":") if group]
    enclosed = byte(line, end) in b"]%" and end < len(line)
    if text.startswith(b"::") and len(groups) == 1 and (len(text) < 5 or byte(line, start - 1) == 0x5B):
        return REFUSE
    if len(groups) == 8:
        return REFUSE if all(len(group) == 2 for group in groups) else CONFIRM
    if enclosed or len(groups) >= 4:
        return CONFIRM
    if text.endswith(b"::") and all(len(group) <= 2 and group.isdigit() for group in groups):
        return REFUSE
    letters = text.replace(b":", b"")
    if not any(map(is_digit, letters)) or not (letters.islower() or letters.isupper() or letters.isdigit()):
        return REFUSE
    return ABSTAIN


RULES = (
    Rule(
        id="ipv6",
        entity="IP_ADDRESS",
        pattern=rf"(?P<value>(?:(?:{_H}:){{7}}{_H}|(?:{_H}:){{6}}{_V4}"
        rf"|{_H}(?::{_H}){{0,6}}::(?:{_TAIL})?|::{_TAIL}){_LENGTH6})",
        trigger=(
            r"[0-9A-Fa-f]::",
            r"::[0-9A-Fa-f]",
            rf"(?:{_H}:){{7}}[0-9A-Fa-f]",
            rf"(?:{_H}:){{6}}[0-9]{{1,3}}\.",
        ),
        before=r"0-9A-Za-z\x80-\xff",
        after=r"0-9A-Za-z\x80-\xff",
        validate=_ipv6,
        reference="RFC 4291 section 2.2, RFC 5952; RFC 4007 (zones); IANA IPv6 Special-Purpose Address Registry",
        examples=(
            "inet6 «2001:db8::1/64» scope global",
            "«fe80::250:79ff:fe66:6800»%eth0",
            "[«2001:db8:0:1::5»]:443 [IPv6:«2001:db8::25»]",
            "«::ffff:192.0.2.1» -> «2001:db8:1:2:3:4:5:6»: unreachable.",
            "addr:«2001:DB8::A» «64:ff9b::192.0.2.33»",
            "ipv6 route ::/0 «2001:db8::1»",
            "network «2001:db8:77::/48».",
        ),
        near_misses=(
            "::1 :: ff02::1 ff02::1:ff00:1",
            "std::abc::def a::b Face::Bad",
            "12:30:: 04:30:31 2016-09-28 04:30:31",
            "00:11:22:33:44:55:66:77 aa:bb:cc:dd:ee:ff",
            "16:27:ac:a5:76:28:2d:36:63:1b:56:4d:eb:df:a6:48",
            "::ffff:127.0.0.1 x[::2] foo::c1::d2",
            "dead::beef(",
            "::2 Bad::C0de",
        ),
        worst="1:2:3:4:5:6:7:",
    ),
    Rule(
        id="ipv6-reverse",
        entity="IP_ADDRESS",
        pattern=r"(?P<value>(?:[0-9a-f]\.){1,32}ip6\.arpa)",
        trigger=r"[0-9a-f]\.ip6\.arpa",
        ignore_case=True,
        score=0.95,
        reference="RFC 3596 section 2.5",
        examples=(
            "zone «8.b.d.0.1.0.0.2.ip6.arpa»",
            "PTR? «1.0.8.b.d.0.1.0.0.2.ip6.arpa».",
        ),
        near_misses=("ip6.arpa", "xyz.ip6.arpa"),
        worst="a.b.c.",
    ),
)
