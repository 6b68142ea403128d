"""Laws of the records of processing: counted from checked receipts alone, whole, and without a value."""

from __future__ import annotations

import json
import re
import shutil
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from redactor import attest, receipt, receipt_files
from redactor.records import RECORDS
from tests.receipt_cases import ORIGINALS, case, redactor, run, sealed, settle, signer

TENANTS = '[tenants.acme]\nregion = "na"\n[tenants.helvetia]\nregion = "eu"\n'
REFUSED = "../keys/keys.json.refused.jsonl"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two tenants at the helpdesks of their regions, and one attempt that was refused; made once."""
    home = tmp_path_factory.mktemp("records")
    with pytest.MonkeyPatch.context() as monkeypatch:
        case(home, monkeypatch)
        Path("redactor.toml").write_text(TENANTS)
        run("na", "--tenant", "acme", "--case", "T-1", "--destination", "zendesk")
        run("eu", "--tenant", "helvetia", "--case", "T-2", "--destination", "freshdesk")
        redactor("run", "case", "--out", "no", "--no-ner", "--tenant", "helvetia", "--destination", "zendesk")
    return home


@pytest.fixture
def runs(made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of it for each test."""
    shutil.copytree(made, tmp_path, dirs_exist_ok=True)
    settle(tmp_path, monkeypatch)
    monkeypatch.chdir(tmp_path / "work")
    return tmp_path / "work"


def record(kind: str, *arguments: str) -> dict[str, Any]:
    done = redactor("report", kind, *arguments, "--json")
    assert 0 == done.code, done.err
    found: dict[str, Any] = json.loads(done.out)
    return found


def test_art30_says_what_was_done_for_whom(runs: Path) -> None:
    """Per controller: region, system, counts; techniques by entity; recipients, retention, measures, refusals."""
    said = record("art30", "na", "eu", REFUSED)
    receipts = [each.receipt for each in sealed("na", "eu")]
    replaced = sum(count.occurrences for each in receipts for count in each.counts)

    assert [("acme", "na", "zendesk", 4, 3), ("helvetia", "eu", "freshdesk", 4, 3)] == [
        (row["tenant"], row["region"], row["systems"], row["attachments"], row["released"]) for row in said["tenants"]
    ]
    assert replaced == said["facts"]["values replaced"] == sum(row["values replaced"] for row in said["tenants"])
    assert replaced == sum(row["pseudonymise"] + row["generalise"] + row["suppress"] for row in said["techniques"])
    assert [("helvetia", "eu", "zendesk", "na")] == [
        (row["tenant"], row["region"], row["destination"], row["serves"]) for row in said["refusals"]
    ]
    assert 90 == said["retention"][0]["days"]
    assert "Example Security, Inc." == said["facts"]["processor"] and said["measures"] and said["controllers"]


def test_subprocessors_are_the_sheet_s_with_counts(runs: Path) -> None:
    """Every row, the files that were made for it, and what stayed as it is there; another sheet, other rows."""
    rows = {row["sub-processor"]: row for row in record("subprocessors", "na", "eu")["subprocessors"]}
    left = record("subprocessors", "na")["left"]
    sheet = (Path(receipt.__file__).parent / "data_sheets" / "default.toml").read_text()
    Path("sheet.toml").write_text(sheet.replace('name = "Pendo"', 'name = "Plausible"'))
    Path("other.toml").write_text('[data_sheet]\nfile = "sheet.toml"\n')
    other = {row["sub-processor"] for row in record("subprocessors", "na", "--config", "other.toml")["subprocessors"]}

    assert (3, 3, 0) == tuple(rows[name]["files"] for name in ("Zendesk", "Freshdesk", "Mailgun"))
    assert {("zendesk", "PRODUCT_ID")} == {(row["destination"], row["entity"]) for row in left}
    assert "Plausible" in other and "Pendo" not in other


