"""What the commands of the way back share: key store, vault, access log and role, opened for one command."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from redactor.errors import AccessError

if TYPE_CHECKING:
    from redactor.config import Config
    from redactor.keys import KeyStore
    from redactor.vault.access import Access
    from redactor.vault.roles import Role
    from redactor.vault.rows import Rows

Command = TypeVar("Command", bound=Callable[..., Any])

KEY_FILE = click.option(
    "--key-file", metavar="FILE", help="The key store (default: REDACTOR_KEY_FILE, else the user's)."
)
VAULT = click.option(
    "--vault", metavar="URL|PATH", help="The vault (default: REDACTOR_VAULT, else beside the key store)."
)
TENANT = click.option("--tenant", metavar="NAME", help="Whose it is (default: default).")
CONFIG = click.option("--config", metavar="FILE", help="Use this instead of redactor.toml.")
ROLE = click.option("--role", metavar="NAME", help="The role in which you act, where you have several.")
JSON = click.option("--json", "as_json", is_flag=True, help="Write the account as JSON to standard output.")
QUIET = click.option("--quiet", "-q", is_flag=True, help="Say nothing but errors.")


def options(*wanted: Callable[[Any], Any]) -> Callable[[Command], Command]:
    """Several options at once, in their order."""

    def add(command: Command) -> Command:
        for option in reversed(wanted):
            command = option(command)
        return command

    return add


@dataclass(slots=True)
class Way:
    """An open way back."""

    config: Config
    keys: KeyStore
    where: str
    log: Path
    asked_role: str | None

    @property
    def tenant(self) -> str:
        """Whose it is."""
        return self.config.tenant

    @contextlib.contextmanager
    def vault(self, *, create: bool = False) -> Iterator[Rows]:
        """The vault, open."""
        from redactor.vault.place import opened

        with opened(self.where, create=create) as rows:
            yield rows

    def role(self) -> Role:
        """The role in which somebody acts; raises `AccessError`."""
        from redactor.vault import access, roles

        return roles.role_of(self.config.roles, access.who(), self.asked_role)

    def note(self, entry: Access) -> None:
        """Put an entry into the access log."""
        from redactor.vault import access

        access.append(self.log, entry)

    @contextlib.contextmanager
    def attempt(self, what: str, why: str, case: str | None = None) -> Iterator[None]:
        """Log an attempt that the roles refuse."""
        from redactor.vault.access import Access

        try:
            yield
        except AccessError:
            self.note(Access(what, why, self.tenant, case or "", self.asked_role or "", result="refused"))
            raise

    def may_erase(self, what: str, why: str, case: str | None = None) -> Role:
        """The role, which may erase; a refusal is logged."""
        from redactor.vault import roles

        with self.attempt(what, why, case):
            role = self.role()
            roles.demand_erase(role)
        return role


def way(
    *,
    config: str | None,
    key_file: str | None,
    vault: str | None = None,
    tenant: str | None = None,
    role: str | None = None,
) -> Way:
    """Open what the options name; the key store must be there."""
    from redactor import config as configuration
    from redactor.keys import KeyStore, default_path
    from redactor.vault import access, place

    settings = configuration.load(Path(config) if config else None, tenant=tenant)
    keys = KeyStore.open(Path(key_file) if key_file else default_path(os.environ), create=False)
    where = place.place(vault, os.environ, settings.vault, keys.path)
    return Way(settings, keys, where, access.place(os.environ, keys.path), role)
