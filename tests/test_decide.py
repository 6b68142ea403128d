"""Overlaps are settled once: disjoint decisions, nothing found is half left."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from redactor import policy
from redactor.decide import decide
from redactor.model import Action, Finding

STRICT, BALANCED = policy.load("strict"), policy.load("balanced")
FINDINGS = st.lists(
    st.builds(
        lambda start, size, entity, score, rule: Finding(start, start + size, entity, score, rule),
        st.integers(0, 40),
        st.integers(1, 12),
        st.sampled_from(["HOSTNAME", "IP_ADDRESS", "PRODUCT_ID", "SECRET", "OS_VERSION"]),
        st.sampled_from([0.2, 0.5, 0.9]),
        st.sampled_from(["a", "b"]),
    ),
    max_size=8,
)


@given(FINDINGS)
def test_disjoint_ascending_and_complete(findings: list[Finding]) -> None:
    """Decisions are disjoint and ascending, and cover exactly what counting findings cover."""
    decisions = decide(b"x" * 60, findings, STRICT)
    covered = {at for decision in decisions for at in range(decision.start, decision.end)}
    counting = [finding for finding in findings if finding.score >= 0.4]

    assert all(left.end <= right.start for left, right in zip(decisions, decisions[1:], strict=False))
    assert {at for finding in counting for at in range(finding.start, finding.end)} == covered


@given(FINDINGS)
def test_order_of_findings_does_not_matter(findings: list[Finding]) -> None:
    """The same findings give the same decisions, whoever came first."""
    assert decide(b"x" * 60, findings, STRICT) == decide(b"x" * 60, findings[::-1], STRICT)


@given(FINDINGS)
def test_keeping_never_wins_over_replacing(findings: list[Finding]) -> None:
    """What some finding wants replaced is not kept because another covers it."""
    kept = [d for d in decide(b"x" * 60, findings, BALANCED) if d.action is Action.KEEP]
    acting = [f for f in findings if f.score >= 0.4 and BALANCED.action(f.entity) is not Action.KEEP]

    assert not any(d.start < f.end and f.start < d.end for d in kept for f in acting)


def test_the_longer_wins() -> None:
    """An address inside a mail address belongs to it."""
    findings = [Finding(0, 20, "EMAIL_ADDRESS", 0.8, "mail"), Finding(6, 20, "HOSTNAME", 0.95, "host")]

    assert ["EMAIL_ADDRESS"] == [decision.entity for decision in decide(b"x" * 20, findings, STRICT)]


def test_what_sticks_out_is_not_left() -> None:
    """The part of a losing finding that the winner does not cover is a decision of its own."""
    findings = [Finding(0, 10, "HOSTNAME", 0.9, "host"), Finding(8, 30, "SECRET", 0.9, "secret")]

    assert [(0, 8, "HOSTNAME"), (8, 30, "SECRET")] == [d[:3] for d in decide(b"x" * 30, findings, STRICT)]


def test_spared_values_are_kept() -> None:
    """A word of the dictionary's `never` is kept, in any case, and the decision says so."""
    decisions = decide(b"Example", [Finding(0, 7, "HOSTNAME", 0.9, "host")], STRICT, frozenset({b"example"}))

    assert [Action.KEEP] == [decision.action for decision in decisions]
