"""Laws of a review without its page: both sides aligned, corrections with undo, only what is approved is applied."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from redactor import config, decisions, policy
from redactor.errors import UsageError
from redactor.job import Job
from redactor.keys import KeyStore
from redactor.limits import Limits
from redactor.plan.rows import Row
from redactor.report import JSON_NAME, RunReport, write_json
from redactor.web import views
from redactor.web.session import Session

CONFIG = (
    b"hostname branch-rtr7\r\n remark per hollow-fox only\r\n ip address 10.77.30.17 255.255.255.0\r\nversion 15.2\r\n"
)
NOTE = b'{"host": "branch-rtr7", "name": "J\\u00fcrgen", "addr": "10.77.30.17", "site": "hollow-fox"}\n'
WIDE = "\ufeffhostname branch-rtr7\r\nGrüße an hollow-fox 😀 und 10.77.30.17\r\n".encode("utf-16-le")
LONG = b"a " * 900 + b"10.77.30.17" + b" b" * 900 + b"\nlast 10.77.30.18"
FILES = {"a.cfg": CONFIG, "b.json": NOTE, "c.txt": WIDE, "d.txt": LONG}


def publish(report: RunReport, job: Job) -> None:
    """Write the report alone."""
    assert job.out is not None
    write_json(report, job.out / JSON_NAME)


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    """A case of four attachments, planned."""
    folder = tmp_path / "case"
    folder.mkdir()
    for name, data in {
        "a.cfg": CONFIG,
        "b.json": NOTE,
        "c.txt": WIDE,
        "d.txt": LONG,
        "e.bin": bytes(range(256)),
    }.items():
        (folder / name).write_bytes(data)
    job = Job(
        inputs=(folder,),
        policy=policy.load("balanced"),
        config=config.Config(),
        out=tmp_path / "out",
        key_store=KeyStore.open(tmp_path / "keys.json"),
        engine="re",
        names=False,
    )
    yield Session(job, tmp_path / "plan.json", tmp_path / "decisions.toml", publish)


def named(session: Session, name: str) -> int:
    return [ledger.sheet.name for ledger in session.ledgers].index(name)


def find(session: Session, name: str, value: bytes) -> tuple[int, int]:
    """(attachment, row number) of a value."""
    file = named(session, name)
    ledger = session.ledgers[file]
    return file, next(number for number in ledger.numbers() if ledger.value(ledger.row(number)) == value)


def sides(session: Session, name: str) -> tuple[str, str]:
    """What the two panes show, line by line."""
    ledger = session.ledgers[named(session, name)]
    old, new = "", ""
    for number in range(len(ledger.layout)):
        shown = ledger.layout.show(number, ledger.on(number))
        begin = "\n" if shown.first and number else ""
        old += begin + "".join(text for text, _ in shown.old)
        new += begin + "".join(text for text, _ in shown.new)
    return old, new


def texts(data: bytes, encoding: str) -> str:
    return data.decode(encoding).removeprefix("\ufeff").replace("\r\n", "\n").removesuffix("\n")


def rows(session: Session) -> list[list[Row]]:
    return [[ledger.row(number) for number in ledger.numbers()] for ledger in session.ledgers]


def test_both_sides_are_the_original_and_the_copy(session: Session) -> None:
    """The left is the original to the character, the right what is written; long lines are parts, nothing is lost."""
    session.approve()
    session.apply()
    out = session.job.out
    assert out is not None
    encodings = {"a.cfg": "utf-8", "b.json": "utf-8", "c.txt": "utf-16-le", "d.txt": "utf-8"}
    for name, data in FILES.items():
        encoding = encodings[name]
        old, new = sides(session, name)

        assert texts(data, encoding) == old.removeprefix("\ufeff"), name
        assert texts((out / name).read_bytes(), encoding) == new.removeprefix("\ufeff"), name
    assert len(session.ledgers[named(session, "d.txt")].layout) > 3


def test_keep_here_and_undo(session: Session) -> None:
    """One place stays, equal values elsewhere go; undo brings everything back as it was."""
    before = rows(session)
    file, number = find(session, "a.cfg", b"10.77.30.17")
    session.keep(file, number, always=False)

    assert "10.77.30.17" in sides(session, "a.cfg")[1]
    assert "10.77.30.17" not in sides(session, "b.json")[1]
    assert "keep IP_ADDRESS, line 3" == session.undo()
    assert before == rows(session)
    with pytest.raises(UsageError, match="nothing to undo"):
        session.undo()


def test_always_keep_holds_in_the_whole_case_and_later(session: Session) -> None:
    """Every standing of the value stays, and the decision is written when the plan is approved."""
    session.keep(*find(session, "a.cfg", b"10.77.30.17"), always=True)
    session.approve()
    session.apply()
    out = session.job.out
    assert out is not None

    assert all(b"10.77.30.17" in (out / name).read_bytes() for name in ("a.cfg", "b.json", "d.txt"))
    assert ("10.77.30.17",) == decisions.load(session.decisions_file).keep
    report = json.loads((out / "redaction-report.json").read_text())
    assert "decisions.toml" == report["decisions"]["file"]
    assert report["plan"]["approved"] is True


def test_a_mark_is_replaced_wherever_it_stands(session: Session) -> None:
    """Selected text goes in all attachments, whatever their encoding is, and the copies pass every check."""
    ledger = session.ledgers[named(session, "a.cfg")]
    at = "".join(text for text, _ in ledger.layout.show(1, ledger.on(1)).old).index("hollow-fox")
    session.mark(named(session, "a.cfg"), (1, at - 1), (1, at + len("hollow-fox ")), "ORGANIZATION", always=False)
    wide = session.ledgers[named(session, "c.txt")]
    at = wide.layout.text(1).index("hollow-fox")
    session.mark(named(session, "c.txt"), (1, at), (1, at + len("hollow-fox")), "ORGANIZATION", always=True)
    session.approve()
    session.apply()
    out = session.job.out
    assert out is not None

    assert [] == [name for name in ("a.cfg", "b.json") if b"hollow-fox" in (out / name).read_bytes()]
    assert "hollow-fox" not in (out / "c.txt").read_bytes().decode("utf-16-le")
    assert "😀 und " in (out / "c.txt").read_bytes().decode("utf-16-le")
    assert "hollow-fox" not in session.plan_file.read_text()
    assert [("hollow-fox", "ORGANIZATION")] == [
        (term.text, term.entity) for term in decisions.load(session.decisions_file).redact
    ]


def test_what_was_kept_may_be_redacted_after_all(session: Session) -> None:
    """A correction of a correction counts; a mark that is kept is gone."""
    file, number = find(session, "a.cfg", b"10.77.30.17")
    session.keep(file, number, always=False)
    session.redact(file, number, always=False)
    session.mark(file, (1, 12), (1, 22), "ORGANIZATION", always=False)
    marked = next(iter(session.ledgers[file].marks))
    session.keep(file, marked, always=False)

    assert "10.77.30.17" not in sides(session, "a.cfg")[1]
    assert "hollow-fox" in sides(session, "a.cfg")[1]


def test_a_column_is_read_anew_and_corrections_stay(session: Session) -> None:
    """Saying what a field holds plans the case again; what was corrected before keeps its place; undo takes it back."""
    session.keep(*find(session, "a.cfg", b"10.77.30.17"), always=False)
    session.column("site", "LOCATION")

    assert "hollow-fox" not in sides(session, "b.json")[1]
    assert "10.77.30.17" in sides(session, "a.cfg")[1]
    session.undo()
    assert "hollow-fox" in sides(session, "b.json")[1]
    assert "10.77.30.17" in sides(session, "a.cfg")[1]


def test_only_what_is_approved_is_applied(session: Session, tmp_path: Path) -> None:
    """Without approval nothing is applied; a correction or an undo takes the approval back; nothing lies on the disk."""
    with pytest.raises(UsageError, match="not approved"):
        session.apply()
    assert not session.plan_file.exists() and not (tmp_path / "out").exists()
    session.approve()
    session.keep(*find(session, "a.cfg", b"10.77.30.17"), always=False)
    with pytest.raises(UsageError, match="not approved"):
        session.apply()
    session.approve()
    session.undo()
    with pytest.raises(UsageError, match="not approved"):
        session.apply()

    assert not (tmp_path / "out").exists()


def test_an_original_that_changed_is_refused(session: Session, tmp_path: Path) -> None:
    """What was looked at is what is applied: an attachment that changed since stops it."""
    session.approve()
    (tmp_path / "case" / "a.cfg").write_bytes(CONFIG + b"! more\n")
    with pytest.raises(UsageError, match="changed"):
        session.apply()


def test_lists_are_narrowed(session: Session) -> None:
    """By attachment, entity, rule, state, score and text, and their sums are those of the overview."""
    everything = views.items(session, views.Wanted(), 0, 200)
    overview = views.overview(session)

    assert everything["total"] == sum(
        each[kind] for each in overview["files"] for kind in ("replaced", "kept", "nearly")
    )
    assert [each["id"] for each in everything["items"][2:5]] == [
        each["id"] for each in views.items(session, views.Wanted(), 2, 3)["items"]
    ]
    addresses = views.items(session, views.Wanted(entity="IP_ADDRESS", state="replaced"), 0, 200)["items"]
    assert {"IP_ADDRESS"} == {each["entity"] for each in addresses}
    assert {"10.77.30.18"} == {
        each["value"] for each in views.items(session, views.Wanted(text="30.18"), 0, 9)["items"]
    }
    session.keep(*find(session, "a.cfg", b"10.77.30.17"), always=False)
    changed = views.items(session, views.Wanted(state="changed"), 0, 9)["items"]
    assert [("10.77.30.17", "keep")] == [(each["value"], each["action"]) for each in changed]


def test_what_needs_a_person_is_opened(tmp_path: Path) -> None:
    """An attachment in which the checks still find something is shown with that; redacted by a person, it is released."""
    (tmp_path / "a.txt").write_text("phone: 030 1234567 of the office\nwe wrote 030 1234567 in it\n")
    job = Job(
        inputs=(tmp_path / "a.txt",),
        policy=policy.load("balanced"),
        config=config.Config(limits=Limits(rounds=1)),
        out=tmp_path / "out",
        key_store=KeyStore.open(tmp_path / "keys.json"),
        engine="re",
        names=False,
    )
    session = Session(job, tmp_path / "plan.json", tmp_path / "decisions.toml", publish)
    assert ["a.txt"] == [each["name"] for each in views.overview(session)["files"] if each["doubtful"]]
    assert [] == views.overview(session)["withheld"]
    nearly = views.items(session, views.Wanted(state="nearly"), 0, 9)["items"]
    assert [("030 1234567", 2)] == [(each["value"], each["line"]) for each in nearly]
    session.approve()
    session.apply()
    assert not (tmp_path / "out" / "a.txt").exists()
    session.redact(0, nearly[0]["id"], always=False)
    session.approve()
    session.apply()

    assert "1234567" not in (tmp_path / "out" / "a.txt").read_text()