def test_summary_is_of_the_period(runs: Path) -> None:
    """From a day on, up to a day, of a tenant; a receipt that is given twice counts once."""
    held = next(each.receipt for each in sealed("na") if not each.receipt.released)
    today = held.time.date().isoformat()
    all_of_it, twice = record("summary", "na", "eu"), record("summary", "na", "na", "eu")
    later, earlier = record("summary", "na", "--since", "2999-01-01"), record("summary", "na", "--until", "2020-01-01")

    assert (8, 6, 2) == tuple(all_of_it["facts"][name] for name in ("attachments", "released", "withheld"))
    assert all_of_it["months"] == twice["months"]
    assert 8 == record("summary", "na", "eu", "--since", today, "--until", today)["facts"]["attachments"]
    assert 4 == record("summary", "na", "eu", "--tenant", "acme")["facts"]["attachments"]
    assert (0, 0, []) == (later["facts"]["attachments"], earlier["facts"]["attachments"], later["months"])
    assert [(held.reason, 2)] == [(row["reason"], row["attachments"]) for row in all_of_it["withheld"]]


def test_a_tampered_receipt_is_not_counted(runs: Path) -> None:
    """The whole record is refused: nobody can tell what was hidden."""
    path = Path("eu", receipt.NAME)
    path.write_bytes(path.read_bytes().replace(b'"sig":"', b'"sig":"A', 1))
    done = redactor("report", "summary", "na", "eu", "--out", "summary.html")

    assert (1, "", False) == (done.code, done.out, Path("summary.html").exists())


class Page(HTMLParser):
    """Collects what a page refers to and whether its tags are balanced."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.refers: list[str] = []
        self.text: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.refers += [str(value) for name, value in attrs if name in ("src", "href", "action", "xlink:href")]
        if tag not in ("meta", "br", "input", "link"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert tag == self.open.pop()

    def handle_data(self, data: str) -> None:
        self.text.append(data)


@pytest.mark.parametrize("kind", RECORDS)
def test_the_page_stands_alone_and_holds_no_value(runs: Path, kind: str) -> None:
    """Well-formed, refers to nothing, draws its charts itself, says what the JSON says, and no original."""
    done = redactor("report", kind, "na", "eu", REFUSED, "--out", "page.html")
    text = Path("page.html").read_text()
    page = Page()
    page.feed(text)

    assert 0 == done.code, done.err
    assert [] == page.open and [] == page.refers
    assert "<svg" in text and "default-src 'none'" in text and "url(" not in text
    assert [] == [value for value in ORIGINALS if value.lower() in text.lower()]
    for word in ("zendesk", "helvetia"):
        assert word in " ".join(page.text).lower()


def test_what_a_receipt_says_cannot_write_the_page(runs: Path) -> None:
    """A tenant's or a case's name is text, whatever it is spelt like."""
    key, good = signer(), receipt.statement(sealed("na")[0].receipt)
    evil = attest.Statement(good.kind, good.subjects, {**good.predicate, "tenant": "<script>alert(1)</script>"})
    receipt_files.write(Path("evil.jsonl"), [attest.seal(evil, key)])
    for kind in RECORDS:
        assert 0 == redactor("report", kind, "evil.jsonl", "--out", "evil.html").code
        assert "<script" not in Path("evil.html").read_text()


def test_on_a_terminal_and_in_files_it_is_the_same_record(runs: Path) -> None:
    """Tables on standard output, JSON in a file; a name that says neither page nor data is refused."""
    shown = redactor("report", "summary", "na").out
    redactor("report", "summary", "na", "--out", "summary.json")
    kept = json.loads(Path("summary.json").read_bytes())
    refused = [redactor("report", "summary", "na", "--out", name).code for name in ("x.pdf", "none/x.html")]

    assert [
        f"# {title}" for title in ("By month", "By tenant", "By entity", "By rule", "Not released", "Policies")
    ] == (re.findall(r"^#.*", shown, re.MULTILINE))
    assert kept["months"] == record("summary", "na")["months"]
    assert [2, 2] == refused


def test_nothing_at_all_is_a_record_too(runs: Path) -> None:
    """An empty period gives every form of every record."""
    for kind in RECORDS:
        assert 0 == redactor("report", kind, "na", "--since", "2999-01-01", "--out", "empty.html").code
        assert "None in this period" in Path("empty.html").read_text()
