"""Host and domain names: label by label, so that a name agrees with its domain and the bare host with its full name.

Public suffixes and roles (`suffixes`) stay; addresses inside a name agree with the address; `localhost` stays.
"""

from __future__ import annotations

from recognizers import lazy_re as re
from redactor.pseudonyms import ip, reverse, suffixes
from redactor.pseudonyms.scheme import Scheme

_OCTET = rb"(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])"
_INSIDE = re.compile(rb"(?<![0-9A-Fa-f.])%b([-_.])%b\1%b\1%b(?![0-9])" % ((_OCTET,) * 4))
_INSIDE_TEXT = re.compile(r"(?<![0-9a-f])[0-9]{1,3}-[0-9]{1,3}-[0-9]{1,3}-[0-9]{1,3}(?![0-9])")
_HOLDERS = frozenset(b"ip host dhcp static dynamic pool client node cpe dsl ppp vpn nat ec2".split())
"""Words in front of an address in a name that say only that one follows."""


def pseudonym(scheme: Scheme, value: bytes) -> bytes:
    """The pseudonym of a host name or domain in the notation of `value`; addresses are addresses."""
    if is_special(value):
        return value
    turned = reverse.split(value)
    if turned is not None:
        front, address, suffix = turned
        labels = b".".join(label(scheme, part) for part in front.split(b".")) + b"." if front else b""
        found = labels + reverse.pseudonym(scheme.addresses, address, suffix) + suffix
        return found
    if b"." not in value and b":" not in value:
        return label(scheme, value)
    if b":" in value or value.replace(b".", b"").isdigit():
        return ip.pseudonym(scheme.addresses, value)
    match = _INSIDE.search(value)
    if match is not None and match[1] == b".":
        return _around(scheme, value, match)
    return _dotted(scheme, value)


def label(scheme: Scheme, value: bytes) -> bytes:
    """The pseudonym of one label."""
    match = _INSIDE.search(value)
    if match is not None:
        return _around(scheme, value, match)
    return scheme.shapes.part("host", value, _holds_no_address)


def is_special_address(scheme: Scheme, value: bytes) -> bool:
    """True for an address or a reverse DNS name of one that is kept."""
    turned = reverse.split(value)
    if turned is None:
        return ip.is_special(scheme.addresses, value)
    return not turned[0] and reverse.is_special(scheme.addresses, turned[1], turned[2])


def is_special(value: bytes) -> bool:
    """True for names of the machine itself, which are kept."""
    head, _, tail = value.lower().rstrip(b".").decode("latin-1").partition(".")
    return head in suffixes.LOCALHOST and tail.rstrip("46") in ("", "localdomain", "local")


def _dotted(scheme: Scheme, value: bytes) -> bytes:
    labels = value.split(b".")
    names = [part.lower().decode("latin-1") for part in labels]
    end = len(labels) - (names[-1] == "" and len(labels) > 1)
    last = end - suffixes.suffix_labels(names[:end])
    stays = [place >= last or names[place] in suffixes.ROLES for place in range(len(labels))]
    if all(stays[:end]):
        stays[0] = False
    return b".".join(part if kept else label(scheme, part) for part, kept in zip(labels, stays, strict=True))


def _around(scheme: Scheme, value: bytes, match: re.Match[bytes]) -> bytes:
    """The name with the address in it mapped, and what stands before and behind it too."""
    before, after = value[: match.start()], value[match.end() :]
    address = ip.pseudonym(scheme.addresses, match[0])
    if before.rstrip(b"-_.").lower() not in _HOLDERS:
        before = _rest(scheme, before)
    dot = after[:1] if after[:1] == b"." else b""
    after = dot + _rest(scheme, after[len(dot) :])
    found = before + address + after
    return found if found != value else scheme.shapes.replace("host", value)


def _rest(scheme: Scheme, text: bytes) -> bytes:
    return pseudonym(scheme, text) if b"." in text.strip(b".") else label(scheme, text)


def _holds_no_address(text: str) -> bool:
    """False for a label that would read as holding an address."""
    return _INSIDE_TEXT.search(text) is None or _INSIDE.search(text.encode("utf-8", "surrogateescape")) is None
