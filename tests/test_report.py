"""Laws of the report."""

from __future__ import annotations

import dataclasses
import json
import re
from datetime import UTC, datetime, timedelta
from html.parser import HTMLParser
from pathlib import Path

import pytest

from redactor import report
from redactor.model import Check, Count, Coverage, MediaType, Outcome, Place, Reason, Released, Withheld
from redactor.report import CaseResult, RunReport, TermCount
from redactor.report_page import PLACES, WHAT_TO_DO, chunks

START = datetime(2026, 3, 4, 10, 11, 12, tzinfo=UTC)
MEDIA = MediaType("config", "config", "cisco-ios-config", "utf-8", 0.93, ("a hostname line",))


def released(name: str = "a/running.cfg", *counts: Count, kept: tuple[Count, ...] = (), places: int = 2) -> Released:
    return Released(
        name=name,
        renamed=False,
        media=MEDIA,
        size=100,
        copy_size=101,
        copy_sha256="ab" * 32,
        lines=7,
        counts=counts,
        kept=kept,
        places=tuple(Place(n + 1, 9 * n, 9, "IP_ADDRESS", "pseudonymise", 0.95, "ipv4") for n in range(places)),
        checks=(Check("untouched", 80), Check("absent", 12, 1)),
        coverage=Coverage(90, 10),
        rounds=1,
        names_sought=True,
        seconds=0.25,
    )


IPS = Count("IP_ADDRESS", "pseudonymise", "ipv4", 5, 2)
KEYS = Count("SECRET", "suppress", "ios-secret", 1, 1)
PARTS = Count("PRODUCT_ID", "keep", "pid", 3, 1)
OUTCOMES: tuple[Outcome, ...] = (
    released("a.cfg", IPS, KEYS, kept=(PARTS,)),
    released("b.cfg", IPS),
    released("clean.cfg", places=0),
    Withheld("x.zip", Reason.UNSUPPORTED, "", None, 50),
    Withheld("y.txt", Reason.NEEDS_REVIEW, "VerificationError", MEDIA, 5, "look at line 3"),
)


def run(*outcomes: Outcome, name: str = "T-1") -> RunReport:
    case = CaseResult(name, "9f8c2f6a11d0b7e2", 1, 1, outcomes, (TermCount("HOSTNAME", "hostname-config", 4),))
    return RunReport(
        command="run",
        policy="balanced",
        policy_digest="d5" * 32,
        rules_digest="7c" * 32,
        tenant="acme",
        scope="case",
        engine="hyperscan",
        language="en",
        names_sought=True,
        started=START,
        finished=START + timedelta(seconds=2.5),
        cases=(case,),
    )


class Page(HTMLParser):
    """Balance of tags, ids, and everything that could lead out of the page."""

    VOID = frozenset({"meta", "input", "br", "link", "img"})

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.ids: list[str] = []
        self.references: list[str] = []
        self.words: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in self.VOID:
            self.open.append(tag)
        for name, value in attrs:
            if name == "id":
                self.ids.append(value or "")
            if name in ("src", "href", "action", "srcset", "data"):
                self.references.append(value or "")

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def page(made: RunReport) -> str:
    return "".join(chunks(made))


def test_totals_are_the_sums_of_the_files() -> None:
    """Every attachment is in exactly one verdict, every replacement in one entity and one action."""
    totals = run(*OUTCOMES).totals()

    assert {"redacted": 2, "clean": 1, "review": 1, "withheld": 1} == totals.by_verdict
    assert totals.files == sum(totals.by_verdict.values()) == totals.released + totals.withheld
    assert {"needs-review": 1, "unsupported-format": 1} == dict(sorted(totals.by_reason.items()))
    assert (11, 3) == (totals.found, totals.kept)
    assert {"IP_ADDRESS": {"pseudonymise": 10}, "SECRET": {"suppress": 1}} == totals.by_entity
    assert totals.found == sum(totals.by_action.values())
    assert (355, 303) == (totals.bytes, totals.copy_bytes)


@pytest.mark.parametrize("outcomes", [(), OUTCOMES[:1], OUTCOMES])
def test_the_json_is_one_object_with_every_file(tmp_path: Path, outcomes: tuple[Outcome, ...]) -> None:
    """Piecewise writing gives valid JSON with all files in the order of the run, and no draft stays."""
    path = tmp_path / report.JSON_NAME
    report.write_json(run(*outcomes), path)
    data = json.loads(path.read_bytes())

    assert "redactor-report/1" == data["schema"]
    assert [outcome.name for outcome in outcomes] == [entry["name"] for entry in data["files"]]
    assert len(outcomes) == data["totals"]["files"]
    assert [path] == list(tmp_path.iterdir())


