"""`redactor report`: records of processing, made from receipts and the data sheet alone."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from redactor.cli import _talk
from redactor.cli.receipt import keys

if TYPE_CHECKING:
    from redactor.records import Record

DAY = click.DateTime(formats=["%Y-%m-%d"])
_OPTIONS = (
    click.argument("paths", metavar="RECEIPTS...", nargs=-1, required=True),
    click.option("--since", type=DAY, metavar="DATE", help="From this day on (UTC)."),
    click.option("--until", type=DAY, metavar="DATE", help="Up to this day."),
    click.option("--tenant", metavar="NAME", help="Of this tenant alone."),
    click.option("--out", metavar="FILE", help="FILE.html is a page, FILE.json its data (default: tables on stdout)."),
    click.option("--json", "as_json", is_flag=True, help="The data on standard output."),
    click.option("--public-key", metavar="FILE", multiple=True, help="Whose signatures count (default: our own)."),
    click.option("--key-file", metavar="FILE", help="The key store beside which the signing key is."),
    click.option("--config", metavar="FILE", help="Use this instead of redactor.toml."),
)


@click.group("report", short_help="Records of processing, from receipts alone.")
def reports() -> None:
    """Records of processing, made from signed receipts (files, folders of runs) and the data sheet alone."""


def _command(name: str, text: str) -> click.Command:
    def call(**options: Any) -> None:
        _make(name, **options)

    call.__doc__ = text
    command = click.command(name)(call)
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


def _make(
    kind: str,
    *,
    paths: tuple[str, ...],
    since: datetime | None,
    until: datetime | None,
    tenant: str | None,
    out: str | None,
    as_json: bool,
    public_key: tuple[str, ...],
    key_file: str | None,
    config: str | None,
) -> None:
    """Gather, count, write."""
    target = _target(out)
    from redactor import config as configuration
    from redactor import evidence, record_page, records, residency

    sheet = residency.sheet_of(configuration.read(Path(config) if config else None))
    period = evidence.Period(_day(since), _day(until))
    found = evidence.gather([Path(path) for path in paths], keys(public_key, key_file), period, tenant)
    record = records.RECORDS[kind](found, sheet)
    if target is not None:
        record_page.write(record, target)
        _talk.say(f"written: {target}")
    if as_json:
        click.echo(record_page.text(record).encode(errors="backslashreplace"), nl=False)
    elif target is None:
        _print(record)


def _target(out: str | None) -> Path | None:
    from redactor.errors import UsageError

    if out is not None and not out.endswith((".html", ".json")):
        raise UsageError(f"--out {out} ends neither in .html nor in .json", "name the file by what it shall be")
    if out is not None and not Path(out).resolve().parent.is_dir():
        raise UsageError(f"there is no folder for {out}", "make it first")
    return Path(out) if out is not None else None


def _print(record: Record) -> None:
    """Every section that has rows, under its title."""
    for section in record.sections:
        if section.rows:
            click.echo(f"# {section.title}")
            columns = tuple(section.rows[0])
            numbers = [name for name, value in section.rows[0].items() if isinstance(value, int)]
            _talk.table(columns, [list(row.values()) for row in section.rows], numbers=numbers)


def _day(moment: datetime | None) -> date | None:
    return moment.date() if moment is not None else None


for _name, _text in (
    ("art30", "Record of processing activities (GDPR, article 30)."),
    ("subprocessors", "Table of sub-processors, with what was made for each."),
    ("summary", "What happened in a period, in sums."),
):
    reports.add_command(_command(_name, _text))

COMMANDS = (reports,)
