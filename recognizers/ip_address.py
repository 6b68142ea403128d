"""IPv4 addresses, with a prefix length where one follows, and their reverse-DNS spellings.

Masks, wildcards, loopback, unspecified, broadcast and multicast addresses are nobody's: refused.  The value never holds
a port or brackets; of a reverse-DNS name it is the whole name.
"""

from __future__ import annotations

import enum
from collections.abc import Callable
from functools import lru_cache
from typing import Any

from recognizers import lazy_re as re
from recognizers._ipv4 import is_nobody, is_private, octets_of
from recognizers._near import ABSTAIN, CONFIRM, REFUSE, byte, is_digit, is_word, version_before, word_before
from recognizers.rule import Check, Rule, Validator, Verdict

_V4 = r"[0-9]{1,3}\.[0-9]{1,3}\.[0-9]{1,3}\.[0-9]{1,3}"

_TRANSPORT = re.compile(rb"\b(?:tcp|udp|sctp|icmp)[46]*\b|\bIP6? |>|\bESTAB|\bLISTEN|_WAIT\b", re.IGNORECASE)
_RANGE = re.compile(rb"[0-9]{1,3}(?:\.[0-9]{1,3}){3}")
_SUFFIX = re.compile(rb"[-+~_](?:[0-9]{0,10}[A-Za-z][0-9A-Za-z.+~]*|[0-9]+)")
_DIGITS = re.compile(rb"[0-9]+")
_FIELD = re.compile(rb"(?:addr|address|src|dst|ip|host|peer|from|to|gw|via)$")


_ASSEMBLY = re.compile(rb"\"[A-Z][0-9A-Za-z]*(?:\.[A-Z][0-9A-Za-z]*)+\"[ \t]*:[ \t]*\"$")
_INSIDE_NAME = re.compile(rb"[A-Za-z]\.[0-9]{1,3}(?:\.[0-9]{1,3}){3}\.[A-Za-z]")
_VERSIONED = (b"ver", b"version", b"build", b"release", b"rel", b"rev", b"os", b"firmware", b"software")
_BUILD = re.compile(rb"[ \t]*[(,]?[ \t]*build\b", re.IGNORECASE)


class _Doubt(enum.IntEnum):
    """What the surroundings of a dotted quad say of it, whichever digits it has."""

    NONE = 0
    """An address."""
    LOW = 1
    """An address unless its first number is as low as a version's."""
    PUBLIC = 2
    """An address if it is private."""
    NUMBERS = 3
    """More numbers follow, and they decide."""
    SURE = 4
    """No address."""


@lru_cache(maxsize=16)
def _doubt(line: bytes, start: int, end: int) -> _Doubt:
    """The doubt about the quad at [start, end); several rules ask, one after the other."""
    before = byte(line, start - 1)
    tilde = before == 0x7E and (start < 2 or is_word(byte(line, start - 2)) or byte(line, start - 2) in b".)~")
    if before == 0x2E and is_digit(byte(line, start - 2)) or tilde:
        return _Doubt.SURE
    if line[end : end + 13].lower() in (b".in-addr.arpa", b".in-addr.arpa."):
        return _Doubt.SURE
    if byte(line, end) == 0x2E and is_digit(byte(line, end + 1)):
        return _Doubt.NUMBERS
    evidence = version_before(line, start)
    if evidence == 2 or _BUILD.match(line, end):
        return _Doubt.SURE
    suffix = _suffixed(line, start, end)
    if suffix in (_Doubt.SURE, _Doubt.NUMBERS):
        return suffix
    if is_word(before) and before != 0x5F:
        name = word_before(line, start)
        named = len(name) > 2 and name.isalpha() and not name.endswith(_VERSIONED)
        return _Doubt.PUBLIC if named else _Doubt.SURE
    if evidence:
        return _Doubt.PUBLIC
    return max(suffix, _Doubt.LOW) if _low(line, start, end, before) else suffix


def _low(line: bytes, start: int, end: int, before: int) -> bool:
    """True in names, assembly lists and requirements, where a quad with a low first number is a version."""
    if before in b"-_" and start and not word_before(line, start - 1, fold=False).isupper():
        return True
    if _ASSEMBLY.search(line[max(0, start - 100) : start]) or _INSIDE_NAME.search(line[max(0, start - 3) : end + 3]):
        return True
    return line[max(0, start - 2) : start] == b"==" and not _FIELD.search(word_before(line, start - 2))


