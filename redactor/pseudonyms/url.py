"""URLs are trees of parts: scheme, port and path stay, user, host and what identifies somebody change.

The tree:

    scheme://user:password@host:port/path/~user?key=value#fragment
             name secret   host          name  secret-looking keys suppressed, user and host keys as such
"""

from __future__ import annotations

from recognizers import lazy_re as re
from redactor.pseudonyms import email, host, ip, names, other_id, secret
from redactor.pseudonyms.scheme import Scheme

_URL = re.compile(rb"([A-Za-z][A-Za-z0-9+.\-]*:)?(//)?([^/?#\\]*)([^?#]*)(\?[^#]*)?(#.*)?", re.DOTALL)
_AUTHORITY = re.compile(rb"(?:([^@]*)@)?(\[[^\]]*\]|[^:]*)((?::[0-9]*)?)", re.DOTALL)
_ESCAPE = re.compile(rb"%[0-9A-Fa-f]{2}")
_HOME = re.compile(rb"(?i)(/(?:home|users)/|/~|\\users\\)([^/\\?#]+)")
_PART = re.compile(rb"[^/&;=,]+")
_PAIR = re.compile(rb"([^?&;=]+)=([^&;]*)")
_EMAIL = re.compile(rb"[^@%:\s]+(?:@|%40)[A-Za-z0-9.\-]+\.[A-Za-z]+")
_V4 = re.compile(rb"\d{1,3}(?:\.\d{1,3}){3}")
_UUID = re.compile(rb"(?i)[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_SECRET_KEY = re.compile(
    rb"(?i).*(?:passw|pwd|secret|token|api_?-?key|apikey|signature|\bsig\b|auth|session|\bsid\b|code|credential|"
    rb"private|access_?key|\bkey\b|jwt|ticket|nonce|otp).*"
)
_USER_KEY = re.compile(rb"(?i)(?:user|username|user_?name|login|account|owner|uid|name|first_?name|last_?name|author)")
_HOST_KEY = re.compile(rb"(?i)(?:host|hostname|server|domain|fqdn|node|device)")


def pseudonym(scheme: Scheme, hidden: Scheme, value: bytes) -> bytes:
    """The pseudonym of a URL; `hidden` is the one-way scheme for its secrets.  Changes the path if all else stays."""
    match = _URL.fullmatch(value)
    if match is None:
        return scheme.shapes.replace("url", value)
    protocol, slashes, authority, path, query, fragment = (group or b"" for group in match.groups())
    if protocol and not slashes and b"@" in authority:
        return protocol + email.pseudonym(scheme, authority + path) + query + fragment
    found_authority = _authority(scheme, hidden, authority) if slashes or not protocol else authority
    found_path = _path(scheme, path)
    found_query = _PAIR.sub(lambda pair: pair[1] + b"=" + _parameter(scheme, hidden, pair[1], pair[2]), query)
    found_fragment = _PAIR.sub(lambda pair: pair[1] + b"=" + _parameter(scheme, hidden, pair[1], pair[2]), fragment)
    found = protocol + slashes + found_authority + found_path + found_query + found_fragment
    if found != value or host.is_special(_host(authority)):
        return found
    rest = value[len(protocol + slashes) :]
    return protocol + slashes + scheme.shapes.replace("url", rest)


def without_secrets(value: bytes, pseudonym: bytes) -> bytes:
    """`value` with its password and the values of secret-looking keys as they are in its pseudonym.

    Empty where it has secrets and the pseudonym has not the same parts.
    """
    found = [secret for secret in _secrets(value) if secret[0] < secret[1]]
    if not found:
        return value
    instead = [secret for secret in _secrets(pseudonym) if secret[0] < secret[1]]
    if len(instead) != len(found):
        return b""
    for (start, end), (low, high) in zip(reversed(found), reversed(instead), strict=True):
        value = value[:start] + pseudonym[low:high] + value[end:]
    return value


def _secrets(value: bytes) -> list[tuple[int, int]]:
    """Where a URL has secrets, ascending."""
    match = _URL.fullmatch(value)
    if match is None:
        return []
    found = []
    if match[2] or not match[1]:
        inside = _AUTHORITY.fullmatch(match[3] or b"")
        if inside is not None and inside[1] and b":" in inside[1]:
            found.append((match.start(3) + inside[1].index(b":") + 1, match.start(3) + inside.end(1)))
    for group in (5, 6):
        for pair in _PAIR.finditer(match[group] or b""):
            if _SECRET_KEY.fullmatch(pair[1]):
                found.append((match.start(group) + pair.start(2), match.start(group) + pair.end(2)))
    return found


def is_special(value: bytes) -> bool:
    """True for a URL of the machine itself."""
    match = _URL.fullmatch(value)
    return match is not None and match[2] is not None and host.is_special(_host(match[3] or b""))


def _host(authority: bytes) -> bytes:
    match = _AUTHORITY.fullmatch(authority)
    return match[2] if match else b""


def _authority(scheme: Scheme, hidden: Scheme, authority: bytes) -> bytes:
    match = _AUTHORITY.fullmatch(authority)
    if match is None:
        return scheme.shapes.replace("url", authority)
    front = b""
    if match[1] is not None:
        user, colon, password = match[1].partition(b":")
        front = names.user(scheme, user) + colon + _hidden(hidden, password) + b"@"
    return front + _host_or_address(scheme, match[2]) + match[3]


def _hidden(hidden: Scheme, value: bytes) -> bytes:
    """A suppressed secret without percent escapes: their hex digits could not be told from letters."""
    return secret.suppressed(hidden, _ESCAPE.sub(b"xxx", value))


def _host_or_address(scheme: Scheme, value: bytes) -> bytes:
    """A host as it stands in an authority: a name, or an address, IPv6 in brackets."""
    return ip.pseudonym(scheme.addresses, value) if value[:1] == b"[" else host.pseudonym(scheme, value)


def _path(scheme: Scheme, path: bytes) -> bytes:
    path = _PART.sub(lambda match: _segment(scheme, match[0]), path)
    return _HOME.sub(lambda match: match[1] + names.user(scheme, match[2]), path)


def _segment(scheme: Scheme, text: bytes) -> bytes:
    if _EMAIL.fullmatch(text):
        return email.pseudonym(scheme, text)
    if _V4.fullmatch(text):
        return ip.pseudonym(scheme.addresses, text)
    return other_id.uuid(scheme, text) if _UUID.fullmatch(text) else text


def _parameter(scheme: Scheme, hidden: Scheme, key: bytes, value: bytes) -> bytes:
    if not value:
        return value
    if _SECRET_KEY.fullmatch(key):
        return _hidden(hidden, value)
    if _USER_KEY.fullmatch(key):
        return email.pseudonym(scheme, value) if _EMAIL.fullmatch(value) else names.user(scheme, value)
    if _HOST_KEY.fullmatch(key):
        return host.pseudonym(scheme, value)
    return _PART.sub(lambda match: _segment(scheme, match[0]), value)
