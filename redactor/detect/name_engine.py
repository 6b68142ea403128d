"""The AnalyzerEngine for prose: every recognizer named, the NLP engine our own, nothing loaded behind our back."""

from __future__ import annotations

from typing import Any

from presidio_analyzer import AnalyzerEngine
from presidio_analyzer.nlp_engine import NlpArtifacts
from presidio_analyzer.predefined_recognizers import SpacyRecognizer

from redactor.detect.name_model import names_in
from redactor.detect.name_recognizers import Words, sound
from redactor.detect.name_words import Lore
from redactor.detect.presidio_engine import LANGUAGE, PlainText, engine

SCORE = 0.3
"""What the model's word counts in the engine: below everything else, since Presidio drops the lesser of two equal spans."""
NAMED = ["PERSON", "LOCATION", "ORGANIZATION"]


class Pipeline(PlainText):
    """A loaded spaCy pipeline as Presidio's NLP engine: entities only, neither tokens nor lemmas leave it."""

    def __init__(self, pipeline: Any) -> None:
        self._pipeline = pipeline

    def process_text(self, text: str, language: str) -> NlpArtifacts:
        """The names of one text."""
        named = names_in(self._pipeline, text)
        scores = [SCORE] * len(named)
        return NlpArtifacts(named, [], [], [], None, language, scores)  # type: ignore[arg-type]  # no tokens need no Doc

    def get_supported_entities(self) -> list[str]:
        """What a name can be."""
        return NAMED


def names_engine(pipeline: Any, lore: Lore) -> tuple[AnalyzerEngine, str]:
    """The engine, and what it calls the language."""
    recognizers = [SpacyRecognizer(LANGUAGE, NAMED), Words(lore), *sound()]
    return engine(recognizers, Pipeline(pipeline)), LANGUAGE
