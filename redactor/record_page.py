"""A record as a page: one file in the look of the redaction report that refers to nothing and holds no value."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from redactor import atomic
from redactor.records import Record
from redactor.version import VERSION

_FOLDER = Path(__file__).parent / "report_html"


def html(record: Record) -> str:
    """The page."""
    from jinja2 import Environment, StrictUndefined  # here: heavy, and needed for this alone
    from markupsafe import Markup

    environment = Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True, undefined=StrictUndefined)
    environment.filters.update(number=_number, svg=Markup)
    template = environment.from_string((_FOLDER / "record.html.j2").read_text(encoding="utf-8"))
    return template.render(record=record, style=Markup(_style()), version=VERSION)


def text(record: Record) -> str:
    """The JSON form."""
    return json.dumps(record.data(), indent=1, ensure_ascii=False) + "\n"


def write(record: Record, path: Path) -> None:
    """Write it whole or not at all, as a page or as JSON, as the ending says."""
    made = html(record) if path.suffix == ".html" else text(record)
    with atomic.writing(path, overwrite=True) as file:
        file.write(made.encode(errors="backslashreplace"))


def _style() -> str:
    """The style sheet of the redaction report, so that both look the same."""
    page = (_FOLDER / "page.html.j2").read_text(encoding="utf-8")
    return page.partition("<style>")[2].partition("</style>")[0]


def _number(value: Any) -> str:
    """Groups of three digits, apart by a thin space that does not break."""
    return f"{value:,}".replace(",", "\u202f") if isinstance(value, int) else str(value)
