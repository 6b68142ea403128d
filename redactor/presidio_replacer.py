"""The reference mode's replacements: our operators inside of Presidio's AnonymizerEngine, behind `Replacer`'s door.

One call a value: the engine's text assembly is quadratic, and joining spaces between values would destroy tables.
"""

from __future__ import annotations

from presidio_anonymizer import AnonymizerEngine
from presidio_anonymizer.entities import OperatorConfig, RecognizerResult

from redactor.model import Action
from redactor.presidio_operators import OPERATORS
from redactor.pseudonyms import Pseudonyms

CAP = 20_000


class PresidioReplacer:
    """Gives what `Pseudonyms.apply` gives, through Presidio."""

    def __init__(self, pseudonyms: Pseudonyms) -> None:
        self._pseudonyms = pseudonyms
        self._engine = AnonymizerEngine()  # type: ignore[no-untyped-call]  # as Presidio writes it
        for operator in OPERATORS:
            self._engine.add_anonymizer(operator)
        self._memo: dict[tuple[Action, str, bytes], bytes] = {}

    def apply(self, action: Action, entity: str, value: bytes) -> bytes:
        """The replacement of `value`; memoised."""
        key = (action, entity, value)
        found = self._memo.get(key)
        if found is None:
            if len(self._memo) >= CAP:
                self._memo.clear()
            found = self._memo[key] = self._anonymized(action, entity, value)
        return found

    def _anonymized(self, action: Action, entity: str, value: bytes) -> bytes:
        text = value.decode("utf-8", "surrogateescape")
        config = {"DEFAULT": OperatorConfig(f"redactor_{action}", {"pseudonyms": self._pseudonyms})}
        whole = [RecognizerResult(entity, 0, len(text), 1.0)]
        result = self._engine.anonymize(text, whole, config, merge_entities_with_spaces=False)
        return result.text.encode("utf-8", "surrogateescape")
