"""`redactor run`, the main job, and `redactor check`, which finds and changes nothing."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from redactor.cli import _talk
from redactor.cli._job import Asked, opened_job, signer_of

if TYPE_CHECKING:
    from redactor.job import Job
    from redactor.report import RunReport, Totals
    from redactor.signing import Signer

Command = TypeVar("Command", bound=Callable[..., Any])
Option = Callable[[Any], Any]

SHARED: dict[str, Option] = {
    "inputs": click.argument("inputs", nargs=-1, required=True, metavar="INPUT..."),
    "policy": click.option("--policy", metavar="NAME|FILE", help="What is done with what (default: balanced)."),
    "tenant": click.option("--tenant", metavar="NAME", help="Whose attachments these are (default: default)."),
    "decisions": click.option(
        "--decisions", metavar="FILE", help="What people decided in reviews (default: as configured)."
    ),
    "language": click.option("--language", metavar="CODE", help="Language of the prose (default: en)."),
    "no_ner": click.option(
        "--no-ner", is_flag=True, help="Do not seek names in prose; faster, and the report says so."
    ),
    "engine": click.option(
        "--engine", metavar="NAME", help="auto, hyperscan, re2, re or presidio; all give the same copies."
    ),
    "jobs": click.option("--jobs", type=click.IntRange(min=1), default=1, show_default=True, help="Worker processes."),
    "config": click.option("--config", metavar="FILE", help="Use this instead of redactor.toml."),
    "as_json": click.option("--json", "as_json", is_flag=True, help="Write the report to standard output."),
    "quiet": click.option("--quiet", "-q", is_flag=True, help="Say nothing but errors."),
}
"""Options that several commands have, by what they set."""

_RUN = (
    click.option("--out", metavar="DIR", help="Where the copies go; `-` is standard output, for one attachment."),
    click.option("--case", metavar="ID", help="The ticket; its attachments share their pseudonyms."),
    click.option("--case-by", type=click.Choice(["run", "dir", "file"]), default="run", show_default=True,
                 help="What makes a case: the whole run, each top directory, each file."),
    click.option("--scope", type=click.Choice(["case", "tenant"]), default="case", show_default=True,
                 help="Where equal values get equal pseudonyms."),
    click.option("--key-file", metavar="FILE", help="The key store (default: REDACTOR_KEY_FILE, else the user's)."),
    click.option("--vault", metavar="URL|PATH", help="What turns pseudonyms back (default: beside the key store)."),
    click.option("--no-vault", is_flag=True, help="Keep no way back."),
    click.option("--destination", metavar="NAME", help="See `redactor list destinations`."),
    click.option("--plan", metavar="FILE", help="Do exactly what this plan says, or nothing."),
    click.option("--places", is_flag=True, help="Write every place to places.jsonl, not only the first 1,000 a file."),
    click.option("--receipts", multiple=True, metavar="FILE|DIR",
                 help="Files that these receipts cover pass as they are; changed ones are withheld."),
    click.option("--overwrite", is_flag=True, help="Replace what an earlier run left in DIR."),
)  # fmt: skip


def shared(*names: str) -> list[Option]:
    """The shared options of those names."""
    return [SHARED[name] for name in names]


def with_options(*options: Option) -> Callable[[Command], Command]:
    def add(command: Command) -> Command:
        for option in reversed(options):
            command = option(command)
        return command

    return add


@click.command(short_help="Write redacted copies and a report.")
@with_options(
    SHARED["inputs"], *_RUN[:1], *shared("policy", "tenant", "decisions"), *_RUN[1:],
    *shared("language", "no_ner", "engine", "jobs", "config", "as_json", "quiet"),
)  # fmt: skip
def run(*, as_json: bool, **options: Any) -> int:
    """Write redacted copies of INPUT (files, directories, `-`) and a report to a directory.

    Exit code 0: everything was released; 1: something was withheld.
    """
    asked = Asked(**options, writes=True)
    with opened_job(asked, as_json=as_json) as job, _talk.progress(quiet=asked.quiet) as progress:
        from redactor import pipeline

        publish = publisher(job, asked)
        report = pipeline.run(job, progress)
        publish(report, job)
    _print(report, as_json=as_json)
    _summary(report, job.out, quiet=asked.quiet)
    totals = report.totals()
    return 1 if totals.withheld or totals.members_withheld else 0


@click.command(short_help="Tell what a run would replace; change nothing.")
@with_options(*SHARED.values())
def check(*, as_json: bool, **options: Any) -> int:
    """Tell what INPUT (files, directories, `-`) holds that a run would replace; changes nothing.

    Exit code 0: nothing was found; 1: something was found, or could not be read.
    """
    asked = Asked(**options, writes=False)
    with opened_job(asked, as_json=as_json) as job, _talk.progress(quiet=asked.quiet) as progress:
        from redactor import pipeline

        report = pipeline.run(job, progress)
    _print(report, as_json=as_json)
    if not as_json:
        _places(report)
    _summary(report, None, quiet=asked.quiet)
    totals = report.totals()
    return 1 if totals.found or totals.withheld or totals.members_withheld else 0


def publisher(job: Job, asked: Asked) -> Callable[[RunReport, Job], None]:
    """Who writes report and receipts beside the copies; the signing key is there before any work."""
    signer = signer_of(job.key_store, quiet=asked.quiet) if job.out and job.key_store else None

    def publish(report: RunReport, done: Job) -> None:
        if done.out is not None and signer is not None:
            _write(report, done.out, overwrite=done.overwrite)
            _write_receipts(report, done, signer, asked.destination or "")

    return publish


def _write(report: RunReport, out: Path, *, overwrite: bool) -> None:
    """Write the reports; copies of an earlier run that this one does not release are removed first."""
    from redactor import report as paper
    from redactor.destinations import directory
    from redactor.model import Released

    if overwrite:
        released = {outcome.name for outcome in report.outcomes if isinstance(outcome, Released)}
        earlier = {outcome.name for outcome in report.outcomes} | paper.released_by(out / paper.JSON_NAME)
        for name in earlier - released:
            directory.withdraw(out, name)
    paper.write_json(report, out / paper.JSON_NAME)
    paper.write_html(report, out / paper.HTML_NAME)


def _write_receipts(report: RunReport, job: Job, signer: Signer, destination: str) -> None:
    """A signed receipt for every attachment, beside the report."""
    from redactor import receipt, receipt_files

    assert job.out is not None
    held = receipt.Circumstances(job.policy, job.config, destination)
    earlier = job.cover.lines if job.cover else None
    receipt_files.write(job.out / receipt.NAME, receipt_files.lines(report, held, signer, earlier))


def _print(report: RunReport, *, as_json: bool) -> None:
    if as_json:
        from redactor.report import json_chunks

        for chunk in json_chunks(report):
            click.echo(chunk.encode(errors="backslashreplace"), nl=False)


def _places(report: RunReport) -> None:
    """Findings as compilers name them: `file:line: ENTITY (rule)`."""
    from redactor.model import Released

    for outcome in report.entries:
        for place in outcome.places if isinstance(outcome, Released) else ():
            line = f"{outcome.name}:{place.line}: {place.entity} ({place.rule})\n"
            click.echo(line.encode(errors="backslashreplace"), nl=False)


def _summary(report: RunReport, out: Path | None, *, quiet: bool) -> None:
    """What happened, on stderr: withheld attachments one by one, sums, where the report lies."""
    if quiet:
        return
    from redactor import report as paper
    from redactor.model import Withheld

    totals = report.totals()
    if sys.stderr.isatty() and (totals.found or totals.kept):
        _talk.frame(paper.summary_table(report), stream=sys.stderr)
    for outcome in (entry for entry in report.entries if isinstance(entry, Withheld)):
        hint = f" ({outcome.hint})" if outcome.hint else ""
        click.echo(f"withheld: {outcome.name}: {outcome.reason}{hint}".encode(errors="backslashreplace"), err=True)
    files = _counted(totals)
    if report.command == "check":
        _talk.say(f"{files}: {totals.found} values to replace, {totals.withheld} that cannot be read")
    else:
        _talk.say(f"{files}: {totals.released} released, {totals.withheld} withheld, {totals.found} values replaced")
    if not report.names_sought:
        _talk.say("names in prose were not sought")
    if out is not None:
        _talk.say(f"report: {out / paper.HTML_NAME}")


def _counted(totals: Totals) -> str:
    """How many attachments, and how many members in them."""
    files = f"{totals.files} attachment{'' if totals.files == 1 else 's'}"
    return files + (f" with {totals.members} members ({totals.members_withheld} withheld)" if totals.members else "")


COMMANDS = (run, check)
