"""What a value in JSON is called where a neighbour names it, not its own key.

    {"name": "Host", "value": "x"}             headers/value → headers/Host      HAR, Kubernetes, AWS, error tracking
    {"value": "x", "name": "Host"}             the same, where both are strings and near each other
    {"key": "host.name", "value": {"stringValue": "x"}}                          attributes/host.name    OpenTelemetry
    {"address": "x", "type": "Hostname"}       address → Hostname                Kubernetes
    {"kind": "Node", "metadata": {"name": "x"}}                                  metadata/name → Node/name
    "headers": [["Host", "x"]]                 headers → headers/Host            pairs in a list that is known to hold some
    "cookies": {"theme": "x"}                  cookies/theme → cookies/value     whatever it is called: it is a cookie
    {"data": {"a": "eA=="}, "kind": "Secret"}  data/a → secret data/value        so is all that a Secret holds

Where a label has a meaning of its own it stays.  How deep a label is never depends on what a name says.
"""

from __future__ import annotations

import re

from recognizers.labels import meaning
from redactor.codecs import JSON_STRING

NAMES = frozenset(("name", "key", "header", "field", "k"))
"""Keys whose value says what its neighbour is, lower case."""
VALUES = frozenset(("value", "val", "values", "v"))
"""Keys of that neighbour."""
_KINDS = {"node": "Node", "machine": "Machine", "secret": "Secret"}
"""Kubernetes objects whose name is that of a host, or whose data is secret, by the lower-case value of `kind`."""
SEALED = "secret data"
"""What the data of a Kubernetes Secret is called: whatever stands in it is secret."""
_DATA = ("data", "stringData")
HOST = "host name"
_TYPED = frozenset(("stringValue", "intValue", "doubleValue", "boolValue", "bytesValue", "arrayValue", "kvlistValue"))
"""Keys of the protobuf JSON of OpenTelemetry, which say of a value only its type."""
_PAIRED = frozenset(
    """headers header requestheaders responseheaders request_headers response_headers trailers tags cookies query
    querystring query_string params parameters env environ environment attributes metadata labels extra form""".split()
)
"""Lists that hold pairs of a name and a value, lower case."""
_LONGEST = 64
_LARGEST = 2 << 20
"""Bytes of a Kubernetes Secret; the API allows half of it."""
NEAR = 1024
"""Bytes behind a value in which its name may follow."""
_STRING = rb'"(?:[^"\\\r\n]|\\.){0,400}+"'
_BETWEEN = rb"\s*(?:,\s*" + _STRING + rb"\s*:\s*(?:" + _STRING + rb"|[^\s\"\[\]{},]{1,40}+)\s*){0,12}?,\s*"
_NAME_BEHIND = re.compile(_BETWEEN + rb'"(?i:name|key|header|field|k)"\s*:\s*"((?:[^"\\\r\n]|\\.){1,64}+)"')
_FLAT = rb'\{(?:[^"{}\[\]]++|"(?:[^"\\]|\\.)*+")*+'
_OPENED = re.compile(_FLAT)
_KIND_BEHIND = re.compile(
    rb"\}\s*(?:,\s*" + _STRING + rb"\s*:\s*(?:" + _STRING + rb"|" + _FLAT + rb"\}|[^\s\"\[\]{},]{1,40}+)\s*){0,6}?,\s*"
    rb'"kind"\s*:\s*"Secret"'
)
_TYPE_BEHIND = re.compile(_BETWEEN + rb'"type"\s*:\s*"(?:Hostname|InternalDNS|ExternalDNS)"')


def named(raw: bytes) -> str:
    """The name that the inside of a JSON string says; never empty, never a path."""
    return JSON_STRING.decode(raw[:_LONGEST]).decode("utf-8", "replace").replace("/", " ") or "value"


def names_neighbour(key: str) -> bool:
    """Whether the string under a key says what its neighbour is."""
    return key == "kind" or key.lower() in NAMES


def of(key: str, raw: bytes) -> str:
    """The name that the string under a key gives its neighbour; empty for none."""
    return _KINDS.get(raw.decode("utf-8", "replace").lower(), "") if key == "kind" else named(raw)


def later(key: str) -> bool:
    """Whether what names the string under a key may follow it."""
    return key.lower() in VALUES or key == "address"


def behind(key: str, text: bytes, end: int, *, last: bool) -> str | None:
    """The name that follows the string under `key`, which ends at `end` of `text`: empty for none.

    None where the text ends too early to tell; a name is sought in the next `NEAR` bytes.
    """
    found = (_TYPE_BEHIND if key == "address" else _NAME_BEHIND).match(text, end, end + NEAR)
    if found is None:
        return "" if last or len(text) - end >= NEAR else None
    return HOST if key == "address" else named(found[1])


def sealed(key: str) -> bool:
    """Whether the object under a key may be the data of a Kubernetes Secret, whose kind follows."""
    return key in _DATA


def seals(text: bytes, at: int, *, last: bool) -> bool | None:
    """Whether the flat object that opens at `at` of `text` is data of a Secret; None where the text ends too early."""
    opened = _OPENED.match(text, at)
    end = opened.end() if opened else at
    if not last and len(text) - end < NEAR and len(text) - at < _LARGEST and text[end : end + 1] in (b"}", b'"', b""):
        return None
    return _KIND_BEHIND.match(text, end) is not None


def label(above: str, key: str, neighbour: str, *, all_alike: bool) -> str:
    """What the value of `key` is called inside of `above`, where a neighbour named it `neighbour` (empty: none did)."""
    if key in _TYPED and above:
        return above
    own = f"{above}/{key}" if above else key
    if key in _DATA and neighbour == "Secret":
        return f"{above}/{SEALED}" if above else SEALED
    if all_alike:
        return f"{above}/value"
    if not (_tells(key, neighbour) or (neighbour and key.lower() in VALUES and meaning(own) is None)):
        return own
    return f"{above}/{neighbour}" if above else neighbour


def _tells(key: str, neighbour: str) -> bool:
    """Whether what Kubernetes says beside an address or an object's metadata says what it is."""
    return (key == "address" and neighbour == HOST) or (key == "metadata" and neighbour in _KINDS.values())


def last(path: str) -> str:
    """The last part of a path, lower case."""
    return path.rpartition("/")[2].lower()


def alike(path: str) -> bool:
    """Whether all values of an object of that name are the same kind of thing, whatever they are called."""
    return last(path) in ("cookies", SEALED)


def pairs(path: str) -> bool:
    """Whether lists in a list of that name are pairs."""
    return last(path) in _PAIRED
