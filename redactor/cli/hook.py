"""`redactor hook`: the filter in front of an upload, one shot or long-running."""

from __future__ import annotations

import contextlib
import os
import socket
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from redactor.cli import _helpdesk, _talk
from redactor.errors import UsageError

if TYPE_CHECKING:
    from redactor.hook import Hook, Judged


@click.command(short_help="Judge one attachment before it is uploaded.")
@click.argument("path", required=False, metavar="[FILE]")
@click.option("--filename", metavar="NAME", help="What the attachment is called (default: FILE's name).")
@click.option("--out", metavar="FILE", help="Where the copy goes (default: standard output).")
@click.option("--receipt", metavar="FILE", help="Where the copy's signed receipt goes.")
@click.option("--serve", is_flag=True, help="Answer requests on standard input, a JSON object a line, and stay warm.")
@click.option("--socket", "address", metavar="PATH", help="Serve on this Unix socket (0600) instead.")
@click.option("--case", default="default", show_default=True, metavar="ID", help="The ticket.")
@click.option("--policy", metavar="NAME|FILE", help="What is done with what (default: balanced).")
@click.option("--tenant", metavar="NAME", help="Whose attachment it is (default: default).")
@click.option("--scope", type=click.Choice(["case", "tenant"]), default="case", show_default=True, help="As of `run`.")
@click.option("--destination", default="", metavar="NAME", help="Narrow the policy to what this recipient may see.")
@click.option("--key-file", metavar="FILE", help="The key store (default: REDACTOR_KEY_FILE, else the user's).")
@click.option("--vault", metavar="URL|PATH", help="The vault (default: REDACTOR_VAULT, else beside the key store).")
@click.option("--no-vault", is_flag=True, help="Keep no way back.")
@click.option("--no-ner", is_flag=True, help="Do not seek names; needs a policy with names_required = false.")
@click.option("--config", metavar="FILE", help="Use this instead of redactor.toml.")
@click.option("--quiet", "-q", is_flag=True, help="Say nothing but errors.")
def hook(**given: Any) -> int:
    """Judge FILE (or standard input) before it is uploaded, and give its copy where it may be.

    Exit code 0: upload the copy (clean or redacted); 1: do not (review, withheld).

    --serve and --socket speak lines of JSON: a greeting, then an answer to each request. A request has `filename` and
    `path` or `content` (base64), and may have `case`, `out` and `id`; an answer has `verdict` and `upload`.
    """
    from redactor.cli._job import signer_of
    from redactor.hook import Hook
    from redactor.intake import Intake

    serving = given["serve"] or given["address"]
    if serving and (given["path"] or given["out"] or given["receipt"] or given["filename"]):
        raise UsageError("--serve takes no file: requests name them", "leave the file and its options out")
    rules = _helpdesk.rules(given, given["destination"])
    made = Hook(Intake(rules), signer_of(rules.store, quiet=given["quiet"]))
    if given["address"]:
        return _listen(made, Path(given["address"]), quiet=given["quiet"])
    if given["serve"]:
        made.sessions(sys.stdin.buffer, sys.stdout.buffer)
        return 0
    return _once(made, given)


def _once(made: Hook, given: dict[str, Any]) -> int:
    """One attachment: its copy and receipt where it may be uploaded, else nothing but the verdict."""
    from redactor import hook as work
    from redactor.model import Withheld
    from redactor.source import FileSource, SpooledSource

    name = work.named(given["filename"] or given["path"] or "attachment")
    limit = made.limit
    with contextlib.closing(
        FileSource(Path(given["path"]), name)
        if given["path"]
        else SpooledSource.from_stream(sys.stdin.buffer, name, limit)
    ) as source:
        judged = made.judge(source, given["case"])
    account = judged.ready.account
    if not judged.upload:
        reason = f": {account.reason}" if isinstance(account, Withheld) else ""
        return _talk.error(f"{judged.ready.verdict}{reason}", getattr(account, "hint", ""), 1)
    _give(judged, given)
    _talk.say(f"{judged.ready.verdict}: {account.name}", quiet=given["quiet"])
    return 0


def _give(judged: Judged, given: dict[str, Any]) -> None:
    from redactor import hook as work
    from redactor import receipt_files

    if given["out"]:
        work.deliver(judged, Path(given["out"]))
    else:
        sys.stdout.buffer.writelines(work.pieces(judged))
        sys.stdout.buffer.flush()
    if given["receipt"]:
        receipt_files.write(Path(given["receipt"]), [judged.receipt])


def _listen(made: Hook, path: Path, *, quiet: bool) -> int:
    """Serve one client after the other on a Unix socket that nobody else may open; it is gone when we are."""
    with contextlib.closing(socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)) as listener:
        _bind(listener, path)
        try:
            listener.listen(16)
            _talk.say(f"listening on {path}", quiet=quiet)
            while True:
                client, _ = listener.accept()
                gone = contextlib.suppress(ConnectionError)  # a client that went away is no failure
                with gone, client, client.makefile("rb") as reader, client.makefile("wb") as writer:
                    made.sessions(reader, writer)
        finally:
            path.unlink(missing_ok=True)


def _bind(listener: socket.socket, path: Path) -> None:
    """Bind with 0600; a socket that a dead server left is replaced, anything else is not."""
    if path.is_socket():
        with contextlib.closing(socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)) as probe:
            if probe.connect_ex(str(path)) == 0:
                raise UsageError(f"{path} is in use", "choose another --socket")
        path.unlink()
    before = os.umask(0o177)
    try:
        listener.bind(str(path))
    except OSError as error:
        raise UsageError(f"cannot listen on {path} ({type(error).__name__})", "choose another --socket") from None
    finally:
        os.umask(before)


COMMANDS = (hook,)
