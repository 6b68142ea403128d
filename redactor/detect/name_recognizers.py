"""What takes part in the engine for prose: the model's names, our words and cues, and Presidio's own sound recognizers.

text ──NlpEngine──► artifacts ──┬─► SpacyRecognizer          PERSON, LOCATION, ORGANIZATION as the model sees them
                                ├─► Words                    gazetteers, cues, address blocks
                                └─► Iban · Crypto · Card · Phone   Presidio's, each only where its guard holds
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from presidio_analyzer import LocalRecognizer, RecognizerResult
from presidio_analyzer.nlp_engine import NlpArtifacts
from presidio_analyzer.predefined_recognizers import (
    CreditCardRecognizer,
    CryptoRecognizer,
    IbanRecognizer,
    PhoneRecognizer,
)

from redactor.detect.name_blocks import blocks
from redactor.detect.name_companies import companies
from redactor.detect.name_people import people, signers
from redactor.detect.name_phrases import Line, NameSpan, rows
from redactor.detect.name_places import places
from redactor.detect.name_words import Lore
from redactor.detect.presidio_engine import LANGUAGE

RULE = "rule"
_QUOTES = re.compile(r"(?:[>|]\s?)+")
_PHONE = re.compile(r"(?<![\w.:/-])(?:\+|\(|00)?\d[\d ()./-]{6,20}\d(?![\w:/-])")
_PHONE_CUE = re.compile(r"\b(?:tel|phone|call|mobile|cell|fax|dial|reach|contact|whatsapp|number is)\b", re.IGNORECASE)
_CARD = re.compile(r"(?<![\w.:-])[2-6]\d{3}(?:[ -]?\d{4}){2}[ -]?\d{3,7}(?![\w:-])")
_IBAN = re.compile(r"\b[A-Z]{2}\d{2}[ ]?[0-9A-Z]{4}")
_COIN = re.compile(r"\b(?:bc1|[13])[0-9A-Za-z]{24,}")


class Words(LocalRecognizer):
    """People, places and organisations by what the words are and what stands beside them."""

    def __init__(self, lore: Lore) -> None:
        self._lore = lore
        super().__init__(["PERSON", "LOCATION", "ORGANIZATION"], "redactor_names", LANGUAGE)

    def load(self) -> None:
        """Nothing: the word lists are modules."""

    def analyze(
        self, text: str, entities: list[str], nlp_artifacts: NlpArtifacts | None = None
    ) -> list[RecognizerResult]:
        """The names in `text`; each result says its rule, never its value."""
        metadata = {
            RecognizerResult.RECOGNIZER_NAME_KEY: self.name,
            RecognizerResult.RECOGNIZER_IDENTIFIER_KEY: self.id,
        }
        return [
            RecognizerResult(found.entity, found.start, found.end, found.score, None, {**metadata, RULE: found.rule})
            for found in worded(text, self._lore)
        ]


def worded(text: str, lore: Lore) -> Iterator[NameSpan]:
    """What words and cues find in a text, line by line, and the address blocks over its lines."""
    lines: list[Line] = []
    where: list[list[NameSpan]] = []
    for offset, row in rows(text):
        quoted = _QUOTES.match(row)
        skip = quoted.end() if quoted else 0
        line = Line.of(row[skip:], offset + skip)
        lines.append(line)
        where.append(list(places(line, lore)))
        yield from where[-1]
        yield from people(line, lore)
        yield from companies(line, text, lore)
    yield from signers(lines, lore)
    yield from blocks(lines, where, lore)


class _Guarded:
    """Presidio's recognizer, only where its guard matches: most of its time and false alarms are elsewhere."""

    guard: re.Pattern[str]
    cue: re.Pattern[str] | None = None
    rule: str

    def analyze(
        self, text: str, entities: list[str], nlp_artifacts: NlpArtifacts | None = None
    ) -> list[RecognizerResult]:
        """What Presidio's recognizer finds inside of what the guard matches."""
        found = []
        for match in self.guard.finditer(text):
            line = text[text.rfind("\n", 0, match.start()) + 1 : match.start()]
            if self.cue is not None and not match[0].startswith("+") and not self.cue.search(line):
                continue
            low, high = (
                match.start(),
                match.end() if self.cue is not None or self.rule.endswith("card") else match.start() + 60,
            )
            for result in super().analyze(text[low:high], self.supported_entities, nlp_artifacts) or []:  # type: ignore[misc]
                result.start, result.end = low + result.start, low + result.end
                result.recognition_metadata[RULE] = self.rule
                found.append(result)
        return found


class Iban(_Guarded, IbanRecognizer):
    """IBANs with their checksum."""

    guard, rule = _IBAN, "presidio-iban"


class Coin(_Guarded, CryptoRecognizer):
    """Bitcoin addresses with their checksum."""

    guard, rule = _COIN, "presidio-crypto"


class Card(_Guarded, CreditCardRecognizer):
    """Card numbers with their checksum, alone between blanks and with a scheme's first digit: no timestamps."""

    guard, rule = _CARD, "presidio-credit-card"


class Phone(_Guarded, PhoneRecognizer):
    """Telephone numbers after a word that speaks of one, or with a plus."""

    guard, cue, rule = _PHONE, _PHONE_CUE, "presidio-phone"
