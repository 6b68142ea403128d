"""Sentences and line shapes of device reports that tell a product, a serial number, a version or a number called."""

from __future__ import annotations

from recognizers import lazy_re as re
from recognizers.field_values import locate
from recognizers.rule import Rule, Verdict

_HOST = r"[0-9A-Za-z][0-9A-Za-z_.-]{1,62}"
_SHOWN = frozenset({"cli", "text"})
_PROTOCOLS = re.compile(
    rb"(?i)(?:hardware|h/w|hw|ssh|ssl|tls|snmp|protocol|http|ip|igmp|vtp|ntp|bgp|ospf|radius|table"
    rb"|schema|config(?:uration)?|ike"
    rb"|stp|lacp|netflow|mib|cpld|fpga|pcb|bootrom|api|file|format|xml|spec|specification|dhcp|vrrp"
    rb"|hsrp|rip|pim|lldp|cdp|gpl|apache"
    rb"|license|ipmi|smbios|dmi|document|nfs|smb|usb|pci)[ :]*\Z"
)


def _product(line: bytes, start: int, end: int) -> Verdict:
    return Verdict.ABSTAIN if locate("PRODUCT_ID", line[start:end]) == (0, end - start) else Verdict.REFUSE


def _series(line: bytes, start: int, end: int) -> Verdict:
    """As `_product`; refuses processors."""
    return Verdict.REFUSE if b"CPU" in line[:start] or b"rocessor" in line else _product(line, start, end)


def _release(line: bytes, start: int, end: int) -> Verdict:
    """Refuses versions of protocols and of hardware, and what the line says of no software."""
    before = line[max(0, start - 60) : start]
    before = re.sub(rb"(?i)(?:version|ver|release|rev|revision)?[ :.]*\Z", b"", before)
    if _PROTOCOLS.search(before.rstrip()) or not locate("OS_VERSION", line[start:end]):
        return Verdict.REFUSE
    return Verdict.ABSTAIN


def _digits(value: bytes) -> Verdict:
    """Refuses a code with hardly a digit."""
    return Verdict.ABSTAIN if sum(48 <= byte <= 57 for byte in value) > 2 else Verdict.REFUSE


