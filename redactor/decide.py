"""Findings and policy become disjoint decisions; overlaps are settled here and only here.

The order, best first: something to do before something to keep; longer; surer; stronger action; rule id.  What a better
decision covers is gone; what sticks out of it on either side stays a decision of its own, so nothing found is half left.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Protocol

from redactor.model import Action, Decision, Finding

_STRENGTH = {action: rank for rank, action in enumerate(Action)}


class Actions(Protocol):
    """What decide asks of a policy."""

    def action(self, entity: str) -> Action:
        """What is done with values of this entity."""
        ...

    def threshold(self, entity: str) -> float:
        """The lowest score at which a finding counts."""
        ...


def decide(
    text: bytes, findings: Iterable[Finding], policy: Actions, spared: frozenset[bytes] = frozenset()
) -> list[Decision]:
    """The decisions for one segment's `text`, disjoint and ascending, the kept ones among them.

    `spared` holds values (lower case) that are kept whatever they are: the dictionary's `never`, public resolvers.
    """
    wanted = [
        Decision(start, end, entity, policy.action(entity), score, rule)
        for start, end, entity, score, rule in findings
        if score >= policy.threshold(entity)
    ]
    if spared:
        wanted = [
            decision._replace(action=Action.KEEP) if text[decision.start : decision.end].lower() in spared else decision
            for decision in wanted
        ]
    if len(wanted) < 2:
        return wanted
    wanted.sort()
    if all(left.end <= right.start for left, right in zip(wanted, wanted[1:], strict=False)):
        return wanted
    return _settle(wanted)


def _settle(wanted: Sequence[Decision]) -> list[Decision]:
    """Settle each cluster of overlapping decisions by itself."""
    settled: list[Decision] = []
    cluster: list[Decision] = []
    reach = -1
    for decision in wanted:
        if cluster and decision.start >= reach:
            settled += _cluster(cluster)
            cluster = []
        cluster.append(decision)
        reach = max(reach, decision.end) if len(cluster) > 1 else decision.end
    settled += _cluster(cluster)
    return settled


def _rank(decision: Decision) -> tuple[bool, int, float, int, str]:
    keep = decision.action is Action.KEEP
    return keep, decision.start - decision.end, -decision.score, -_STRENGTH[decision.action], decision.rule


def _cluster(cluster: list[Decision]) -> list[Decision]:
    """Take decisions in order of rank; trim each to what is still free."""
    if len(cluster) == 1:
        return cluster
    taken: list[Decision] = []
    for decision in sorted(cluster, key=_rank):
        free = [(decision.start, decision.end)]
        for other in taken:
            free = [
                part
                for start, end in free
                for part in ((start, min(end, other.start)), (max(start, other.end), end))
                if part[0] < part[1]
            ]
        taken += [decision._replace(start=start, end=end) for start, end in free]
    return sorted(taken)
