"""`send` delivers what may go, once; `sweep` repairs what arrived around the gateway; neither does more than it says."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

pytest.importorskip("httpx2", reason="the extra `helpdesk` is not installed")
pytest.importorskip("starlette", reason="the extra `gateway` is not installed")

from redactor.cli import call
from redactor.delivery.journal import Journal
from redactor.delivery.send import Sent, send
from redactor.delivery.sweep import Sweep, Swept
from redactor.errors import DeliveryError, UsageError
from redactor.gateway.cases import Cases
from redactor.helpdesk.model import Helpdesk
from redactor.intake import Intake
from redactor.sandbox import freshdesk as fake_freshdesk
from redactor.sandbox import zendesk as fake_zendesk
from redactor.sandbox.service import Fault
from redactor.sandbox.serving import bind, running
from tests import helpdesks
from tests.helpdesks import CONFIG, SECRETS


@pytest.fixture
def zendesk() -> Iterator[fake_zendesk.Zendesk]:
    """A fake Zendesk that runs."""
    fake = fake_zendesk.Zendesk()
    with running(fake):
        yield fake


@pytest.fixture
def freshdesk() -> Iterator[fake_freshdesk.Freshdesk]:
    """A fake Freshdesk that runs."""
    fake = fake_freshdesk.Freshdesk()
    with running(fake):
        yield fake


@pytest.fixture
def case(tmp_path: Path) -> Path:
    """A case: two files that may go."""
    folder = tmp_path / "case"
    (folder / "logs").mkdir(parents=True)
    (folder / "core.cfg").write_bytes(CONFIG)
    (folder / "logs" / "192.0.2.77.txt").write_bytes(b"ping 192.0.2.77 failed\n")
    return folder


def _send(tmp_path: Path, desk: Helpdesk, ticket: int, *inputs: Path, **changes: object) -> Sent:
    intake = Intake(helpdesks.rules(tmp_path, **changes))  # type: ignore[arg-type]
    with Journal(tmp_path / "journal.jsonl") as journal:
        return send(intake, desk, ticket, inputs, journal, f"{desk.service}-ticket-{ticket}")


# ── send ──


def test_a_case_goes_out_in_one_private_note(
    zendesk: fake_zendesk.Zendesk, freshdesk: fake_freshdesk.Freshdesk, tmp_path: Path, case: Path
) -> None:
    """Both services get the same copies, the note tells digests and counts, and nothing sensitive is stored or noted."""
    one, other = helpdesks.zendesk_ticket(zendesk), helpdesks.freshdesk_ticket(freshdesk)
    first = _send(tmp_path, helpdesks.zendesk(zendesk), one, case)
    second = _send(tmp_path, helpdesks.freshdesk(freshdesk), other, case)
    comment, note = zendesk.tickets[one].comments[-1], freshdesk.tickets[other].conversations[-1]

    assert (first.comment, second.comment) == (comment.id, note.id)
    assert (False, True, 2, 2) == (comment.public, note.private, len(comment.blobs), len(note.blobs))
    assert all(ready.copy.sha256 in comment.body for ready in first.ready)
    assert "SECRET 1" in comment.body and first.submission in comment.body
    for fake in (zendesk, freshdesk):
        assert not any(secret in helpdesks.stored(fake) for secret in SECRETS)
    assert not any(secret in (tmp_path / "journal.jsonl").read_bytes() for secret in SECRETS)


@pytest.mark.parametrize("service", ["zendesk", "freshdesk"])
def test_the_same_is_sent_once(
    zendesk: fake_zendesk.Zendesk, freshdesk: fake_freshdesk.Freshdesk, tmp_path: Path, case: Path, service: str
) -> None:
    """A second run finds the copies at the ticket, also without a journal, and sends nothing."""
    desk: Helpdesk = helpdesks.zendesk(zendesk) if service == "zendesk" else helpdesks.freshdesk(freshdesk)
    ticket = helpdesks.zendesk_ticket(zendesk) if service == "zendesk" else helpdesks.freshdesk_ticket(freshdesk)
    first = _send(tmp_path, desk, ticket, case)
    (tmp_path / "journal.jsonl").unlink()
    again = _send(tmp_path, desk, ticket, case)

    assert (False, True) == (first.already, again.already)
    assert first.comment == again.comment
    assert 1 == zendesk.calls.count("update_ticket") + freshdesk.calls.count("note")


def test_a_note_that_only_looks_like_ours_is_none(zendesk: fake_zendesk.Zendesk, tmp_path: Path, case: Path) -> None:
    """Whoever copies a note into a public comment, or names other digests, does not keep us from sending."""
    ticket = helpdesks.zendesk_ticket(zendesk)
    desk = helpdesks.zendesk(zendesk)
    _send(tmp_path, desk, ticket, case)
    note = zendesk.tickets[ticket].comments[-1]
    note.public = True
    public = _send(tmp_path, desk, ticket, case)
    zendesk.tickets[ticket].comments[-1].body += f" sha256:{'0' * 64}"
    changed = _send(tmp_path, desk, ticket, case)

    assert (False, False) == (public.already, changed.already)


def test_what_was_sent_before_a_lost_answer_is_found(
    freshdesk: fake_freshdesk.Freshdesk, tmp_path: Path, case: Path
) -> None:
    """Where nobody knows whether a note arrived, the next run looks, and does not send it twice."""
    ticket = helpdesks.freshdesk_ticket(freshdesk)
    desk = helpdesks.freshdesk(freshdesk)
    carry_out = freshdesk.on_note

    def lose(ask: object) -> object:
        carry_out(ask)  # type: ignore[arg-type]
        raise OSError

    freshdesk.on_note = lose  # type: ignore[method-assign, assignment]
    with pytest.raises(DeliveryError):
        _send(tmp_path, desk, ticket, case)
    freshdesk.on_note = carry_out  # type: ignore[method-assign]
    again = _send(tmp_path, desk, ticket, case)

    assert again.already
    assert 2 == len(freshdesk.tickets[ticket].conversations)


def test_an_upload_that_a_killed_run_left_is_deleted(zendesk: fake_zendesk.Zendesk, tmp_path: Path, case: Path) -> None:
    """The journal knows the token before it is used: the next run deletes what is still open to all."""
    ticket = helpdesks.zendesk_ticket(zendesk)
    desk = helpdesks.zendesk(zendesk)
    token = desk._upload(helpdesks.copy(tmp_path), "")
    with Journal(tmp_path / "journal.jsonl") as journal:
        journal.note("opened", token=token, ticket=ticket)
    _send(tmp_path, desk, ticket, case)

    assert {} == zendesk.pending
    assert next(iter(zendesk.blobs.values())).deleted


def test_what_is_withheld_is_never_sent(zendesk: fake_zendesk.Zendesk, tmp_path: Path, case: Path) -> None:
    """What cannot be read stays here, the rest goes; where names were not sought nothing goes."""
    ticket = helpdesks.zendesk_ticket(zendesk)
    (case / "core.bin").write_bytes(bytes(range(256)))
    desk = helpdesks.zendesk(zendesk)
    held = _send(tmp_path, desk, ticket, case, names_required=True)
    some = _send(tmp_path, desk, ticket, case)

    assert (3, 0) == (len(held.held_back), held.comment)
    assert ["core.bin"] == [ready.account.name for ready in some.held_back]
    assert 2 == len(zendesk.tickets[ticket].comments[-1].blobs)


@pytest.mark.parametrize(("status", "tags"), [("closed", ()), ("closed", ("closed_by_merge",))])
def test_a_ticket_that_takes_no_notes_is_told_before_any_work(
    zendesk: fake_zendesk.Zendesk, tmp_path: Path, case: Path, status: str, tags: tuple[str, ...]
) -> None:
    """A closed ticket and a merged one are refused, each by its name, before anything is uploaded."""
    ticket = helpdesks.zendesk_ticket(zendesk, status=status, tags=tags)
    with pytest.raises(DeliveryError, match="merged" if tags else "closed"):
        _send(tmp_path, helpdesks.zendesk(zendesk), ticket, case)

    assert 0 == zendesk.calls.count("upload")


def test_a_journal_is_private_and_one_runs_at_a_time(tmp_path: Path) -> None:
    """The journal is 0600, a second run is told to wait, and a line that a crash cut off counts for nothing."""
    path = tmp_path / "journal.jsonl"
    with Journal(path) as journal:
        journal.note("opened", token="a")
        journal.note("opened", token="b")
        journal.note("closed", token="a")
        with pytest.raises(UsageError, match="another run"):
            Journal(path)
    path.write_bytes(path.read_bytes() + b'{"event":"clo')
    with Journal(path) as journal:
        journal.note("sent", comment=1)

        assert {"b"} == journal.open_tokens()
    assert 0o600 == path.stat().st_mode & 0o777
    with Journal(path) as journal:
        assert 4 == len(journal.entries)


# ── sweep ──


def _sweep(tmp_path: Path, desk: Helpdesk, *tickets: int, apply: bool = True, **more: object) -> list[Swept]:
    intake = Intake(helpdesks.rules(tmp_path))
    with Journal(tmp_path / "sweep.jsonl") as journal:
        run = Sweep(intake, desk, journal, apply, **more)  # type: ignore[arg-type]
        return list(run.run([desk.ticket(number) for number in tickets]))


def _actions(swept: list[Swept]) -> list[str]:
    return [one.action for one in swept]


def test_a_dry_run_changes_nothing(zendesk: fake_zendesk.Zendesk, tmp_path: Path) -> None:
    """Without leave to change anything it only tells what it would do."""
    ticket = helpdesks.zendesk_ticket(zendesk, CONFIG, b"nothing to see\n", bytes(range(256)))
    swept = _sweep(tmp_path, helpdesks.zendesk(zendesk), ticket, apply=False)

    assert ["clean", "left", "would-replace"] == sorted(_actions(swept))
    assert 1 == len(zendesk.tickets[ticket].comments)
    assert not {"upload", "update_ticket", "redact_attachment"} & set(zendesk.calls)
    assert b"" == (tmp_path / "sweep.jsonl").read_bytes()


@pytest.mark.parametrize("service", ["zendesk", "freshdesk"])
def test_what_was_mailed_is_replaced(
    zendesk: fake_zendesk.Zendesk, freshdesk: fake_freshdesk.Freshdesk, tmp_path: Path, service: str
) -> None:
    """The copies stand in a private note, the originals are gone, what could not be read is left; twice is once."""
    files = (CONFIG, b"ping 192.0.2.77 failed\n", bytes(range(256)))
    desk: Helpdesk = helpdesks.zendesk(zendesk) if service == "zendesk" else helpdesks.freshdesk(freshdesk)
    fake = zendesk if service == "zendesk" else freshdesk
    make = helpdesks.zendesk_ticket if service == "zendesk" else helpdesks.freshdesk_ticket
    ticket = make(fake, *files)  # type: ignore[arg-type]
    swept = _sweep(tmp_path, desk, ticket)
    again = _sweep(tmp_path, desk, ticket)
    notes = [said for said in desk.said(ticket) if said.private]

    assert ["left", "replaced", "replaced"] == sorted(_actions(swept))
    assert ["known", "known", "left"] == sorted(_actions(again))
    assert (1, 2) == (len(notes), len(notes[0].files))
    assert ["text/plain"] * 2 == [file.content_type for file in notes[0].files]
    assert not any(secret in helpdesks.stored(fake) for secret in SECRETS)
    assert 0 == fake.leaked


def test_a_sweep_goes_on_where_it_was_cut_off(zendesk: fake_zendesk.Zendesk, tmp_path: Path) -> None:
    """Where the removal failed, the next run removes, and adds no second copy."""
    ticket = helpdesks.zendesk_ticket(zendesk, CONFIG, b"ping 192.0.2.77 failed\n")
    zendesk.faults.append(Fault("redact_attachment", 403))
    desk = helpdesks.zendesk(zendesk)
    first = _sweep(tmp_path, desk, ticket)
    clear = CONFIG in helpdesks.stored(zendesk)
    second = _sweep(tmp_path, desk, ticket)

    assert ["left", "replaced"] == sorted(_actions(first)) and clear
    assert "replaced" in _actions(second)
    assert CONFIG not in helpdesks.stored(zendesk)
    assert {"known", "replaced"} >= set(_actions(second))
    assert 2 == len(zendesk.tickets[ticket].comments)


def test_closed_and_merged_tickets_are_told_apart(zendesk: fake_zendesk.Zendesk, tmp_path: Path) -> None:
    """Neither takes a copy: both are reported by their name; removal without a copy is only for closed ones, if asked for."""
    closed = helpdesks.zendesk_ticket(zendesk, CONFIG, status="closed")
    merged = helpdesks.zendesk_ticket(zendesk, CONFIG, status="closed", tags=("closed_by_merge",))
    desk = helpdesks.zendesk(zendesk)
    told = _sweep(tmp_path, desk, closed, merged)
    would = _sweep(tmp_path, desk, closed, merged, apply=False, remove_on_closed=True)
    done = _sweep(tmp_path, desk, closed, merged, remove_on_closed=True)

    assert ["ticket-closed", "ticket-merged"] == [one.reason for one in told]
    assert ["would-remove", "left"] == _actions(would)
    assert ["removed", "left"] == _actions(done)
    assert [True] == [held.gone for held in desk.held(closed)]


def test_copies_of_the_gateway_are_left_alone(zendesk: fake_zendesk.Zendesk, tmp_path: Path) -> None:
    """What went through the gateway is known by its digest: its pseudonyms are not replaced once more."""
    import hashlib

    ticket = helpdesks.zendesk_ticket(zendesk, CONFIG)
    cases = Cases(tmp_path / "state.sqlite", "zendesk")
    cases.sent([hashlib.sha256(CONFIG).hexdigest()])

    assert ["known"] == _actions(_sweep(tmp_path, helpdesks.zendesk(zendesk), ticket, known=cases.knows))


def test_a_sweep_leaves_calls_to_people(zendesk: fake_zendesk.Zendesk, tmp_path: Path) -> None:
    """Where few calls are left in this minute, it waits for the next."""
    tickets = [helpdesks.zendesk_ticket(zendesk) for _ in range(3)]
    zendesk.rate_limit = 15
    waits: list[float] = []

    def sleep(seconds: float) -> None:
        waits.append(seconds)
        zendesk._minute = (0, 0)

    _sweep(tmp_path, helpdesks.zendesk(zendesk), *tickets, sleep=sleep)

    assert waits and all(0 <= wait <= 60 for wait in waits)


# ── the commands ──


def _environment(fake: fake_zendesk.Zendesk, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[str]:
    monkeypatch.setenv("REDACTOR_ZENDESK_URL", fake.base)
    monkeypatch.setenv("REDACTOR_ZENDESK_CLIENT_ID", fake_zendesk.CLIENT_ID)
    monkeypatch.setenv("REDACTOR_ZENDESK_CLIENT_SECRET", fake.secret)
    from redactor import policy as policies

    text = (Path(policies.__file__).parent / "policies" / "balanced.toml").read_text()
    (tmp_path / "quick.toml").write_text(f"names_required = false\n{text}")
    (tmp_path / "na.toml").write_text('[tenants.default]\nregion = "na"\n')
    keys = ["--key-file", str(tmp_path / "keys.json")]
    return ["--policy", str(tmp_path / "quick.toml"), "--no-ner", *keys, "--config", str(tmp_path / "na.toml")]


def test_the_commands_send_and_sweep(
    zendesk: fake_zendesk.Zendesk,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    case: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """`send` and `sweep` do it from the shell; standard output is data, and no value is anywhere in what they say."""
    options = _environment(zendesk, monkeypatch, tmp_path)
    ticket = helpdesks.zendesk_ticket(zendesk, CONFIG)
    journals = ["--journal", str(tmp_path / "send.jsonl")]
    shared = [str(case), "--to", "zendesk", "--ticket", str(ticket), *options, *journals]
    dry = call(["send", "--dry-run", *shared])
    before = len(zendesk.calls)
    sent = call(["send", "--json", *shared])
    told = capsys.readouterr()
    looked = call(["sweep", "zendesk", *options, "--journal", str(tmp_path / "sweep.jsonl")])
    swept = call(["sweep", "zendesk", "--apply", *options, "--journal", str(tmp_path / "sweep.jsonl")])
    said = capsys.readouterr()

    assert (0, 0, 0, 1, 0) == (dry, before, sent, looked, swept)
    assert 2 == len(json.loads(told.out)["files"])
    assert ["would-replace", "replaced"] == [line.split("\t")[3] for line in said.out.splitlines() if "replace" in line]
    assert CONFIG not in helpdesks.stored(zendesk)
    talk = told.out + told.err + said.out + said.err
    assert not any(secret.decode() in talk for secret in (*SECRETS, zendesk.secret.encode()))


def test_the_readmes_trial_works(tmp_path: Path) -> None:
    """Its lines, run as they stand in an empty folder, end with the answer of the fake to a redacted upload."""
    import os
    import re
    import subprocess
    import sys

    root = Path(__file__).parents[1]
    (example,) = re.findall(r"^```sh\n(.*?)^```$", (root / "README.md").read_text(), re.MULTILINE | re.DOTALL)
    with bind() as listener:
        port = str(listener.getsockname()[1])
    program = tmp_path / "bin" / "redactor"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m redactor "$@"\n')
    program.chmod(0o755)
    places = {"PYTHONPATH": str(root), "XDG_DATA_HOME": str(tmp_path / "data"), "no_proxy": "*"}
    environ = os.environ | places | {"PATH": f"{program.parent}:{os.environ['PATH']}"}
    lines = f"trap 'kill $(jobs -p)' EXIT\n{example.replace('8443', port)}"
    done = subprocess.run(
        ["bash", "-c", lines], cwd=tmp_path, env=environ, capture_output=True, text=True, timeout=300, check=False
    )

    assert '"file_name":"core.cfg"' in done.stdout, done.stderr
    assert '"verdict": "redacted"' in done.stderr
    assert "core-sw1" not in done.stdout + done.stderr


def test_a_tenant_is_refused_at_the_other_regions_helpdesk(
    zendesk: fake_zendesk.Zendesk,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    case: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """An EU tenant's case does not go to Zendesk: a usage error before any call; an undeclared tenant is served nowhere."""
    options = _environment(zendesk, monkeypatch, tmp_path)[:-2]
    config = tmp_path / "redactor.toml"
    config.write_text('[tenants.acme]\nregion = "eu"\n[tenants.other]\nregion = "na"\n')
    codes = [
        call(
            [
                "send",
                str(case),
                "--to",
                "zendesk",
                "--ticket",
                "1",
                "--tenant",
                tenant,
                "--config",
                str(config),
                *options,
            ]
        )
        for tenant in ("acme", "nobody")
    ]
    gate = call(["gateway", "zendesk", "--tenant", "acme", "--config", str(config), *options])
    talk = capsys.readouterr().err

    assert ([2, 2], 2, []) == (codes, gate, zendesk.calls)
    assert "tenant 'acme' is of region eu, and zendesk serves na" in talk


