"""Every sample is replayed: the copies to the byte, the verdicts, the counts, what vanished and what survived."""

from __future__ import annotations

import ipaddress
import json
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest

from redactor import config, containers, formats, plugins, policy, report
from redactor.equipment import CONTAINERS_GROUP, FORMATS_GROUP
from redactor.keys import KeyStore
from redactor.model import Withheld
from redactor.report import RunReport
from redactor.sniff import sniff
from redactor.source import BytesSource, FileSource, walk
from tests import sample_cases
from tests.sample_cases import KEYS, ROOT, Case, contents
from tests.unpack import unpacked

CASES = sample_cases.cases()
NAMED = {str(case): case for case in CASES}
ENGINES = [engine for engine in config.ENGINES if engine not in ("auto", "presidio")]
OUTAGE = NAMED["cases/branch-outage"]


@pytest.fixture(scope="module", autouse=True)
def kits() -> Iterator[None]:
    """One kit an engine: what is tested is what is found, not how long compiling takes."""
    with pytest.MonkeyPatch.context() as patch:
        sample_cases.share_kits(patch)
        yield


@pytest.fixture
def keys(tmp_path: Path) -> Path:
    """The samples' key store, private."""
    return sample_cases.keys_in(tmp_path)


UNPACKED = ("document/", "mail/")
"""Kinds whose copies are of another type than their originals, or are spliced in an encoding."""


def read(data: bytes, encoding: str) -> str:
    """What a person would read in a copy; bytes that are no text stay visible."""
    return data.decode(encoding or "latin-1", "surrogateescape")


def text_of(files: dict[str, bytes], case: Case) -> str:
    """All copies of a case and their names, as text."""
    sheets = case.expected["files"]
    encodings = {name: sheets.get(name, {}).get("encoding", "") for name in files}
    return "\n".join(f"{name}\n{read(data, encodings[name] or 'utf-8')}" for name, data in files.items())


def originals(case: Case) -> str:
    """All inputs of a case and their names, as text."""
    parts = []
    for path, name in walk((case.inputs,)):
        for member, data in unpacked(name, path.read_bytes()).items():
            parts.append(f"{member}\n{read(data, sniff(BytesSource(data, member)).encoding)}")
    return "\n".join(parts)


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("name", NAMED)
def test_a_case_gives_its_expected_copies(name: str, engine: str, tmp_path: Path, keys: Path) -> None:
    """Copies to the byte, verdicts, kinds, counts and exit code, on every engine."""
    case = NAMED[name]
    done = sample_cases.run(case, tmp_path / "out", keys, engine)

    assert case.expected["files"] == sample_cases.counted(done)
    assert case.files == contents(tmp_path / "out")
    assert case.expected["exit"] == (1 if done.totals().withheld or done.totals().members_withheld else 0)


@pytest.mark.parametrize("name", ["cases/branch-outage", "log/json-lines", "withheld/mixed"])
def test_twice_is_the_same(name: str, tmp_path: Path, keys: Path) -> None:
    """Nothing of the first run changes the second, and nothing but the clock differs in the reports."""
    one, two = (sample_cases.run(NAMED[name], tmp_path / out, keys, "re") for out in ("one", "two"))

    assert contents(tmp_path / "one") == contents(tmp_path / "two")
    assert [case.terms for case in one.cases] == [case.terms for case in two.cases]
    assert sample_cases.counted(one) == sample_cases.counted(two)


@pytest.mark.parametrize("name", NAMED)
def test_what_must_vanish_is_gone_and_what_must_survive_is_there(name: str) -> None:
    """No value is in a copy in any case of letters; what an engineer needs is; and both were in the input."""
    case = NAMED[name]
    sheet, copies, inputs = case.expected, text_of(case.files, case), originals(case)

    assert [] == [value for value in sheet["must_vanish"] if value.lower() in copies.lower()]
    assert [] == [value for value in sheet["must_survive"] if value not in copies]
    assert [] == [value for value in (*sheet["must_vanish"], *sheet["must_survive"]) if value not in inputs]
    assert sheet["about"]


def known(fault: str) -> list[str]:
    """The cases whose sheets list a known fault."""
    return [name for name, case in NAMED.items() if fault in case.expected]


@pytest.mark.parametrize("name", known("still_stands"))
def test_known_leaks_are_real(name: str) -> None:
    """A value is on the list of what should vanish only as long as it does stand: whoever mends it moves it."""
    case = NAMED[name]
    copies = text_of(case.files, case)

    assert [] == [value for value in case.expected["still_stands"] if value not in copies]