RULES = (
    Rule(
        id="sentence-call-number",
        entity="PHONE_NUMBER",
        pattern=(
            r"(?:Answer|Originate|(?:SIP|PJSIP|IAX2|DAHDI)/[0-9A-Za-z_-]{0,40}/|[ \t/(]sips?:"
            r"|trunk[0-9A-Za-z_-]{0,30}/)[ ]?(?P<value>\+?[0-9]{7,16})"
        ),
        trigger=r"(?:[Tt]runk[^\n]{0,30}/|Answer|Originate|/[^\n]{0,40}/)[ ]?\+?[0-9]",
        before="",
        score=0.85,
        reference="`show call active voice brief`; Asterisk `sip show peers`, `core show channels`",
        examples=(
            "pid:20 Answer «0049891234500» active",
            "Dial(SIP/trunk-a/«+41445550123»)",
            "trunk-a/«41445550177»   203.0.113.50",
        ),
        near_misses=("Answer 12 active", "trunk-a/17"),
        kinds=_SHOWN,
    ),
    Rule(
        id="sentence-number-at-context",
        entity="PHONE_NUMBER",
        pattern=r"[ \t](?P<value>\+[0-9]{7,16})@[a-z]",
        trigger=r"\+[0-9]{7,16}@",
        before="",
        after="",
        score=0.85,
        reference="Asterisk `core show channels`: number@context",
        examples=(
            "PJSIP/trunk-1   «+15550100199»@outbound Ring",
            "SIP/4471-00000a1b    «+41445550123»@from-in Up",
        ),
        near_misses=("4471@from-in", "+12@from-in"),
        kinds=_SHOWN,
    ),
    Rule(
        id="sentence-part-number",
        entity="PRODUCT_ID",
        pattern=(
            r"(?:[Pp]art number|[Pp]roduct (?:id|number)|[Mm]odel(?: number)?|CLEI code"
            r"|[Pp]/[Nn])(?: is)? (?P<value>[0-9A-Za-z][0-9A-Za-z/+_.-]{3,40}[0-9A-Za-z+])"
        ),
        trigger=r"(?:number|product id|odel|code|/[Nn])(?: is)? [0-9A-Za-z]",
        validate=_product,
        score=0.85,
        reference="`show interface transceiver` of NX-OS and `show version` of AOS: `part number is X`",
        examples=(
            "    part number is «SFX-77AB-CS2»",
            "Platform: Ridge, part number «17004660F1», CLEI code is «NVX7710BRA»",
        ),
        near_misses=("part number is unknown", "model number of ports"),
        kinds=_SHOWN,
    ),
    Rule(
        id="sentence-model-series",
        entity="PRODUCT_ID",
        pattern=r"(?P<value>[A-Z]{1,8}-?[0-9][0-9A-Z]{1,8}(?:-[0-9A-Z]{1,10}){0,4}) (?:[Ss]eries|Chassis|chassis)",
        trigger=r"[0-9A-Z] (?:[Ss]eries|[Cc]hassis)",
        validate=_series,
        score=0.75,
        reference="descriptions of `show inventory`: model, then Series or Chassis",
        examples=('DESCR: "Acme «C9407R» Series 7 Slot Chassis"', "«XR-9006-AC» chassis"),
        near_misses=("Slot 7 Chassis", "the 2nd Series"),
        kinds=_SHOWN,
    ),
    Rule(
        id="sentence-serial-in-brackets",
        entity="SERIAL_NUMBER",
        pattern=rf"{_HOST}\((?P<value>[A-Z]{{2,3}}[0-9]{{2,4}}[0-9A-Z]{{4,8}})\)",
        trigger=r"\([A-Z]{2,3}[0-9]{2,4}[0-9A-Z]{4,8}\)",
        after="",
        score=0.9,
        reference="`show cdp neighbors` of NX-OS: name, then the serial number in brackets",
        examples=(
            "leaf7(«SYN2811X0AB»)   Eth1/1",
            "spine-02.example.com(«SYN2899XBB3»)",
        ),
        near_misses=("spine-02(active)", "f(ABC1234)"),
        kinds=_SHOWN,
    ),
    Rule(
        id="sentence-gpon-serial",
        entity="SERIAL_NUMBER",
        pattern=r"\(?(?P<value>[A-Z]{4}-?[0-9A-F]{8})\)?",
        trigger=r"[A-Z]{4}-?[0-9A-F]{8}",
        before="0-9A-Za-z_-",
        after="0-9A-Za-z_-",
        check=_digits,
        score=0.85,
        reference="ITU-T G.984.3, serial number: four letters of the vendor, eight hexadecimal digits",
        examples=("Ont SN : 4142434401020304 («ABCD-01020304»)", "onu 1 «ABCD1A2B3C4D» unknown"),
        near_misses=("FACEDEADBEEF", "ABCD-0102"),
        kinds=_SHOWN,
    ),
    Rule(
        id="sentence-part-then-serial",
        entity="SERIAL_NUMBER",
        pattern=r"[0-9]{5,6}-[0-9]{2}-[0-9]{2} (?P<value>[0-9]{4}[A-Z]-[0-9]{5})",
        trigger=r"[0-9]-[0-9]{2} [0-9]{4}[A-Z]-",
        score=0.9,
        reference="ExtremeXOS `show version`: part number, then serial number",
        examples=(
            "PSU-1 : Internal PSU-1 90951-00-07 «1747X-80119»",
            "Switch      : 900512-00-07 «1747X-00771» Rev 7.0",
        ),
        near_misses=(
            "90951-00-07 17471-80119",
            "900512-00-07 Rev 7.0",
        ),
        kinds=_SHOWN,
    ),
    Rule(
        id="sentence-part-before-serial",
        entity="PRODUCT_ID",
        pattern=r"(?P<value>[0-9]{5,6}-[0-9]{2}-[0-9]{2}) [0-9]{4}[A-Z]-[0-9]{5}",
        trigger=r"[0-9]-[0-9]{2} [0-9]{4}[A-Z]-",
        score=0.9,
        reference="ExtremeXOS `show version`: part number, then serial number",
        examples=(
            "PSU-1 : Internal PSU-1 «90951-00-07» 1747X-80119",
            "Switch      : «900512-00-07» 1747X-00771 Rev 7.0",
        ),
        near_misses=(
            "90951-00-07 17471-80119",
            "900512-00-07 Rev 7.0",
        ),
        kinds=_SHOWN,
    ),
    Rule(
        id="sentence-version",
        entity="OS_VERSION",
        pattern=(
            r"(?:[Vv]ersion|[Rr]elease"
            r"|VERSION)[ :]{1,3}(?:[0-9A-Za-z]{2,10} )?(?P<value>[A-Za-z]{0,3}[0-9]{1,4}(?:\.[0-9A-Za-z]{1,8}){1,5}(?:[-_][0-9A-Za-z.]{1,12}){0,3}|[0-9]{4}P[0-9]{1,3})"
        ),
        trigger=r"(?:ersion|elease|ERSION)[ :]{1,3}[0-9A-Za-z]",
        validate=_release,
        score=0.75,
        reference="how `show version` and its relatives begin, whatever the vendor",
        examples=(
            "Acme, Inc. OS version «R13.6.0.E»",
            "Core OS (ACOS) version «5.2.1-p6», build 74",
            "Software, Version 7100 V3, Release «6520P11»",
        ),
        near_misses=("SSH version 2.0", "hardware version 1.2", "HTTP version 1.1", "release of 3"),
        kinds=_SHOWN,
    ),
    Rule(
        id="sentence-dashed-client-id",
        entity="MAC_ADDRESS",
        pattern=r"(?P<value>01[0-9A-Fa-f]{2}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{2})",
        before="0-9A-Za-z_-",
        after="0-9A-Za-z_-",
        score=0.85,
        reference="RFC 2132, 9.14: hardware type 1 and the address, as Comware prints it",
        examples=(
            "  «0102-005e-1000-02»",
            "192.0.2.9   «0102-005e-1000-01»   Apr 25 2031",
        ),
        near_misses=("0102-005e-1000", "0102-005e-1000-0144"),
        kinds=_SHOWN,
    ),
)
