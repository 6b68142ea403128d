"""A policy says for every entity what is done with it; it is judged when it is loaded.

A policy is one TOML file; its name is the policy's name:

    description = "…"                 what it is for, one line
    min_score = 0.4                   findings below are left alone
    family_only = false               generalise to the family alone: zero every number, not only the last ones
    keep_public_resolvers = true      8.8.8.8 and its like say nothing about the customer
    whole_containers = false          true: an archive or mail with a member that is withheld does not go at all
    names_required = true             what is sent without a person's look had its names sought, or is held for review

    [actions]                         every entity of `ENTITIES`, each with an action
    IP_ADDRESS = "pseudonymise"
    [min_scores]                      exceptions from `min_score`
    [custom]                          entities of the user's own recognizers
    default = "pseudonymise"
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from redactor import toml_file
from redactor.errors import ConfigError, PluginError
from redactor.model import Action
from redactor.toml_file import Table

ENTITIES = (
    "IP_ADDRESS", "MAC_ADDRESS", "HOSTNAME", "EMAIL_ADDRESS", "PERSON", "USERNAME", "PHONE_NUMBER", "SERIAL_NUMBER",
    "PRODUCT_ID", "OS_VERSION", "OS_FEATURE_SET", "BROWSER", "URL", "SECRET", "LOCATION", "ORGANIZATION", "CREDIT_CARD",
    "IBAN", "NATIONAL_ID", "DATE_OF_BIRTH", "OTHER_ID",
)  # fmt: skip
"""Every entity that the built-in recognizers find; a policy has an action for each."""

GENERALISABLE = frozenset({"IP_ADDRESS", "PRODUCT_ID", "OS_VERSION", "OS_FEATURE_SET", "BROWSER", "DATE_OF_BIRTH"})
"""Entities that have a coarser value to generalise to: a network, a family, a year."""

VALUE_ACTIONS = (Action.KEEP, Action.GENERALISE, Action.PSEUDONYMISE, Action.SUPPRESS)
"""What can be done with a value; `drop` is for whole stretches of a file, and a value that it names would stay."""
_CUSTOM_ACTIONS = tuple(action for action in VALUE_ACTIONS if action is not Action.GENERALISE)
GROUP = "redactor.policies"
SUFFIX = ".toml"
DEFAULT = "balanced"
_FOLDER = Path(__file__).parent / "policies"


@dataclass(frozen=True, slots=True)
class Policy:
    """What is done with what; total over entities, so that no finding is without an answer."""

    name: str
    actions: Mapping[str, Action] = field(hash=False)
    min_score: float = 0.4
    min_scores: Mapping[str, float] = field(default_factory=dict, hash=False)
    family_only: bool = False
    keep_public_resolvers: bool = True
    whole_containers: bool = False
    custom: Action = Action.PSEUDONYMISE
    description: str = ""
    names_required: bool = True

    def __post_init__(self) -> None:
        if not {*self.actions.values(), self.custom} <= set(VALUE_ACTIONS):
            raise ConfigError(f"policy {self.name}: an entity has an action that is not for values", "use suppress")

    def action(self, entity: str) -> Action:
        """What is done with values of this entity; user-made entities have the custom action."""
        return self.actions.get(entity, self.custom)

    def threshold(self, entity: str) -> float:
        """The lowest score at which a finding of this entity counts."""
        return self.min_scores.get(entity, self.min_score)

    def permits(self, entity: str) -> bool:
        """True where values of this entity may stay in the copy."""
        return self.action(entity) is Action.KEEP

    def digest(self) -> str:
        """SHA-256 of what the policy does; its name and description do not count."""
        canonical = {
            "actions": dict(sorted(self.actions.items())),
            "custom": self.custom,
            "family_only": self.family_only,
            "keep_public_resolvers": self.keep_public_resolvers,
            "min_score": self.min_score,
            "min_scores": dict(sorted(self.min_scores.items())),
        }
        if not self.names_required:
            canonical["names_required"] = False
        if self.whole_containers:  # said only where it is so: receipts of before keep their digests
            canonical["whole_containers"] = True
        text = json.dumps(canonical, sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(text.encode()).hexdigest()


def load(name_or_path: str | Path) -> Policy:
    """The policy of that name, or in that file (anything with a `/` or ending in `.toml` is a file)."""
    text = str(name_or_path)
    if "/" in text or text.endswith(SUFFIX):
        return parse(toml_file.read(Path(text), "policy"), Path(text).stem)
    own = _FOLDER / f"{text}{SUFFIX}"
    known = {text: own} if own.is_file() else available()
    if text not in known:
        raise ConfigError(f"unknown policy {text!r}", toml_file.hint_for(text, tuple(known)))
    return parse(toml_file.read(known[text], "policy"), text)


def available() -> dict[str, Path]:
    """Every installed policy by name: ours, and those of packages that register under `redactor.policies`."""
    found: dict[str, Path] = {}
    for folder in _folders():
        for path in sorted(folder.glob(f"*{SUFFIX}")):
            if path.stem in found:
                raise PluginError(f"two packages define the policy {path.stem}")
            found[path.stem] = path
    return found


def _folders() -> Iterator[Path]:
    """The folders that hold policies, our own first; nothing in them is run."""
    yield _FOLDER
    from importlib.metadata import entry_points  # here: the import costs as much as the rest of this module
    from importlib.util import find_spec

    for point in entry_points(group=GROUP):
        spec = find_spec(point.value)
        if spec is None:
            raise PluginError(f"the package {point.value}, registered for policies, cannot be found")
        for location in spec.submodule_search_locations or ():
            if Path(location).resolve() != _FOLDER.resolve():
                yield Path(location)


def parse(table: Table, name: str) -> Policy:
    """The policy that the table states; raises `ConfigError` on whatever it does not fully understand."""
    extra = table.table("custom")
    custom = Action(extra.word("default", _CUSTOM_ACTIONS, Action.PSEUDONYMISE))
    actions = _actions(table.table("actions")) | _custom_actions(extra)
    policy = Policy(
        name=name,
        actions=actions,
        min_score=_score(table, "min_score", 0.4),
        min_scores=_scores(table.table("min_scores"), actions),
        family_only=table.take("family_only", bool, False),
        keep_public_resolvers=table.take("keep_public_resolvers", bool, True),
        whole_containers=table.take("whole_containers", bool, False),
        custom=custom,
        description=table.take("description", str, ""),
        names_required=table.take("names_required", bool, True),
    )
    table.done()
    return policy


def _actions(table: Table) -> dict[str, Action]:
    """The action of every built-in entity; a misspelt one is named before the one that it leaves missing."""
    for entity in table.keys:
        if entity not in ENTITIES:
            raise table.error("unknown entity", entity, toml_file.hint_for(entity, ENTITIES))
    return {entity: _action(table, entity) for entity in ENTITIES}


def _custom_actions(table: Table) -> dict[str, Action]:
    """The actions of the user's own entities that differ from the default."""
    own = [entity for entity in table.keys if entity != "default"]
    for entity in own:
        if entity in ENTITIES:
            raise table.error("is a built-in entity", entity, "its action belongs under [actions]")
    return {entity: _action(table, entity) for entity in own}


def _action(table: Table, entity: str) -> Action:
    """The action that the table states for an entity, where that entity can bear it."""
    action = Action(table.word(entity, VALUE_ACTIONS))
    if action is Action.GENERALISE and entity not in GENERALISABLE:
        raise table.error("has no coarser value to generalise to", entity, "use pseudonymise")
    if entity == "SECRET" and action is not Action.SUPPRESS:
        raise table.error("secrets never leave, nor does anything they could be computed from", entity, "use suppress")
    return action


def _score(table: Table, key: str, default: float) -> float:
    score = table.take(key, float, default)
    if not 0.0 <= score <= 1.0:
        raise table.error("must be from 0 to 1", key)
    return score


def _scores(table: Table, entities: Mapping[str, Action]) -> dict[str, float]:
    """The thresholds by entity; only for entities that the policy knows."""
    scores = {}
    for entity in table.keys:
        if entity not in entities:
            raise table.error("unknown entity", entity, toml_file.hint_for(entity, tuple(entities)))
        scores[entity] = _score(table, entity, 0.0)
    return scores
