"""Who keeps the root key of a key store.  One file per custody; other packages add theirs by `redactor.custodies`.

    root key ─wrap(key, context)─► {…} in the key file ─unwrap({…}, context)─► root key

A key management service is one more custody: a module with the names of `Custody`, offered by an entry point.  `wrap`
gives what the key file may hold (JSON, no secret); `unwrap` gives the key back or raises `KeyStoreError`, also where the
context is another.  What either needs comes from the environment, a descriptor or a prompt, never from an argument.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from typing import Any, Protocol, cast

from redactor.errors import KeyStoreError, UsageError

GROUP = "redactor.custodies"
NONE = "none"
"""The root key lies in the key file itself, which only its owner can read."""


class Custody(Protocol):
    """A plug-in of this package; to write one for a KMS, wrap under a key that never leaves it."""

    NAME: str
    DOC: str

    def wrap(self, key: bytes, context: bytes) -> dict[str, Any]:
        """What brings `key` (32 bytes) back, bound to `context`; JSON values that tell nothing about it."""
        ...

    def unwrap(self, entry: Mapping[str, Any], context: bytes) -> bytes:
        """The key that `wrap` was given; raises `KeyStoreError` for anything else than what it gave."""
        ...


def available() -> dict[str, Custody]:
    """Every custody, by name."""
    from redactor import plugins

    return {name: cast("Custody", module) for name, module in plugins.load(sys.modules[__name__], GROUP).items()}


def load(name: str) -> Custody:
    """The custody of that name; raises `UsageError` naming the nearest."""
    from redactor.toml_file import hint_for

    known = available()
    if name not in known:
        raise UsageError(f"unknown custody {name!r}", hint_for(name, (NONE, *known)))
    return known[name]


def given(name: str) -> bytes | None:
    """What the environment variable `name` holds, or the descriptor that `name_FD` numbers; None where neither is set."""
    if os.environ.get(f"{name}_FD"):
        try:
            with os.fdopen(os.dup(int(os.environ[f"{name}_FD"])), "rb") as file:
                return file.read().rstrip(b"\r\n")
        except (OSError, ValueError):
            raise KeyStoreError(f"{name}_FD is no descriptor that can be read", "give its number") from None
    return os.environb.get(name.encode()) or None
