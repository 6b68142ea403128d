"""The pseudonyms as Presidio operators: what `Pseudonyms.apply` gives, in any Presidio application.

    engine = AnonymizerEngine()
    for operator in OPERATORS:
        engine.add_anonymizer(operator)
    config = OperatorConfig("redactor_pseudonymise", {"pseudonyms": Pseudonyms(secret)})
    engine.anonymize(text, results, {"DEFAULT": config}, merge_entities_with_spaces=False)

Presidio adds `entity_type` to the parameters.  Text goes in and comes out as Unicode; bytes that were no UTF-8 travel
as lone surrogates (`surrogateescape`).
"""

from __future__ import annotations

from typing import Any

from presidio_anonymizer.entities import InvalidParamError
from presidio_anonymizer.operators import Operator, OperatorType

from redactor.model import Action
from redactor.pseudonyms import Pseudonyms


class _Apply(Operator):
    """One action on one value; the pseudonyms travel in the parameters, since Presidio makes an operator a value."""

    action: Action

    def operate(self, text: str, params: dict[str, Any] | None = None) -> str:
        """The replacement for `text`, an entity of type `params["entity_type"]`."""
        given = params or {}
        value = text.encode("utf-8", "surrogateescape")
        found = self._pseudonyms(given).apply(self.action, given["entity_type"], value)
        return found.decode("utf-8", "surrogateescape")

    def validate(self, params: dict[str, Any] | None = None) -> None:
        """Raise Presidio's own error where the parameters hold no `Pseudonyms`."""
        self._pseudonyms(params or {})

    def _pseudonyms(self, given: dict[str, Any]) -> Pseudonyms:
        pseudonyms = given.get("pseudonyms")
        if not isinstance(pseudonyms, Pseudonyms):
            raise InvalidParamError(f"{self.operator_name()} needs the parameter 'pseudonyms', a Pseudonyms")
        return pseudonyms

    def operator_name(self) -> str:
        """The name by which an `OperatorConfig` selects it."""
        return f"redactor_{self.action}"

    def operator_type(self) -> OperatorType:
        """An anonymizer, in Presidio's word."""
        return OperatorType.Anonymize


class Pseudonymise(_Apply):
    """`redactor_pseudonymise`: another value of the same kind, which the vault takes back."""

    action = Action.PSEUDONYMISE


class Generalise(_Apply):
    """`redactor_generalise`: a coarser value."""

    action = Action.GENERALISE


class Suppress(_Apply):
    """`redactor_suppress`: another value of the same kind, which nothing takes back."""

    action = Action.SUPPRESS


OPERATORS: tuple[type[Operator], ...] = (Pseudonymise, Generalise, Suppress)
