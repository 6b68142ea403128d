"""Other ids: UUIDs keep version and variant, cloud ids, ARNs and SIDs keep what says their kind."""

from __future__ import annotations

from recognizers import lazy_re as re
from redactor.pseudonyms.scheme import Scheme

_UUID = re.compile(rb"[0-9A-Fa-f]{8}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{12}")
_PREFIXED = re.compile(
    rb"([a-z]{1,16}-|(?:sha1|sha256|sha512|md5|SHA256|SHA1|MD5):|0x|urn:uuid:)([0-9A-Za-z+/=\-]{6,})"
)
_ARN = re.compile(rb"(arn:[a-z\-]+:[a-z0-9\-]*:[a-z0-9\-]*:)([0-9]{0,12})(:)((?:[a-z][a-z\-]*[/:])?)(.*)", re.DOTALL)
_SID = re.compile(rb"(S-1-5-21-)([0-9]{1,10}-[0-9]{1,10}-[0-9]{1,10})(?:(-)([0-9]{1,10}))?", re.IGNORECASE)
_VERSION_PLACE, _VARIANT_PLACE = 14, 19
_LARGEST = (1 << 32) - 1
_WELL_KNOWN = 1000
"""Relative ids below it are the same in every Windows domain (500 is the administrator)."""
_HEX = re.compile(rb"[0-9a-fA-F]+")


def pseudonym(scheme: Scheme, value: bytes) -> bytes:
    """The pseudonym of an id in its kind's shape."""
    if _UUID.fullmatch(value):
        return uuid(scheme, value)
    if match := _ARN.fullmatch(value):
        return _arn(scheme, match)
    if match := _SID.fullmatch(value):
        return _sid(scheme, match)
    match = _PREFIXED.fullmatch(value)
    if match and (match[1][-1:] != b"-" or (_HEX.fullmatch(match[2]) and len(match[2]) in (8, 17))):
        return match[1] + (uuid(scheme, match[2]) if _UUID.fullmatch(match[2]) else _id(scheme, match[2]))
    return _id(scheme, value)


def uuid(scheme: Scheme, value: bytes) -> bytes:
    """Another UUID of the same version and variant (RFC 9562 section 4); the nil and the max UUID stay."""
    if not value.strip(b"0-") or not value.lower().strip(b"f-"):
        return value
    fixed = {place: "0123456789abcdef" for place in range(36)} | {_VERSION_PLACE: "", _VARIANT_PLACE: ""}
    return scheme.shapes.replace("uuid", value, fixed=fixed)


def _id(scheme: Scheme, value: bytes) -> bytes:
    return scheme.shapes.replace("id", value)


def _arn(scheme: Scheme, match: re.Match[bytes]) -> bytes:
    head, account, colon, kind, name = match.groups()
    parts = re.split(rb"([/:])", name)
    found = b"".join(part if part in b"/:" else pseudonym(scheme, part) for part in parts)
    return head + (_id(scheme, account) if account else b"") + colon + kind + found


def _sid(scheme: Scheme, match: re.Match[bytes]) -> bytes:
    found = match[1] + scheme.shapes.replace("sid", match[2], _fits)
    if match[3] is None:
        return found
    relative = match[4] if int(match[4]) < _WELL_KNOWN else scheme.shapes.replace("rid", match[4], _fits_relative)
    return found + match[3] + relative


def _fits(text: str) -> bool:
    return all(int(part) <= _LARGEST for part in text.split("-"))


def _fits_relative(text: str) -> bool:
    return _WELL_KNOWN <= int(text) <= _LARGEST
