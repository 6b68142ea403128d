"""Every rule as a Presidio recognizer, one for each module of rules.

    from recognizers.presidio import load_into

    registry = RecognizerRegistry()
    load_into(registry)
    AnalyzerEngine(registry=registry, nlp_engine=...).analyze(text, language="en")

The rules need no NLP and no context words: they find the same with every engine, `no_op` among them.  The result's
`analysis_explanation` and `recognition_metadata` name the rule; neither holds the value.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import recognizers
from recognizers.pem import blocks
from recognizers.scan import Span, for_kind

if TYPE_CHECKING:
    from presidio_analyzer import RecognizerRegistry

    from recognizers._presidio_pack import RulePack


def packs(kind: str = "", language: str = "en") -> list[RulePack]:
    """One recognizer for each module that has rules for attachments of `kind` (empty: of any kind)."""
    from recognizers._presidio_pack import RulePack

    made = []
    for name, module in recognizers.modules().items():
        rules = for_kind(module.RULES, kind)
        if rules:
            extra = bodies if name == "pem" else None
            made.append(RulePack(f"redactor_{name}", rules, language=language, extra=extra))
    return made


def load_into(registry: RecognizerRegistry, *, kind: str = "") -> None:
    """Add every rule to a registry, for each of its languages; rules are not bound to one."""
    for language in registry.supported_languages:
        for pack in packs(kind, language):
            registry.add_recognizer(pack)


def bodies(text: bytes) -> Iterator[Span]:
    """The bodies of PEM-like blocks that span lines: one secret each."""
    for start, end in blocks(text):
        yield start, end, "SECRET", 1.0, "pem-block"
