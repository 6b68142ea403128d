"""Laws of the erasure certificate: it says what became irreversible, and never more than is so."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from redactor import attest, certificate, data_sheet
from redactor.certificate import Destroyed, Erasure, deletions_due
from redactor.errors import UsageError, WithheldError
from redactor.signing import trusted
from tests.receipt_cases import redactor, run, sealed, signer, work

__all__ = ["work"]
NOW = datetime(2026, 3, 4, 10, 11, 12, tzinfo=UTC)
REGIONS = '[tenants.acme]\nregion = "na"\n'


def erasure(case: str | None, *destroyed: Destroyed) -> Erasure:
    return Erasure("acme", case, destroyed, who="dpo@example.com", reason="written request of 3 March")


def test_it_lists_what_became_irreversible(work: Path) -> None:
    """The receipts of the destroyed secrets and no others, who, why, when, and what is still due."""
    run("one", "--tenant", "acme", "--case", "T-1")
    run("two", "--tenant", "acme", "--case", "T-2")
    receipts = [each.receipt for each in sealed("one", "two")]
    key = next(each.key.id for each in receipts if each.case == "T-1")
    due = certificate.Deletion("zendesk", "T-1", 3, "2026-04-03", "4711")
    asked = replace(erasure("T-1", Destroyed(key, "T-1")), deletions=(due,))
    line = certificate.certificate(signer(), asked, receipts, now=NOW)
    said = attest.unseal(line, trusted(signer().public))

    assert attest.ERASURE == said.kind
    assert [(key, "redactorKeyId")] == [(each.digest, each.algorithm) for each in said.subjects]
    assert [each.sha256 for each in receipts if each.case == "T-1" and each.released] == [
        each["sha256"] for each in said.predicate["irreversible"]
    ]
    assert ("case", "T-1", "2026-03-04T10:11:12Z") == tuple(said.predicate[name] for name in ("covers", "case", "time"))
    assert ("dpo@example.com", "written request of 3 March") == (said.predicate["who"], said.predicate["reason"])
    assert [("zendesk", "4711", 3)] == [
        (each["helpdesk"], each["ticket"], each["files"]) for each in said.predicate["deletions_due"]
    ]


def test_under_tenant_scope_a_case_s_certificate_is_refused(work: Path) -> None:
    """The tenant's secret still reverses it: told by the key store's scope, and by the receipts themselves."""
    run("out", "--tenant", "acme", "--case", "T-1", "--scope", "tenant")
    receipts = [each.receipt for each in sealed("out")]
    case = erasure("T-1", Destroyed("00" * 8, "T-1"))
    with pytest.raises(UsageError, match="tenant's secret still reverses"):
        certificate.certificate(signer(), case, receipts, scope="tenant")
    with pytest.raises(UsageError, match="made with another secret"):
        certificate.certificate(signer(), case, receipts)
    whole = erasure(None, Destroyed(receipts[0].key.id, None))
    said = attest.unseal(certificate.certificate(signer(), whole, receipts, scope="tenant"), trusted(signer().public))

    assert ("tenant", 3) == (said.predicate["covers"], len(said.predicate["irreversible"]))


def test_an_older_generation_that_is_left_is_refused(work: Path) -> None:
    """A case whose key was rotated is only erased when every generation is destroyed."""
    run("out", "--tenant", "acme", "--case", "T-1")
    new = [each.receipt for each in sealed("out")]
    old = [replace(each, key=replace(each.key, id="11" * 8)) for each in new]
    one = erasure("T-1", Destroyed(new[0].key.id, "T-1", 2))
    both = erasure("T-1", Destroyed(new[0].key.id, "T-1", 2), Destroyed("11" * 8, "T-1", 1))
    with pytest.raises(UsageError, match="too much"):
        certificate.judge(one, [*new, *old])
    certificate.judge(both, [*new, *old])


def test_a_tenant_is_not_erased_while_one_of_its_cases_is_left(work: Path) -> None:
    """Nor is anything certified where nothing was destroyed; other tenants' receipts do not matter."""
    run("out", "--tenant", "acme", "--case", "T-1")
    run("other", "--tenant", "other", "--case", "T-1")
    receipts = [each.receipt for each in sealed("out", "other")]
    with pytest.raises(UsageError, match="too much"):
        certificate.judge(erasure(None, Destroyed("00" * 8, None)), receipts)
    with pytest.raises(UsageError, match="no secret was destroyed"):
        certificate.judge(erasure(None), receipts)
    with pytest.raises(UsageError, match="own secret was not destroyed"):
        certificate.judge(erasure(None, Destroyed(receipts[0].key.id, "T-1")), receipts, scope="tenant")
    certificate.judge(erasure(None, Destroyed(receipts[0].key.id, "T-1")), receipts)


def test_deletions_are_due_where_copies_were_made_for(work: Path) -> None:
    """By destination and case, within the days of the data sheet's row."""
    Path("redactor.toml").write_text(REGIONS)
    run("out", "--tenant", "acme", "--case", "T-1", "--destination", "zendesk")
    run("kept", "--tenant", "acme", "--case", "T-2")
    due = list(deletions_due((each.receipt for each in sealed("out", "kept")), data_sheet.load(), NOW))

    assert [certificate.Deletion("zendesk", "T-1", 3, "2026-06-02")] == due


def test_the_command_checks_it_as_it_checks_receipts(work: Path) -> None:
    """Exit 0 with a sentence, 1 for a changed one; and it is no receipt of a file."""
    run("out", "--tenant", "acme", "--case", "T-1")
    key = sealed("out")[0].receipt.key.id
    line = certificate.certificate(signer(), erasure("T-1", Destroyed(key, "T-1")), now=NOW)
    Path("certificate.json").write_bytes(line)
    good = redactor("receipt", "verify", "--receipt", "certificate.json")
    file = redactor("receipt", "verify", "out/show.txt", "--receipt", "certificate.json")
    shown = json.loads(redactor("receipt", "show", "certificate.json", "--json").out)
    Path("certificate.json").write_bytes(line.replace(b"ey", b"eZ", 1))
    bad = redactor("receipt", "verify", "--receipt", "certificate.json")

    assert [0, 1, 1] == [good.code, file.code, bad.code]
    assert "valid certificate: secret of a case" in good.err
    assert "T-1" == shown["case"]


def test_a_change_at_any_byte_is_refused(work: Path) -> None:
    """As with receipts."""
    run("out", "--tenant", "acme", "--case", "T-1")
    line = certificate.certificate(signer(), erasure("T-1", Destroyed("22" * 8, "T-1")), now=NOW)
    for at in range(len(line)):
        with pytest.raises(WithheldError):
            attest.unseal(line[:at] + bytes([line[at] ^ 1]) + line[at + 1 :], trusted(signer().public))
