"""The privacy data sheet as policy: categories of data, purposes, controllers, sub-processors, retention.

One TOML file (`data_sheets/default.toml` is the example and says what every key means), judged when it is loaded: a word
that is not defined in it, or that we do not know, is an error with file, line and the nearest valid word.

    sheet ─► Row of a destination ─► narrowed policy · what may stay in ticket fields · whose region it serves · how long
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

from redactor import toml_file
from redactor.config import REGIONS
from redactor.policy import ENTITIES
from redactor.toml_file import Table

WHERE = ("attachments", "ticket-fields", "elsewhere")
"""Where data of a category stand; only those of `attachments` can stay in attachments."""
CONTENT = "pseudonymised_content"
"""The category of what `redactor` writes: only a sub-processor that sees it can be a destination."""
DEFAULT = Path(__file__).parent / "data_sheets" / "default.toml"


@dataclass(frozen=True, slots=True)
class Category:
    """A category of data, and by which entities it is found."""

    name: str
    description: str
    entities: frozenset[str]
    where: str


@dataclass(frozen=True, slots=True)
class Controller:
    """A category of controllers, and the processing carried out for it."""

    name: str
    description: str
    data_subjects: tuple[str, ...]
    purposes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Subprocessor:
    """A row of the table of sub-processors."""

    key: str
    name: str
    purpose: str
    sees: tuple[Category, ...]
    regions: tuple[str, ...]
    location: str
    safeguard: str
    retention_days: int
    helpdesk: bool = False

    @property
    def destination(self) -> bool:
        """True where copies may be sent there at all."""
        return any(category.name == CONTENT for category in self.sees)

    def stays(self, where: str) -> frozenset[str]:
        """The entities that may stay as they are, in attachments or in ticket fields."""
        return frozenset().union(*(category.entities for category in self.sees if category.where == where))


@dataclass(frozen=True, slots=True)
class Retention:
    """Days after the end of a contract, and after a written request, until everything is gone; days receipts are kept."""

    after_termination_days: int
    on_request_days: int
    receipts_days: int

    def after_termination(self, contract_end: date) -> date:
        """The day by which the data of a tenant are gone."""
        return contract_end + timedelta(days=self.after_termination_days)

    def on_request(self, requested: date) -> date:
        """The day by which a written request is fulfilled."""
        return requested + timedelta(days=self.on_request_days)


@dataclass(frozen=True, slots=True)
class DataSheet:
    """The sheet; `digest` names its very bytes."""

    description: str
    processor: str
    contact: str
    categories: Mapping[str, Category] = field(hash=False)
    purposes: Mapping[str, str] = field(hash=False)
    controllers: Mapping[str, Controller] = field(hash=False)
    subprocessors: Mapping[str, Subprocessor] = field(hash=False)
    retention: Retention
    measures: tuple[str, ...]
    digest: str = ""

    def destinations(self) -> dict[str, Subprocessor]:
        """The sub-processors that copies may be sent to."""
        return {key: row for key, row in self.subprocessors.items() if row.destination}


def load(path: Path | None = None) -> DataSheet:
    """The sheet in that file, else ours; raises `ConfigError` on whatever it does not fully understand."""
    path = path or DEFAULT
    table = toml_file.read(path, "data sheet")
    return parse(table, hashlib.sha256(path.read_bytes()).hexdigest())


def parse(table: Table, digest: str = "") -> DataSheet:
    """The sheet that the table states."""
    processor, security = table.table("processor"), table.table("security")
    categories = _categories(table.table("categories"))
    purposes = _purposes(table.table("purposes"))
    sheet = DataSheet(
        description=table.take("description", str, ""),
        processor=_text(processor, "name"),
        contact=_text(processor, "contact"),
        categories=categories,
        purposes=purposes,
        controllers=_controllers(table.table("controllers"), purposes),
        subprocessors=_subprocessors(table.table("subprocessors"), categories, purposes),
        retention=_retention(table.table("retention")),
        measures=security.words("measures"),
        digest=digest,
    )
    for part in (processor, security, table):
        part.done()
    return sheet


def _categories(table: Table) -> dict[str, Category]:
    found = {}
    for name in table.keys:
        entry = table.table(name)
        entities = frozenset(_known(entry, "entities", ENTITIES))
        found[name] = Category(name, _text(entry, "description"), entities, entry.word("where", WHERE))
        entry.done()
    if CONTENT not in found:
        raise table.error("is missing", CONTENT, "the category of redacted attachments; rows that may get them name it")
    return found


def _purposes(table: Table) -> dict[str, str]:
    found = {}
    for name in table.keys:
        entry = table.table(name)
        found[name] = _text(entry, "description")
        entry.done()
    return found


def _controllers(table: Table, purposes: Mapping[str, str]) -> dict[str, Controller]:
    found = {}
    for name in table.keys:
        entry = table.table(name)
        found[name] = Controller(
            name, _text(entry, "description"), entry.words("data_subjects"), _known(entry, "purposes", tuple(purposes))
        )
        entry.done()
    return found


def _subprocessors(
    table: Table, categories: Mapping[str, Category], purposes: Mapping[str, str]
) -> dict[str, Subprocessor]:
    found = {}
    for key in table.keys:
        entry = table.table(key)
        found[key] = Subprocessor(
            key=key,
            name=_text(entry, "name"),
            purpose=entry.word("purpose", tuple(purposes)),
            sees=tuple(categories[name] for name in _known(entry, "sees", tuple(categories))),
            regions=_known(entry, "regions", REGIONS),
            location=_text(entry, "location"),
            safeguard=entry.take("safeguard", str, ""),
            retention_days=_days(entry, "retention_days"),
            helpdesk=entry.take("helpdesk", bool, False),
        )
        entry.done()
    return found


def _retention(table: Table) -> Retention:
    retention = Retention(
        *(_days(table, key) for key in ("after_termination_days", "on_request_days", "receipts_days"))
    )
    table.done()
    return retention


def _known(table: Table, key: str, valid: tuple[str, ...]) -> tuple[str, ...]:
    """A list of words, each of which is defined."""
    if key not in table.keys:
        table.words(key)
        raise table.error("is missing", key, f"a list of: {', '.join(valid)}")
    words = table.words(key)
    for word in words:
        if word not in valid:
            raise table.error(f"unknown word {word!r}", key, toml_file.hint_for(word, valid))
    return words


def _text(table: Table, key: str) -> str:
    """A text that must be there."""
    text = table.take(key, str, "")
    if not text.strip():
        raise table.error("is missing", key, "write it in quotes")
    return text


def _days(table: Table, key: str) -> int:
    days = table.take(key, int, 0)
    if days <= 0:
        raise table.error("must be a number of days above 0", key)
    return days
