"""`redactor review CASE`: a local page on which a person looks, corrects and approves; only what is approved is applied."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from redactor.cli import _talk
from redactor.cli._job import Asked, opened_job
from redactor.cli.run import publisher, shared, with_options
from redactor.errors import UsageError


@click.command(short_help="Look at a case in the browser, correct it, approve it.")
@click.argument("inputs", nargs=-1, required=True, metavar="CASE...")
@click.option("--out", metavar="DIR", help="Where the copies of an approved plan go.")
@click.option(
    "--plan", "plan_file", metavar="FILE", default="plan.json", show_default=True, help="Where the approved plan goes."
)
@click.option(
    "--save-decisions", metavar="FILE", help="Where decisions go (default: where they come from, else decisions.toml)."
)
@click.option("--port", type=click.IntRange(0, 65535), default=0, help="Port on 127.0.0.1 (default: a free one).")
@click.option("--open", "opens", is_flag=True, help="Open the page in the browser.")
@click.option("--case", metavar="ID", help="The ticket; its attachments share their pseudonyms.")
@click.option("--key-file", metavar="FILE", help="The key store (default: REDACTOR_KEY_FILE, else the user's).")
@with_options(*shared("policy", "tenant", "decisions", "language", "no_ner", "config", "quiet"))
def review(*, plan_file: str, save_decisions: str | None, port: int, opens: bool, **options: Any) -> None:
    """Look at CASE (files, directories) on a local page: originals beside copies, and why.

    The address on standard output opens the page once, on this machine. Interrupt the command to end it. Nothing is
    written but the plan and the decisions that you approve there, and the copies in DIR when you apply them.
    """
    writes = options["out"] is not None
    asked = Asked(**options, engine=None, jobs=1, writes=writes)
    try:
        from redactor.web.serve import serve
        from redactor.web.session import Session
    except ModuleNotFoundError as error:
        raise UsageError(f"the review page needs {error.name}", "install support-redactor[review]") from None
    with opened_job(asked, as_json=False, keys=True) as job:
        from redactor import report

        decided = Path(save_decisions or asked.decisions or "decisions.toml")
        session = Session(replace(job, case_by="run"), Path(plan_file), decided, publisher(job, asked))

        def ready(address: str) -> None:
            click.echo(address)
            _talk.say("open this once, in a browser on this machine; interrupt to end", quiet=asked.quiet)
            if opens:
                click.launch(address)

        serve(session, port, ready)
        if session.applied is not None and job.out is not None:
            _talk.say(f"report: {job.out / report.HTML_NAME}", quiet=asked.quiet)


COMMANDS = (review,)
