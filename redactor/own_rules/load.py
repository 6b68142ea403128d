"""All that a configuration adds to the rules: from its YAML files, its classes and its labels."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Protocol

from redactor.config import Config
from redactor.errors import ConfigError
from redactor.model import Action, Finding, Segment
from redactor.own_rules.rule import OwnRule
from redactor.policy import ENTITIES, Policy


class SegmentFinder(Protocol):
    """What looks at whole segments: labels of the user's, a Presidio class."""

    def find(self, segment: Segment) -> Iterable[Finding]:
        """The findings of a segment."""
        ...

    def listed(self) -> Iterable[tuple[str, str, float, str]]:
        """(entity, rule, score, what it is) of all that it finds."""
        ...


@dataclass(frozen=True, slots=True)
class OwnRules:
    """What the user adds; empty where nothing is configured."""

    rules: tuple[OwnRule, ...] = ()
    finders: tuple[SegmentFinder, ...] = field(default=(), repr=False)
    actions: dict[str, Action] = field(default_factory=dict)
    """What policies do with entities that they do not name."""
    digests: tuple[str, ...] = ()
    """Of all that is no rule: files, classes, labels."""

    def completed(self, policy: Policy) -> Policy:
        """The policy with an action for every entity of the user's; what it states itself stands, nothing gets laxer."""
        strength = list(Action)
        added = {
            entity: max(action, policy.custom, key=strength.index)
            for entity, action in self.actions.items()
            if entity not in policy.actions
        }
        return replace(policy, actions={**policy.actions, **added}) if added else policy


def load(config: Config, engine: str, taken: Collection[str] = ()) -> OwnRules:
    """What the configuration adds; `taken` are rule ids that exist.  Raises `ConfigError` with file and line."""
    if not (config.recognizer_files or config.recognizer_classes or config.columns):
        return OwnRules()
    from redactor.own_rules import labels, presidio_class  # here: most runs have none of it

    made: list[OwnRule] = []
    named: list[tuple[str, str, object]] = []
    actions: dict[str, Action] = {}
    for path in config.recognizer_files:
        _file(path, made, named, actions)
    _judge_ids(made, taken)
    finders: list[SegmentFinder] = []
    told = labels.told_by([*named, *((label, entity, None) for label, entity in config.columns)])  # type: ignore[list-item]  # see _file
    if told is not None:
        finders.append(told)
    for name in config.recognizer_classes:
        finder = presidio_class.load(name, engine)
        finders.append(finder)
        actions |= {entity: Action.PSEUDONYMISE for entity in finder.entities if entity not in ENTITIES}
    digests = (
        *(rule.digest for rule in made),
        *config.recognizer_classes,
        *map(repr, (*config.columns, *(each[:2] for each in named))),
    )
    return OwnRules(tuple(made), tuple(finders), actions, digests)


def _file(path: Path, made: list[OwnRule], named: list[tuple[str, str, object]], actions: dict[str, Action]) -> None:
    """The rules of one file, tried out; its labels and the actions of its entities."""
    import hashlib

    from redactor.own_rules import build, presidio_yaml, redactor_yaml, yaml_file
    from redactor.own_rules.judge import judge

    file, raw = yaml_file.read(path, "recognizer file")
    reader = presidio_yaml if "recognizers" in file else redactor_yaml
    digest = hashlib.sha256(raw).hexdigest()
    for sketch in reader.sketches(file):
        rules = list(build.rules(sketch, digest))
        judge(sketch, rules)
        made += rules
        pattern = rules[0].compiled() if rules else None
        named += [(label, sketch.entity, pattern) for label in sketch.labels]
        if sketch.entity not in ENTITIES:
            actions[sketch.entity] = max(
                Action(sketch.action), actions.get(sketch.entity, Action.KEEP), key=list(Action).index
            )


def _judge_ids(made: Sequence[OwnRule], taken: Collection[str]) -> None:
    seen = set(taken)
    for rule in made:
        if rule.id in seen:
            problem = f"{rule.file}:{rule.line}: id: another rule is called {rule.id}"
            raise ConfigError(problem, "every rule has an id of its own; see redactor list recognizers")
        seen.add(rule.id)
