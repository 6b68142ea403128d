"""Laws of policies and of their loading."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest

from redactor import policy
from redactor.errors import ConfigError
from redactor.model import Action
from redactor.policy import ENTITIES, Policy


def text_of(name: str) -> str:
    return policy.available()[name].read_text(encoding="utf-8")


@pytest.fixture
def edited(tmp_path: Path) -> Path:
    return tmp_path / "edited.toml"


@pytest.mark.parametrize("name", policy.available())
def test_every_shipped_policy_answers_for_every_entity(name: str) -> None:
    """No finding is without an action, and secrets never stay."""
    loaded = policy.load(name)

    assert set(ENTITIES) == set(loaded.actions)
    assert Action.SUPPRESS is loaded.action("SECRET")
    assert loaded.description


def test_strict_keeps_nothing() -> None:
    """`strict` acts on every entity, and goes to the family alone."""
    strict = policy.load("strict")

    assert not [entity for entity in ENTITIES if strict.permits(entity)]
    assert strict.family_only
    assert not strict.keep_public_resolvers


def test_policies_form_a_ladder() -> None:
    """What a stricter policy keeps, a laxer one keeps too; only what is in use ever stays."""
    loaded = [policy.load(name) for name in ("strict", "balanced", "diagnostic")]
    kept = {each.name: {entity for entity in ENTITIES if each.permits(entity)} for each in loaded}

    assert kept["strict"] < kept["balanced"] < kept["diagnostic"]
    assert {"PRODUCT_ID", "OS_FEATURE_SET"} == kept["balanced"]
    assert {"OS_VERSION", "BROWSER"} == kept["diagnostic"] - kept["balanced"]


@pytest.mark.parametrize(
    ("old", "new", "place", "hint"),
    [
        ("IP_ADDRESS =", "IP_ADRESS =", ":7: actions.IP_ADRESS: unknown entity", "IP_ADDRESS"),
        ('HOSTNAME = "pseudonymise"', 'HOSTNAME = "pseudonymize"', "actions.HOSTNAME: unknown word", "pseudonymise"),
        ('HOSTNAME = "pseudonymise"\n', "", "actions.HOSTNAME: is missing", "one of: keep"),
        ('HOSTNAME = "pseudonymise"', "HOSTNAME = 1", "actions.HOSTNAME: must be a string", ""),
        ('HOSTNAME = "pseudonymise"', 'HOSTNAME = "generalise"', "no coarser value", "pseudonymise"),
        ('HOSTNAME = "pseudonymise"', 'HOSTNAME = "drop"', "actions.HOSTNAME: unknown word", "keep, generalise"),
        ('SECRET = "suppress"', 'SECRET = "pseudonymise"', "secrets never leave", "suppress"),
        ("description", "descripton", ":2: descripton: unknown key", "description"),
        ("[custom]", "[costum]", "costum: unknown key", "custom"),
        ("[custom]", "[min_scores]\nPERSN = 0.5\n[custom]", "min_scores.PERSN: unknown entity", "PERSON"),
        ("[custom]", "[min_scores]\nPERSON = 5\n[custom]", "min_scores.PERSON: must be from 0 to 1", ""),
        ("[custom]", '[custom]\nHOSTNAME = "keep"', "custom.HOSTNAME: is a built-in entity", "[actions]"),
        ("[actions]", "[actions", ":5: is not valid TOML", "brackets"),
    ],
)
def test_a_slip_is_named_with_place_and_nearest_word(edited: Path, old: str, new: str, place: str, hint: str) -> None:
    """What is not fully understood is an error that names file, place and the nearest valid word."""
    edited.write_text(text_of("balanced").replace(old, new, 1), encoding="utf-8")

    with pytest.raises(ConfigError) as caught:
        policy.load(edited)

    assert str(edited) in str(caught.value)
    assert place in str(caught.value)
    assert hint in caught.value.hint


def test_an_unknown_policy_is_named_with_the_nearest() -> None:
    """A misspelt policy name says which one was meant."""
    with pytest.raises(ConfigError, match="unknown policy 'strikt'") as caught:
        policy.load("strikt")

    assert "did you mean strict?" == caught.value.hint


def test_a_missing_or_undecodable_file_is_refused(tmp_path: Path) -> None:
    """A policy that cannot be read is an error, never a default."""
    (tmp_path / "latin.toml").write_bytes(b'description = "\xe9"')
    for name in ("missing.toml", "latin.toml", "."):
        with pytest.raises(ConfigError):
            policy.load(f"{tmp_path}/{name}")


def test_a_policy_file_is_loaded_by_its_path(edited: Path) -> None:
    """A copy of a policy is that policy under the file's name, with the same digest."""
    edited.write_text(text_of("strict"), encoding="utf-8")

    assert "edited" == policy.load(edited).name
    assert policy.load("strict").digest() == policy.load(str(edited)).digest()


def test_entities_of_the_user_have_the_custom_action(edited: Path) -> None:
    """What only the user's recognizers find is pseudonymised unless the policy says otherwise."""
    edited.write_text(text_of("strict") + 'BUILD_TAG = "keep"\n', encoding="utf-8")
    loaded = policy.load(edited)

    assert Action.PSEUDONYMISE is loaded.action("TICKET_CODE")
    assert Action.KEEP is loaded.action("BUILD_TAG")


def test_thresholds_have_exceptions() -> None:
    """An entity's own threshold goes before the general one."""
    loaded = Policy("x", {}, min_score=0.4, min_scores={"PERSON": 0.6})

    assert (0.6, 0.4) == (loaded.threshold("PERSON"), loaded.threshold("HOSTNAME"))


def test_the_digest_tells_what_is_done_and_nothing_else() -> None:
    """Order, name and description do not count; any difference in behaviour does."""
    actions = {"HOSTNAME": Action.KEEP, "PERSON": Action.SUPPRESS}
    base = Policy("a", actions)
    others = [
        Policy("a", {**actions, "HOSTNAME": Action.SUPPRESS}),
        Policy("a", actions, min_score=0.5),
        Policy("a", actions, min_scores={"PERSON": 0.4}),
        Policy("a", actions, family_only=True),
        Policy("a", actions, keep_public_resolvers=False),
        Policy("a", actions, whole_containers=True),
        Policy("a", actions, custom=Action.KEEP),
    ]

    assert base.digest() == Policy("b", dict(reversed(actions.items())), description="other").digest()
    assert len(others) + 1 == len({base.digest(), *(other.digest() for other in others)})


def test_no_policy_drops_single_values() -> None:
    """`drop` is for stretches of a file; as the action of an entity it would leave the value where it is."""
    for actions, custom in (({"PERSON": Action.DROP}, Action.KEEP), ({}, Action.DROP)):
        with pytest.raises(ConfigError):
            Policy("x", actions, custom=custom)


def test_a_policy_reaches_workers_unchanged() -> None:
    """A policy survives the way to another process."""
    loaded = policy.load("strict")

    assert loaded == pickle.loads(pickle.dumps(loaded))
