"""Sentences of device reports that name the device or what is plugged into it."""

from __future__ import annotations

from recognizers import lazy_re as re
from recognizers._fits import fits
from recognizers.rule import Rule, Verdict

_HOST = r"[0-9A-Za-z_\x80-\xff][0-9A-Za-z_.\x80-\xff-]{0,62}"
_MAC = r"(?:[0-9A-Fa-f]{2}[:-]){5}[0-9A-Fa-f]{2}|(?:[0-9A-Fa-f]{4}[.-]){2}[0-9A-Fa-f]{4}"
_NOT_NAMES = re.compile(
    rb"(?i)(?:system|device|switch|router|uptime|controller|failover|cluster|chassis|supervisor|process|interface|line|kernel"
    rb"|been|is|was|node|module|current|total|time|it|this|unit|server|host|machine|and|up|peer|session|tunnel|port|router)"
)


def _name(line: bytes, start: int, end: int) -> Verdict:
    """Refuses ordinary subjects of such a sentence, and what cannot be a host."""
    value = line[start:end]
    if _NOT_NAMES.fullmatch(value) or not fits("HOSTNAME", value):
        return Verdict.REFUSE
    return Verdict.ABSTAIN


def _looks_named(line: bytes, start: int, end: int) -> Verdict:
    """As `_name`; moreover the value must look like a name, not like a word."""
    if not fits("HOSTNAME", line[start:end], weak=True):
        return Verdict.REFUSE
    return _name(line, start, end)


def _serial(line: bytes, start: int, end: int) -> Verdict:
    if line[:start].endswith(b"(serial ") and line[start:end].isdigit():
        return Verdict.REFUSE  # a zone's
    if not any(48 <= byte <= 57 for byte in line[start:end]):
        return Verdict.REFUSE  # a word
    return Verdict.ABSTAIN if fits("SERIAL_NUMBER", line[start:end]) else Verdict.REFUSE


def _model(line: bytes, start: int, end: int) -> Verdict:
    return Verdict.ABSTAIN if fits("PRODUCT_ID", line[start:end]) else Verdict.REFUSE


RULES = (
    Rule(
        id="device-uptime",
        entity="HOSTNAME",
        pattern=rf"^(?P<value>{_HOST}) (?:uptime is|up [0-9]{{1,5}} (?:years?|weeks?|days?|hours?|mins?|minutes?|secs?))",
        trigger=r"(?:uptime i|[0-9A-Za-z] up [0-9]{1,5} (?:y|w|d|h|m|s))",
        validate=_name,
        blind=True,
        seeds=True,
        score=0.95,
        reference="`show version` of IOS, NX-OS and ASA: the device's name begins the line with its uptime",
        examples=("«edge-fw2» up 41 days 19 hours", "«core1» uptime is 3 weeks, 2 days"),
        near_misses=("failover cluster up 700 days 16 hours", "System uptime is 5 days", "Kernel uptime is 3 days"),
    ),
    Rule(
        id="device-node-in-brackets",
        entity="HOSTNAME",
        pattern=rf"(?:[Nn]ode|[Ll]eaf|[Ss]pine|[Mm]ember|[Cc]ontroller|[Ss]tack|[Ss]witch|[Uu]nit)[ -][0-9]{{1,5}} \((?P<value>{_HOST})\)",
        trigger=r"[A-Za-z][ -][0-9]{1,5} \([0-9A-Za-z]",
        validate=_looks_named,
        blind=True,
        seeds=True,
        score=0.85,
        reference="headings of fabric and cluster reports: number, then the name in brackets",
        examples=("Node 203 («lab1-leaf-03»)", "switch 2 («acc-sw-17»)"),
        near_misses=("Node 203 (active)", "unit 1 (slot 2)"),
    ),
    Rule(
        id="device-name-behind-mac",
        entity="HOSTNAME",
        pattern=rf"(?:[Cc]lient|[Ss]tation|[Nn]eighbou?r|[Hh]ost|[Dd]evice|AP|[Pp]eer) (?:{_MAC}),? \(?(?P<value>{_HOST})",
        trigger=r"(?:[Cc]lient|[Ss]tation|[Nn]eighbou?r|[Hh]ost|[Dd]evice|AP|[Pp]eer) [0-9A-Fa-f]{2}",
        validate=_looks_named,
        blind=True,
        seeds=True,
        score=0.85,
        reference="headings of client reports: address, then name",
        examples=("Client 02:00:5e:10:00:01, «ap-floor2-17»", "station 0200.5e10.0001 («cam-07.example»)"),
        near_misses=("Client 02:00:5e:10:00:01, associated", "peer 0200.5e10.0001 dynamic"),
    ),
    Rule(
        id="device-in-description",
        entity="HOSTNAME",
        pattern=rf"(?:description|descr|alias|remark|name)[ :=]{{1,4}}\"?(?:[^\"\r\n]{{0,60}}[ :_-])?"
        rf"(?:to|from|with|towards?|via|peer|link|uplink|downlink|connected to|connects to|->|<->|=>)[ :_-]{{1,3}}(?P<value>{_HOST})",
        trigger=r"(?:to|from|with|towards?|via|peer|link|->|=>)[ :_-]{1,3}[0-9A-Za-z]",
        validate=_looks_named,
        blind=True,
        kinds=frozenset({"config", "cli", "text", "json"}),
        seeds=True,
        score=0.75,
        reference="how operators describe the far end of a link",
        examples=("description link to «lhr-edge-01» e1/3", "description uplink to «core.sw2» port 4"),
        near_misses=("description link to the internet", "description to Gi0/1"),
    ),
    Rule(
        id="serial-behind-sn",
        entity="SERIAL_NUMBER",
        pattern=r"(?:S/N|[Ss]erial [Nn]umber|[Ss]erial [Nn]o\.?|[Ss]erial#?|s/n)[ \t#.:=]{1,40}(?P<value>[0-9A-Za-z][0-9A-Za-z-]{4,40})",
        trigger=r"(?:[SN]/[Nn]|[Ss]/N|s/n|[Ss]erial|[Nn]umber|[Nn]o\.?)[ \t#.:=]{1,40}[0-9A-Za-z]",
        validate=_serial,
        blind=True,
        score=0.9,
        reference="how reports and sentences name a serial number",
        examples=(
            "status for device XB_1 S/N «T2047008177055»",
            "replace the unit with serial number «SYN2233X0A1».",
        ),
        near_misses=(
            "serial number of entries",
            "Serial 0/0/0 is up",
            "S/N: none",
            "AXFR started (serial 2026031001)",
            "## Serial options",
        ),
    ),
    Rule(
        id="model-before-sn",
        entity="PRODUCT_ID",
        pattern=r"(?:device|unit|module|model|product) (?P<value>[0-9A-Za-z][0-9A-Za-z_+-]{3,40}) (?:S/N|SN|s/n)",
        trigger=r"[0-9A-Za-z_+-] (?:S/N|SN|s/n)",
        validate=_model,
        blind=True,
        score=0.85,
        reference="reports that name a device by model and serial number",
        examples=("Reboot status for device «XBB_154» S/N T2047008177055", "module «XR-24T4» s/n SYN0012345"),
        near_misses=("device serial S/N X1234567", "module XR-24T4 in slot 1"),
    ),
)
