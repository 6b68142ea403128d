"""IPv4 and IPv6 addresses, with a prefix length where one follows, and their reverse-DNS spellings.

Masks, wildcards, loopback, unspecified, broadcast and multicast addresses are nobody's: refused.  The value never holds
a port, a zone or brackets; of a reverse-DNS name it is the whole name.
"""

from __future__ import annotations

import ipaddress
import re

from recognizers._ipv4 import is_nobody, is_private, octets_of
from recognizers._near import ABSTAIN, CONFIRM, REFUSE, byte, is_digit, is_hex, is_word, version_before, word_before
from recognizers.rule import Rule, Verdict

_V4 = r"[0-9]{1,3}\.[0-9]{1,3}\.[0-9]{1,3}\.[0-9]{1,3}"
_H = r"[0-9A-Fa-f]{1,4}"
_TAIL = rf"(?:{_H}:){{0,6}}(?:{_V4}|{_H})"
_LENGTH4 = r"(?:/(?:3[0-2]|[12]?[0-9]))?"
_LENGTH6 = r"(?:/(?:12[0-8]|1[01][0-9]|[1-9]?[0-9]))?"

_TRANSPORT = re.compile(rb"\b(?:tcp|udp|sctp|icmp)[46]*\b|\bIP6? |>|\bESTAB|\bLISTEN|_WAIT\b", re.IGNORECASE)
_RANGE = re.compile(rb"[0-9]{1,3}(?:\.[0-9]{1,3}){3}")
_SUFFIX = re.compile(rb"[-+~_](?:[0-9]{0,10}[A-Za-z][0-9A-Za-z.+~]*|[0-9]+)")
_DIGITS = re.compile(rb"[0-9]+")
_FIELD = re.compile(rb"(?:addr|address|src|dst|ip|host|peer|from|to|gw|via)$")


_ASSEMBLY = re.compile(rb"\"[A-Z][0-9A-Za-z]*(?:\.[A-Z][0-9A-Za-z]*)+\"[ \t]*:[ \t]*\"$")
_INSIDE_NAME = re.compile(rb"[A-Za-z]\.[0-9]{1,3}(?:\.[0-9]{1,3}){3}\.[A-Za-z]")
_VERSIONED = (b"ver", b"version", b"build", b"release", b"rel", b"rev", b"os", b"firmware", b"software")
_BUILD = re.compile(rb"[ \t]*[(,]?[ \t]*build\b", re.IGNORECASE)


def _is_version(line: bytes, start: int, end: int, octets: tuple[int, ...]) -> bool:
    """True where the surroundings say that this is a version, not an address."""
    evidence = version_before(line, start)
    private = is_private(octets)
    if evidence == 2 or (evidence and not private):
        return True
    before = byte(line, start - 1)
    if before == 0x7E:
        return True
    if octets[0] < 20 and not private:
        if before in b"-_" and start and not word_before(line, start - 1, fold=False).isupper():
            return True
        if _ASSEMBLY.search(line[max(0, start - 100) : start]) or _INSIDE_NAME.search(
            line[max(0, start - 3) : end + 3]
        ):
            return True
        if line[max(0, start - 2) : start] == b"==":
            return not _FIELD.search(word_before(line, start - 2))
    return _suffixed(line, start, end, octets)


def _suffixed(line: bytes, start: int, end: int, octets: tuple[int, ...]) -> bool:
    """True for a package's suffix (`-5ubuntu1`, `+dfsg`); a range of addresses is none."""
    if _BUILD.match(line, end):
        return True
    suffix = _SUFFIX.match(line, end)
    if suffix is None or _RANGE.match(line, end + 1):
        return False
    if is_digit(byte(line, start - 2)) and byte(line, start - 1) == 0x3A:
        return True
    digits = _DIGITS.fullmatch(line, end + 1, suffix.end())
    if digits:
        return not (octets[3] < int(digits[0][:9]) <= 255) and not is_private(octets)
    return not is_private(octets) and octets[0] < 20


def _ipv4(line: bytes, start: int, end: int) -> Verdict:
    """Refuses what is no single machine's address, and dotted numbers that are OIDs or versions."""
    slash = line.find(b"/", start, end)
    stop = end if slash < 0 else slash
    octets = octets_of(line[start:stop])
    if octets is None or is_nobody(octets):
        return REFUSE
    if byte(line, start - 1) == 0x2E and is_digit(byte(line, start - 2)):
        return REFUSE
    if byte(line, end) == 0x2E and slash < 0:
        tail = _DIGITS.match(line, end + 1)
        if tail and not _is_port(line, tail, octets):
            return REFUSE
        if line[end : end + 13].lower() in (b".in-addr.arpa", b".in-addr.arpa."):
            return REFUSE
    if is_word(before := byte(line, start - 1)) and before != 0x5F and not _named(line, start, octets):
        return REFUSE
    if _is_version(line, start, stop, octets):
        return REFUSE
    return CONFIRM if slash >= 0 or is_private(octets) else ABSTAIN


def _named(line: bytes, start: int, octets: tuple[int, ...]) -> bool:
    """True where a name of letters runs into a private address (`Host10.2.3.4`); `v1.2.3.4` is a version."""
    name = word_before(line, start)
    return len(name) > 2 and name.isalpha() and is_private(octets) and not name.endswith(_VERSIONED)


