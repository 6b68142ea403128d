"""`redactor key`: make, show, rotate, export and destroy what makes pseudonyms pseudonyms."""

from __future__ import annotations

import contextlib
import os
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from redactor.cli import _talk, _way_back
from redactor.errors import UsageError

if TYPE_CHECKING:
    from redactor.cli._way_back import Way

_CUSTODY = click.option("--custody", metavar="NAME", help="Who keeps the root key; see `redactor key custodies`.")
_CASE = click.option("--case", metavar="ID", help="One case only.")
RECEIPTS = click.option(
    "--receipts", multiple=True, metavar="FILE|DIR", help="Receipts to name, besides the vault's copies."
)
_REASON = click.option("--reason", metavar="TEXT", default="", help="Why; goes into log and certificate.")


@click.group(short_help="Create, show, rotate, export, destroy keys.")
def key() -> None:
    """The key store: root key, and the secrets of tenants and cases that it wraps. No command shows a secret."""


@key.command()
@_way_back.options(_CUSTODY, _way_back.KEY_FILE)
def create(*, custody: str | None, key_file: str | None) -> int:
    """Make a key store; `run` makes one too, without a custody."""
    from redactor.keys import KeyStore, default_path

    path = Path(key_file) if key_file else default_path(os.environ)
    if path.exists():
        raise UsageError(f"{path} exists", "a key store is never replaced; see redactor key rotate")
    store = KeyStore.open(path, custody=custody or "none")
    _talk.say(f"key store made: {store.path}")
    return 0


@key.command()
def custodies() -> int:
    """Who may keep the root key."""
    from redactor import custody

    rows = [(custody.NONE, "the key file itself, which only its owner can read")]
    rows += [(name, module.DOC) for name, module in custody.available().items()]
    _talk.table(("name", "is"), rows)
    return 0


@key.command()
@_way_back.options(_way_back.KEY_FILE, _way_back.CONFIG, _way_back.JSON)
def show(*, as_json: bool, **opening: Any) -> int:
    """Tenants, cases and the ids of their secrets, never the secrets."""
    from redactor import key_care

    way = _way_back.way(**opening)
    rows = key_care.rows(way.keys)
    if as_json:
        exports = way.keys.data.get("exports", [])
        custody = key_care.custody_of(way.keys)
        _talk.data(
            {"path": str(way.keys.path), "custody": custody, "secrets": list(map(asdict, rows)), "exports": exports}
        )
        return 0
    title = ("tenant", "case", "key", "scheme", "generation", "since", "state")
    _talk.table(title, [tuple(asdict(row).values()) for row in rows], numbers=("scheme", "generation"))
    _talk.say(f"{way.keys.path}: root key kept by {key_care.custody_of(way.keys)}")
    return 0


@key.command()
@_way_back.options(
    _CUSTODY, _way_back.TENANT, _REASON, _way_back.ROLE, _way_back.KEY_FILE, _way_back.CONFIG
)  # fmt: skip
def rotate(*, custody: str | None, reason: str, tenant: str | None, **opening: Any) -> int:
    """Wrap all secrets under a new root key; with --tenant give that tenant a new secret for cases to come.

    Pseudonyms of earlier cases stay as they are, and restorable.
    """
    from redactor import key_care
    from redactor.vault.access import Access

    way = _way_back.way(**opening, tenant=tenant)
    way.may_erase("key rotate", reason)
    if tenant is not None:
        if custody is not None:
            raise UsageError("a tenant's secret has no custody of its own", "leave --tenant or --custody out")
        said = f"tenant {tenant}: generation {key_care.rotate_tenant(way.keys, tenant)}"
    else:
        said = f"{key_care.rotate_root(way.keys, custody)} secrets wrapped anew"
    way.note(Access("key rotate", reason, tenant or ""))
    _talk.say(said)
    return 0


@key.command()
@click.argument("file", metavar="FILE")
@_way_back.options(
    _CUSTODY, _way_back.TENANT, _CASE, _REASON, _way_back.ROLE, _way_back.KEY_FILE, _way_back.CONFIG
)  # fmt: skip
def export(*, file: str, custody: str | None, tenant: str | None, case: str | None, reason: str, **opening: Any) -> int:
    """Write a key store of its own to FILE: a backup, or one tenant's or case's keys to hand over.

    Its root key is a new one, kept by a passphrase unless --custody says otherwise. That it was made is remembered.
    """
    from redactor import key_care
    from redactor.vault.access import Access

    if case is not None and tenant is None:
        raise UsageError("a case alone does not say whose it is", "add --tenant NAME")
    way = _way_back.way(**opening, tenant=tenant)
    way.may_erase("key export", reason, case)
    number = key_care.export(way.keys, Path(file), custody or "passphrase", tenant, case)
    way.note(Access("key export", reason, tenant or "", case or ""))
    _talk.say(f"{number} secrets written to {file}; whoever destroys them here has to destroy that file as well")
    return 0


@key.command()
@click.option("--yes", is_flag=True, help="Do it; without this only what would go is told.")
@RECEIPTS
@_way_back.options(
    _way_back.TENANT, _CASE, _REASON, _way_back.ROLE, _way_back.KEY_FILE, _way_back.VAULT, _way_back.CONFIG
)  # fmt: skip
def destroy(*, yes: bool, receipts: tuple[str, ...], case: str | None, reason: str, **opening: Any) -> int:
    """Destroy the secret of a case, or with no --case all of a tenant's: pseudonyms made with it never come back.

    The signed certificate goes to standard output. A case of --scope tenant is refused, since the tenant's secret reverses it.
    """
    if opening["tenant"] is None:
        raise UsageError("it is not said whose key is to be destroyed", "add --tenant NAME")
    way = _way_back.way(**opening)
    way.may_erase("key destroy", reason, case)
    return end(way, case, reason, receipts, yes=yes, what="key destroy")


def end(way: Way, case: str | None, reason: str, receipts: tuple[str, ...], *, yes: bool, what: str) -> int:
    """Delete a tenant or case from the vault, destroy its secrets, print the certificate; or tell what that would be."""
    from redactor import erasure, receipt_files
    from redactor.signing import Signer, beside, trusted
    from redactor.vault import access
    from redactor.vault.place import exists

    own = trusted(Signer.open(beside(way.keys.path)).public)
    known = tuple(each.receipt for each in receipt_files.read(map(Path, receipts), own))
    with way.vault() if exists(way.where) else contextlib.nullcontext() as rows:
        plan = erasure.judge(way.keys, way.config, rows, case, known, access.who(), reason)
        cases = case or ", ".join(way.keys.cases(way.tenant)) or "none"
        going = plan.going
        _talk.say(f"tenant {way.tenant}, cases: {cases}; {going.pairs} pairs, {len(going.copies)} copies known")
        if not yes:
            rows_of = [(d.case, note.copy, note.destination, note.when, note.sha256) for d, note in going.copies]
            _talk.table(("case", "copy", "helpdesk", "when", "sha256"), rows_of)
            _talk.say("nothing was changed; --yes does it")
            return 0
        entry = access.Access(what, reason, way.tenant, case or "", way.asked_role or "", result="begun")
        way.note(entry)
        signed, exports = erasure.erase(plan, rows)
        way.note(replace(entry, result="done"))
    click.echo(signed.removesuffix(b"\n"))
    for note in exports:
        _talk.say(f"still due: the export {note['to']} of {note['when']} holds the secrets too")
    return 0


COMMANDS = (key,)
