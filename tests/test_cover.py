"""Laws of passing by a receipt: only what is unchanged, this tenant's, and was redacted at least as strictly."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from redactor import cover, policy, receipt, strictness
from redactor.cover import Asked, Cover, Covered, is_covered
from redactor.errors import WithheldError
from redactor.model import Action, Reason
from redactor.policy import ENTITIES, VALUE_ACTIONS, Policy
from redactor.source import BytesSource
from tests.receipt_cases import redactor, run, sealed, work

__all__ = ["work"]
BALANCED, STRICT, DIAGNOSTIC = (policy.load(name) for name in ("balanced", "strict", "diagnostic"))


def copies(folder: str) -> dict[str, bytes]:
    """The copies in a run's folder."""
    found = {str(path.relative_to(folder)): path.read_bytes() for path in Path(folder).rglob("*") if path.is_file()}
    return {name: data for name, data in found.items() if "/" in name or name in ("show.txt",) or name.endswith(".cfg")}


def test_what_has_a_receipt_passes_unchanged(work: Path) -> None:
    """Byte for byte, under its own name, with the receipt it had; in this process and in workers."""
    run("out")
    for again, jobs in (("again", "1"), ("workers", "2")):
        done = run(again, "--receipts", "out", "--jobs", jobs, code=0, inputs="out")
        before = [each for each in sealed("out") if each.receipt.released]

        assert copies("out") == copies(again)
        assert {each.line for each in before} == {each.line for each in sealed(again)}
        assert "3 released, 0 withheld, 0 values replaced" in done.err


def test_without_its_receipt_it_is_redacted_again(work: Path) -> None:
    """A pseudonym is then taken for an original: that is what receipts are for."""
    run("out")
    run("again", inputs="out/logs", code=0)

    assert Path("out/logs/auth.log").read_bytes() != Path("again/auth.log").read_bytes()


def test_a_changed_file_is_withheld(work: Path) -> None:
    """It has a receipt by its name, and is not the file that it was: exit 1, a reason, no copy."""
    run("out")
    Path("out/logs/auth.log").write_bytes(Path("out/logs/auth.log").read_bytes() + b"from 203.0.113.7\n")
    run("again", "--receipts", "out", inputs="out")

    assert {"logs/auth.log": "receipt-refused"} == {
        each.receipt.name: each.receipt.reason for each in sealed("again") if not each.receipt.released
    }
    assert not Path("again/logs/auth.log").exists()


def test_files_that_are_alike_keep_a_receipt_each(work: Path) -> None:
    """Two copies with the same bytes are two attachments."""
    (work / "case" / "again.txt").write_bytes((work / "case" / "show.txt").read_bytes())
    run("out")
    run("again", "--receipts", "out", inputs="out", code=0)

    assert {"again.txt", "show.txt"} <= {each.receipt.name for each in sealed("again")}


def test_a_name_that_is_usual_in_many_folders_is_no_sign_of_a_change(work: Path) -> None:
    """Only the very same relative name is; an original that is called like a copy of another folder is redacted."""
    run("out")
    Path("new").mkdir()
    Path("new/auth.log").write_text(Path("case/logs/auth.log").read_text())
    run("again", "--receipts", "out", inputs="new", code=0)

    assert b"198.51.100.99" not in Path("again/auth.log").read_bytes()


def test_another_tenant_s_receipts_say_nothing(work: Path) -> None:
    """An original that is called like another tenant's copy is redacted, and not taken for a changed copy."""
    run("out", "--tenant", "other")
    run("again", "--receipts", "out")

    assert {"unsupported-format"} == {each.receipt.reason for each in sealed("again") if not each.receipt.released}


def test_a_new_file_among_covered_ones_is_redacted(work: Path) -> None:
    """Originals beside copies are redacted as ever, and learn nothing from pseudonyms."""
    run("out")
    Path("out/new.log").write_text(
        "Mar  4 10:11:12 edge-fw9 sshd[1]: Failed password for root from 203.0.113.7 port 1\n"
    )
    run("again", "--receipts", "out", inputs="out", code=0)

    assert b"203.0.113.7" not in Path("again/new.log").read_bytes()
    assert Path("out/show.txt").read_bytes() == Path("again/show.txt").read_bytes()


def test_a_tampered_receipt_stops_the_run(work: Path) -> None:
    """Exit 1 with a reason, and nothing is written."""
    run("out")
    path = Path("out", receipt.NAME)
    path.write_bytes(path.read_bytes().replace(b'"payload":"ey', b'"payload":"eZ', 1))
    done = redactor("run", "out", "--out", "again", "--no-ner", "--receipts", "out")

    assert (1, True) == (done.code, done.err.startswith("error: withheld: receipt-refused"))
    assert not Path("again").exists()


@pytest.mark.parametrize(
    ("options", "unchanged"),
    [
        ((), True),
        (("--policy", "diagnostic"), True),
        (("--policy", "strict"), False),
        (("--tenant", "other"), False),
        (("--config", "always.toml"), False),
        (("--config", "never.toml"), True),
    ],
    ids=["the same", "a laxer policy", "a stricter policy", "another tenant", "more words", "fewer words"],
)
def test_it_passes_only_for_its_tenant_and_no_stricter_policy(
    work: Path, options: tuple[str, ...], unchanged: bool
) -> None:
    """Otherwise it is redacted as any other file."""
    Path("always.toml").write_text('[dictionary]\nalways = ["Silver Otter"]\n')
    Path("never.toml").write_text('[dictionary]\nnever = ["monitor"]\n')
    run("out")
    run("again", "--receipts", "out", *options, inputs="out", code=0)

    assert unchanged is (copies("out") == copies("again"))


