"""Laws of the data sheet: it is judged when it is loaded, and what it says is what is done."""

from __future__ import annotations

import stat
from datetime import date
from pathlib import Path

import pytest

from redactor import attest, config, data_sheet, policy, residency, strictness, toml_file
from redactor.data_sheet import DEFAULT
from redactor.errors import ConfigError, UsageError
from redactor.model import Action
from redactor.residency import Requester, ResidencyError
from redactor.signing import trusted
from tests.receipt_cases import redactor, run, sealed, signer, work

__all__ = ["work"]
TEXT = DEFAULT.read_text()
SHEET = data_sheet.load()
TENANTS = '[tenants.acme]\nregion = "na"\n[tenants.helvetia]\nregion = "eu"\n'


def parsed(text: str) -> data_sheet.DataSheet:
    return data_sheet.parse(toml_file.parse("sheet.toml", text))


def test_the_sheet_names_all_sub_processors() -> None:
    """Those of the company whose data sheet this mirrors, each helpdesk with the customers of its region."""
    names = {row.name for row in SHEET.subprocessors.values()}
    helpdesks = {key: row.regions for key, row in SHEET.subprocessors.items() if row.helpdesk}

    assert names == {
        "Google Cloud Platform", "Pendo", "Mailgun", "Tray.io", "Salesforce", "Zendesk", "Freshdesk", "Aiven", "MongoDB"
    }  # fmt: skip
    assert {"zendesk": ("na",), "freshdesk": ("eu",)} == helpdesks


@pytest.mark.parametrize(
    ("old", "new", "said", "hint"),
    [
        ('"PRODUCT_ID", "OS_F', '"PRODUCT_IDS", "OS_F', "categories.product_information.entities", "did you mean PRODUCT_ID?"),
        ('where = "ticket-fields"', 'where = "ticket-field"', "categories.requester_contact.where", "ticket-fields"),
        ('regions = ["na"]', 'regions = ["us"]', "subprocessors.zendesk.regions", "one of: eu, na"),
        ('purpose = "support"', 'purpose = "suport"', "subprocessors.zendesk.purpose", "did you mean support?"),
        ('sees = ["usage"]', 'sees = ["usages"]', "subprocessors.pendo.sees", "did you mean usage?"),
        ("helpdesk = true", "helpdesks = true", "subprocessors.zendesk.helpdesks", "did you mean helpdesk?"),
        ("retention_days = 90", "retention_days = 0", "subprocessors.zendesk.retention_days", ""),
        ('purposes = ["support", "service", "communication"]', 'purposes = ["sales"]', "controllers.trial.purposes", "one of"),
        ("[security]", "[securities]", "securities", "did you mean security?"),
        ("on_request_days = 30", "on_demand_days = 30", "retention", ""),
        ('contact = "privacy@example.com"', "", "processor.contact: is missing", ""),
        ("[categories.pseudonymised_content]", "[categories.content]", "pseudonymised_content: is missing", ""),
    ],
)  # fmt: skip
def test_unknown_words_are_errors(old: str, new: str, said: str, hint: str) -> None:
    """With the file, the line and the nearest valid word."""
    assert old in TEXT
    with pytest.raises(ConfigError) as caught:
        parsed(TEXT.replace(old, new, 1))

    assert str(caught.value).startswith("sheet.toml:") and said in str(caught.value)
    assert hint in caught.value.hint


def test_the_line_is_that_of_the_word() -> None:
    """One can look there at once."""
    wrong = TEXT.replace('sees = ["usage"]', 'sees = ["usages"]')
    line = wrong[: wrong.index('sees = ["usages"]')].count("\n") + 1
    with pytest.raises(ConfigError, match=f"^sheet.toml:{line}: "):
        parsed(wrong)


@pytest.mark.parametrize("name", policy.available())
@pytest.mark.parametrize("to", SHEET.destinations())
def test_a_destination_only_narrows(name: str, to: str) -> None:
    """Whatever the policy: never laxer than it was, and nothing is kept but what the row says."""
    before = policy.load(name)
    after = residency.narrow(before, SHEET.subprocessors[to])
    kept = {entity for entity in after.actions if after.permits(entity)}

    assert "" == strictness.weaker(after, before)
    assert kept <= SHEET.subprocessors[to].stays("attachments")
    assert after.action("OWN") is not Action.KEEP


