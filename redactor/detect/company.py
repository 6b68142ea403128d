"""What a column is whose header says little: its company, the table's title and its members tell.

Name   Model   Serial      a `Name` next to a serial number, a version or addresses is a device's
Name   Role    Last login  … next to a role it is a user's
Slot   Ident               members of one mould, upper case and digits: serial numbers
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from recognizers import lazy_re as re
from recognizers.field_values import PLACEHOLDERS, WELL_KNOWN_USERS, locate
from recognizers.labels import Meaning, meaning, normalise
from redactor.detect.grid import Column

_NAMES = frozenset(
    (
        "name",
        "names",
        "node",
        "nodes",
        "client",
        "clients",
        "identity",
        "unique",
        "name",
        "device",
        "remotehost",
        "remotedevice",
        "switch",
    )
)
_USERS = re.compile(
    r"\b(?:roles?|privileges?|priv(?: lev?e?l?)?|permissions?|password|last login|logged|login|logon"
    r"|access level|uid|seat|radius|caller id|encoding)\b"
)
_HOSTS = re.compile(
    r"\b(?:sn|sta|guest os|vmid|vmx|os image|kernel version|internal ip|serial|serial number|ap type|ap model"
    r"|hostname|uptime|wwn|iqn|world id|asset|firmware|stratum|refid|votes|vm|pid|bootdisk)\b"
)
_SURELY = re.compile(r"\b(?:wwns?|iqns?|nqns?|guest os|os image)\b")
"""Columns that only machines have, whatever else stands beside."""
_THINGS = re.compile(
    r"\b(?:interface|intf|ifindex|iface|port|ports|vlan|vlans|vrf|policy|acl|pool|zone|prefix|mask|netmask"
    r"|gateway|profile|priority|index|group|rule|service|protocol|vni|bridge|tunnel|fan|sensor|power"
    r"|temperature|slot|queue|class|list|route|route map|vsan|filter|key|nexthop|next hop|descr"
    r"|description|pid|vid|linkspeed|duplex|speed|mtu|encap|namespace|ready|restarts|fmt|mount|fs|size"
    r"|kind)\b"
)
_CLUSTER = re.compile(
    r"(?:ready|secrets|data|type|hosts|class|role|desired|completions|capacity)(?: \|.*)? \| age(?: \||$)"
)
"""Columns of `kubectl get`: what is listed there are objects of the cluster."""
_USER_TITLE = re.compile(r"\b(?:users?|admins?|accounts?|subscribers?|ppp|sessions?|access user)\b")
_HOST_TITLE = re.compile(
    r"\b(?:clients?|hosts?|nodes?|devices?|servers?|aps?|vms?|switch(?:es)?|controllers?|computers?|stations?"
    r"|neighbou?rs?|virsh|qm|members?|leases?)\b"
)
_ADDRESS = re.compile(
    rb"(?:[0-9]{1,3}\.){3}[0-9]{1,3}(?:[:/][0-9]+)?|(?:[0-9A-Fa-f]{2}[:-]){5,7}[0-9A-Fa-f]{2}|(?:[0-9A-Fa-f]{4}[.-]){2}[0-9A-Fa-f]{4}"
)
_SERIAL = re.compile(rb"[0-9A-Z]{9,20}")
_TOKEN = re.compile(rb"(?<![^ \n])[A-Z]{2,4}[0-9]{2}[0-9A-Z]{5,15}(?![^ \n\r])")
_WIDTH = 1000
Range = tuple[int, int]
_HEX = re.compile(rb"[0-9A-F]+|[0-9]+[A-Z]{1,2}|[A-Z]{1,3}[0-9]+")
_MODEL = re.compile(rb"[A-Z]{1,8}-?[0-9]{3,5}[0-9A-Z-]*")
_PERSON = re.compile(rb"[A-Z\xff][A-Za-z\xff'-]+, [A-Z\xff][A-Za-z\xff'.-]+(?: [A-Z\xff][A-Za-z\xff'.-]*)?")
LEAST = 3
"""Members of one mould that prove a column."""


def neutral(value: bytes) -> bool:
    """True for a member that neither speaks for its column nor against it."""
    low = value.strip(b"*+- .").lower()
    return not low or low in PLACEHOLDERS or low in WELL_KNOWN_USERS


def convincing(told: Meaning, values: Sequence[bytes], *, alone: bool) -> bool:
    """True where most members of a column look like what its header hints at; `alone`: one will do."""
    counted = [value for value in values if not neutral(value)]
    if told.entity == "USERNAME":
        counted = [value for value in counted if value.strip(b"#0123456789")]
    good = sum(locate(told.entity, value, weak=True) is not None for value in counted)
    return good >= (1 if alone or told.entity == "USERNAME" else 2) and good * 5 >= len(counted) * 3


def inferred(number: int, columns: Sequence[Column], members: Sequence[Sequence[bytes]], title: str) -> Meaning | None:
    """What column `number` holds though its header does not say so; None where nothing proves it."""
    label = normalise(columns[number].label)
    values = [value for value in members[number] if not neutral(value)]
    others = " | ".join(normalise(column.label) for index, column in enumerate(columns) if index != number)
    if label == "from" and any(column.told is not None and column.told.entity == "USERNAME" for column in columns):
        return Meaning("HOSTNAME", True)
    if label in _NAMES and _CLUSTER.search(others):
        return None
    if label in _NAMES and values:
        return _named(label, values, columns, members, title, others)
    if label in {"type", "kind"} and values and _HOSTS.search(others):
        return Meaning("PRODUCT_ID", True) if all(_MODEL.fullmatch(value) for value in values) else None
    return _moulded(label, values)


def _named(
    label: str,
    values: Sequence[bytes],
    columns: Sequence[Column],
    members: Sequence[Sequence[bytes]],
    title: str,
    others: str,
) -> Meaning | None:
    """Whose names a column of names holds."""
    if sum(_PERSON.fullmatch(value) is not None for value in values) * 2 >= len(values):
        return Meaning("PERSON", True) if len(values) < 2 else Meaning("PERSON", False)
    if _USER_TITLE.search(title):
        return Meaning("USERNAME", False)
    if _HOST_TITLE.search(title) or _SURELY.search(others):
        return _hosts(values)
    if _THINGS.search(title):
        return None
    if _USERS.search(others) and label in {"name", "names"} and not any(map(_of_device, columns)):
        return Meaning("USERNAME", False)
    if _THINGS.search(others):
        return None
    if _HOSTS.search(others) or any(_tells(column, mine) for column, mine in zip(columns, members, strict=True)):
        return _hosts(values)
    return None


def _hosts(values: Sequence[bytes]) -> Meaning | None:
    good = sum(locate("HOSTNAME", value, weak=True) is not None for value in values)
    return Meaning("HOSTNAME", True) if good * 2 >= len(values) else None


def _of_device(column: Column) -> bool:
    told = column.told
    return told is not None and not told.weak and told.entity in {"SERIAL_NUMBER", "OS_VERSION", "PRODUCT_ID"}


def _tells(column: Column, members: Sequence[bytes]) -> bool:
    """True for a column that only devices have: a serial number, a version, an address."""
    if _of_device(column):
        return True
    return bool(members) and sum(_ADDRESS.fullmatch(value) is not None for value in members) * 2 > len(members)


def moulded(text: bytes) -> Iterator[Range]:
    """Tokens that stand in one column of lines in a row and are serial numbers of one mould."""
    runs: dict[int, tuple[int, list[Range]]] = {}
    number, seen = 0, 0
    for match in _TOKEN.finditer(text):
        start = match.start()
        number += text.count(b"\n", seen, start)
        seen = start
        column = start - text.rfind(b"\n", max(0, start - _WIDTH), start)
        last, run = runs.get(column, (number, []))
        if number - last > 1:
            yield from _proved(text, run)
            run = []
        run.append(match.span())
        runs[column] = number, run
    for _, run in runs.values():
        yield from _proved(text, run)


def _proved(text: bytes, run: list[Range]) -> Iterator[Range]:
    if _moulded("", [text[start:end] for start, end in run]) is not None:
        yield from run


def _moulded(label: str, values: Sequence[bytes]) -> Meaning | None:
    """Serial numbers: upper case and digits of one length, with one beginning, no two alike, not hexadecimal."""
    if len(values) < LEAST or len(set(values)) < len(values) or meaning(label) is not None:
        return None
    first = values[0]
    for value in values:
        if len(value) != len(first) or value[:2] != first[:2] or not _SERIAL.fullmatch(value) or _HEX.fullmatch(value):
            return None
        if sum(48 <= byte <= 57 for byte in value) < 4:
            return None
    return Meaning("SERIAL_NUMBER", False)
