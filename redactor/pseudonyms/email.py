"""E-mail addresses: the user part as an account name, the domain as a host name, tags and display forms too."""

from __future__ import annotations

from redactor.pseudonyms import host, names
from redactor.pseudonyms.scheme import Scheme

_AT = (b"@", b"%40", b" at ", b"[at]", b"(at)")


def pseudonym(scheme: Scheme, value: bytes) -> bytes:
    """The pseudonym of `user+tag@domain`; brackets and a `mailto:` around it stay."""
    scheme_name, colon, rest = value.partition(b":")
    if colon and scheme_name.lower() in (b"mailto", b"sip", b"sips", b"xmpp"):
        return scheme_name + colon + pseudonym(scheme, rest)
    for at in _AT:
        user, found, domain = value.rpartition(at)
        if found:
            closing = b">" if domain.endswith(b">") else b""
            return names.words(scheme, user) + at + host.pseudonym(scheme, domain.removesuffix(b">")) + closing
    return names.words(scheme, value)