def test_the_json_has_exactly_the_documented_fields() -> None:
    """The schema in the module docstring and the entries agree."""
    head = json.loads("".join(report.json_chunks(run(*OUTCOMES))))
    entries = {entry["verdict"]: entry for entry in head["files"]}
    documented = set(re.findall(r"\w+", str(report.__doc__)))

    assert set(head) <= documented
    assert set(head["totals"]) <= documented
    assert {key for entry in entries.values() for key in entry} <= documented
    assert {"start": 9, "line": 2, "size": 9}.items() <= entries["redacted"]["places"][1].items()
    assert {"reason": "needs-review", "error": "VerificationError", "hint": "look at line 3"}.items() <= (
        entries["review"].items()
    )


@pytest.mark.parametrize("outcomes", [(), OUTCOMES[2:3], OUTCOMES])
def test_the_page_is_well_formed_and_refers_to_nothing(outcomes: tuple[Outcome, ...]) -> None:
    """The page is one file: tags balance, ids are unique, and nothing leads out of it."""
    text = page(run(*outcomes))
    parsed = Page(text)

    assert [] == parsed.open
    assert len(parsed.ids) == len(set(parsed.ids))
    assert all(reference.startswith("#") for reference in parsed.references)
    assert "url(" not in text
    assert not re.search(r"https?://", text)


def test_the_page_shows_every_file_rule_and_place() -> None:
    """What was replaced by which rule at which line, what was withheld and why, is on the page."""
    words = " ".join(Page(page(run(*OUTCOMES))).words)

    for expected in ("a.cfg", "x.zip", "unsupported format", "ios-secret", "look at line 3", "pid", "hostname-config"):
        assert expected in words
    assert WHAT_TO_DO[Reason.UNSUPPORTED] in words


def test_the_page_says_when_names_were_not_sought() -> None:
    """A run without the statistical tier says so where it is read first."""
    made = run(*OUTCOMES)

    assert "not sought</b>" in page(dataclasses.replace(made, names_sought=False))
    assert "not sought</b>" not in page(made)


def test_names_cannot_break_out_of_the_page() -> None:
    """A file name is text, whatever it holds; one that is no UTF-8 can still be written and read back."""
    text = page(run(released('<script>alert(1)</script>" onload="x', IPS), name="<b>&"))

    assert "<script>alert" not in text
    assert '" onload="x' not in text


def test_a_name_that_is_no_text_is_reported(tmp_path: Path) -> None:
    """A file name in another encoding comes back from the JSON as it was."""
    made = run(released("caf\udce9.txt", IPS))
    report.write_json(made, tmp_path / "r.json")
    report.write_html(made, tmp_path / "r.html")

    assert "caf\udce9.txt" == json.loads((tmp_path / "r.json").read_bytes())["files"][0]["name"]


def test_an_earlier_report_tells_what_it_released(tmp_path: Path) -> None:
    """The released names are read back; a missing or broken report tells of none."""
    report.write_json(run(*OUTCOMES), tmp_path / "r.json")
    (tmp_path / "broken.json").write_bytes(b'{"files": [1]}')

    assert {"a.cfg", "b.cfg", "clean.cfg"} == report.released_by(tmp_path / "r.json")
    assert set() == report.released_by(tmp_path / "broken.json") == report.released_by(tmp_path / "none.json")


def test_every_reason_has_advice() -> None:
    """No withheld attachment leaves its owner without a next step."""
    assert set(Reason) == set(WHAT_TO_DO)


def test_the_page_stays_readable_when_there_is_too_much() -> None:
    """Beyond its room the page counts places instead of listing them."""
    many = Count("IP_ADDRESS", "pseudonymise", "ipv4", 1000, 10)
    files = [released(f"{n}.log", many, places=1000) for n in range(PLACES // 1000 + 1)]
    text = page(run(*files))

    assert PLACES == text.count('</code></td><td class="n">0.95')
    assert "1\u202f000 more places" in text


def test_the_summary_is_a_table_of_entities_by_action() -> None:
    """One row an entity, most frequent first, with the number of files that hold it; kept ones too."""
    table = report.summary_table(run(*OUTCOMES))

    assert ["IP_ADDRESS", "PRODUCT_ID", "SECRET"] == list(table.index)
    assert ["files", "suppress", "pseudonymise", "keep"] == list(table.columns)
    assert [2, 0, 10, 0] == list(table.loc["IP_ADDRESS"])


def test_the_summary_of_nothing_is_empty() -> None:
    """No attachments give a table without rows."""
    assert report.summary_table(run()).empty


def test_a_failed_write_leaves_the_old_report(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A report is replaced whole or not at all."""
    path = tmp_path / "r.json"
    report.write_json(run(*OUTCOMES), path)
    before = path.read_bytes()

    def broken(made: RunReport):  # type: ignore[no-untyped-def]  # a generator that fails half-way
        yield "{"
        raise OSError

    monkeypatch.setattr(report, "json_chunks", broken)
    with pytest.raises(OSError):
        report.write_json(run(), path)

    assert before == path.read_bytes()
    assert [path] == list(tmp_path.iterdir())
