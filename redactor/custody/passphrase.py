"""A passphrase, stretched by scrypt (RFC 7914), wraps the root key."""

from __future__ import annotations

import secrets
import sys
from collections.abc import Mapping
from typing import Any

from redactor import _keyfile
from redactor.custody import given
from redactor.custody._sealed import seal, unseal
from redactor.errors import KeyStoreError

NAME = "passphrase"
DOC = "a passphrase (REDACTOR_PASSPHRASE, REDACTOR_PASSPHRASE_FD, or asked for), stretched by scrypt"
VARIABLE = "REDACTOR_PASSPHRASE"
COST, BLOCK, LANES = 1 << 17, 8, 1
"""128 MB and a third of a second a guess (OWASP Password Storage Cheat Sheet)."""
SHORTEST = 12


def wrap(key: bytes, context: bytes) -> dict[str, Any]:
    """`key` under a passphrase of at least twelve bytes; where one is asked for, it is asked for twice."""
    phrase = _phrase(twice=True)
    if len(phrase) < SHORTEST:
        raise KeyStoreError(f"the passphrase is shorter than {SHORTEST} bytes", "take several words")
    salt = secrets.token_bytes(16)
    under = scrypt(phrase, salt, COST, BLOCK, LANES, 32)
    return {"n": COST, "r": BLOCK, "p": LANES, "salt": _keyfile.text(salt), **seal(under, key, context)}


def unwrap(entry: Mapping[str, Any], context: bytes) -> bytes:
    """The key; raises `KeyStoreError` for another passphrase."""
    n, r, p = (int(entry[name]) for name in ("n", "r", "p"))
    if not (2 <= n <= 1 << 20 and 1 <= r <= 32 and 1 <= p <= 16):
        raise KeyStoreError("the key store asks for absurd scrypt parameters", "restore it from a backup")
    under = scrypt(_phrase(twice=False), _keyfile.raw(entry["salt"]), n, r, p, 32)
    return unseal(under, entry, context, "check the passphrase")


def scrypt(phrase: bytes, salt: bytes, n: int, r: int, p: int, size: int) -> bytes:
    """scrypt as RFC 7914 has it; its section 12 is the test."""
    from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

    return Scrypt(salt, size, n, r, p).derive(phrase)


def _phrase(*, twice: bool) -> bytes:
    found = given(VARIABLE)
    if found is not None:
        return found
    if not sys.stdin.isatty():
        raise KeyStoreError("the key store needs its passphrase", f"set {VARIABLE}, or {VARIABLE}_FD to a descriptor")
    from getpass import getpass

    first = getpass("passphrase of the key store: ")
    if twice and getpass("once more: ") != first:
        raise KeyStoreError("the passphrases differ", "try again")
    return first.encode()
