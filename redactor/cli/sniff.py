"""`redactor sniff`: what each attachment is, and why."""

from __future__ import annotations

import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from redactor.cli import _talk

if TYPE_CHECKING:
    from redactor.model import MediaType


@click.command(short_help="Tell what each attachment is, and why.")
@click.argument("inputs", nargs=-1, required=True, metavar="INPUT...")
@click.option("--json", "as_json", is_flag=True, help="A JSON document instead of a table.")
def sniff(*, inputs: tuple[str, ...], as_json: bool) -> int:
    """Tell what INPUT (files, directories, `-`) is, and why. Exit code 1: something cannot be read."""
    looked = [_look(path, name) for path, name in _named(inputs)]
    if as_json:
        _talk.data({"schema": "redactor-sniff/1", "files": looked})
    else:
        rows = [
            (each["file"], each["kind"], each["name"], each["encoding"], f"{each['confidence']:.2f}", _why(each))
            for each in looked
        ]
        _talk.table(("file", "kind", "name", "encoding", "confidence", "why"), rows, numbers=("confidence",))
    return 1 if any(each["error"] for each in looked) else 0


def _named(inputs: tuple[str, ...]) -> list[tuple[Path | None, str]]:
    """The attachments that the arguments name; no path for standard input."""
    from redactor.cli._job import STREAM, STREAM_NAME, files_of
    from redactor.source import walk

    found: list[tuple[Path | None, str]] = list(walk(files_of(inputs)))
    return [*found, (None, STREAM_NAME)] if STREAM in inputs else found


def _look(path: Path | None, name: str) -> dict[str, Any]:
    """What one attachment is; what cannot be read has a reason instead."""
    from redactor.errors import WithheldError
    from redactor.limits import Limits
    from redactor.model import MediaType
    from redactor.sniff import sniff as judge
    from redactor.source import FileSource, SpooledSource

    try:
        if path is None:
            stream = sys.stdin.buffer
            with SpooledSource.from_stream(stream, name, Limits().attachment_bytes) as spooled:
                return _entry(name, judge(spooled))
        with FileSource(path, name) as source:
            return _entry(name, judge(source))
    except WithheldError as error:
        return _entry(name, MediaType("unsupported", "", "", "", 0.0), str(error.reason))


def _entry(name: str, media: MediaType, error: str = "") -> dict[str, Any]:
    entry = asdict(media)
    return {"file": name, **entry, "error": error}


def _why(entry: dict[str, Any]) -> str:
    why = "; ".join(entry["why"])
    return entry["error"] or (f"{why}; the name says otherwise" if entry["name_disagrees"] else why)


COMMANDS = (sniff,)
