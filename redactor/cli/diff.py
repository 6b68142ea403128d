"""`redactor diff ORIGINAL COPY`: coloured differences within lines, for one's own eyes."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from redactor.cli import _talk
from redactor.errors import UsageError

if TYPE_CHECKING:
    from redactor.workshop.inline import Line

_LIMIT = 256 << 20


@click.command(short_help="Show what changed between an original and its copy.")
@click.argument("original", metavar="ORIGINAL")
@click.argument("copy", metavar="COPY")
@click.option(
    "--context", type=click.IntRange(min=0), default=0, show_default=True, help="Unchanged lines around each."
)
@click.option("--quiet", "-q", is_flag=True, help="Say nothing but errors.")
def diff(*, original: str, copy: str, context: int, quiet: bool) -> None:
    """Show what changed between ORIGINAL and COPY (two files, or two directories), within lines.

    It prints original text, for your own eyes: in red what was, in green what is; `[-was-]{+is+}` without a terminal.
    """
    from redactor.workshop.inline import differences

    pairs = _pairs(Path(original), Path(copy))
    _talk.say("this shows original text, for your own eyes", quiet=quiet)
    total = 0
    for name, before, after in pairs:
        old, new = _lines(before), _lines(after)
        found = list(differences(old, new))
        total += len(found)
        if found and len(pairs) > 1:
            click.secho(f"== {_talk.plain(name)}", bold=True)
        _show(found, old, context)
    _talk.say(f"{total} lines differ in {len(pairs)} file{'' if len(pairs) == 1 else 's'}", quiet=quiet)


def _pairs(original: Path, copy: Path) -> list[tuple[str, Path, Path]]:
    """The files to compare: two of them, or those that both directories have."""
    for path in (original, copy):
        if not path.exists():
            raise UsageError(f"no such file or directory: {path}", "name an original and its copy")
    if original.is_dir() != copy.is_dir():
        raise UsageError("one is a directory and the other is not", "name two files, or two directories")
    if not original.is_dir():
        return [(original.name, original, copy)]
    names = sorted(str(path.relative_to(copy)) for path in copy.rglob("*") if path.is_file())
    return [(name, original / name, copy / name) for name in names if (original / name).is_file()]


def _lines(path: Path) -> list[str]:
    """The lines of a file as text to be shown."""
    from redactor.errors import WithheldError
    from redactor.sniff import sniff
    from redactor.source import FileSource

    try:
        with FileSource(path, path.name) as source:
            if source.size > _LIMIT:
                raise UsageError(f"{path} is too large to be compared like this", "compare a part of it")
            media = sniff(source)
            text = source.read_at(0, source.size).decode(media.encoding or "utf-8", "backslashreplace")
    except WithheldError:
        raise UsageError(f"{path} cannot be read", "name a regular file") from None
    return text.removesuffix("\n").split("\n")


def _show(found: list[Line], old: list[str], context: int) -> None:
    """Changed lines with their numbers, and unchanged ones around them."""
    changed: dict[int, list[Line]] = {}
    for line in found:  # added lines have the number of the line that they stand at
        changed.setdefault(line.number, []).append(line)
    wanted = sorted({near for line in found for near in range(line.number - context, line.number + context + 1)})
    last = 0
    for number in (each for each in wanted if 1 <= each <= len(old) or each in changed):
        if context and last and number > last + 1:
            click.secho("  ...", dim=True)
        last = number
        bodies = [_coloured(line) for line in changed[number]] if number in changed else [_talk.plain(old[number - 1])]
        for body in bodies:
            click.echo(click.style(f"{number:>6}  ", dim=True) + body)


def _coloured(line: Line) -> str:
    colour = sys.stdout.isatty()
    parts = []
    for old, new in line.parts:
        if old == new:
            parts.append(_talk.visible(old))
            continue
        was, now = _talk.visible(old), _talk.visible(new)
        parts.append(click.style(was, fg="red", strikethrough=True) if colour and was else f"[-{was}-]" if was else "")
        parts.append(click.style(now, fg="green", bold=True) if colour and now else f"{{+{now}+}}" if now else "")
    return "".join(parts)


COMMANDS = (diff,)