def test_words_that_were_kept_then_must_be_kept_now(work: Path) -> None:
    """A file in which the user let a word stay passes only where the same words may stay."""
    Path("never.toml").write_text('[dictionary]\nnever = ["198.51.100.99"]\n')
    run("out", "--config", "never.toml")
    run("same", "--config", "never.toml", "--receipts", "out", inputs="out", code=0)
    run("again", "--receipts", "out", inputs="out", code=0)

    assert b"198.51.100.99" in Path("same/logs/auth.log").read_bytes()
    assert b"198.51.100.99" not in Path("again/logs/auth.log").read_bytes()


def test_names_must_have_been_sought_where_they_are_now(work: Path) -> None:
    """A run without names does not vouch for one with them."""
    run("out")
    made = sealed("out")[0].receipt
    asked = Asked(made.tenant, BALANCED, names=True)
    sought = replace(made, made=replace(made.made, names_sought=True, language="en"))

    assert "names were not sought" == cover.lacks(made, asked)
    assert "" == cover.lacks(sought, asked)
    assert "" != cover.lacks(sought, replace(asked, language="de"))


def test_is_covered_tells_another_file_from_a_weaker_receipt(work: Path) -> None:
    """False is for what must be redacted; a file that is not the receipt's is an error."""
    run("out")
    each = next(each.receipt for each in sealed("out") if each.receipt.name == "show.txt")
    file = BytesSource(Path("out/show.txt").read_bytes(), "show.txt")

    assert is_covered(file, each, "default", BALANCED)
    assert not is_covered(file, each, "acme", BALANCED)
    assert not is_covered(file, each, "default", STRICT)
    with pytest.raises(WithheldError) as caught:
        is_covered(BytesSource(b"else", "show.txt"), each, "default", BALANCED)
    assert Reason.RECEIPT is caught.value.reason


def test_a_withheld_receipt_vouches_for_nothing(work: Path) -> None:
    """Not even for the empty file, whose digest is its subject."""
    run("out")
    held = next(each for each in sealed("out") if not each.receipt.released)
    all_of_it = Cover.of([held], Asked("default", BALANCED), 1000)

    assert "" != cover.lacks(held.receipt, Asked("default", BALANCED))
    assert not all_of_it.knows(BytesSource(b"", "other.txt"))


def test_only_cover_makes_a_covered(work: Path) -> None:
    """As with `Verified`: nothing else may reach a destination."""
    run("out")
    with pytest.raises(TypeError):
        Covered(BytesSource(b"", "x"), sealed("out")[0].receipt, object())


ACTIONS = st.sampled_from(VALUE_ACTIONS)
POLICIES: st.SearchStrategy[Policy] = st.builds(
    Policy,
    name=st.just("any"),
    actions=st.fixed_dictionaries({entity: ACTIONS for entity in ENTITIES[:4]}).map(
        lambda some: {**BALANCED.actions, **some}
    ),
    min_score=st.sampled_from([0.2, 0.4, 0.6]),
    min_scores=st.dictionaries(st.sampled_from(ENTITIES[:4]), st.sampled_from([0.1, 0.4, 0.9])),
    family_only=st.booleans(),
    whole_containers=st.booleans(),
    names_required=st.booleans(),
    keep_public_resolvers=st.booleans(),
    custom=ACTIONS,
)
ORDER = list(Action)


@given(POLICIES, POLICIES)
def test_strictness_is_entity_by_entity(then: Policy, now: Policy) -> None:
    """At least as strict: no entity is acted on less, or from a higher score, than is asked."""
    said = strictness.weaker(then, now)
    acted = [entity for entity in (*ENTITIES, "OWN") if now.action(entity) is not Action.KEEP]
    worse = any(
        ORDER.index(then.action(entity)) < ORDER.index(now.action(entity))
        or then.threshold(entity) > now.threshold(entity)
        for entity in acted
    )
    worse = worse or (now.family_only and not then.family_only)
    worse = worse or (now.whole_containers and not then.whole_containers)
    worse = worse or (now.names_required and not then.names_required)
    worse = worse or (then.keep_public_resolvers and not now.keep_public_resolvers)

    assert worse is bool(said)


@given(POLICIES)
def test_a_policy_is_as_strict_as_itself_and_travels_whole(each: Policy) -> None:
    """Strictness is reflexive; what a receipt says of a policy is the policy."""
    assert "" == strictness.weaker(each, each)
    assert each == strictness.policy_of(strictness.terms(each))
    assert "" == strictness.weaker(strictness.policy_of(strictness.terms(each)), each)


def test_the_built_in_policies_are_in_order() -> None:
    """diagnostic < balanced < strict."""
    order = (DIAGNOSTIC, BALANCED, STRICT)
    weak = [[bool(strictness.weaker(then, now)) for now in order] for then in order]

    assert [[False, True, True], [False, False, True], [False, False, False]] == weak
