"""How sharp the rules' own examples and near misses are: what they notice when a rule is made weaker.

A *mutant* is a rule without its validator, its check or one of its boundaries, or deaf to case; it is *killed* where an
example or a near miss of the rule is then judged otherwise.  A *hollow* example has a placeholder (`none`, `-`, `***`)
in the place of its value; it is *refused* where the rule finds nothing there any more.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from recognizers.rule import Rule, expected
from recognizers.scan import scan

_HOLLOW = (b"none", b"-", b"***")


class Sharpness(NamedTuple):
    """Counts over all rules."""

    mutants: int
    killed: int
    hollow: int
    refused: int


def weaker(rule: Rule) -> Iterator[Rule]:
    """The mutants of a rule."""
    if rule.validate is not None:
        yield replace(rule, validate=None, blind=False)
    if rule.check is not None:
        yield replace(rule, check=None)
    if rule.before:
        yield replace(rule, before="")
    if rule.after:
        yield replace(rule, after="")
    yield replace(rule, ignore_case=not rule.ignore_case)


def _told(rule: Rule) -> list[list[tuple[int, int]]]:
    """What a rule finds in its examples and near misses."""
    texts = [expected(example)[0] for example in rule.examples] + [near.encode() for near in rule.near_misses]
    return [[(start, end) for start, end, *_ in scan([rule], text)] for text in texts]


def _hollowed(rule: Rule) -> Iterator[bool]:
    """For each hollow example whether it is refused."""
    for example in rule.examples:
        text, spans = expected(example)
        start, end = spans[0]
        for filler in _HOLLOW:
            found = scan([rule], text[:start] + filler + text[end:])
            yield not any(low < start + len(filler) and high > start for low, high, *_ in found)


def sharpness(rules: Sequence[Rule]) -> Sharpness:
    """Count the mutants killed and the hollow examples refused."""
    mutants = killed = hollow = refused = 0
    for rule in rules:
        whole = _told(rule)
        for mutant in weaker(rule):
            mutants += 1
            killed += _told(mutant) != whole
        for said in _hollowed(rule):
            hollow += 1
            refused += said
    return Sharpness(mutants, killed, hollow, refused)