def test_product_ids_stay_only_where_the_row_says_so(work: Path) -> None:
    """Changing the sheet changes the copy: the helpdesk that may see products, and the one that may not."""
    Path("narrow.toml").write_text(TEXT.replace('sees = ["requester_contact", "product_information", ', "sees = [", 1))
    Path("redactor.toml").write_text(TENANTS)
    Path("other.toml").write_text(TENANTS + '[data_sheet]\nfile = "narrow.toml"\n')
    run("wide", "--tenant", "acme", "--destination", "zendesk")
    run("narrow", "--tenant", "acme", "--destination", "zendesk", "--config", "other.toml")
    run("plain", "--tenant", "acme")
    wide, narrow, plain = (Path(out, "show.txt").read_bytes() for out in ("wide", "narrow", "plain"))

    assert wide == plain and b"ISR4331/K9" in wide
    assert b"ISR4331/K9" not in narrow
    assert ["PRODUCT_ID"] == [
        count.entity for count in next(each.receipt.counts for each in sealed("narrow") if each.receipt.name == "show.txt")
        if count.entity == "PRODUCT_ID"
    ]  # fmt: skip


def test_exact_versions_are_generalised_for_whom_does_not_see_them(work: Path) -> None:
    """Even where the policy keeps them."""
    Path("redactor.toml").write_text(TENANTS)
    run("out", "--tenant", "acme", "--policy", "diagnostic")
    run("zendesk", "--tenant", "acme", "--policy", "diagnostic", "--destination", "zendesk")
    run("cloud", "--tenant", "acme", "--policy", "diagnostic", "--destination", "google-cloud")
    stays = {out: b"15.2(4)M6" in Path(out, "show.txt").read_bytes() for out in ("out", "zendesk", "cloud")}

    assert {"out": True, "zendesk": False, "cloud": True} == stays


@pytest.mark.parametrize(
    ("tenant", "to", "code"),
    [("acme", "zendesk", 1), ("helvetia", "freshdesk", 1), ("acme", "freshdesk", 2), ("helvetia", "zendesk", 2)],
)
def test_a_tenant_s_case_stays_in_its_region(work: Path, tenant: str, to: str, code: int) -> None:
    """Refused before any work with exit 2, and recorded, signed, beside the key store; both ways round."""
    Path("redactor.toml").write_text(TENANTS)
    done = redactor("run", "case", "--out", "out", "--no-ner", "--tenant", tenant, "--destination", to)
    record = residency.beside(work.parent / "keys" / "keys.json")

    assert code == done.code, done.err
    assert (code == 2) is record.exists()
    assert (code == 1) is Path("out").exists()
    if code == 2:
        said = attest.unseal(record.read_bytes(), trusted(signer().public))
        assert (attest.REFUSAL, tenant, to) == (said.kind, said.predicate["tenant"], said.predicate["destination"])
        assert 0o600 == stat.S_IMODE(record.stat().st_mode)
        assert ["error: ", "hint: "] == [line.partition(" ")[0] + " " for line in done.err.splitlines()[-2:]]


def test_a_tenant_of_no_known_region_goes_nowhere(work: Path) -> None:
    """Doubt refuses; a mere folder needs no region."""
    nowhere = redactor("run", "case", "--out", "out", "--no-ner", "--destination", "zendesk")
    run("out")

    assert (2, True) == (nowhere.code, "region of tenant 'default' is not known" in nowhere.err)


def test_changing_the_sheet_moves_the_interlock(work: Path) -> None:
    """A helpdesk that serves both regions takes both."""
    Path("sheet.toml").write_text(TEXT.replace('regions = ["na"]', 'regions = ["na", "eu"]', 1))
    Path("redactor.toml").write_text(TENANTS + '[data_sheet]\nfile = "sheet.toml"\n')
    run("out", "--tenant", "helvetia", "--destination", "zendesk")

    assert {("helvetia", "eu", "zendesk")} == {
        (each.receipt.tenant, each.receipt.region, each.receipt.destination) for each in sealed("out")
    }


