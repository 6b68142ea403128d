"""Laws of the access log and of roles: every use and attempt is in it, no change goes unseen, no value is in it."""

from __future__ import annotations

import json
import multiprocessing
from pathlib import Path

import pytest

import redactor
from redactor import config, toml_file
from redactor.errors import AccessError, ConfigError, UsageError, VaultError
from redactor.vault import access, roles
from redactor.vault.access import START, Access

ENTRY = Access("restore", "ticket 7", "acme", "T-1", "support", {"HOSTNAME": 2}, 1)


@pytest.fixture
def log(tmp_path: Path) -> Path:
    """A log of five entries."""
    path = tmp_path / "access-log.jsonl"
    for _ in range(5):
        access.append(path, ENTRY)
    return path


def test_an_entry_says_who_when_why_and_which_types(log: Path) -> None:
    """Everything that is asked of it, by the account that the process runs as, in a file that only its owner can read."""
    first = json.loads(log.read_bytes().split(b"\n")[0])

    assert {"n", "when", "who", "role", "what", "why", "tenant", "case", "types", "left", "result", "before"} == set(
        first
    )
    assert (access.who(), "ticket 7", {"HOSTNAME": 2}, START) == (
        first["who"],
        first["why"],
        first["types"],
        first["before"],
    )
    assert 0o600 == log.stat().st_mode & 0o777


def test_a_whole_log_is_whole(log: Path) -> None:
    """The chain has as many entries as were put in, and ends with the last one's head."""
    chain = access.append(log, ENTRY)

    assert chain == access.verify(log)
    assert 6 == chain.entries


def test_no_change_goes_unseen(log: Path) -> None:
    """An entry that is changed, taken out, put in or moved breaks the chain."""
    lines = log.read_bytes().splitlines(keepends=True)
    changed = [lines[0].replace(b'"HOSTNAME":2', b'"HOSTNAME":1'), *lines[1:]]
    faults = [changed, lines[1:], lines[:2] + lines[3:], lines[:2] + lines[1:], [lines[1], lines[0], *lines[2:]]]
    for fault in faults:
        log.write_bytes(b"".join(fault))
        with pytest.raises(VaultError, match="broken"):
            access.verify(log)


def test_a_cut_is_seen_by_a_head_that_was_noted(log: Path) -> None:
    """Whoever noted a head elsewhere learns that entries at the end are gone; an earlier head stays good."""
    early = access.verify(log).head
    late = access.append(log, ENTRY).head
    assert 6 == access.verify(log, early).entries
    log.write_bytes(b"".join(log.read_bytes().splitlines(keepends=True)[:-1]))

    assert 5 == access.verify(log, early).entries
    with pytest.raises(VaultError, match="that head"):
        access.verify(log, late)


@pytest.mark.parametrize("tail", [b"{", b'{"n":9}\n', b"not json\n", b"\0\0"])
def test_nothing_is_put_behind_a_torn_end(log: Path, tail: bytes) -> None:
    """A log that does not end with an entry is an error for whoever would write to it, and for whoever verifies it."""
    log.write_bytes(log.read_bytes() + tail)
    before = log.read_bytes()

    with pytest.raises(VaultError, match="damaged"):
        access.append(log, ENTRY)
    with pytest.raises(VaultError, match="broken"):
        access.verify(log)
    assert before == log.read_bytes()


def test_a_log_that_cannot_be_written_is_an_error(tmp_path: Path) -> None:
    """Nothing is given out without an entry; a log that others can read is no log."""
    (tmp_path / "folder").mkdir()
    with pytest.raises(VaultError, match="cannot be written"):
        access.append(tmp_path / "folder", ENTRY)
    open_log = tmp_path / "open.jsonl"
    open_log.touch(0o644)
    open_log.chmod(0o644)
    with pytest.raises(VaultError, match="by others"):
        access.append(open_log, ENTRY)


def _log(path: Path) -> None:
    for _ in range(5):
        access.append(path, ENTRY)


def test_writers_wait_for_each_other(tmp_path: Path) -> None:
    """Eight processes that write at once make one chain."""
    path, context = tmp_path / "log.jsonl", multiprocessing.get_context("fork")
    workers = [context.Process(target=_log, args=(path,)) for _ in range(8)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()

    assert 40 == access.verify(path).entries


def configured(text: str) -> config.Config:
    """A configuration."""
    return config.parse(toml_file.parse("redactor.toml", text))


ROLES = """
[roles.support]
members = ["ann", "ben"]
restore = ["HOSTNAME", "IP_ADDRESS"]
[roles.engineering]
members = ["ben"]
restore = []
[roles.privacy-officer]
members = ["pia"]
restore = ["all"]
erase = true
"""


def test_roles_say_who_may_what() -> None:
    """A role has its own types; only one that says so may erase; somebody in none may do nothing."""
    known = configured(ROLES).roles
    support, officer = roles.role_of(known, "ann", None), roles.role_of(known, "pia", None)

    assert frozenset({"HOSTNAME", "IP_ADDRESS"}) == roles.types(support, None)
    assert frozenset({"HOSTNAME"}) == roles.types(support, frozenset({"HOSTNAME"}))
    assert roles.types(officer, None) is None
    assert "engineering" == roles.role_of(known, "ben", "engineering").name
    roles.demand_erase(officer)
    for refused in (
        lambda: roles.role_of(known, "eve", None),
        lambda: roles.role_of(known, "ann", "privacy-officer"),
        lambda: roles.types(support, frozenset({"PERSON"})),
        lambda: roles.types(roles.role_of(known, "ben", "engineering"), None),
        lambda: roles.demand_erase(support),
    ):
        with pytest.raises(AccessError):
            refused()
    with pytest.raises(UsageError, match="unknown role"):
        roles.role_of(known, "ann", "suport")


def test_without_roles_whoever_has_the_key_may() -> None:
    """No roles are no restriction; a role that is asked for must be there."""
    everybody = roles.role_of({}, "eve", None)

    assert roles.types(everybody, None) is None
    roles.demand_erase(everybody)
    with pytest.raises(UsageError, match="no roles"):
        roles.role_of({}, "eve", "support")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[roles.suport]\n", "did you mean support"),
        ('[roles.support]\nrestore = ["HOSTNAM"]\n', "did you mean HOSTNAME"),
        ("[roles.support]\nmember = []\n", "did you mean members"),
        ('[tenants.acme]\nregion = "eu"\ncontract_end = "soon"\n', ""),
    ],
)
def test_roles_are_judged_when_they_are_loaded(text: str, said: str) -> None:
    """A word that is not understood is an error with its line."""
    with pytest.raises(ConfigError, match=r"redactor.toml:\d") as caught:
        configured(text)

    assert said in caught.value.hint


def test_a_refusal_is_logged(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who has no right gets a clear error and nothing else, and the attempt is in the log."""
    (tmp_path / "redactor.toml").write_text('[roles.support]\nmembers = ["nobody-here"]\nrestore = ["all"]\n')
    monkeypatch.chdir(tmp_path)
    key = tmp_path / "keys.json"
    copy = redactor.redact(b"hostname core-sw1\nusername alice7 privilege 15\n", filename="a.cfg", key=key, names=False)
    with pytest.raises(AccessError, match="not a member"):
        redactor.restore(copy.data, key=key, reason="curious")
    with pytest.raises(UsageError, match="reason"):
        redactor.restore(copy.data, key=key)
    (line,) = (tmp_path / "access-log.jsonl").read_bytes().splitlines()

    assert ("restore", "curious", "refused", {}) == tuple(
        json.loads(line)[name] for name in ("what", "why", "result", "types")
    )
