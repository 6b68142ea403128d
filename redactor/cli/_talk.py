"""What is said to people, on stderr, and how tables are drawn; a value of an attachment never gets here."""

from __future__ import annotations

import contextlib
import json
import re
import sys
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, TextIO

import click

if TYPE_CHECKING:
    import pandas

    from redactor.job import Progress


def error(message: str, hint: str, code: int) -> int:
    """Say what is wrong and what to do, each on one line, lower case, no full stop; gives back the exit code."""
    click.echo(f"error: {plain(message)}", err=True)
    if hint:
        click.echo(f"hint: {plain(hint)}", err=True)
    return code


def click_error(failed: click.ClickException) -> int:
    """A complaint of click's in our form; its own "did you mean" becomes the hint."""
    message = re.split(r" \(?Did you mean", failed.format_message())[0]
    near = " or ".join(getattr(failed, "possibilities", None) or ())
    context = getattr(failed, "ctx", None)
    command = context.command_path if context else "redactor"
    return error(message[:1].lower() + message[1:], f"did you mean {near}?" if near else f"see {command} --help", 2)


def say(text: str, *, quiet: bool = False) -> None:
    """One line of talk."""
    if not quiet:
        click.echo(text, err=True)


def data(value: object) -> None:
    """One JSON document on standard output."""
    click.echo(json.dumps(value, indent=1, ensure_ascii=False).encode(errors="backslashreplace"))


def table(title: Sequence[str], rows: Sequence[Sequence[object]], *, numbers: Sequence[str] = ()) -> None:
    """A table on standard output: drawn on a terminal, one row a line with tabs for programs."""
    if not sys.stdout.isatty():
        for row in (title, *rows):
            click.echo("\t".join(_cell(cell) for cell in row).encode(errors="backslashreplace"))
        return
    _draw(title, rows, numbers, sys.stdout)


def frame(made: pandas.DataFrame, *, stream: TextIO, heading: str = "") -> None:
    """A pandas table; its index is the first column."""
    shown = made.reset_index()
    rows = [[_cell(cell) for cell in row] for row in shown.itertuples(index=False)]
    title = [str(column) for column in shown.columns]
    _draw(title, rows, [str(column) for column in made.columns], stream, heading)


@contextlib.contextmanager
def progress(*, quiet: bool) -> Iterator[Callable[[Progress], None]]:
    """A bar on a terminal, nothing elsewhere."""
    if quiet or not sys.stderr.isatty():
        yield lambda _: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bars:
        task = bars.add_task("learn", total=None)
        yield lambda state: bars.update(task, description=state.stage, completed=state.done, total=state.total)


def _draw(
    title: Sequence[str], rows: Sequence[Sequence[object]], numbers: Sequence[str], stream: TextIO, heading: str = ""
) -> None:
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    drawn = Table(box=box.SIMPLE_HEAD, title=heading or None, title_justify="left", title_style="bold", pad_edge=False)
    for name in title:
        drawn.add_column(name, justify="right" if name in numbers else "left", overflow="fold")
    for row in rows:
        drawn.add_row(*(Text(_cell(cell)) for cell in row))
    console = Console(file=stream, highlight=False)
    if not stream.isatty():
        console.width = max(console.width, 160)
    console.print(drawn)


def _cell(value: Any) -> str:
    if isinstance(value, float):
        return f"{value:.4f}"
    return plain(str(value))


def plain(text: str) -> str:
    """One line without control characters, so that a file's name cannot write on the terminal."""
    return re.sub(r"[\x00-\x1f\x7f-\x9f]+", " ", text).rstrip(". ")


def visible(text: str) -> str:
    """A part of a line, blanks kept, without control characters."""
    return re.sub(r"[\x00-\x08\x0a-\x1f\x7f-\x9f]", "\N{REPLACEMENT CHARACTER}", text.removesuffix("\r"))