@pytest.mark.parametrize("name", known("still_destroyed"))
def test_known_losses_are_real(name: str) -> None:
    """What an engineer needs is on the list of what is lost only as long as it is, and it was in the input."""
    case = NAMED[name]
    copies, inputs = text_of(case.files, case), originals(case)

    assert [] == [value for value in case.expected["still_destroyed"] if value in copies or value not in inputs]


@pytest.mark.parametrize(
    "name", [name for name in NAMED if not name.startswith(UNPACKED) and "!" not in "".join(NAMED[name].files)]
)
def test_copies_have_the_lines_of_their_originals(name: str) -> None:
    """As many lines, the same line ends, the same beginning and end of the file."""
    case = NAMED[name]
    inputs = sorted(path.read_bytes() for path, file in walk((case.inputs,)) if not _withheld(case, file))
    copies = sorted(case.files.values())
    shape = [(data.count(b"\n"), data.count(b"\r\n"), data[-1:] in (b"\n", b"")) for data in inputs]

    assert sorted(shape) == sorted((d.count(b"\n"), d.count(b"\r\n"), d[-1:] in (b"\n", b"")) for d in copies)
    assert sorted(data[:2] for data in inputs if data[:1] in (b"\xef", b"\xff")) == sorted(
        data[:2] for data in copies if data[:1] in (b"\xef", b"\xff")
    )


def _withheld(case: Case, file: str) -> bool:
    return case.expected["files"].get(file, {}).get("verdict") in ("withheld", "review")


@pytest.mark.parametrize("name", ["cases/branch-outage", "error/sentry-event", "withheld/archive", "withheld/mixed"])
def test_reports_hold_no_value(name: str, tmp_path: Path, keys: Path) -> None:
    """Neither of the two reports, nor a withheld file's entry, quotes what was found."""
    case = NAMED[name]
    done = sample_cases.run(case, tmp_path / "out", keys, "re")
    report.write_json(done, tmp_path / "report.json")
    report.write_html(done, tmp_path / "report.html")
    said = (tmp_path / "report.json").read_text() + (tmp_path / "report.html").read_text()

    assert case.expected["must_vanish"]
    assert [] == [value for value in case.expected["must_vanish"] if value.lower() in said.lower()]


@pytest.mark.parametrize("name", [name for name in NAMED if name.startswith("withheld/")])
def test_what_is_withheld_has_a_reason_and_no_copy(name: str, tmp_path: Path, keys: Path) -> None:
    """No file, no draft of one; the report says why and what can be done."""
    done = sample_cases.run(NAMED[name], tmp_path / "out", keys, "re")
    withheld = [outcome for outcome in done.entries if isinstance(outcome, Withheld)]
    released = {outcome.name for outcome in done.outcomes} - {outcome.name for outcome in withheld}

    assert withheld
    assert all(outcome.reason and outcome.hint for outcome in withheld)
    assert released == {str(path.relative_to(tmp_path / "out")) for path in (tmp_path / "out").rglob("*.*")}


@pytest.fixture
def outage(tmp_path: Path, keys: Path) -> tuple[RunReport, dict[str, bytes]]:
    """The whole case, redacted."""
    done = sample_cases.run(OUTAGE, tmp_path / "out", keys, "re")
    return done, contents(tmp_path / "out")


@pytest.mark.parametrize(
    ("value", "files"),
    [
        ("hf-lyon-rtr01", {"-running.cfg", "show-output.txt", "syslog.log", "ticket.txt", "portal-event.json"}),
        ("mdubreuil", {"-running.cfg", "show-output.txt", "syslog.log", "ticket.txt", "portal-event.json"}),
        ("FDO2531X0QK", {"show-output.txt", "ticket.txt", "portal-event.json"}),
        ("10.20.30.21", {"show-output.txt", "syslog.log", "ticket.txt", "portal-event.json"}),
        ("10.99.0.5", {"-running.cfg", "show-output.txt", "syslog.log", "ticket.txt", "portal-event.json"}),
        ("lyon.example.net", {"-running.cfg", "ticket.txt", "portal-event.json"}),
        ("hf-lyon-srv53", {"syslog.log", "ticket.txt", "portal-event.json"}),
    ],
)
def test_a_value_stays_the_same_across_the_files_of_a_case(
    value: str, files: set[str], outage: tuple[RunReport, dict[str, bytes]]
) -> None:
    """Wherever a host, user, serial or address stood, in every file, one and the same pseudonym stands now."""
    _, copies = outage
    pseudonyms: dict[str, set[str]] = defaultdict(set)
    for path, name in walk((OUTAGE.inputs,)):
        ending = "-running.cfg" if name.endswith("-running.cfg") else name
        copy = next(data for file, data in copies.items() if file.endswith(ending))
        for before, after in zip(path.read_text().split("\n"), copy.decode().split("\n"), strict=True):
            for token, new in zip(_tokens(before), _tokens(after), strict=True):
                if token == value:
                    pseudonyms[new].add(ending)

    assert 1 == len(pseudonyms)
    assert {value} != set(pseudonyms)
    assert files == next(iter(pseudonyms.values()))


