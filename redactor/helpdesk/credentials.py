"""Where credentials come from: a private file, the environment, the system's keyring.  Never from arguments.

            file (`--credentials`)                environment                                keyring (`redactor`)
Zendesk     [zendesk] client_id, client_secret    REDACTOR_ZENDESK_CLIENT_ID, …_SECRET       zendesk.client_secret
Freshdesk   [freshdesk] api_key                   REDACTOR_FRESHDESK_API_KEY                 freshdesk.api_key
"""

from __future__ import annotations

import os
import stat
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from redactor.errors import UsageError

FIELDS = {"zendesk": ("client_id", "client_secret"), "freshdesk": ("api_key",)}
KEYRING = "redactor"


@dataclass(frozen=True, slots=True)
class Credentials:
    """What a service wants to hear; never shown."""

    service: str
    _values: Mapping[str, str] = field(repr=False, hash=False)

    def __getitem__(self, name: str) -> str:
        return self._values[name]


def find(service: str, path: Path | None, environ: Mapping[str, str], *, keyring: bool = True) -> Credentials:
    """The credentials for a service; raises `UsageError` that names what is missing and never what is there."""
    table = _file(path).get(service, {}) if path is not None else {}
    if not isinstance(table, dict) or not all(isinstance(value, str) for value in table.values()):
        raise UsageError(f"the credentials for {service} are not words", f"see [{service}] in the file")
    values = {}
    for name in FIELDS[service]:
        variable = f"REDACTOR_{service.upper()}_{name.upper()}"
        value = table.get(name) or environ.get(variable) or (_from_keyring(f"{service}.{name}") if keyring else "")
        if not value:
            raise UsageError(f"no {name} for {service}", f"set {variable}, or name a file with --credentials")
        values[name] = value
    return Credentials(service, values)


def _file(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(private(path, "credentials").decode("utf-8"))
    except ValueError:
        raise UsageError(f"the credentials {path} are not TOML", "see the README") from None


def private(path: Path, what: str) -> bytes:
    """The content of a file that only its owner can read."""
    try:
        with path.open("rb") as file:
            state = os.fstat(file.fileno())
            if not stat.S_ISREG(state.st_mode) or state.st_mode & 0o077:
                raise UsageError(f"the {what} {path} can be read by others", f"chmod 600 {path}")
            return file.read()
    except OSError as error:
        raise UsageError(f"the {what} {path} cannot be read ({type(error).__name__})", "check the path") from None


def _from_keyring(name: str) -> str:
    try:
        import keyring
        from keyring.errors import KeyringError
    except ImportError:
        return ""
    try:
        return keyring.get_password(KEYRING, name) or ""
    except KeyringError:
        return ""  # no keyring on this machine
