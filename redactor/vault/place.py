"""Where the vault is, and opening it: a path or a PostgreSQL URL.

flag --vault  >  REDACTOR_VAULT  >  `vault` in redactor.toml  >  vault.db beside the key store
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from redactor.errors import UsageError
from redactor.vault.rows import Rows

ENVIRONMENT = "REDACTOR_VAULT"
FILE = "vault.db"
_SCHEMES = ("postgresql://", "postgres://", "postgresql+psycopg://")


def place(flag: str | None, environ: Mapping[str, str], configured: str, key_store: Path) -> str:
    """The vault's path or URL; a URL with a password is refused in an argument, which others can see."""
    if flag and flag.startswith(_SCHEMES) and "@" in flag and ":" in flag.split("://", 1)[1].rpartition("@")[0]:
        raise UsageError("the vault's URL has a password in it, which every process list shows", f"use {ENVIRONMENT}")
    return flag or environ.get(ENVIRONMENT) or configured or str(key_store.with_name(FILE))


def opened(where: str, *, create: bool = False) -> Rows:
    """The vault, made where there is none and it may be; raises `VaultError`."""
    if where.startswith(_SCHEMES):
        from redactor.vault.postgres import Postgres

        return Rows(Postgres(where, create=create))
    if "://" in where:
        raise UsageError("the vault is neither a path nor a PostgreSQL URL", "postgresql://USER@HOST:PORT/DATABASE")
    from redactor.vault.sqlite import Sqlite

    return Rows(Sqlite(Path(where), create=create))


def exists(where: str) -> bool:
    """False where a vault in a file has still to be made."""
    return where.startswith(_SCHEMES) or Path(where).exists()