def _suffixed(line: bytes, start: int, end: int) -> _Doubt:
    """The doubt that a package's suffix (`-5ubuntu1`, `+dfsg`) raises; a range of addresses raises none."""
    suffix = _SUFFIX.match(line, end)
    if suffix is None or _RANGE.match(line, end + 1):
        return _Doubt.NONE
    if is_digit(byte(line, start - 2)) and byte(line, start - 1) == 0x3A:
        return _Doubt.SURE
    return _Doubt.NUMBERS if _DIGITS.fullmatch(line, end + 1, suffix.end()) else _Doubt.LOW


def _where(*doubts: _Doubt) -> Validator:
    """A validator that is blind to digits: refuses a quad unless the doubt about it is one of `doubts`."""

    def validate(line: bytes, start: int, end: int) -> Verdict:
        slash = line.find(b"/", start, end)
        if slash >= 0 and byte(line, end) == 0x2E and is_digit(byte(line, end + 1)):
            return REFUSE
        if _doubt(line, start, end if slash < 0 else slash) not in doubts:
            return REFUSE
        return CONFIRM if slash >= 0 else ABSTAIN

    return validate


def _quad(accept: Callable[[tuple[int, ...]], bool]) -> Check:
    """A check of the value alone: refuses what is no single machine's address, or not one that `accept` takes."""

    def check(value: bytes) -> Verdict:
        address, _, length = value.partition(b"/")
        octets = octets_of(address)
        if octets is None or is_nobody(octets) or (length and int(length) > 32) or not accept(octets):
            return REFUSE
        return CONFIRM if is_private(octets) else ABSTAIN

    return check


def _numbers(line: bytes, start: int, end: int) -> Verdict:
    """Decides where more numbers follow: a port of tcpdump and netstat, the end of a range, or a longer number."""
    octets = octets_of(line[start:end])
    if octets is None or is_nobody(octets) or _doubt(line, start, end) is not _Doubt.NUMBERS:
        return REFUSE
    if byte(line, end) == 0x2E:
        tail = _DIGITS.match(line, end + 1)
        return CONFIRM if tail and _is_port(line, tail, octets) else REFUSE
    digits = _DIGITS.match(line, end + 1)
    assert digits is not None
    last = int(digits[0][:9])
    return CONFIRM if is_private(octets) or octets[3] < last <= 255 else REFUSE


def _long(line: bytes, start: int, end: int) -> Verdict:
    """For a number behind a slash that is no prefix length (a port, a count): the address without it."""
    octets = octets_of(line[start:end])
    digits = _DIGITS.match(line, end + 1)
    if octets is None or is_nobody(octets) or digits is None or int(digits[0]) <= 32:
        return REFUSE
    return ABSTAIN if _doubt(line, start, end) is _Doubt.NONE else REFUSE


def _pair(line: bytes, start: int, end: int) -> Verdict:
    """Refuses, of two addresses that a slash parts, one that is no machine's."""
    octets = octets_of(line[start:end])
    return REFUSE if octets is None or is_nobody(octets) else CONFIRM


def _is_port(line: bytes, tail: re.Match[bytes], octets: tuple[int, ...]) -> bool:
    """True where the fifth number is the port that tcpdump and BSD netstat write behind an address."""
    after = tail.end()
    more = byte(line, after) == 0x2E and is_digit(byte(line, after + 1))
    port = int(tail[0][:6]) <= 65535
    return port and not more and octets[0] > 2 and not is_word(byte(line, after)) and bool(_TRANSPORT.search(line))


def _oid_index(line: bytes, start: int, end: int) -> Verdict:
    octets = octets_of(line[start:end])
    return REFUSE if octets is None or is_nobody(octets) else CONFIRM


