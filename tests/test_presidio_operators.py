"""Laws of redactor.presidio_operators."""

from __future__ import annotations

import pytest
from presidio_anonymizer import AnonymizerEngine
from presidio_anonymizer.entities import InvalidParamError, OperatorConfig, RecognizerResult

from redactor.model import Action
from redactor.presidio_operators import OPERATORS
from redactor.pseudonyms import Pseudonyms

PSEUDONYMS = Pseudonyms(b"presidio test secret".ljust(32, b"."))
TEXT = "Zoë (zoe@example.com) at 192.0.2.7 and 192.0.2.7, curl/7.88.1"
VALUES = (
    ("PERSON", "Zoë"),
    ("EMAIL_ADDRESS", "zoe@example.com"),
    ("IP_ADDRESS", "192.0.2.7"),
    ("BROWSER", "curl/7.88.1"),
)


def _engine() -> AnonymizerEngine:
    engine = AnonymizerEngine()
    for operator in OPERATORS:
        engine.add_anonymizer(operator)
    return engine


def _results() -> list[RecognizerResult]:
    found = []
    for entity, value in VALUES:
        start = TEXT.find(value)
        while start >= 0:
            found.append(RecognizerResult(entity, start, start + len(value), 1.0))
            start = TEXT.find(value, start + 1)
    return found


@pytest.mark.parametrize("action", [Action.PSEUDONYMISE, Action.GENERALISE, Action.SUPPRESS])
def test_presidio_writes_what_apply_gives(action: Action) -> None:
    """A real AnonymizerEngine with our operators gives the text that splicing `Pseudonyms.apply` gives."""
    expected = TEXT
    for entity, value in VALUES:
        expected = expected.replace(value, PSEUDONYMS.apply(action, entity, value.encode()).decode())
    config = {"DEFAULT": OperatorConfig(f"redactor_{action}", {"pseudonyms": PSEUDONYMS})}

    found = _engine().anonymize(TEXT, _results(), config, merge_entities_with_spaces=False).text

    assert expected == found
    assert not any(value in found for _, value in VALUES)


def test_an_operator_without_pseudonyms_is_refused() -> None:
    """Parameters without a `Pseudonyms` are Presidio's InvalidParamError, before anything is replaced."""
    config = {"DEFAULT": OperatorConfig("redactor_suppress", {"pseudonyms": "secret"})}

    with pytest.raises(InvalidParamError):
        _engine().anonymize(TEXT, _results(), config, merge_entities_with_spaces=False)
