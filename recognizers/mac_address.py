"""Hardware addresses in every vendor's notation, EUI-64, and the client identifiers DHCP builds from them.

Only the broadcast and the all-zero address are nobody's.  Twelve bare hexadecimal digits need a word that says so.
"""

from __future__ import annotations

from recognizers import lazy_re as re
from recognizers._near import ABSTAIN, CONFIRM, REFUSE, byte, is_hex
from recognizers.rule import Rule, Verdict

_EVIDENCE = re.compile(
    rb"mac|hwaddr|hw_addr|hardware|ether|station|bssid|link.?addr|client|chassis|burned|lladdr|physical|wwn|oui"
    rb"|supplicant",
    re.IGNORECASE,
)
_HEXDIGITS = b"0123456789abcdefABCDEF"
_PAIR = re.compile(rb" ?[0-9A-Fa-f]{2}(?![0-9A-Za-z])")
_DUMP = re.compile(rb"(?:^|[ \t])(?:[0-9]x)?[0-9A-Fa-f]{2,8}:? *$")
_GROUPS = (
    b"01005e",
    b"3333",
    b"0180c2",
    b"01000c",
    b"011b19",
    b"00005e0001",
    b"00005e0002",
    b"00000c07ac",
    b"00000c9ff",
)
"""Multicast of IP, spanning tree, LLDP, CDP, PTP; virtual routers (VRRP, HSRP)."""
_UUID_TAIL = re.compile(rb"-[0-9A-Fa-f]{4}-$")
_REFERENCE = "IEEE 802-2014 clause 8 (EUI-48, EUI-64); notations: vendors' command references"


def _somebody(value: bytes) -> Verdict:
    """Refuses the all-zero, the broadcast address and the groups of protocols, which are nobody's."""
    digits = _digits(value)
    if len(digits) == 12 and digits.lower().startswith(_GROUPS):
        return REFUSE
    return REFUSE if not digits.strip(b"0") or not digits.lower().strip(b"f") else ABSTAIN


def _digits(text: bytes) -> bytes:
    return text.translate(None, b":.- ")


def _inside_more(line: bytes, start: int, end: int) -> bool:
    """True inside a longer run of groups: a fingerprint, a UUID, a hash."""
    separator = byte(line, start - 1)
    if separator in b":.-" and start and _hex_run_before(line, start - 1):
        return True
    return byte(line, end) in line[start:end].strip(_HEXDIGITS) and is_hex(byte(line, end + 1)) and end < len(line)


def _hex_run_before(line: bytes, end: int) -> bool:
    """True where the run of word bytes that ends at `end` is hexadecimal throughout (a label is not)."""
    start = end
    while start > max(0, end - 16) and (0x30 <= line[start - 1] <= 0x39 or 0x41 <= line[start - 1] & 0xDF <= 0x5A):
        start -= 1
    return start < end and all(map(is_hex, line[start:end]))


def _grouped(line: bytes, start: int, end: int) -> Verdict:
    return REFUSE if _inside_more(line, start, end) else CONFIRM


def _ambiguous(line: bytes, start: int, end: int) -> Verdict:
    """A notation that part numbers and dates share: mixed digits and letters, or a word that says what it is."""
    if _grouped(line, start, end) is REFUSE:
        return REFUSE
    digits = _digits(line[start:end])
    if _EVIDENCE.search(line, max(0, start - 80), start):
        return CONFIRM
    mixed = not digits.isdigit() and (end - start == 14 or not digits.isalpha())
    cased = digits.islower() or digits.isupper()
    return ABSTAIN if mixed and cased else REFUSE


def _short_groups(line: bytes, start: int, end: int) -> Verdict:
    """Solaris and BSD leave out leading zeros; without a hexadecimal letter it could be a time or a counter."""
    groups = line[start:end].split(b":")
    if not any(len(group) == 1 for group in groups) or line[start:end].replace(b":", b"").isdigit():
        return REFUSE
    return _grouped(line, start, end)


