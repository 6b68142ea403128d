"""What the benchmark of accuracy measures with: ordinary text holds nothing, mutants are told from their rules."""

from __future__ import annotations

from dataclasses import replace

from benchmarks import accuracy, mutants, ordinary
from recognizers.rule import Rule, Verdict


def _even(line: bytes, start: int, end: int) -> Verdict:
    return Verdict.ABSTAIN if (end - start) % 2 == 0 else Verdict.REFUSE


RULE = Rule(
    id="even-word",
    entity="OTHER_ID",
    pattern=r"id (?P<value>[a-z]{2,9})",
    validate=_even,
    reference="made up for this test",
    examples=("id «abcd»", "an id «ab» here"),
    near_misses=("id abc", "xid abcd", "id ABCD"),
)


def test_ordinary_text_is_made_from_its_seed() -> None:
    """The same seed makes the same text, another seed another one, and every kind is there."""
    assert ordinary.files(2_000) == ordinary.files(2_000)
    assert set(ordinary.files(2_000)) == set(ordinary.files(2_000, seed=2))
    assert ordinary.files(2_000) != ordinary.files(2_000, seed=2)


def test_ordinary_text_raises_no_alarm() -> None:
    """Under `balanced`, fewer than two findings in a hundred KB of manuals, licences, source and the like."""
    whole = accuracy.false_alarms(size=6_000)[-1]

    assert whole["text"] == "all"
    assert whole["per KB"] < 0.02


def test_examples_tell_a_rule_from_its_mutants() -> None:
    """A mutant is killed where an example or a near miss is judged otherwise: here all but the one without an `after`."""
    after = RULE.near_misses + ("id abcdefgh1",)
    sharper = replace(RULE, near_misses=after)

    assert (4, 3) == mutants.sharpness([RULE])[:2]
    assert (4, 4) == mutants.sharpness([sharper])[:2]


def test_a_placeholder_is_no_value() -> None:
    """A hollow example counts as refused where nothing is found in the placeholder's place."""
    found = mutants.sharpness([RULE])

    assert 6 == found.hollow
    assert 4 == found.refused
