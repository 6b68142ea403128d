"""`redactor vault`: back up, restore, check, expire; and the access log."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import click

from redactor.cli import _talk, _way_back
from redactor.errors import UsageError, VaultError

_OPEN = (_way_back.KEY_FILE, _way_back.VAULT, _way_back.CONFIG)


@click.group(short_help="Back up, restore, check, expire what turns pseudonyms back.")
def vault() -> None:
    """The vault: pseudonyms and originals, encrypted under the secrets of the key store."""


@vault.command()
@click.argument("file", metavar="FILE")
@_way_back.options(*_OPEN)
def backup(*, file: str, **opening: Any) -> int:
    """Write the whole vault to FILE; what is encrypted stays so."""
    from redactor.vault import care

    way = _way_back.way(**opening)
    with way.vault() as rows:
        number = care.backup(rows, Path(file))
    _talk.say(f"{number} rows written to {file}")
    return 0


@vault.command()
@click.argument("file", metavar="FILE")
@_way_back.options(*_OPEN)
def restore(*, file: str, **opening: Any) -> int:
    """Put the rows of the backup FILE into the vault, which is made where there is none; rows that are there stay."""
    from redactor.vault import care

    way = _way_back.way(**opening)
    if not Path(file).exists():
        raise UsageError(f"no such file: {file}", "name a backup")
    with way.vault(create=True) as rows:
        number = care.restore(Path(file), rows)
    _talk.say(f"{number} rows put back")
    return 0


@vault.command()
@_way_back.options(*_OPEN, _way_back.JSON)
def check(*, as_json: bool, **opening: Any) -> int:
    """Open every row; exit code 1 where one does not, or the database is damaged."""
    from redactor.vault import care

    way = _way_back.way(**opening)
    with way.vault() as rows:
        found = care.check(way.keys, rows)
    if as_json:
        _talk.data({"pairs": found.pairs, "copies": found.copies, "problems": found.problems, "strange": found.strange})
    for problem in found.problems:
        _talk.say(f"problem: {problem}")
    _talk.say(f"{found.pairs} pairs and {found.copies} copies open; {found.strange} cases without a key here")
    return 1 if found.problems else 0


@vault.command()
@click.option("--case", metavar="ID", help="One case only; needs --request.")
@click.option("--contract-end", metavar="DAY", help="When the contract ended (default: as redactor.toml says).")
@click.option(
    "--days", type=click.IntRange(min=0), default=90, show_default=True, help="How long after that data may stay."
)
@click.option("--request", metavar="TEXT", help="The written request that asks for it now.")
@click.option("--yes", is_flag=True, help="Do it; without this only what would go is told.")
@_way_back.options(_way_back.TENANT, _way_back.ROLE, *_OPEN)
def expire(
    *, case: str | None, contract_end: str | None, days: int, request: str | None, yes: bool, **opening: Any
) -> int:
    """Remove a tenant whose contract is over, or a tenant or case on written request: vault, keys, certificate.

    Tells what would go; does it with --yes. The certificate goes to standard output.
    """
    from redactor import key_care
    from redactor.cli.key import end

    if opening["tenant"] is None:
        raise UsageError("it is not said whose data is to go", "add --tenant NAME")
    way = _way_back.way(**opening)
    reason = _basis(contract_end or way.config.contract_ends.get(way.tenant), days, request, case)
    way.may_erase("vault expire", reason, case)
    key_care.refuse(way.keys, way.tenant, case)
    return end(way, case, reason, yes=yes, what="vault expire")


def _basis(contract_end: str | None, days: int, request: str | None, case: str | None) -> str:
    """Why it may go; raises `UsageError` where it may not yet."""
    from redactor.vault import care

    if request:
        return f"written request: {request}"
    if case is not None or contract_end is None:
        raise UsageError("nothing says why it should go", "add --contract-end DAY, or --request TEXT")
    day = care.due(contract_end, days)
    if date.today() < day:
        raise UsageError(f"it is due on {day.isoformat()}, not before", "a written request (--request) goes before")
    return f"contract ended {contract_end}, {days} days"


@vault.group()
def log() -> None:
    """Who turned what back, when and why."""


@log.command()
@click.option("--head", metavar="HASH", default="", help="A head that was noted earlier and must still be there.")
@_way_back.options(_way_back.KEY_FILE, _way_back.CONFIG)
def verify(*, head: str, **opening: Any) -> int:
    """Check the chain; exit code 1 where an entry was changed or removed. Prints the head: note it elsewhere."""
    from redactor.vault import access

    way = _way_back.way(**opening)
    try:
        chain = access.verify(way.log, head)
    except VaultError as error:
        return _talk.error(str(error), error.hint, 1)
    click.echo(chain.head)
    _talk.say(f"{chain.entries} entries, whole")
    return 0


@log.command()
@_way_back.options(_way_back.KEY_FILE, _way_back.CONFIG)
def show(**opening: Any) -> int:
    """The entries, as they are."""
    way = _way_back.way(**opening)
    if not way.log.exists():
        raise UsageError(f"there is no access log {way.log}", "nothing was turned back yet")
    click.echo(way.log.read_bytes(), nl=False)
    return 0


COMMANDS = (vault,)