def _tokens(line: str) -> list[str]:
    """Words of a line; names and addresses are one word each."""
    return [word.strip(".") for word in re.split(r"[\s\"(),;:@#\[\]]+", line)]


def test_the_file_name_has_the_same_pseudonym(outage: tuple[RunReport, dict[str, bytes]]) -> None:
    """A host in a file's name is the host in the file, and the report says that the name was changed."""
    done, copies = outage
    name = next(name for name in copies if name.endswith("-running.cfg"))
    host = name.removesuffix("-running.cfg")

    assert "hf-lyon-rtr01" != host
    assert f"hostname {host}\n".encode() in copies[name]
    assert [name] == [outcome.name for outcome in done.outcomes if getattr(outcome, "renamed", False)]


def test_links_stay_links(outage: tuple[RunReport, dict[str, bytes]]) -> None:
    """The tunnel's address and its neighbour lie in one /30 of the copy, as they did."""
    _, copies = outage
    text = next(data for name, data in copies.items() if name.endswith("-running.cfg")).decode()
    own = re.search(r"ip address (\S+) 255\.255\.255\.252\n tunnel source", text)
    neighbor = re.search(r"neighbor (\S+) remote-as", text)
    assert own is not None and neighbor is not None
    ends = {own[1], neighbor[1]}

    assert 1 == len({ipaddress.ip_interface(f"{end}/30").network for end in ends})
    assert ends.isdisjoint({"10.99.0.5", "10.99.0.6"})


def test_every_format_has_a_sample() -> None:
    """A format module without a sample case is not done."""
    read_by = {sniff(FileSource(path, name)).format for case in CASES for path, name in walk((case.inputs,))}
    inside = {entry.get("is") for case in CASES for entry in case.expected["files"].values()}
    read_by |= {"mail"} if "mail-headers" in inside else set()

    assert set(plugins.load(formats, FORMATS_GROUP)) <= read_by


def test_every_container_has_a_sample() -> None:
    """A container module without a sample case is not done."""
    kinds = {entry["is"] for case in CASES for entry in case.expected["files"].values() if "is" in entry}

    assert [] == [
        name for name, module in plugins.load(containers, CONTAINERS_GROUP).items() if not kinds & {*module.OPENS}
    ]


def test_every_policy_has_a_sample() -> None:
    """A policy without a sample case is not done."""
    assert set(policy.available()) <= {case.expected["policy"] for case in CASES}


def test_there_is_one_kind_of_folder_and_nothing_else() -> None:
    """Every case has inputs, a sheet and copies; there is no sheet and no copy without a case."""
    sheets = {str(path.relative_to(ROOT / "expected").with_suffix("")) for path in (ROOT / "expected").glob("*/*.toml")}
    copies = {str(path.relative_to(ROOT / "expected")) for path in (ROOT / "expected").glob("*/*") if path.is_dir()}

    assert len(CASES) >= 18
    assert set(NAMED) == sheets
    assert copies <= sheets
    assert {"in", "withheld", "expected", "rules", "review", "keys.json", ".gitattributes"} == {
        path.name for path in ROOT.iterdir()
    }


def test_the_key_of_the_samples_says_what_it_is() -> None:
    """Whoever finds it reads that it protects nothing."""
    assert json.loads(KEYS.read_bytes())["note"].startswith("A test key")


def test_samples_are_read_by_a_key_store_only_when_private(tmp_path: Path) -> None:
    """The copy the tests make opens, and gives the secret of the samples without making a new one."""
    private = sample_cases.keys_in(tmp_path)
    before = private.read_bytes()
    KeyStore.open(private, create=False).secret(sample_cases.NAME, sample_cases.NAME)

    assert before == private.read_bytes()
