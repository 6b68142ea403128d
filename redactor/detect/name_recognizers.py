"""What takes part in the engine for prose: the model's names, our words and cues, and Presidio's own sound recognizers.

text ──NlpEngine──► artifacts ──┬─► SpacyRecognizer          PERSON, LOCATION, ORGANIZATION as the model sees them
                                ├─► Words                    gazetteers, cues, address blocks
                                └─► Iban · Crypto · Card · Phone   Presidio's, each only where its guard holds
"""

from __future__ import annotations

import time
from collections.abc import Iterator

from presidio_analyzer import (
    AnalysisExplanation,
    EntityRecognizer,
    LocalRecognizer,
    RecognizerResult,
    pattern_recognizer,
)
from presidio_analyzer.nlp_engine import NlpArtifacts
from presidio_analyzer.predefined_recognizers import (
    CreditCardRecognizer,
    CryptoRecognizer,
    IbanRecognizer,
    PhoneRecognizer,
)

from recognizers import lazy_re as re
from redactor.detect.name_blocks import blocks
from redactor.detect.name_companies import companies
from redactor.detect.name_people import people, signers
from redactor.detect.name_phrases import Line, NameSpan, rows
from redactor.detect.name_places import places
from redactor.detect.name_words import Lore
from redactor.detect.presidio_engine import LANGUAGE
from redactor.errors import LimitError

RULE = "rule"
_QUOTES = re.compile(r"(?:[>|]\s?)+")
_PHONE = re.compile(r"(?<![\w.:/-])(?:\+|\(|00)?\d[\d ()./-]{6,20}\d(?![\w:/-])")
_PHONE_CUE = re.compile(r"\b(?:tel|phone|call|mobile|cell|fax|dial|reach|contact|whatsapp|number is)\b", re.I)
_CARD = re.compile(r"(?<![\w.:-])[2-6]\d{3}(?:[ -]?\d{4}){2}[ -]?\d{3,7}(?![\w:-])")
_IBAN = re.compile(r"\b[A-Z]{2}\d{2}(?:[ ]?[0-9A-Z]{2,4}){3,8}\b")
_COIN = re.compile(r"\b(?:bc1|[13])[0-9A-Za-z]{24,90}\b")


class Words(LocalRecognizer):
    """People, places and organisations by what the words are and what stands beside them."""

    def __init__(self, lore: Lore) -> None:
        self._lore = lore
        super().__init__(["PERSON", "LOCATION", "ORGANIZATION"], "redactor_names", LANGUAGE)
        self.name: str = "redactor_names"

    def load(self) -> None:
        """Nothing: the word lists are modules."""

    def analyze(
        self, text: str, entities: list[str], nlp_artifacts: NlpArtifacts | None = None
    ) -> list[RecognizerResult]:
        """The names in `text`; each result says its rule, never its value."""
        return [_result(self, found) for found in worded(text, self._lore)]


def worded(text: str, lore: Lore) -> Iterator[NameSpan]:
    """What words and cues find in a text, line by line, and the address blocks over its lines."""
    lines = []
    for offset, row in rows(text):
        quoted = _QUOTES.match(row)
        skip = quoted.end() if quoted else 0
        lines.append(Line.of(row[skip:], offset + skip))
    lore = lore.within(line.words for line in lines if line.style == "mixed")
    where = [list(places(line, lore)) for line in lines]
    for line, found in zip(lines, where, strict=True):
        yield from found
        yield from people(line, lore)
        yield from companies(line, text, lore)
    yield from signers(lines, lore)
    yield from blocks(lines, where, lore)


class Guarded(LocalRecognizer):
    """A recognizer of Presidio's, only where `guard` matches: most of its time and of its false alarms are elsewhere.

    With a `cue`, the guard's match counts after one on its line, or where it begins with a plus.
    """

    def __init__(
        self, inner: EntityRecognizer, rule: str, guard: re.Pattern[str], cue: re.Pattern[str] | None = None
    ) -> None:
        self._inner, self._rule, self._guard, self._cue = inner, rule, guard, cue
        super().__init__(inner.supported_entities, f"redactor_{rule}", LANGUAGE)
        self.name: str = f"redactor_{rule}"

    def load(self) -> None:
        """Nothing: the inner recognizer is ready."""

    def analyze(self, text: str, entities: list[str], nlp_artifacts: NlpArtifacts) -> list[RecognizerResult]:
        """What the inner recognizer finds inside of what the guard matches.

        Presidio drops a pattern that takes too long, in silence; here that is a `LimitError`.
        """
        found = []
        began = time.monotonic()
        for match in self._guard.finditer(text):
            before = text[text.rfind("\n", 0, match.start()) + 1 : match.start()]
            if self._cue is None or match[0].startswith("+") or self._cue.search(before):
                for result in self._inner.analyze(match[0], self.supported_entities, nlp_artifacts):
                    start, end = match.start() + result.start, match.start() + result.end
                    found.append(_result(self, NameSpan(start, end, result.entity_type, result.score, self._rule)))
        if time.monotonic() - began >= pattern_recognizer.REGEX_TIMEOUT_SECONDS:
            raise LimitError("a recognizer of Presidio's took too long")
        return found


def _result(recognizer: Words | Guarded, found: NameSpan) -> RecognizerResult:
    """A span as Presidio writes it; the rule stands beside it."""
    metadata = {RecognizerResult.RECOGNIZER_NAME_KEY: recognizer.name, RULE: found.rule}
    metadata[RecognizerResult.RECOGNIZER_IDENTIFIER_KEY] = recognizer.id
    why = AnalysisExplanation(recognizer.name, found.score, textual_explanation=found.rule)
    return RecognizerResult(found.entity, found.start, found.end, found.score, why, metadata)


def sound() -> list[EntityRecognizer]:
    """Presidio's recognizers that are right more often than not, each behind its guard."""
    return [
        Guarded(IbanRecognizer(), "presidio-iban", _IBAN),
        Guarded(CryptoRecognizer(), "presidio-crypto", _COIN),
        Guarded(CreditCardRecognizer(), "presidio-credit-card", _CARD),
        Guarded(PhoneRecognizer(), "presidio-phone", _PHONE, _PHONE_CUE),
    ]
