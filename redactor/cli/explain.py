"""`redactor explain FILE:LINE`: for every word of a line what looked at it, what refused it, and what was decided."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from redactor.cli import _talk
from redactor.cli._job import Asked, opened_job
from redactor.cli.run import shared, with_options
from redactor.errors import UsageError

if TYPE_CHECKING:
    from redactor.workshop.trace import Explained, Token

_STYLES = {"replaced": "green", "kept": "cyan", "stays": "white", "found": "green", "refused": "yellow", "below": "yellow",
           "lost": "yellow"}  # fmt: skip


@click.command(short_help="Tell why a line's words are replaced or stay.")
@click.argument("place", metavar="FILE:LINE")
@click.option("--all", "everything", is_flag=True, help="Also the words that nothing looked at.")
@click.option("--case", "folder", metavar="DIR", help="Learn from the attachments of this case as well.")
@click.option("--show", is_flag=True, help="Show the text also where the output is no terminal.")
@with_options(*shared("policy", "tenant", "decisions", "language", "no_ner", "engine", "config", "quiet"))
def explain(*, place: str, everything: bool, folder: str | None, show: bool, **options: Any) -> None:
    """Tell for every word on LINE of FILE what looked at it, what matched, what refused it and why, what was decided.

    It prints original text, for your own eyes: without a terminal only with --show.
    """
    path, line = _place(place)
    asked = Asked(**options, inputs=(str(path),), jobs=1, writes=False)
    with opened_job(asked, as_json=False) as job:
        from redactor.equipment import kit as made
        from redactor.workshop import case, trace

        kit = made(job.engine, job.config, names=job.names, language=job.language)
        source = case.opened(path)
        others = case.others(Path(folder), path) if folder else []
        equipment, media = case.equipped(job, [source, *others], kit)
        case.readable(path, media[0], equipment)
        found = trace.explain(source, media[0], line, equipment, kit.rules)
    visible = show or sys.stdout.isatty()
    if visible:
        _talk.say("this shows original text of that line, for your own eyes", quiet=asked.quiet)
    _print(found, visible=visible, everything=everything)


def _place(place: str) -> tuple[Path, int]:
    name, _, number = place.rpartition(":")
    if not name or not re.fullmatch(r"[1-9][0-9]{0,8}", number):
        raise UsageError("no line is named", "write FILE:LINE, such as switch.cfg:12")
    return Path(name), int(number)


def _print(found: Explained, *, visible: bool, everything: bool) -> None:
    """The line, then its words."""
    if visible:
        click.secho(_talk.plain(found.text), bold=True)
    labels = f"; labels: {', '.join(map(_talk.plain, found.labels))}" if found.labels and visible else ""
    click.secho(f"{found.kind}; {found.rules} rules looked{labels}", dim=True)
    for token in found.tokens:
        if token.looks or token.verdict != "stays" or everything:
            _word(token, visible=visible)


def _word(token: Token, *, visible: bool) -> None:
    text = f"{_talk.plain(token.text)}  " if visible else ""
    becomes = f" -> {_talk.plain(token.becomes)}" if token.becomes and visible else ""
    click.echo()
    click.echo(
        f"{token.column}: {text}"
        + click.style(f"{token.verdict}{becomes}", fg=_STYLES[token.verdict], bold=True)
        + f"  {token.why}"
    )
    for look in dict.fromkeys(token.looks):
        score = f" {look.score:.2f}" if look.score else ""
        verdict = click.style(f"{look.verdict:8}", fg=_STYLES[look.verdict])
        click.echo(f"    {verdict} {look.entity} {look.rule}{score}: {look.why}")


COMMANDS = (explain,)
