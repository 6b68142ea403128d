"""Which of two policies is the stricter: entity by entity, keep < generalise < pseudonymise < suppress < drop.

A policy travels in a receipt as `terms`, and comes back from there as the policy that was in force.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from redactor.model import Action
from redactor.policy import ENTITIES, Policy

_ORDER = {action: number for number, action in enumerate(Action)}
_OTHER = "an entity of nobody's"
"""Stands for the user's own entities that no policy names: the custom action is theirs."""


def terms(policy: Policy) -> dict[str, Any]:
    """All that decides what a policy does, for a receipt."""
    return {
        "name": policy.name,
        "digest": policy.digest(),
        "actions": {entity: str(action) for entity, action in sorted(policy.actions.items())},
        "custom": str(policy.custom),
        "min_score": policy.min_score,
        "min_scores": dict(sorted(policy.min_scores.items())),
        "family_only": policy.family_only,
        "keep_public_resolvers": policy.keep_public_resolvers,
        "whole_containers": policy.whole_containers,
        "names_required": policy.names_required,
    }


def policy_of(given: Mapping[str, Any]) -> Policy:
    """The policy that `terms` wrote; raises `ValueError` where they are not whole or do not have their own digest."""
    policy = Policy(
        name=str(given["name"]),
        actions={str(entity): Action(action) for entity, action in given["actions"].items()},
        min_score=float(given["min_score"]),
        min_scores={str(entity): float(score) for entity, score in given["min_scores"].items()},
        family_only=bool(given["family_only"]),
        keep_public_resolvers=bool(given["keep_public_resolvers"]),
        whole_containers=bool(given.get("whole_containers", False)),
        names_required=bool(given.get("names_required", True)),
        custom=Action(given["custom"]),
    )
    if policy.digest() != given["digest"]:
        raise ValueError("the policy's digest is not its own")
    return policy


def weaker(then: Policy, now: Policy) -> str:
    """In what `then` was laxer than `now`, in words; empty where it was at least as strict in everything."""
    for entity in sorted({*ENTITIES, *then.actions, *now.actions, _OTHER}):
        wanted = now.action(entity)
        if wanted is Action.KEEP:
            continue
        if _ORDER[then.action(entity)] < _ORDER[wanted]:
            return f"{entity} was only to {then.action(entity)}, now it is to {wanted}"
        if then.threshold(entity) > now.threshold(entity):
            return f"{entity} was acted on from {then.threshold(entity)}, now from {now.threshold(entity)}"
    return _laxer_setting(then, now)


def _laxer_setting(then: Policy, now: Policy) -> str:
    if now.family_only and not then.family_only:
        return "versions were generalised less"
    if now.whole_containers and not then.whole_containers:
        return "archives went without a member that was withheld"
    if now.names_required and not then.names_required:
        return "names need not have been sought"
    if then.keep_public_resolvers and not now.keep_public_resolvers:
        return "public resolvers were kept"
    return ""


def at_least(policy: Policy, floor: Mapping[str, Action], **changes: Any) -> Policy:
    """The policy with no entity's action below that of `floor`; never laxer than it was."""
    from dataclasses import replace

    actions = {entity: max(action, floor.get(entity, action), key=_ORDER.__getitem__)
               for entity, action in policy.actions.items()}  # fmt: skip
    return replace(policy, actions=actions, **changes)
