"""A Presidio recognizer class of the user's, run line by line on what its patterns may match.

line ──triggers of its patterns──► analyze(line) ──► context ──► findings        a PatternRecognizer
line ────────────────────────────► analyze(line) ──► context ──► findings        any other recognizer

Presidio's traps are closed: a pattern that ran into its timeout withholds the attachment, context is what stands on the
same line, and an exception of the class never passes for "nothing found".
"""

from __future__ import annotations

import importlib
import time
from collections.abc import Iterator, Sequence
from typing import Any

from recognizers.rule import Rule
from redactor.detect.offline import import_quietly
from redactor.detect.scanner import prefilter
from redactor.errors import ConfigError, LimitError
from redactor.model import Finding, Segment
from redactor.own_rules.build import AT_LEAST, NEARBY
from redactor.own_rules.pattern import ANYTHING, PatternError, patterns
from redactor.own_rules.validators import stands

_CASELESS = 2
"""`re.IGNORECASE`, as Presidio's flags have it."""


class ClassFinder:
    """One recognizer behind its triggers."""

    def __init__(self, recognizer: Any, engine: str) -> None:
        self._recognizer = recognizer
        self.name = str(recognizer.name)
        self.entities = tuple(recognizer.supported_entities)
        self._context = tuple(word.lower().encode() for word in recognizer.context or ())
        self._engine = prefilter(_triggers(recognizer), engine)

    def listed(self) -> Iterator[tuple[str, str, float, str]]:
        """(entity, rule, score, what it is) of every entity."""
        score = max(
            (float(pattern.score) for pattern in getattr(self._recognizer, "patterns", None) or ()), default=1.0
        )
        for entity in self.entities:
            yield entity, self.rule, score, f"the Presidio recognizer {type(self._recognizer).__name__}"

    def find(self, segment: Segment) -> Iterator[Finding]:
        """What the recognizer finds on the lines of a segment."""
        text, seen = segment.text, -1
        for line, _, _ in self._engine.candidates(text):
            if line[0] > seen:
                seen = line[0]
                yield from self._on(text[slice(*line)], line[0])

    def _on(self, line: bytes, base: int) -> Iterator[Finding]:
        """What it finds on one line, with the score that the line's context words lift."""
        from recognizers._presidio_pack import Characters
        from redactor.detect.presidio_engine import LANGUAGE, PlainText

        text = line.decode("utf-8", "surrogateescape")
        began = time.monotonic()
        results = self._recognizer.analyze(text, list(self.entities), PlainText().process_text(text, LANGUAGE))
        if time.monotonic() - began >= _timeout():
            raise LimitError(f"the recognizer {self.name} took too long on a line", hint="make its patterns simpler")
        starts = Characters(line)
        for result in results:
            low, high = starts.offset(result.start), starts.offset(result.end)
            score = float(result.score)
            around = (line[:low] + b" " + line[high:]).lower()
            if score > 0 and any(stands(word, around) for word in self._context):
                score = min(1.0, max(score + NEARBY, AT_LEAST))
            if low < high and score > 0:
                yield Finding(base + low, base + high, str(result.entity_type), score, self.rule)

    @property
    def rule(self) -> str:
        """What findings name as their rule."""
        return f"presidio-{self.name}"


def load(name: str, engine: str) -> ClassFinder:
    """The recognizer `module:Class`, made without arguments; raises `ConfigError` where that cannot be."""
    module, _, cls = name.partition(":")
    import_quietly()
    from presidio_analyzer import EntityRecognizer

    try:
        found = getattr(importlib.import_module(module), cls)
        made = found()
    except Exception as error:  # noqa: BLE001  # a user's code may raise anything; the class of it is told
        problem = f"the recognizer {name} cannot be made ({type(error).__name__})"
        raise ConfigError(problem, "write module:Class, importable, made without arguments") from None
    if not isinstance(made, EntityRecognizer):
        raise ConfigError(f"{name} is no Presidio recognizer", "derive it from presidio_analyzer.EntityRecognizer")
    return ClassFinder(made, engine)


def _triggers(recognizer: Any) -> Sequence[Rule]:
    """A rule for each pattern, of which only the trigger counts; one that takes every line where it has no patterns."""
    from presidio_analyzer import PatternRecognizer

    found: list[str] = []
    if getattr(type(recognizer), "analyze", None) is not PatternRecognizer.analyze:
        return [_trigger(ANYTHING)]  # who looks for themselves may find more than their patterns do
    for pattern in getattr(recognizer, "patterns", None) or ():
        try:
            flags = getattr(recognizer, "global_regex_flags", _CASELESS) or 0
            found.append(patterns(pattern.regex, ignore_case=bool(flags & _CASELESS)).trigger)
        except PatternError:
            found.append(ANYTHING)
    return [_trigger(text) for text in found or [ANYTHING]]


def _trigger(text: str) -> Rule:
    return Rule(id="trigger", entity="", pattern=text, trigger=text, reference="", examples=(), near_misses=())


def _timeout() -> float:
    from presidio_analyzer import pattern_recognizer

    return float(pattern_recognizer.REGEX_TIMEOUT_SECONDS)
