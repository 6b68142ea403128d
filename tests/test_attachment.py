"""One attachment through all stages; what is sabotaged on the way is caught by verify."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from redactor import attachment as story
from redactor import policy
from redactor.config import Config
from redactor.job import Job
from redactor.keys import KeyStore
from redactor.limits import Limits
from redactor.model import Decision, Edit, Outcome, Reason, Released, Withheld
from redactor.pipeline import run

CONFIG = b"""hostname core-sw1
!
interface Gi0/1
 description link to dist-sw2 Gi0/2
 ip address 10.1.2.3 255.255.255.0
!
username alice7 password 7 0822455D0A16
snmp-server community s3cretRO99 RO
"""
LOG = b"".join(
    b"Mar  4 10:%02d:12 core-sw1 sshd[%d]: Failed password for alice7 from 10.1.2.%d port 22 ssh2\n"
    % (n % 60, n, n % 250)
    for n in range(400)
)


@pytest.fixture
def redact(tmp_path: Path) -> Callable[..., tuple[Outcome, Path]]:
    """Runs one attachment; gives its outcome and where its copy would be."""
    store = KeyStore.open(tmp_path / "keys.json")

    def work(data: bytes, name: str = "device.cfg", limits: Limits | None = None, **more: Any) -> tuple[Outcome, Path]:
        folder = tmp_path / "in"
        folder.mkdir(exist_ok=True)
        (folder / name).write_bytes(data)
        config = replace(Config(), limits=limits or Limits())
        job = Job((folder,), policy.load("strict"), config, tmp_path / "out", key_store=store, names=False, **more)
        report = run(replace(job, overwrite=True, case="case"))
        return next(iter(report.outcomes)), tmp_path / "out" / name

    return work


def test_a_configuration(redact: Callable[..., tuple[Outcome, Path]]) -> None:
    """What singles out is gone, what an engineer needs is there, every byte was looked at."""
    outcome, path = redact(CONFIG)
    copy = path.read_bytes()

    assert isinstance(outcome, Released)
    assert not any(
        value in copy for value in (b"core-sw1", b"10.1.2.3", b"alice7", b"0822455D0A16", b"s3cretRO99", b"dist-sw2")
    )
    assert all(value in copy for value in (b"interface Gi0/1", b"255.255.255.0", b"password 7 ", b" RO\n", b"Gi0/2"))
    assert outcome.size == outcome.coverage.scanned + outcome.coverage.structure
    assert CONFIG.count(b"\n") == copy.count(b"\n")


def test_windows_do_not_show(redact: Callable[..., tuple[Outcome, Path]]) -> None:
    """The copy is the same, whatever the size of the windows it was read in."""
    copies = []
    for size in (1 << 10, 1 << 12, 1 << 18):
        outcome, path = redact(LOG, "auth.log", Limits(window_bytes=size))
        assert isinstance(outcome, Released)
        copies.append(path.read_bytes())

    assert copies[0] == copies[1] == copies[2]
    assert b"alice7" not in copies[0]


def test_a_decision_that_was_dropped_is_caught(
    redact: Callable[..., tuple[Outcome, Path]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A stage that forgets decisions leaves something to be found in the copy: it goes to review, nothing goes out."""
    sound = story.decide

    def forgetful(*args: Any) -> list[Decision]:
        return [decision for decision in sound(*args) if decision.entity != "SECRET"]

    monkeypatch.setattr(story, "decide", forgetful)
    outcome, path = redact(CONFIG)

    assert isinstance(outcome, Withheld)
    assert outcome.reason is Reason.NEEDS_REVIEW
    assert not path.exists()


def test_what_is_found_late_is_taken_back(
    redact: Callable[..., tuple[Outcome, Path]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A finding that only the copy shows is decided on in another round."""
    sound = story.decide
    calls: list[int] = []

    def late(*args: Any) -> list[Decision]:
        calls.append(1)
        decisions = sound(*args)
        return [d for d in decisions if d.entity != "SECRET"] if len(calls) == 1 else decisions

    monkeypatch.setattr(story, "decide", late)
    outcome, path = redact(CONFIG)

    assert isinstance(outcome, Released)
    assert outcome.rounds == 2
    assert b"s3cretRO99" not in path.read_bytes()


def test_a_writer_that_errs_is_caught(
    redact: Callable[..., tuple[Outcome, Path]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A splice that touches a byte outside of the edits is withheld."""
    sound = story.splice

    def careless(source: Any, edits: Any, out: Any) -> None:
        sound(source, edits, out)
        out.write(b"!")

    monkeypatch.setattr(story, "splice", careless)
    outcome, path = redact(CONFIG)

    assert isinstance(outcome, Withheld)
    assert outcome.reason is Reason.VERIFICATION
    assert not path.exists()


def test_a_replacement_that_is_the_value_is_caught(
    redact: Callable[..., tuple[Outcome, Path]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """An edit that changes nothing but case fails."""
    sound = story.replace

    def lazy(*args: Any) -> tuple[list[Edit], list[Decision]]:
        edits, left = sound(*args)
        return [edit._replace(replacement=CONFIG[edit.start : edit.end].upper()) for edit in edits], left

    monkeypatch.setattr(story, "replace", lazy)
    outcome, _ = redact(CONFIG)

    assert isinstance(outcome, Withheld)
    assert outcome.reason is Reason.VERIFICATION


@pytest.mark.parametrize(
    "limits", [Limits(seconds=-1.0), Limits(attachment_bytes=10), Limits(line_bytes=8, window_bytes=8)]
)
def test_limits_withhold(redact: Callable[..., tuple[Outcome, Path]], limits: Limits) -> None:
    """Time, size and line length are bounded; what reaches a bound is withheld, whole."""
    outcome, path = redact(LOG, "auth.log", limits)

    assert isinstance(outcome, Withheld)
    assert outcome.reason is Reason.LIMIT
    assert not path.exists()


def test_nothing_of_the_attachment_is_in_an_outcome(redact: Callable[..., tuple[Outcome, Path]]) -> None:
    """Outcomes are shown and stored: their repr holds no value."""
    for data, name in ((CONFIG, "a.cfg"), (LOG, "b.log"), (b"PK\x03\x04" + LOG, "c.zip")):
        outcome, _ = redact(data, name)

        assert not any(value in repr(outcome) for value in ("core-sw1", "alice7", "10.1.2.", "s3cretRO99"))