_QUAD: dict[str, Any] = {
    "entity": "IP_ADDRESS",
    "pattern": rf"(?P<value>{_V4}(?:/[0-9]{{1,2}})?)",
    "trigger": r"[0-9]\.[0-9]{1,3}\.[0-9]{1,3}\.[0-9]",
    "before": "0-9",
    "after": r"0-9A-Za-z\x80-\xff",
    "blind": True,
}
RULES = (
    Rule(
        id="ipv4",
        **_QUAD,
        validate=_where(_Doubt.NONE),
        check=_quad(lambda octets: True),
        reference="RFC 791, RFC 4632 (prefix length); special ranges: IANA IPv4 Special-Purpose Address Registry",
        examples=(
            "from «192.0.2.17» port 22",
            "addr:«198.51.100.7» Mask:255.255.255.0",
            '[«203.0.113.9»]:443 ("«10.1.2.3/24»")',
            "version 17.3.4.1 at «10.0.0.1»",
            "srv01/«192.0.2.4»:8020 peer=«203.0.113.5».",
            "address «010.001.002.003»",
            "HOST_«198.51.100.9» up",
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
        id="ipv4-where-versions-are-low",
        **_QUAD,
        validate=_where(_Doubt.LOW),
        check=_quad(lambda octets: octets[0] >= 20 or is_private(octets)),
        reference="RFC 791; versions have low first numbers",
        examples=("host-«198.51.100.9» up", "node_«10.1.2.3» up", "10.0.0.1-«10.0.0.9»"),
        near_misses=("libfoo-1.2.3.4 installed", "k8-lfbff.2.14.1.167.SPA"),
        worst="a-1.2.3.4",
    ),
    Rule(
        id="ipv4-private-beside-version",
        **_QUAD,
        validate=_where(_Doubt.PUBLIC),
        check=_quad(is_private),
        reference="RFC 1918, RFC 6598",
        examples=("object Host«10.2.3.4»", "SRV«192.168.7.9» up"),
        near_misses=("Host4.2.3.4", "libversion10.2.3.4"),
        worst="Host1.2.3.4 ",
    ),
    Rule(
        id="ipv4-before-numbers",
        entity="IP_ADDRESS",
        pattern=rf"(?P<value>{_V4})[.+~_-][0-9]",
        trigger=r"[0-9]\.[0-9]{1,3}\.[0-9]{1,3}\.[0-9]{1,3}[.+~_-][0-9]",
        before="0-9",
        after="",
        validate=_numbers,
        reference="tcpdump(1) and netstat(1): a fifth number is the port; ranges of addresses by their last number",
        examples=(
            "IP «192.0.2.1».51234 > «198.51.100.2».443: Flags [S]",
            "tcp4 0 0 «10.1.1.1».22 «10.1.1.9».60122 ESTABLISHED",
            "pool «198.51.100.10»-20 free",
            "object Net_«10.1.0.0»_24",
        ),
        near_misses=("enterprises 1.3.6.1.4.1.9", "libfoo 4.1.2.30-5"),
        worst="1.2.3.4.",
    ),
    Rule(
        id="ipv4-before-slash",
        entity="IP_ADDRESS",
        pattern=rf"(?P<value>{_V4})/[0-9]{{2}}",
        trigger=r"[0-9]\.[0-9]{1,3}\.[0-9]{1,3}\.[0-9]{1,3}/[0-9]",
        before="0-9",
        after="0-9",
        validate=_long,
        reference="RFC 4632: prefix lengths end at 32",
        examples=("peer «192.0.2.1»/53 replied", "from «198.51.100.7»/80"),
        near_misses=("route 192.0.2.0/24", "127.0.0.1/53"),
        worst="1.2.3.4/5",
    ),
    Rule(
        id="ipv4-before-address",
        entity="IP_ADDRESS",
        pattern=rf"(?P<value>{_V4})/{_V4}",
        trigger=r"[0-9]\.[0-9]{1,3}\.[0-9]{1,3}\.[0-9]{1,3}/[0-9]{1,3}\.[0-9]",
        before="0-9",
        after="0-9",
        validate=_pair,
        reference="FortiOS session lists: gwy=A/B; two addresses that a slash parts",
        examples=("gwy=«203.0.113.1»/10.12.0.33", "peers «192.0.2.1»/98.51.100.7 up"),
        near_misses=("127.0.0.1/10.1.2.3", "route 192.0.2.0/24"),
        worst="1.2.3.4/5.6.7.8",
    ),
    Rule(
        id="ipv4-behind-address",
        entity="IP_ADDRESS",
        pattern=rf"{_V4}/(?P<value>{_V4})",
        trigger=r"[0-9]\.[0-9]{1,3}\.[0-9]{1,3}\.[0-9]{1,3}/[0-9]{1,3}\.[0-9]",
        before="0-9",
        after="0-9",
        validate=_pair,
        reference="FortiOS session lists: gwy=A/B; two addresses that a slash parts",
        examples=("gwy=203.0.113.1/«10.12.0.33»", "peers 192.0.2.1/«98.51.100.7» up"),
        near_misses=("192.0.2.1/0.0.0.0", "route 192.0.2.0/24"),
        worst="1.2.3.4/5.6.7.8",
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
)
