"""What a value in JSON is called where a neighbour names it, not its own key.

    {"name": "Host", "value": "x"}             headers/value → headers/Host      HAR, Kubernetes, AWS, error tracking
    {"key": "host.name", "value": {"stringValue": "x"}}                          attributes/host.name    OpenTelemetry
    "headers": [["Host", "x"]]                 headers → headers/Host            pairs in a list that is known to hold some
    "cookies": {"theme": "x"}                  cookies/theme → cookies/value     whatever it is called: it is a cookie

Where a label has a meaning of its own it stays.  How deep a label is never depends on what a name says.
"""

from __future__ import annotations

from recognizers.labels import meaning
from redactor.codecs import JSON_STRING

NAMES = frozenset(("name", "key", "header", "field", "k"))
"""Keys whose value says what its neighbour is, lower case."""
VALUES = frozenset(("value", "val", "values", "v"))
"""Keys of that neighbour."""
_TYPED = frozenset(("stringValue", "intValue", "doubleValue", "boolValue", "bytesValue", "arrayValue", "kvlistValue"))
"""Keys of the protobuf JSON of OpenTelemetry, which say of a value only its type."""
_PAIRED = frozenset(
    """headers header requestheaders responseheaders request_headers response_headers trailers tags cookies query
    querystring query_string params parameters env environ environment attributes metadata labels extra form""".split()
)
"""Lists that hold pairs of a name and a value, lower case."""
_LONGEST = 64


def named(raw: bytes) -> str:
    """The name that the inside of a JSON string says; never empty, never a path."""
    return JSON_STRING.decode(raw[:_LONGEST]).decode("utf-8", "replace").replace("/", " ") or "value"


def label(above: str, key: str, neighbour: str, *, cookies: bool) -> str:
    """What the value of `key` is called inside of `above`, where a neighbour named it `neighbour` (empty: none did)."""
    if key in _TYPED and above:
        return above
    own = f"{above}/{key}" if above else key
    if cookies:
        return f"{above}/value"
    if not neighbour or key.lower() not in VALUES or meaning(own) is not None:
        return own
    return f"{above}/{neighbour}" if above else neighbour


def last(path: str) -> str:
    """The last part of a path, lower case."""
    return path.rpartition("/")[2].lower()


def pairs(path: str) -> bool:
    """Whether lists in a list of that name are pairs."""
    return last(path) in _PAIRED
