"""`redactor plan`: everything but write; what would be done goes into a file that can be read, edited and carried out."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from redactor.cli import _talk
from redactor.cli._job import Asked, opened_job
from redactor.cli.run import shared, with_options

if TYPE_CHECKING:
    from redactor.job import Job
    from redactor.plan.document import Head
    from redactor.plan.make import Planner

_PLAN = (
    click.option("--out", "plan_file", metavar="FILE", required=True, help="Where the plan goes."),
    click.option("--samples", metavar="FILE", help="Also write samples in context: original values, for you alone."),
    click.option("--case", metavar="ID", help="The ticket; its attachments share their pseudonyms."),
    click.option("--case-by", type=click.Choice(["run", "dir", "file"]), default="run", show_default=True,
                 help="What makes a case: the whole run, each top directory, each file."),
    click.option("--scope", type=click.Choice(["case", "tenant"]), default="case", show_default=True,
                 help="Where equal values get equal pseudonyms."),
    click.option("--key-file", metavar="FILE", help="The key store (default: REDACTOR_KEY_FILE, else the user's)."),
    click.option("--overwrite", is_flag=True, help="Replace an earlier plan."),
)  # fmt: skip


@click.command(short_help="Tell what a run would do, as a file to edit and carry out.")
@with_options(
    *shared("inputs"), *_PLAN, *shared("policy", "tenant", "decisions", "language", "no_ner", "config", "quiet")
)
def plan(*, plan_file: str, samples: str | None, **options: Any) -> int:
    """Do everything that a run does with INPUT but write, and put into FILE what would be done.

    `redactor run --plan FILE` then does exactly that. The plan holds no original value. Exit code 1: something would be
    withheld.
    """
    asked = Asked(**options, jobs=1, engine=None, writes=False)
    with opened_job(asked, as_json=False, keys=True) as job, _talk.progress(quiet=asked.quiet) as progress:
        from redactor import pipeline
        from redactor.plan import document
        from redactor.plan.make import Planner
        from redactor.plan.samples import write as write_samples

        planner = Planner()
        report = pipeline.run(_overseen(job, planner), progress)
        document.write(Path(plan_file), head_of(job, planner, report), planner.sheets, overwrite=asked.overwrite)
        if samples:
            write_samples(Path(samples), planner.sheets, overwrite=asked.overwrite)
    totals = report.totals()
    _talk.say(f"plan: {plan_file}: {totals.found} values in {totals.files} attachments", quiet=asked.quiet)
    if samples:
        _talk.say(f"samples: {samples}: holds original values, for you alone", quiet=asked.quiet)
    return 1 if totals.withheld else 0


def _overseen(job: Job, planner: Planner) -> Job:
    from dataclasses import replace

    return replace(job, overseer=planner)


def head_of(job: Job, planner: Planner, report: Any) -> Head:
    """What the plan says before its files."""
    from redactor.equipment import all_rules
    from redactor.own_rules import load as own_rules
    from redactor.plan.carry_out import settings_digest
    from redactor.plan.document import Head
    from redactor.plan.reasons import reasons

    rules = (*all_rules(), *own_rules.load(job.config, "auto").rules)
    secret = planner.cases[0].secret.secret if planner.cases else b""
    return Head(report=report, case_by=job.case_by, settings=settings_digest(job.config, secret), known=reasons(rules))


COMMANDS = (plan,)
