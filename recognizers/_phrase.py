"""How a rule for one phrase of a program's messages is written down."""

from __future__ import annotations

from recognizers._log import HEADERS
from recognizers.rule import Rule, Validator


def phrase(
    name: str,
    entity: str,
    pattern: str,
    trigger: str | tuple[str, ...],
    reference: str,
    examples: tuple[str, ...],
    near_misses: tuple[str, ...],
    validate: Validator | None = None,
    *,
    before: str = "",
    after: str = "",
) -> Rule:
    """A rule for the slot of a message: boundaries are part of the pattern, hosts and accounts teach the case."""
    return Rule(
        id=name,
        entity=entity,
        pattern=pattern,
        trigger=trigger,
        before=before,
        after=after,
        validate=validate,
        kinds=HEADERS,
        seeds=entity in ("HOSTNAME", "USERNAME"),
        score=0.9,
        reference=reference,
        examples=examples,
        near_misses=near_misses,
    )
