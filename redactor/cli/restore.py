"""`redactor restore`: pseudonyms in a reply, a log or a copy become originals again; every use is logged."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from redactor.cli import _talk, _way_back
from redactor.errors import UsageError

if TYPE_CHECKING:
    from redactor.cli._way_back import Way
    from redactor.model import Source
    from redactor.recovery.session import Done, Session
    from redactor.vault.rows import Rows

STREAM = "-"
_SHOWN = 20
"""Most stretches that are listed a file, unless `--json` lists all."""


@click.command(short_help="Turn pseudonyms back into originals.")
@click.argument("inputs", nargs=-1, metavar="[INPUT]...")
@click.option("--out", metavar="DIR|FILE", help="Where the result goes; without it one input goes to standard output.")
@click.option("--case", metavar="ID", help="The case (default: that of the copy, or the only one).")
@click.option("--only", metavar="TYPE", multiple=True, help="Turn back this entity only; may be repeated.")
@click.option("--pseudonym", metavar="TEXT", help="Disclose this one pseudonym; needs --reason.")
@click.option("--reason", metavar="TEXT", default="", help="Why; goes into the access log.")
@click.option("--all", "everything", is_flag=True, help="Also what is both an original and a pseudonym of the case.")
@click.option("--overwrite", is_flag=True, help="Replace files that are there.")
@_way_back.options(
    _way_back.TENANT,
    _way_back.ROLE,
    _way_back.KEY_FILE,
    _way_back.VAULT,
    _way_back.CONFIG,
    _way_back.JSON,
    _way_back.QUIET,
)
def restore(
    *,
    inputs: tuple[str, ...],
    out: str | None,
    case: str | None,
    only: tuple[str, ...],
    pseudonym: str | None,
    reason: str,
    everything: bool,
    overwrite: bool,
    as_json: bool,
    quiet: bool,
    **opening: Any,
) -> int:
    """Turn the pseudonyms of INPUT (files, directories, `-`) back into originals.

    A copy of ours comes back byte for byte, but for what was suppressed or dropped, which is listed; in any other text
    pseudonyms are found in every spelling. A token that is both an original and a pseudonym of the case is left, and listed.
    """
    way = _way_back.way(**opening)
    begin = _session(way, case, only, reason, everything=everything, single=pseudonym is not None)
    if pseudonym is not None:
        return _disclose(way, begin, pseudonym, inputs, reason)
    _judge(inputs, out, as_json=as_json)
    accounts = []
    with way.vault(reading=True) as rows:
        session = begin(rows)
        for source in _sources(inputs):
            done = session.restore(source)
            _note(way, done, reason)
            name = _name(session, source, done)
            _write(done, name, out, inputs, overwrite=overwrite)
            accounts.append(_account(name, done))
            _say(name, done, quiet=quiet or as_json)
    if as_json:
        _talk.data({"schema": "redactor-restore/1", "files": accounts})
    return 0


def _session(
    way: Way, case: str | None, only: tuple[str, ...], reason: str, *, everything: bool, single: bool
) -> Callable[[Rows], Session]:
    """What makes the session once the vault is open, as far as the role allows it; a refusal is logged."""
    from redactor.recovery import request

    if (single or way.config.roles) and not reason.strip():
        raise UsageError("a reason is needed, for the access log", "add --reason TEXT")
    asked = request.Asked(None, way.tenant, case, frozenset(only) or None, everything, reason, way.asked_role)
    with way.attempt("restore", reason, case):
        way.asked_role, wanted = request.wanted(asked, way.config)
    return lambda rows: request.session(way.keys, rows, way.config, asked, wanted)


def _judge(inputs: tuple[str, ...], out: str | None, *, as_json: bool) -> None:
    if not inputs:
        raise UsageError("nothing to restore is named", "name files, or `-` for standard input")
    several = len(inputs) > 1 or any(entry != STREAM and Path(entry).is_dir() for entry in inputs)
    if several and (out is None or Path(out).is_file()):
        raise UsageError("several files need a directory", "add --out DIR")
    if out is None and as_json:
        raise UsageError("the text and the account cannot both go to standard output", "add --out")


def _sources(inputs: tuple[str, ...]) -> Iterator[Source]:
    from redactor.cli._job import files_of
    from redactor.destinations.directory import RESERVED
    from redactor.source import FileSource, SpooledSource, walk

    paths = files_of(inputs)
    for path, name in walk(paths) if paths else ():
        if name not in RESERVED:
            yield FileSource(path, name)
    if STREAM in inputs:
        yield SpooledSource.from_stream(sys.stdin.buffer, "stdin", 1 << 40)


def _disclose(way: Way, begin: Callable[[Rows], Session], pseudonym: str, inputs: tuple[str, ...], reason: str) -> int:
    """One pseudonym on standard output, and nothing else."""
    from redactor.vault.access import Access

    if inputs:
        raise UsageError("a pseudonym and files cannot be turned back together", "leave one out")
    with way.vault(reading=True) as rows:
        session = begin(rows)
        text = pseudonym.encode("utf-8", "surrogateescape")
        done = session.text(text)
        case = session.case_of_text()
        known = sum(done.counts.values()) == 1 and not done.left
        way.note(
            Access(
                "disclose", reason, way.tenant, case, way.asked_role or "", dict(done.counts), len(done.left),
                "done" if known else "unknown",
            )
        )  # fmt: skip
    if not known:
        hint = "it is also an original: add --all" if done.left else "check it, --case and --only"
        raise UsageError("that is no pseudonym of the case, or not one alone", hint)
    click.echo(done.data)
    return 0


def _note(way: Way, done: Done, reason: str) -> None:
    from redactor.vault.access import Access

    way.note(Access("restore", reason, way.tenant, done.case, way.asked_role or "", done.counts, len(done.left)))


def _name(session: Session, source: Source, done: Done) -> str:
    """What the file was called; of a text, its name with pseudonyms turned back."""
    if done.name and "\0" not in done.name:  # what was a member has no name of its own outside of its container
        return done.name
    return session.name(source.name)


def _write(done: Done, name: str, out: str | None, inputs: tuple[str, ...], *, overwrite: bool) -> None:
    """To standard output, to the file that is named, or below the directory."""
    from redactor import atomic
    from redactor.destinations import directory

    if out is None or out == STREAM:
        for window in done.data.windows(1 << 20):
            click.echo(window, nl=False)
        return
    single = len(inputs) == 1 and not (inputs[0] != STREAM and Path(inputs[0]).is_dir())
    if not single or Path(out).is_dir():
        Path(out).mkdir(mode=0o700, parents=True, exist_ok=True)
        directory.deliver(done.data, Path(out), name, overwrite=overwrite)
        return
    try:
        with atomic.writing(Path(out), overwrite=overwrite) as file:
            for window in done.data.windows(1 << 20):
                file.write(window)
    except FileExistsError:
        raise UsageError(f"{out} exists", "use --overwrite, or another name") from None


def _account(name: str, done: Done) -> dict[str, Any]:
    return {
        "name": name,
        "case": done.case,
        "exact": done.exact,
        "restored": done.counts,
        "left": [left._asdict() for left in done.left],
    }


def _say(name: str, done: Done, *, quiet: bool) -> None:
    """How much came back, and where something was left and why."""
    number = sum(done.counts.values())
    how = "a copy of ours, by its edit list" if done.exact else "text"
    _talk.say(f"{name}: {number} turned back ({how}), {len(done.left)} left", quiet=quiet)
    for left in done.left[:_SHOWN]:
        place = f"{name}!{left.member}" if left.member else name
        _talk.say(f"left: {place}:{left.line}: {left.entity} ({left.why})", quiet=quiet)
    if len(done.left) > _SHOWN:
        _talk.say(f"left: {len(done.left) - _SHOWN} more; --json lists all", quiet=quiet)


COMMANDS = (restore,)
