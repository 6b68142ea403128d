"""What a file says of a rule becomes rules: patterns compiled, context and validator attached, everything tried.

A rule with context words becomes two: as it stands, and with 0.35 more on lines that hold one of the words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from recognizers.rule import WORD
from redactor.own_rules.pattern import PatternError, Patterns, patterns
from redactor.own_rules.rule import OwnRule
from redactor.own_rules.validators import VALIDATORS, near
from redactor.own_rules.yaml_file import Mapping
from redactor.policy import ENTITIES
from redactor.toml_file import nearest

NEARBY, AT_LEAST = 0.35, 0.4
"""What a context word adds, and the score that it lifts to at least: Presidio's own figures."""
_ENTITY = re.compile(r"[A-Z][A-Z0-9]*(_[A-Z0-9]+)*")
_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_PREFIXES = ("label-", "column-", "name-", "case-lexicon", "dictionary")
"""Rule ids that detectors use which are no patterns."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sketch:
    """A rule as its file states it."""

    entry: Mapping
    id: str
    entity: str
    patterns: tuple[tuple[str, str], ...] = ()
    """(regular expression, its name or nothing)."""
    scores: tuple[float, ...] = ()
    """One for each pattern; none: `score` for all."""
    labels: tuple[str, ...] = ()
    context: tuple[str, ...] = ()
    validator: str = ""
    score: float = 0.85
    ignore_case: bool = False
    kinds: frozenset[str] = frozenset()
    seeds: bool = False
    action: str = "pseudonymise"
    reference: str
    examples: tuple[tuple[str, int], ...] = field(default=(), repr=False)
    near_misses: tuple[tuple[str, int], ...] = field(default=(), repr=False)
    bounded: bool
    """True where no letter or digit may touch a match."""


def entity_of(entry: Mapping, key: str) -> str:
    """The entity that the key names: a built-in one, or one of the user's that looks like no slip of one."""
    entity = entry.take(key, str)
    if entity in ENTITIES:
        return entity
    if not _ENTITY.fullmatch(entity):
        raise entry.error("must be capitals, digits and underscores", key, nearest(entity, ENTITIES))
    close = nearest(entity, ENTITIES)
    if close and sorted(close) == sorted(entity) or _one_slip(entity, close):
        raise entry.error(f"unknown entity {entity!r}", key, f"did you mean {close}?")
    return entity


def _one_slip(entity: str, close: str) -> bool:
    """True where one letter too many, too few or wrong is all the difference."""
    if abs(len(entity) - len(close)) > 1 or not close:
        return False
    same = next((at for at, (one, other) in enumerate(zip(entity, close, strict=False)) if one != other), None)
    if same is None:
        return True
    rest = {
        (entity[same + 1 :], close[same + 1 :]),
        (entity[same:], close[same + 1 :]),
        (entity[same + 1 :], close[same:]),
    }
    return any(one == other for one, other in rest)


def score_of(entry: Mapping, key: str, default: float | None) -> float:
    """A score from above 0 to 1."""
    score = entry.take(key, float, default)
    if not 0.0 < score <= 1.0:
        raise entry.error("must be above 0 and at most 1", key)
    return score


def rules(sketch: Sketch, digest: str) -> Iterator[OwnRule]:
    """The rules of a sketch that have a pattern; raises `ConfigError` where one cannot be a rule."""
    if not _ID.fullmatch(sketch.id) or sketch.id.startswith(_PREFIXES):
        hint = "such as asset-tag; label-, column- and name- are taken"
        raise sketch.entry.error("must be words of small letters and digits joined by dashes", "id", hint)
    for number, (text, name) in enumerate(sketch.patterns):
        try:
            found = patterns(text, ignore_case=sketch.ignore_case)
        except PatternError as error:
            raise sketch.entry.error(f"the pattern {name} {error}".replace("  ", " "), "pattern") from None
        score = sketch.scores[number] if sketch.scores else sketch.score
        plain = sketch.id if len(sketch.patterns) == 1 else f"{sketch.id}-{number + 1}"
        yield _rule(sketch, found, plain, score, (), digest)
        if sketch.context:
            lifted = min(1.0, max(score + NEARBY, AT_LEAST))
            yield _rule(sketch, found, f"{plain}-context", lifted, sketch.context, digest)


def _rule(sketch: Sketch, found: Patterns, rule: str, score: float, context: tuple[str, ...], digest: str) -> OwnRule:
    edge = WORD if sketch.bounded else ""
    return OwnRule(
        id=rule,
        entity=sketch.entity,
        pattern=found.exact,
        relaxed=found.relaxed,
        foreign=True,
        trigger=found.trigger,
        reference=sketch.reference,
        examples=tuple(text for text, _ in sketch.examples),
        near_misses=tuple(text for text, _ in sketch.near_misses),
        score=score,
        before=edge,
        after=edge,
        validate=near(context) if context else None,
        blind=not any(character.isdigit() for word in context for character in word),
        check=VALIDATORS[sketch.validator].check if sketch.validator else None,
        kinds=sketch.kinds,
        seeds=sketch.seeds,
        action=sketch.action,
        file=sketch.entry.file,
        line=sketch.entry.line,
        digest=digest,
    )
