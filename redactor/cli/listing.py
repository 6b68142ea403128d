"""`redactor list`: what there is, from the code itself."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import click

from redactor.cli import _talk

Row = dict[str, Any]


@click.command("list", short_help="Name what is installed.")
@click.argument("what", type=click.Choice(["recognizers", "formats", "containers", "policies", "destinations"]))
@click.option("--json", "as_json", is_flag=True, help="A JSON document instead of a table.")
def listing(*, what: str, as_json: bool) -> None:
    """Name all recognizers, formats, containers, policies or destinations that are installed."""
    rows = _LISTS[what]()
    if as_json:
        _talk.data({"schema": "redactor-list/1", what: rows})
        return
    title = tuple(rows[0]) if rows else ("nothing is installed",)
    _talk.table(title, [[_shown(row[name]) for name in title] for row in rows], numbers=("score",))


def _recognizers() -> list[Row]:
    from redactor import config as configuration
    from redactor.equipment import all_rules
    from redactor.own_rules import load as own_rules

    rules = all_rules()
    settings = configuration.load()
    own = own_rules.load(settings, "auto", {rule.id for rule in rules})
    rules += own.rules
    more: list[Row] = [
        {"entity": entity, "rule": rule, "score": score, "kinds": [], "reference": reference}
        for finder in own.finders
        for entity, rule, score, reference in finder.listed()
    ]
    return more + [
        {"entity": rule.entity, "rule": rule.id, "score": rule.score, "kinds": sorted(rule.kinds),
         "reference": rule.reference}
        for rule in sorted(rules, key=lambda rule: (rule.entity, rule.id))
    ]  # fmt: skip


def _formats() -> list[Row]:
    from redactor import formats, plugins
    from redactor.equipment import FORMATS_GROUP

    loaded = plugins.load(formats, FORMATS_GROUP)
    return [{"format": name, "reads": module.DOC} for name, module in loaded.items()]


def _containers() -> list[Row]:
    from redactor import containers, plugins
    from redactor.equipment import CONTAINERS_GROUP

    loaded = plugins.load(containers, CONTAINERS_GROUP)
    return [{"container": name, "opens": module.DOC} for name, module in loaded.items()]


def _policies() -> list[Row]:
    from redactor import policy

    loaded = [policy.load(name) for name in sorted(policy.available())]
    return [
        {"policy": each.name, "keeps": [entity for entity in policy.ENTITIES if each.permits(entity)],
         "description": each.description}
        for each in loaded
    ]  # fmt: skip


def _destinations() -> list[Row]:
    """Where copies can be written, and for whom they can be made: the recipients of the data sheet."""
    from redactor import config, destinations, residency

    rows: list[Row] = [
        {"destination": name, "is": module.DOC, "serves": [], "keeps": []}
        for name, module in destinations.available().items()
    ]
    for name, to in residency.sheet_of(config.read()).destinations().items():
        doc = f"copies for {to.name} ({to.location}), written to --out"
        rows.append(
            {"destination": name, "is": doc, "serves": list(to.regions), "keeps": sorted(to.stays("attachments"))}
        )
    return rows


def _shown(value: Any) -> Any:
    if isinstance(value, list):
        return " ".join(value) or "-"
    return f"{value:.2f}" if isinstance(value, float) else value


_LISTS: dict[str, Callable[[], list[Row]]] = {
    "recognizers": _recognizers,
    "formats": _formats,
    "containers": _containers,
    "policies": _policies,
    "destinations": _destinations,
}

COMMANDS = (listing,)
