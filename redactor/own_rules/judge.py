"""Rules are tried before they are trusted: examples, near misses, and how long their worst input takes."""

from __future__ import annotations

import time
from collections.abc import Sequence

from recognizers.rule import expected
from recognizers.scan import PIECE, scan
from redactor.errors import ConfigError, LimitError
from redactor.own_rules.build import Sketch
from redactor.own_rules.rule import OwnRule

SLOW = 0.5
"""CPU seconds that a pattern may take on one full piece of its worst input."""


def judge(sketch: Sketch, made: Sequence[OwnRule]) -> None:
    """Raise `ConfigError` for an example that is not found, a near miss that is, or a pattern that takes for ever."""
    file = sketch.entry.file
    for text, line in sketch.examples if made else ():
        raw, spans = expected(text) if text.count("«") == text.count("»") else (b"", ())
        if not spans:
            raise ConfigError(f"{file}:{line}: examples: marks no value", "put «» around what must be found")
        if list(spans) != sorted({span[:2] for span in scan(made, raw)}):
            problem = f"{file}:{line}: examples: {sketch.id} does not find exactly what is marked here"
            raise ConfigError(problem, "letters or digits that touch a match, or the validator, may refuse it")
    for text, line in sketch.near_misses:
        if scan(made, text.encode()):
            raise ConfigError(f"{file}:{line}: near_misses: {sketch.id} finds something here", "narrow the pattern")
    for rule in made:
        _judge_time(sketch, rule)


def _judge_time(sketch: Sketch, rule: OwnRule) -> None:
    """Try what stretches a pattern: its examples and single characters, repeated over a whole piece."""
    pumps = (
        {expected(text)[0] for text in rule.examples}
        | {bytes([byte]) for byte in b"a0A .-@:/x1"}
        | {b"a1", b"a ", b"1."}
    )
    for pump in sorted(pumps):
        line = (pump * (PIECE // max(1, len(pump)) + 1))[:PIECE].replace(b"\n", b" ")
        began = time.process_time()
        try:
            scan([rule], line)
        except LimitError:
            began -= SLOW
        if time.process_time() - began > SLOW:
            raise sketch.entry.error(
                f"the pattern of {rule.id} takes too long on some lines", "pattern", "avoid nested repeats"
            )
