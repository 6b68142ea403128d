"""The model behind the names: spaCy inside of a Presidio AnalyzerEngine; another one only needs `detect`.

Nothing is downloaded: a model is an installed package or a directory.  Blocks are bounded, labels are mapped by name, and
the engine that Presidio would build itself (which fetches missing models and hides organisations) is not used.
"""

from __future__ import annotations

import importlib.util
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple, Protocol

from redactor.detect.name_phrases import NameSpan
from redactor.detect.name_words import Lore
from redactor.detect.offline import import_quietly
from redactor.errors import UsageError, WithheldError
from redactor.model import Reason

LABELS = {
    "PERSON": "PERSON", "PER": "PERSON", "GPE": "LOCATION", "LOC": "LOCATION", "FAC": "LOCATION", "LOCATION": "LOCATION",
    "ORG": "ORGANIZATION", "ORGANIZATION": "ORGANIZATION",
}  # fmt: skip
"""The models' labels that are names; others (dates, numbers, nationalities, works of art) are not sought."""
OURS = {"IBAN_CODE": "IBAN", "CRYPTO": "OTHER_ID"}
"""Presidio's words for entities that we call otherwise."""
_UNUSED = ("tagger", "parser", "senter", "lemmatizer", "attribute_ruler", "morphologizer", "textcat")
SEEN = "name-model"
"""The rule of what the model alone sees."""


class NameModel(Protocol):
    """Anything that finds names in texts: spaCy here, an ONNX model or one of our own behind the same door."""

    def detect(self, texts: Sequence[str]) -> list[list[NameSpan]]:
        """For each text its names, in any order, also overlapping."""
        ...

    @property
    def lore(self) -> Lore:
        """What the model's vocabulary adds to what is known of words."""
        ...


def check(model: str) -> None:
    """Raise `UsageError` for a model that is neither an installed package nor a directory, without loading it."""
    try:
        known = Path(model).is_dir() or (model.isidentifier() and importlib.util.find_spec(model) is not None)
    except (ImportError, ValueError, OSError):
        known = False
    if not known:
        raise UsageError(f"the model {model} is not installed", "install it, name a directory, or use --no-ner")


class SpacyModel:
    """A spaCy pipeline in an AnalyzerEngine with our recognizers and Presidio's sound ones."""

    def __init__(self, model: str) -> None:
        pipeline = _load(model)
        from redactor.detect.name_engine import names_engine

        self.lore = Lore(frozenset(word for word in pipeline.vocab.strings if word.islower()))
        self._engine, self._language = names_engine(pipeline, self.lore)

    def detect(self, texts: Sequence[str]) -> list[list[NameSpan]]:
        """The model's names and those of the other recognizers, by the rule that found them."""
        return [list(self._found(text)) for text in texts]

    def _found(self, text: str) -> Iterator[NameSpan]:
        for result in self._engine.analyze(text, self._language):
            rule = (result.recognition_metadata or {}).get("rule", SEEN)
            entity = OURS.get(result.entity_type, result.entity_type)
            yield NameSpan(result.start, result.end, entity, result.score, rule)


def _load(model: str) -> Any:
    """The pipeline, with what finds names only; `WithheldError` where it cannot be loaded."""
    import_quietly()
    try:
        import spacy

        pipeline = spacy.load(model, exclude=_UNUSED)
    except (ImportError, OSError, ValueError) as error:
        raise WithheldError(
            "the model that finds names cannot be loaded", Reason.MODEL_MISSING, "use --no-ner"
        ) from error
    if "ner" not in pipeline.pipe_names:
        raise WithheldError("the model does not find names", Reason.MODEL_MISSING, "use --no-ner, or another model")
    for name, part in list(pipeline.pipeline):
        if hasattr(part, "listening_components") and "ner" not in part.listening_components:
            pipeline.remove_pipe(name)
    return pipeline


class Seen(NamedTuple):
    """What Presidio's SpacyRecognizer reads of a spaCy span; outlives the pipeline's memory of it."""

    label_: str
    start_char: int
    end_char: int


def names_in(pipeline: Any, text: str) -> list[Seen]:
    """The spans of a text that are names, under our labels; what the pipeline remembered of it is forgotten."""
    with pipeline.memory_zone():
        ents = pipeline(text).ents
        return [Seen(LABELS[ent.label_], ent.start_char, ent.end_char) for ent in ents if ent.label_ in LABELS]
