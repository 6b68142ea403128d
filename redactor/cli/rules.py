"""`redactor rules test FILE`: lines that must vanish or survive, against the rules that are installed."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from redactor.cli import _talk
from redactor.cli._job import Asked, opened_job
from redactor.cli.run import shared, with_options


@click.group(short_help="Try rules on lines of your own.")
def rules() -> None:
    """Try the rules, yours among them, on lines of your own."""


@rules.command(short_help="Try lines that must vanish or survive.")
@click.argument("file", metavar="FILE")
@click.option("--json", "as_json", is_flag=True, help="A JSON document instead of a list.")
@with_options(*shared("policy", "language", "no_ner", "engine", "config", "quiet"))
def test(*, file: str, as_json: bool, **options: Any) -> int:
    """Try the lines of FILE: what is marked in must_vanish has to be replaced, must_survive has to stay.

    Exit code 0: every line did as it must; 1: some did not, each named by FILE and line.
    """
    from redactor.workshop import case, trials

    wanted = trials.read(Path(file))
    if wanted.policy and not options["policy"]:
        options["policy"] = wanted.policy
    asked = Asked(**options, inputs=(), tenant=None, jobs=1, writes=False)
    with opened_job(asked, as_json=False) as job:
        equipment, _ = case.equipped(replace(job, key_store=None), [])
        verdicts = list(trials.run(wanted, equipment))
    failed = [each for each in verdicts if not each.passed]
    if as_json:
        entries = [{"line": each.line, "must": each.must, "passed": each.passed, "why": each.why} for each in verdicts]
        _talk.data({"schema": "redactor-rules-test/1", "file": file, "lines": entries})
    else:
        for each in failed:
            click.echo(f"{_talk.plain(file)}:{each.line}: must {each.must}: {each.why}")
    _talk.say(f"{len(verdicts)} lines, {len(failed)} failed", quiet=asked.quiet)
    return 1 if failed else 0


COMMANDS = (rules,)
