"""The contract with the helpdesks (`contract.toml`) as types, and which operation a request is."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from typing import Any, Literal

SERVICES = ("zendesk", "freshdesk")
Treatment = Literal["", "file", "text", "pass"]
_NAME = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True)
class Operation:
    """One thing that can be asked of a service."""

    service: str
    name: str
    method: str
    path: str
    status: int
    refuses: frozenset[int]
    repeat: bool
    body: str = "none"
    query: frozenset[str] = frozenset()
    required: tuple[str, ...] = ()
    answer: tuple[str, ...] = ()
    treats: Treatment = ""

    def url(self, **names: object) -> str:
        """The path with its names filled in; a value that is not one word is refused."""
        values = {name: str(value) for name, value in names.items()}
        if not all(re.fullmatch(r"[\w.-]+", value) and value.strip(".") for value in values.values()):
            raise ValueError("an identifier that is not one word")
        return _NAME.sub(lambda match: values[match[1]], self.path)


@dataclass(frozen=True, slots=True)
class Contract:
    """All that can be asked of a service."""

    service: str
    prefix: str
    rate_headers: tuple[str, ...]
    operations: Mapping[str, Operation]
    patterns: tuple[tuple[str, re.Pattern[str], Operation], ...] = field(repr=False)

    def match(self, method: str, path: str) -> tuple[Operation, dict[str, str]] | None:
        """The operation of a request and the names in its path; Zendesk's `.json` is no part of a path."""
        bare = path.rstrip("/")
        if self.service == "zendesk":
            bare = bare.removesuffix(".json")
        for wanted, pattern, operation in self.patterns:
            found = pattern.fullmatch(bare) if wanted == method else None
            if found:
                return operation, found.groupdict()
        return None


@cache
def contract(service: str) -> Contract:
    """The contract with a service; it is data of this package, so it never changes."""
    text = resources.files("redactor.helpdesk").joinpath("contract.toml").read_text("utf-8")
    table = tomllib.loads(text)[service]
    operations = {name: _operation(service, name, entry, table) for name, entry in table["operations"].items()}
    patterns = tuple((made.method, _pattern(made.path), made) for made in operations.values())
    return Contract(service, table["prefix"], tuple(table["rate_headers"]), operations, patterns)


def _operation(service: str, name: str, entry: dict[str, Any], table: dict[str, Any]) -> Operation:
    given = dict(entry)
    refuses = frozenset(given.pop("refuses", ())) | frozenset(table["refuses"])
    query = frozenset(given.pop("query", ()))
    required, answer = tuple(given.pop("required", ())), tuple(given.pop("answer", ()))
    return Operation(
        service=service, name=name, refuses=refuses, query=query, required=required, answer=answer, **given
    )


def _pattern(path: str) -> re.Pattern[str]:
    literal = re.split(r"(\{\w+\})", path)
    return re.compile("".join(_part(part) for part in literal))


def _part(part: str) -> str:
    name = _NAME.fullmatch(part)
    if not name:
        return re.escape(part)
    # A token is an opaque word; everything else is a number, so that `/tickets/create_many` is no ticket.
    return rf"(?P<{name[1]}>[\w-]+)" if name[1] == "token" else rf"(?P<{name[1]}>[0-9]+)"
