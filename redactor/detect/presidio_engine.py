"""A Presidio AnalyzerEngine without surprises: what goes in is named, and nothing is loaded, fetched or logged besides.

Traps avoided here, all of them Presidio's defaults: an empty registry loads every predefined recognizer; no NLP engine
downloads a model; the context enhancer is quadratic in the text; logging tells entities and names of recognizers.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from presidio_analyzer import AnalyzerEngine, EntityRecognizer, RecognizerRegistry, RecognizerResult
from presidio_analyzer.context_aware_enhancers import ContextAwareEnhancer
from presidio_analyzer.nlp_engine import NlpArtifacts, NlpEngine

LANGUAGE = "en"
"""What our engines call every language: recognizers and artifacts only have to agree on it."""
_LOGGERS = ("presidio-analyzer", "presidio-anonymizer", "decision_process")


class PlainText(NlpEngine):
    """No tokens, no lemmas, no model: recognizers see the text alone."""

    def load(self) -> None:
        """Nothing to load."""

    def is_loaded(self) -> bool:
        """Always."""
        return True

    def process_text(self, text: str, language: str) -> NlpArtifacts:
        """Empty artifacts."""
        return NlpArtifacts([], [], [], [], None, language)  # type: ignore[arg-type]  # no tokens need no Doc

    def process_batch(
        self, texts: Iterable[str], language: str, batch_size: int = 1, n_process: int = 1, **kwargs: Any
    ) -> Iterator[tuple[str, NlpArtifacts]]:
        """Empty artifacts for each text."""
        for text in texts:
            yield text, self.process_text(text, language)

    def is_stopword(self, word: str, language: str) -> bool:
        """Never: there is no vocabulary."""
        return False

    def is_punct(self, word: str, language: str) -> bool:
        """Never: there is no vocabulary."""
        return False

    def get_supported_entities(self) -> list[str]:
        """None: it finds nothing itself."""
        return []

    def get_supported_languages(self) -> list[str]:
        """The one language."""
        return [LANGUAGE]


class NoContext(ContextAwareEnhancer):
    """Results as they are: our rules hold their context, and Presidio's enhancer is quadratic in the text."""

    def __init__(self) -> None:
        super().__init__(0, 0, 0, 0)

    def enhance_using_context(
        self,
        text: str,
        raw_results: list[RecognizerResult],
        nlp_artifacts: NlpArtifacts,
        recognizers: list[EntityRecognizer],
        context: list[str] | None = None,
    ) -> list[RecognizerResult]:
        """The results."""
        return raw_results


def engine(recognizers: Sequence[EntityRecognizer], nlp: NlpEngine | None = None) -> AnalyzerEngine:
    """An engine with these recognizers and no other, over `nlp` (default: the text alone)."""
    if not recognizers:
        raise ValueError("an engine without recognizers would load all of Presidio's own")
    for name in _LOGGERS:
        logging.getLogger(name).setLevel(logging.CRITICAL)
    registry = RecognizerRegistry(list(recognizers), supported_languages=[LANGUAGE])
    return AnalyzerEngine(
        registry,
        nlp or PlainText(),
        log_decision_process=False,
        supported_languages=[LANGUAGE],
        context_aware_enhancer=NoContext(),
    )
