"""A vault in PostgreSQL, for teams: SQLAlchemy Core over psycopg (extra `postgres`)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from redactor.errors import VaultError
from redactor.vault.domain import SCHEMA
from redactor.vault.rows import META, TABLES


class Postgres:
    """An open vault on a server."""

    __slots__ = ("_connection", "_engine", "_text", "where")

    def __init__(self, url: str, *, create: bool) -> None:
        try:
            from sqlalchemy import create_engine, text
            from sqlalchemy.engine import make_url
            from sqlalchemy.exc import ArgumentError
        except ImportError:
            raise VaultError("PostgreSQL needs other packages", "pip install support-redactor[postgres]") from None
        try:
            made = make_url(url).set(drivername="postgresql+psycopg")
        except ArgumentError:
            raise VaultError("the vault's URL is not sound", "postgresql://USER@HOST:PORT/DATABASE") from None
        self.where = made.render_as_string(hide_password=True)
        self._text = text
        with self._failing():
            self._engine = create_engine(made, hide_parameters=True)
            self._connection = self._engine.connect()
        try:
            self._prepare(create=create)
        except BaseException:
            self.close()
            raise

    def _prepare(self, *, create: bool) -> None:
        """Make the tables where there are none; a schema of another version is refused."""
        ((there,),) = self.ask("SELECT to_regclass('vault_meta') IS NOT NULL", {})
        if not there and not create:
            raise VaultError(f"there is no vault in {self.where}", "check --vault; a run makes one")
        if not there:
            with self._failing(), self._connection.begin():
                # Two that make it at once would meet in the catalogue.
                self._connection.execute(self._text("SELECT pg_advisory_xact_lock(7270642)"))
                for table in TABLES:
                    self._connection.execute(self._text(table.format(blob="BYTEA", tail="")))
                self._connection.execute(self._text(META), {"name": "schema", "value": SCHEMA})
        found = {str(name): str(value) for name, value in self.ask("SELECT name, value FROM vault_meta", {})}
        if found.get("schema") != SCHEMA:
            raise VaultError(f"{self.where} holds no vault, or one of another version", "check --vault")

    def change(self, statements: Sequence[tuple[str, Sequence[Mapping[str, Any]]]]) -> list[int]:
        """All or nothing, on disk when it returns."""
        changed = []
        with self._failing(), self._connection.begin():
            for statement, rows in statements:
                done = self._connection.execute(self._text(statement), [dict(row) for row in rows]) if rows else None
                changed.append(max(0, done.rowcount) if done is not None else 0)
        return changed

    def ask(self, statement: str, given: Mapping[str, Any]) -> Iterator[tuple[Any, ...]]:
        """The rows of one statement, a batch at a time."""
        used = {name: value for name, value in given.items() if f":{name}" in statement}
        with self._failing(), self._connection.begin():
            rows = self._connection.execute(self._text(statement).execution_options(yield_per=2000), used)
            for row in rows:
                yield tuple(row)

    def problems(self) -> list[str]:
        """The server watches over its files itself; a table that is missing is found here."""
        names = ("vault_meta", "vault_values", "vault_edits")
        missing = [
            name for name in names if list(self.ask(f"SELECT to_regclass('{name}') IS NOT NULL", {})) != [(True,)]
        ]
        return [f"table {name} is missing" for name in missing]

    def shrink(self) -> None:
        """Have the server clear out deleted rows."""
        with self._failing():
            auto = self._engine.connect().execution_options(isolation_level="AUTOCOMMIT")
            with auto:
                for name in ("vault_values", "vault_edits"):
                    auto.execute(self._text(f"VACUUM {name}"))

    def close(self) -> None:
        """Close the connection."""
        self._connection.close()
        self._engine.dispose()

    @contextmanager
    def _failing(self) -> Iterator[None]:
        """Say of any failure where it was and of which kind, never with which row."""
        from sqlalchemy.exc import SQLAlchemyError

        try:
            yield
        except SQLAlchemyError as error:
            raise VaultError(
                f"vault {self.where} cannot be used ({type(error).__name__})", "check the server and its URL"
            ) from None