def _spaced(line: bytes, start: int, end: int) -> Verdict:
    """Six bytes that stand alone; in a hex dump an offset stands before them, or more of them follow."""
    digits = _digits(line[start:end])
    if digits.isdigit() or digits.isalpha() or not (digits.islower() or digits.isupper()):
        return REFUSE
    dump = _PAIR.match(line, end) or _DUMP.search(line[max(0, start - 16) : start])
    return REFUSE if dump else ABSTAIN


def _bare(line: bytes, start: int, end: int) -> Verdict:
    if not _EVIDENCE.search(line, max(0, start - 40), start):
        return REFUSE
    return REFUSE if _UUID_TAIL.search(line[max(0, start - 6) : start]) else ABSTAIN


_X = "[0-9A-Fa-f]{2}"
_Q = "[0-9A-Fa-f]{4}"

RULES = (
    Rule(
        id="mac-octets",
        entity="MAC_ADDRESS",
        pattern=rf"(?P<value>{_X}(?:(?::{_X}){{5,7}}|(?:-{_X}){{5,7}}))",
        trigger=(rf"(?:{_X}:){{5}}[0-9A-Fa-f]", rf"(?:{_X}-){{5}}[0-9A-Fa-f]"),
        before=r"0-9A-Za-z\x80-\xff",
        after=r"0-9A-Za-z\x80-\xff",
        validate=_grouped,
        blind=True,
        check=_somebody,
        reference=_REFERENCE,
        examples=(
            "ether «02:00:5e:10:00:01» brd ff:ff:ff:ff:ff:ff",
            "Physical Address: «02-00-5E-10-00-01»",
            "client id «01:02:00:5e:10:00:01», EUI-64 «02:00:5e:ff:fe:10:00:01»",
            "mac:«02:00:5e:10:00:0a»: link up, hwaddr_«02:00:5e:10:00:0b»_x",
        ),
        near_misses=(
            "ff:ff:ff:ff:ff:ff 00:00:00:00:00:00 FF-FF-FF-FF-FF-FF",
            "01:00:5e:00:00:16 33:33:00:00:00:01 01-80-C2-00-00-00",
            "MD5:16:27:ac:a5:76:28:2d:36:63:1b:56:4d:eb:df:a6:48",
            "12:30:45 2020-10-11-12-13",
            "550e8400-e29b-41d4-a716-446655440000",
        ),
        worst="aa:bb:cc:dd:ee:",
    ),
    Rule(
        id="mac-dotted",
        entity="MAC_ADDRESS",
        pattern=rf"(?P<value>{_Q}(?:\.{_Q}){{2,7}}(?:\.{_X})?)",
        trigger=rf"{_Q}\.{_Q}\.[0-9A-Fa-f]",
        before=r"0-9A-Za-z\x80-\xff",
        after=r"0-9A-Za-z\x80-\xff",
        validate=_grouped,
        blind=True,
        check=_somebody,
        reference=f"{_REFERENCE}; RFC 2132 section 9.14 (client identifier)",
        examples=(
            "10  «0200.5e10.0001»  DYNAMIC  Gi1/0/1",
            "192.0.2.1  «0102.005e.1000.01»  Infinite",
            "«0200.5EFF.FE10.0001»",
        ),
        near_misses=("0000.0000.0000", "ffff.ffff.ffff", "0000.0c07.ac", "12345.6789.0123 1.2345.6789.0123"),
        worst="aabb.ccdd.",
    ),
    Rule(
        id="mac-dashed-groups",
        entity="MAC_ADDRESS",
        pattern=rf"(?P<value>{_Q}-{_Q}-{_Q}|[0-9A-Fa-f]{{6}}-[0-9A-Fa-f]{{6}})",
        trigger=(rf"{_Q}-{_Q}-[0-9A-Fa-f]", r"[0-9A-Fa-f]{6}-[0-9A-Fa-f]"),
        validate=_ambiguous,
        blind=True,
        check=_somebody,
        reference=f"{_REFERENCE} (Comware, VRP; ProCurve)",
        examples=(
            "«0200-5e10-0001» 20 Learned GE1/0/3",
            "«02005e-100001» 5",
            "MAC address «0200-5010-0001» System ID: «aaaa-aaaa-aaaa»",
        ),
        near_misses=(
            "550e8400-e29b-41d4-a716-446655440000",
            "1234-5678-9012",
            "202401-123456",
            "0000-0000-0000",
            "decade-facade",
        ),
        worst="aabb-ccdd-",
    ),
    Rule(
        id="mac-short-groups",
        entity="MAC_ADDRESS",
        pattern=r"(?P<value>[0-9A-Fa-f]{1,2}(?::[0-9A-Fa-f]{1,2}){5})",
        trigger=r"(?:[0-9A-Fa-f]{1,2}:){5}[0-9A-Fa-f]",
        validate=_short_groups,
        blind=True,
        check=_somebody,
        reference=f"{_REFERENCE} (ifconfig of Solaris and BSD)",
        examples=("ether «2:0:5e:10:0:1»", "? (192.0.2.1) at «0:1b:2c:3:4:5» on en0"),
        near_misses=("1:2:3:4:5:6", "0:0:0:0:0:0", "2001:db8:1:2:3:4:5:6", "a:b:c:d:e:f:1:2"),
        worst="a:b:c:d:e:",
    ),
    Rule(
        id="mac-spaced",
        entity="MAC_ADDRESS",
        pattern=rf"(?P<value>{_X}(?: {_X}){{5}})",
        trigger=rf"(?:{_X} ){{5}}[0-9A-Fa-f]",
        validate=_spaced,
        blind=True,
        check=_somebody,
        score=0.6,
        reference=f"{_REFERENCE} (ProCurve `show lldp`)",
        examples=("1/1 | «02 00 5e 10 a0 01» port", "ChassisId : «0a 1b 5e 10 00 01»"),
        near_misses=(
            "0x0010: 45 00 00 54 1c 46 40 00",
            "0000: 4a 5b 5e 10 00 01",
            "10 20 30 40 50 60",
            "a1 b2 c3 d4 e5 f6 a7 b8",
        ),
        worst="aa bb cc dd ee ",
    ),
    Rule(
        id="mac-bare",
        entity="MAC_ADDRESS",
        pattern=r"(?P<value>[0-9A-Fa-f]{12})",
        validate=_bare,
        blind=True,
        check=_somebody,
        score=0.7,
        trigger=r"\b[0-9A-Fa-f]{12}\b",
        reference=f"{_REFERENCE}; the word before it is the evidence",
        examples=("mac=«02005e100001»", "station «02005E10000A» associated", "BSSID «02005e10000b»"),
        near_misses=("container 0a1b2c3d4e5f", "commit 02005e100001", "mac=000000000000", "mac 0a1b2c3d4e5f6"),
    ),
    *(
        Rule(
            id=f"mac-frame-{which}",
            entity="MAC_ADDRESS",
            pattern=rf"MAC=(?:{_X}:){{{skipped}}}(?P<value>{_X}(?::{_X}){{5}}):{_X}",
            trigger=rf"MAC=(?:{_X}:){{11}}[0-9A-Fa-f]",
            check=_somebody,
            score=0.97,
            reference="Linux netfilter LOG target: destination, source and type of the frame in one field",
            examples=examples,
            near_misses=("MAC= SRC=192.0.2.1", "IN=eth0 OUT= SRC=192.0.2.1"),
        )
        for which, skipped, examples in (
            (
                "destination",
                0,
                (
                    "IN=eth1 MAC=«02:00:5e:a1:b2:c3»:02:00:5e:11:22:33:08:00 SRC=192.0.2.1",
                    "MAC=«0a:00:5e:a1:b2:c3»:02:00:5e:11:22:33:86:dd ",
                ),
            ),
            (
                "source",
                6,
                (
                    "IN=eth1 MAC=02:00:5e:a1:b2:c3:«02:00:5e:11:22:33»:08:00 SRC=192.0.2.1",
                    "MAC=ff:ff:ff:ff:ff:ff:«02:00:5e:11:22:34»:08:00 ",
                ),
            ),
        )
    ),
)
