"""`redactor policy diff OLD NEW INPUT...`: what another policy would change."""

from __future__ import annotations

from typing import Any

import click

from redactor.cli import _talk
from redactor.cli._job import Asked, opened_job
from redactor.cli.run import shared, with_options


@click.group(short_help="Compare policies on your own attachments.")
def policy() -> None:
    """Compare policies."""


@policy.command(short_help="Tell what NEW would do otherwise than OLD.")
@click.argument("old", metavar="OLD")
@click.argument("new", metavar="NEW")
@click.argument("inputs", nargs=-1, metavar="INPUT...")
@click.option("--places", is_flag=True, help="Name every place.")
@with_options(*shared("tenant", "decisions", "language", "no_ner", "config", "as_json", "quiet"))
def diff(*, old: str, new: str, places: bool, as_json: bool, **options: Any) -> None:
    """Tell what the policy NEW would do otherwise than OLD with INPUT (files, directories); both names or files.

    Without INPUT: what the two say differently.
    """
    from redactor import policy as policies

    before, after = policies.load(old), policies.load(new)
    asked = Asked(**options, policy=None, engine=None, jobs=1, writes=False)
    from redactor.workshop import compare

    settings = list(compare.settings(before, after))
    found: list[compare.Place] = []
    if asked.inputs:
        with opened_job(asked, as_json=False) as job:
            found = list(compare.places(job, before, after))
    changes = compare.summed(found)
    if as_json:
        listed = {"places": [place._asdict() for place in found]} if places else {}
        told = {"settings": [dict(zip(("setting", "old", "new"), each, strict=True)) for each in settings]}
        sums = {"changes": [change._asdict() for change in changes]}
        _talk.data(
            {"schema": "redactor-policy-diff/1", "old": before.name, "new": after.name, **told, **sums, **listed}
        )
        return
    _talk.table(("setting", f"old: {before.name}", f"new: {after.name}"), settings)
    if asked.inputs:
        click.echo()
        _talk.table(compare.Change._fields, changes, numbers=("occurrences", "files"))
        if places:
            click.echo()
            _talk.table(compare.Place._fields, found, numbers=("line",))


COMMANDS = (policy,)
