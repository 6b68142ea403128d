"""Names of people and accounts: word by word under one domain, so that `Ann Lee`, `Lee` and `ann.lee@…` agree.

The words are random letters of the same length: pronounceable ones are too few to give each word one of its own.
"""

from __future__ import annotations

from recognizers import lazy_re as re
from redactor.pseudonyms import host
from redactor.pseudonyms.scheme import Scheme

_WORD = re.compile(rb"[0-9A-Za-z\x80-\xff]+")
_DOMAIN_USER = re.compile(rb"([0-9A-Za-z.\-]+)(\\{1,2}|/)([^\\/]+)")


def words(scheme: Scheme, value: bytes) -> bytes:
    """The pseudonym of a name of several words; what stands between them is kept."""
    return _WORD.sub(lambda match: scheme.shapes.part("name", match[0]), value)


def user(scheme: Scheme, value: bytes) -> bytes:
    """The pseudonym of an account name: `user`, `first.last`, `DOMAIN\\user` or `user@realm`."""
    name, at, realm = value.rpartition(b"@")
    if at and name:
        return words(scheme, name) + at + host.pseudonym(scheme, realm)
    match = _DOMAIN_USER.fullmatch(value)
    if match is not None:
        return host.pseudonym(scheme, match[1]) + match[2] + words(scheme, match[3])
    return words(scheme, value)
