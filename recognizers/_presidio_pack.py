"""A module of rules as one Presidio recognizer; importing this imports Presidio, which takes more than a second.

Presidio counts characters, rules count bytes: a text is looked at as UTF-8 (a lone surrogate of `surrogateescape`
stands for the byte it came from), and a span that ends inside of a character takes all of it.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence

from presidio_analyzer import AnalysisExplanation, LocalRecognizer, RecognizerResult
from presidio_analyzer.nlp_engine import NlpArtifacts

from recognizers.rule import Rule
from recognizers.scan import Confirmer, Span, lines, pieces

RULE, BYTES = "rule", "bytes"
"""Keys of a result's `recognition_metadata`: the rule's id; the span as byte offsets in the text's UTF-8."""
Extra = Callable[[bytes], Iterable[Span]]
"""What a pack finds besides its rules: what spans lines."""


class RulePack(LocalRecognizer):
    """The rules of one module: every match of every rule that runs on attachments of `kind` (empty: of any kind)."""

    def __init__(self, name: str, rules: Sequence[Rule], *, language: str = "en", extra: Extra | None = None) -> None:
        self._confirmers = [Confirmer(rule) for rule in rules]
        self._rules = {rule.id: rule for rule in rules}
        self._extra = extra
        super().__init__(sorted({rule.entity for rule in rules}), name, language)
        self.name: str = name

    def load(self) -> None:
        """Nothing: a rule is compiled when the first line needs it."""

    def analyze(
        self, text: str, entities: list[str], nlp_artifacts: NlpArtifacts | None = None
    ) -> list[RecognizerResult]:
        """The matches of the wanted entities (none named: all), with the rule that made each; never the value."""
        raw = text.encode("utf-8", "surrogateescape")
        characters = Characters(raw)
        wanted = frozenset(entities or self.supported_entities)
        return [self.result(span, characters) for span in self.spans(raw) if span[2] in wanted]

    def spans(self, raw: bytes) -> list[Span]:
        """What `recognizers.scan.scan` finds with these rules, and what lies over lines."""
        found: list[Span] = []
        for line in lines(raw):
            for piece in pieces(raw, *line):
                for confirmer in self._confirmers:
                    confirmer.confirm(raw, line, piece, found)
        if self._extra is not None:
            found += self._extra(raw)
        found.sort()
        return found

    def result(self, span: Span, characters: Characters) -> RecognizerResult:
        """A span as Presidio writes it."""
        start, end, entity, score, rule = span
        told = self._rules.get(rule)
        explanation = AnalysisExplanation(
            recognizer=self.name,
            original_score=score,
            pattern_name=rule,
            pattern=told.pattern if told else "",
            textual_explanation=told.reference if told else "",
        )
        metadata = {
            RecognizerResult.RECOGNIZER_NAME_KEY: self.name,
            RecognizerResult.RECOGNIZER_IDENTIFIER_KEY: self.id,
            RULE: rule,
            BYTES: (start, end),
        }
        return RecognizerResult(entity, characters.before(start), characters.until(end), score, explanation, metadata)


class Characters:
    """Offsets in UTF-8 bytes as offsets in characters; each byte that is no UTF-8 is a character of its own."""

    def __init__(self, raw: bytes) -> None:
        self._ascii, self._size = raw.isascii(), len(raw)
        self._starts: list[int] = []
        if not self._ascii:
            at = 0
            for character in raw.decode("utf-8", "surrogateescape"):
                self._starts.append(at)
                at += 1 if "\udc80" <= character <= "\udcff" else len(character.encode())

    def offset(self, character: int) -> int:
        """The byte at which the character of that number begins, or the text's end."""
        if self._ascii:
            return character
        return self._starts[character] if character < len(self._starts) else self._size

    def before(self, offset: int) -> int:
        """The character that the byte `offset` lies in."""
        return offset if self._ascii else bisect_right(self._starts, offset) - 1

    def until(self, offset: int) -> int:
        """Behind the character that the byte before `offset` lies in."""
        return offset if self._ascii else bisect_right(self._starts, offset - 1)
