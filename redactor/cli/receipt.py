"""`redactor receipt`: check what a receipt or certificate vouches for, show it, export the public key."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from redactor.cli import _talk

if TYPE_CHECKING:
    from redactor.attest import Statement

_KEY_FILE = click.option("--key-file", metavar="FILE", help="The key store beside which the signing key is.")
_PUBLIC = click.option("--public-key", metavar="FILE", multiple=True, help="Whose signatures count (default: our own).")


@click.group("receipt", short_help="Check and show signed receipts and certificates.")
def receipts() -> None:
    """Check and show the signed receipts of attachments, and erasure certificates."""


@receipts.command()
@click.argument("file", required=False)
@click.option("--receipt", "paths", metavar="FILE|DIR", multiple=True, required=True, help="Receipts or a certificate.")
@_PUBLIC
@_KEY_FILE
@click.option("--quiet", "-q", is_flag=True, help="Say nothing but errors.")
def verify(
    *, file: str | None, paths: tuple[str, ...], public_key: tuple[str, ...], key_file: str | None, quiet: bool
) -> None:
    """Check that FILE is what its receipt says, and that nothing was changed since.

    Without FILE the signatures alone are checked. Exit code 0: it is so; 1: refused.
    """
    from redactor import attest, receipt, receipt_files

    given = [Path(path) for path in paths]
    statements = [said for _, said in receipt_files.statements(given, keys(public_key, key_file))]
    if file is None:
        for said in statements:
            _talk.say(_sentence(said), quiet=quiet)
        return
    digest = _sha256(file)
    for said in statements:
        if said.kind == attest.RECEIPT and digest == receipt.of(said).sha256:
            _talk.say(_sentence(said), quiet=quiet)
            return
    raise attest.refused("the file is not one it is for", "it was changed, or belongs to another receipt")


@receipts.command()
@click.argument("paths", metavar="RECEIPT...", nargs=-1, required=True)
@_PUBLIC
@_KEY_FILE
@click.option("--json", "as_json", is_flag=True, help="The statements as JSON, a line each.")
def show(*, paths: tuple[str, ...], public_key: tuple[str, ...], key_file: str | None, as_json: bool) -> None:
    """Show what receipts and certificates say, once their signatures are checked."""
    import json

    from redactor import receipt_files

    given = [Path(path) for path in paths]
    statements = [said for _, said in receipt_files.statements(given, keys(public_key, key_file))]
    if as_json:
        for said in statements:
            subjects = [subject._asdict() for subject in said.subjects]
            line = json.dumps({"kind": said.kind, "subjects": subjects, **said.predicate})
            click.echo(line)
        return
    _talk.table(("time", "kind", "tenant", "case", "what", "verdict"), [_row(said) for said in statements])


@receipts.command("key")
@_KEY_FILE
def public(*, key_file: str | None) -> None:
    """Print the public key, by which anybody can check our receipts."""
    from redactor.signing import public_pem

    for raw in keys((), key_file).values():
        click.echo(public_pem(raw), nl=False)


def keys(public_key: tuple[str, ...], key_file: str | None) -> dict[str, bytes]:
    """The keys whose signatures count: those that are named, else our own."""
    from redactor.keys import default_path
    from redactor.signing import Signer, beside, read_public, trusted

    if public_key:
        return trusted(*(read_public(Path(path)) for path in public_key))
    store = Path(key_file) if key_file else default_path(os.environ)
    return trusted(Signer.open(beside(store), create=False).public)


def _sha256(file: str) -> str:
    from redactor.cover import sha256
    from redactor.errors import UsageError, WithheldError
    from redactor.source import FileSource

    try:
        return sha256(FileSource(file, file))
    except WithheldError:
        raise UsageError(f"cannot read {file}", "check the path and its permissions") from None


def _sentence(said: Statement) -> str:
    """What was checked, in one line."""
    time, kind, tenant, case, what, verdict = _row(said)
    place = f"{tenant}/{case}" if case else tenant
    return f"valid {kind}: {what} ({verdict}) of {place}, {time}"


def _row(said: Statement) -> tuple[str, ...]:
    """A statement as a row of the table."""
    from redactor import attest

    words = {attest.RECEIPT: "receipt", attest.WITHHELD: "receipt", attest.REFUSAL: "refusal",
             attest.ERASURE: "certificate"}  # fmt: skip
    given: dict[str, Any] = dict(said.predicate)
    verdict = given.get("reason") or given.get("verdict") or given.get("region") or ""
    what = ", ".join(subject.name for subject in said.subjects)
    return (
        str(given.get("time", "")),
        words.get(said.kind, said.kind),
        str(given.get("tenant", "")),
        str(given.get("case") or ""),
        what,
        str(verdict),
    )


COMMANDS = (receipts,)