def test_refusals_are_appended(work: Path) -> None:
    """Each attempt is one more line, and the earlier ones stay."""
    Path("redactor.toml").write_text(TENANTS)
    for _ in range(3):
        redactor("run", "case", "--out", "out", "--no-ner", "--tenant", "acme", "--destination", "freshdesk")
    lines = residency.beside(work.parent / "keys" / "keys.json").read_bytes().splitlines()

    assert 3 == len([attest.unseal(line, trusted(signer().public)) for line in lines])


@pytest.mark.parametrize(("name", "hint"), [("zendsk", "did you mean zendesk?"), ("mailgun", "pseudonymised_content")])
def test_who_cannot_be_a_destination_is_refused(work: Path, name: str, hint: str) -> None:
    """Nobody knows it, or its row lets it see no redacted attachments."""
    done = redactor("run", "case", "--out", "out", "--no-ner", "--destination", name)

    assert (2, True) == (done.code, hint in done.err)


def test_destinations_are_listed(work: Path) -> None:
    """Where copies are written, and for whom they can be made: from the sheet in force."""
    Path("sheet.toml").write_text(TEXT.replace("[subprocessors.tray]", "[subprocessors.workato]"))
    Path("redactor.toml").write_text('[data_sheet]\nfile = "sheet.toml"\n')
    listed = redactor("list", "destinations").out

    assert all(name in listed for name in ("directory", "stdout", "zendesk\t", "freshdesk\t", "workato\t"))
    assert "mailgun" not in listed and "tray" not in listed.replace("Tray", "")


def test_a_broken_sheet_stops_the_run(work: Path) -> None:
    """Before any work, with the file's name and line; a missing one as well."""
    Path("sheet.toml").write_text(TEXT.replace("helpdesk = true", "helpdesk = 1", 1))
    for file, said in (("sheet.toml", "sheet.toml:"), ("none.toml", "cannot be read")):
        Path("redactor.toml").write_text(f'{TENANTS}[data_sheet]\nfile = "{file}"\n')
        done = redactor("run", "case", "--out", "out", "--tenant", "acme", "--destination", "zendesk")

        assert (2, True, False) == (done.code, said in done.err, Path("out").exists())


def test_the_requester_s_own_data_stay_in_ticket_fields() -> None:
    """There and only there, and only those that the row lets the helpdesk see."""
    requester = Requester.parse("Ann Lee <ann.lee@example.com>")
    plain = config.Config(never=("monitor",))
    fields = residency.for_ticket_fields(plain, SHEET.subprocessors["zendesk"], requester)
    nobody = residency.for_ticket_fields(plain, SHEET.subprocessors["mongodb"], requester)

    assert ("monitor", "Ann Lee", "ann.lee@example.com") == fields.never
    assert ("monitor",) == nobody.never == plain.never
    assert "Ann" not in repr(requester) and "ann" not in repr(fields)
    for wrong in ("", "Ann Lee", "<>"):
        with pytest.raises(UsageError):
            Requester.parse(wrong)


def test_the_judge_is_the_same_for_libraries() -> None:
    """The region where it is served, an error where it is not."""
    known = config.Config(regions={"acme": "na"})

    assert "na" == residency.judge("acme", known, SHEET.subprocessors["zendesk"])
    for tenant, to in (("acme", "freshdesk"), ("other", "zendesk")):
        with pytest.raises(ResidencyError):
            residency.judge(tenant, known, SHEET.subprocessors[to])


def test_retention_is_the_sheet_s() -> None:
    """Days after the end of a contract, and after a written request."""
    end = date(2026, 1, 31)
    longer = parsed(TEXT.replace("after_termination_days = 90", "after_termination_days = 30"))

    assert date(2026, 5, 1) == SHEET.retention.after_termination(end)
    assert date(2026, 3, 2) == longer.retention.after_termination(end) == SHEET.retention.on_request(end)
