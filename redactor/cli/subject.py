"""`redactor subject`: what the vault holds of one person, and taking it out."""

from __future__ import annotations

import sys
from collections import Counter
from typing import TYPE_CHECKING, Any

import click

from redactor.cli import _talk, _way_back
from redactor.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from redactor.cli._way_back import Way
    from redactor.vault.domain import Domain
    from redactor.vault.subject import Holding

_VALUE = click.argument("value", metavar="[VALUE|-]", default="-")
_REASON = click.option("--reason", metavar="TEXT", default="", help="Why; goes into the access log.")
_SHARED = (
    _REASON, _way_back.TENANT, _way_back.ROLE, _way_back.KEY_FILE, _way_back.VAULT, _way_back.CONFIG, _way_back.JSON,
)  # fmt: skip


@click.group(short_help="What is held of one person; erase it.")
def subject() -> None:
    """Requests of a data subject. The VALUE is asked for or read from standard input; an argument shows in process lists."""


@subject.command()
@_VALUE
@_way_back.options(*_SHARED)
def find(*, value: str, reason: str, as_json: bool, **opening: Any) -> int:
    """The cases, copies and helpdesks that have VALUE; exit code 0 where there are any, else 1."""
    from redactor.vault.subject import find as seek

    sought, way = _value(value), _way_back.way(**opening)
    with way.attempt("subject find", reason):
        way.role()
    with way.vault() as rows:
        found = list(seek(rows, _domains(way, opening["tenant"]), sought))
    _note(way, "subject find", reason, found)
    _print(found, as_json=as_json)
    return 0 if found else 1


@subject.command()
@_VALUE
@click.option("--yes", is_flag=True, help="Do it; without this only what would go is told.")
@_way_back.options(*_SHARED)
def erase(*, value: str, yes: bool, reason: str, as_json: bool, **opening: Any) -> int:
    """Remove VALUE from the vault: its pseudonyms never come back. Backups made before still have it."""
    from redactor.vault import subject as subjects

    sought, way = _value(value), _way_back.way(**opening)
    way.may_erase("subject erase", reason)
    with way.vault() as rows:
        found = list(subjects.find(rows, _domains(way, opening["tenant"]), sought))
        if yes:
            _note(way, "subject erase", reason, found)
            for holding in found:
                subjects.erase(rows, holding, sought)
    _print(found, as_json=as_json)
    _talk.say("erased; backups of the vault made before still have it" if yes else "nothing was changed; --yes does it")
    return 0


def _value(given: str) -> bytes:
    """The value, from the argument, standard input or a prompt that does not show it."""
    if given != "-":
        return given.encode("utf-8", "surrogateescape")
    if sys.stdin.isatty():
        from getpass import getpass

        found = getpass("value: ").encode()
    else:
        found = sys.stdin.buffer.read().rstrip(b"\r\n")
    if not found.strip():
        raise UsageError("no value is given", "write it to standard input")
    return found


def _domains(way: Way, tenant: str | None) -> Iterator[Domain]:
    from redactor.vault import care

    for name in way.keys.tenants() if tenant is None else [tenant]:
        yield from care.domains(way.keys, name)


def _note(way: Way, what: str, reason: str, found: list[Holding]) -> None:
    from redactor.vault.access import Access

    types: Counter[str] = Counter()
    for holding in found:
        types.update(holding.types)
    way.note(Access(what, reason, "", "", way.asked_role or "", types, result="done" if found else "nothing"))


def _print(found: list[Holding], *, as_json: bool) -> None:
    rows = [
        (holding.domain.tenant, holding.domain.case, note.copy, note.destination, note.when, number, note.sha256)
        for holding in found
        for note, number in holding.copies
    ]
    title = ("tenant", "case", "copy", "helpdesk", "when", "places", "sha256")
    if as_json:
        cases = [
            {"tenant": each.domain.tenant, "case": each.domain.case, "key": each.domain.key_id, "types": each.types}
            for each in found
        ]
        _talk.data({"cases": cases, "copies": [dict(zip(title, row, strict=True)) for row in rows]})
        return
    _talk.table(title, rows, numbers=("places",))
    _talk.say(f"{len(found)} cases, {len(rows)} copies")


COMMANDS = (subject,)