def test_the_cases_of_a_ticket_can_be_asked_for(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`restore` wants a case: the gateway tells which ones a ticket has, its own first."""
    state = tmp_path / "state.sqlite"
    cases = Cases(state, "zendesk")
    cases.joined("7", ["zendesk-upload-a", "zendesk-upload-b"])
    cases.close()
    codes = [
        call(["gateway", "zendesk", "--state", str(path), "--cases-of", "7"]) for path in (state, tmp_path / "none")
    ]

    assert [0, 2] == codes
    assert "zendesk-upload-a\nzendesk-upload-b\n" == capsys.readouterr().out


def test_a_gateway_beyond_loopback_must_know_its_clients(
    zendesk: fake_zendesk.Zendesk, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Another address than loopback needs TLS and clients that are known; short tokens are none."""
    options = [
        *_environment(zendesk, monkeypatch, tmp_path),
        "--host",
        "0.0.0.0",
        "--state",
        str(tmp_path / "s.sqlite"),
    ]
    tokens = tmp_path / "tokens"
    tokens.write_text("short\n")
    tokens.chmod(0o600)
    codes = [call(["gateway", "zendesk", *options])]
    codes.append(call(["gateway", "zendesk", *options, "--tls-cert", "a", "--tls-key", "b"]))
    codes.append(call(["gateway", "zendesk", *options, "--client-tokens", str(tokens)]))
    talk = capsys.readouterr().err

    assert [2, 2, 2] == codes
    assert all(word in talk for word in ("speaks only TLS", "must know its clients", "at least 16 characters"))