def _is_port(line: bytes, tail: re.Match[bytes], octets: tuple[int, ...]) -> bool:
    """True where the fifth number is the port that tcpdump and BSD netstat write behind an address."""
    after = tail.end()
    more = byte(line, after) == 0x2E and is_digit(byte(line, after + 1))
    port = int(tail[0][:6]) <= 65535
    return port and not more and octets[0] > 2 and not is_word(byte(line, after)) and bool(_TRANSPORT.search(line))


def _oid_index(line: bytes, start: int, end: int) -> Verdict:
    octets = octets_of(line[start:end])
    return REFUSE if octets is None or is_nobody(octets) else CONFIRM


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
        id="ipv4",
        entity="IP_ADDRESS",
        pattern=rf"(?P<value>{_V4}{_LENGTH4})",
        trigger=r"[0-9]\.[0-9]{1,3}\.[0-9]{1,3}\.[0-9]",
        before="0-9",
        after=r"0-9A-Za-z\x80-\xff",
        validate=_ipv4,
        reference="RFC 791, RFC 4632 (prefix length); special ranges: IANA IPv4 Special-Purpose Address Registry",
        examples=(
            "from «192.0.2.17» port 22",
            "addr:«198.51.100.7» Mask:255.255.255.0",
            '[«203.0.113.9»]:443 ("«10.1.2.3/24»")',
            "version 17.3.4.1 at «10.0.0.1»",
            "«10.0.0.1»-«10.0.0.9»",
            "IP «192.0.2.1».51234 > «198.51.100.2».443: Flags [S]",
            "tcp4 0 0 «10.1.1.1».22 «10.1.1.9».60122 ESTABLISHED",
            "srv01/«192.0.2.4»:8020 peer=«203.0.113.5».",
            "address «010.001.002.003»",
            "object Net_«10.1.0.0»_24 or HOST_«198.51.100.9», Host«10.2.3.4»",
            "Management IP.......«10.9.8.7»",
        ),
        near_misses=(
            "SNMPv2-SMI::enterprises 1.3.6.1.4.1.9.9.109.1.1",
            ".1.3.6.1.2.1.1.3.0",
            "Cisco IOS Software, Version 15.2.4.10",
            "firmware: 7.4.110.0",
            "Product Version.................................. 7.4.110.0",
            "SW version    1.3.7.18 ( date 12-Jan-2014 )",
            'sw: "5.8.0.3"',
            "libfoo 1:1.2.3.4-5ubuntu1",
            "Package~31bf3856ad364e35~amd64~~6.1.1.4",
            "Chrome/120.0.0.0 Safari/537.36",
            "Version=4.0.2.1, Culture=neutral",
            "mask 255.255.255.0 wildcard 0.0.0.255",
            "127.0.0.1 0.0.0.0 255.255.255.255 224.0.0.5",
            "300.1.2.3 1.2.3.4a x1.2.3.4",
            "requests==2.31.0.1 ROM: CPBoot 1.2.9.0 (build 59986)",
            '"Example.Private.Xml": "4.0.2.1" k8-lfbff.2.14.1.167.SPA',
            "set wildcard 255.255.0.255",
        ),
        worst="1.2.3.",
    ),
    Rule(
        id="ipv4-oid-index",
        entity="IP_ADDRESS",
        pattern=r"(?:ipNetTo(?:Media|Physical)[A-Za-z]+(?:\.[0-9]{1,10}){1,3}|ipAdEnt[A-Za-z]+|ipRoute[A-Z][A-Za-z]+"
        r"|1\.3\.6\.1\.2\.1\.(?:4\.22|3\.1)\.1\.[0-9]{1,2}\.[0-9]{1,10}|1\.3\.6\.1\.2\.1\.4\.2[01]\.1\.[0-9]{1,2})"
        rf"\.(?P<value>{_V4})",
        trigger=(r"ip(?:NetTo|AdEnt|Route)", r"1\.3\.6\.1\.2\.1\.[34]\."),
        after=r"0-9A-Za-z_\x80-\xff",
        validate=_oid_index,
        reference="RFC 4293, RFC 1213: tables indexed by an address",
        examples=(
            "RFC1213-MIB::ipNetToMediaPhysAddress.3.«192.0.2.1» = STRING: x",
            ".1.3.6.1.2.1.4.20.1.1.«198.51.100.3» = IpAddress",
        ),
        near_misses=("1.3.6.1.2.1.2.2.1.10.1.2.3", "ifInOctets.10.1.2.3", "1.3.6.1.2.1.4.20.1.1.127.0.0.1"),
    ),
    Rule(
        id="ipv4-reverse",
        entity="IP_ADDRESS",
        pattern=r"(?P<value>(?:[0-9]{1,3}\.){1,4}in-addr\.arpa)",
        trigger=r"[0-9]\.in-addr\.arpa",
        ignore_case=True,
        score=0.95,
        reference="RFC 1035 section 3.5",
        examples=("PTR? «4.2.0.192.in-addr.arpa». (44)", "zone «100.51.198.in-addr.arpa»"),
        near_misses=("in-addr.arpa", "x.in-addr.arpa"),
    ),
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
