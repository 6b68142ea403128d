"""The reference mode: the rules inside of a real Presidio AnalyzerEngine, behind the door of `scanner.Scanner`.

    text ──► blocks of whole lines ──► AnalyzerEngine.analyze (one RulePack a module) ──► spans, the same as Scanner's

Presidio drops a result that a result of the same type contains; choosing among overlaps is `decide`'s work.  So each
result goes through the engine as a type of its own, and the span is taken from what the pack wrote beside it.  What
spans lines (PEM bodies) is found before the text is cut.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from presidio_analyzer import RecognizerResult

from recognizers._presidio_pack import BYTES, RULE, Characters, RulePack
from recognizers.presidio import bodies
from recognizers.rule import Rule
from recognizers.scan import Span, for_kind
from redactor.detect.presidio_engine import LANGUAGE, engine
from redactor.model import Finding

BLOCK = 8 << 10
"""Most bytes for one call of the engine, as long as lines fit: several of its steps are not linear."""
_ENTITY = "entity"


class _Distinct(RulePack):
    """A pack whose results keep their entity to the side."""

    def result(self, span: Span, characters: Characters) -> RecognizerResult:
        """As the pack's, under a type that no other result of the text has."""
        made = super().result(span, characters)
        start, end, entity, _, rule = span
        made.entity_type = f"{entity} {rule} {start}-{end}"
        made.recognition_metadata[_ENTITY] = entity
        return made


class PresidioScanner:
    """A set of rules in an engine; gives what `Scanner` gives, byte for byte, and slower."""

    def __init__(self, rules: Sequence[Rule], kind: str = "") -> None:
        self._engine = engine([_Distinct("rules", for_kind(rules, kind), language=LANGUAGE)])

    def scan(self, text: bytes) -> list[Finding]:
        """What the rules find in `text`, sorted; the bodies of PEM-like blocks are one SECRET each."""
        found = [Finding(*span) for span in bodies(text)]
        for start, end in blocked(text):
            block = text[start:end].decode("utf-8", "surrogateescape")
            for result in self._engine.analyze(block, LANGUAGE):
                told = result.recognition_metadata
                low, high = told[BYTES]
                found.append(Finding(start + low, start + high, told[_ENTITY], result.score, told[RULE]))
        found.sort()
        return found


def blocked(text: bytes) -> Iterator[tuple[int, int]]:
    """The text in ranges of whole lines, of at most BLOCK bytes where no line is longer."""
    start, size = 0, len(text)
    while start < size:
        end = start + BLOCK
        if end < size:
            end = text.rfind(b"\n", start, end) + 1 or text.find(b"\n", end) + 1 or size
        yield start, min(end, size)
        start = end
