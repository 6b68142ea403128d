"""Laws of the vault, on a real SQLite file and on a real PostgreSQL server alike."""

from __future__ import annotations

import multiprocessing
import os
import random
import signal
import sqlite3
import stat
import time
from collections.abc import Iterator
from multiprocessing.connection import Connection
from pathlib import Path

import pytest

import redactor
from redactor.errors import UsageError, VaultError, WithheldError
from redactor.keys import CaseSecret, KeyStore
from redactor.model import Edit, Reason
from redactor.recovery.known import pairs_of
from redactor.source import BytesSource
from redactor.vault import care, place, subject
from redactor.vault.domain import Domain
from redactor.vault.edits import Note, Stretch, notes, sealed_note, sealed_part, stretches
from redactor.vault.place import opened
from redactor.vault.record import Copy, Record, sealed_value
from redactor.vault.rows import Rows
from tests import postgres

TENANT, CASE = "acme", "T-1"


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    """One server for the module; every test has a database of its own."""
    with postgres.server() as url:
        yield url


@pytest.fixture(params=["sqlite", "postgres"])
def where(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The place of a vault that is not there yet."""
    if request.param == "sqlite":
        return str(tmp_path / "private" / "vault.db")
    import psycopg

    url: str = request.getfixturevalue("server")
    name = f"t{random.SystemRandom().randrange(1 << 60)}"
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    return url.replace("/postgres?", f"/{name}?")


def domain(case: str = CASE, secret: bytes = b"s" * 32) -> Domain:
    """A case under a fixed secret."""
    return Domain.of(TENANT, case, CaseSecret(secret, 1, 1, "0123456789abcdef"))


def pairs(rows: Rows, of: Domain) -> set[tuple[str, bytes, bytes]]:
    """What the vault has of a case."""
    return {(pair.entity, pair.pseudonym, pair.original) for pair in pairs_of(rows, [of])}


def put(rows: Rows, of: Domain, *values: tuple[str, bytes, bytes]) -> None:
    """Put pairs (entity, pseudonym, original) in."""
    rows.put([sealed_value(of, *value) for value in values])


ONE, TWO = ("HOSTNAME", b"jq3", b"core-sw1"), ("USERNAME", b"vjplnp", b"silver")


def test_what_goes_in_comes_out(where: str) -> None:
    """A pair is there for whoever opens the vault next, and only in its own case."""
    with opened(where, create=True) as rows:
        put(rows, domain(), ONE, TWO)
    with opened(where) as rows:
        assert {ONE, TWO} == pairs(rows, domain())
        assert set() == pairs(rows, domain("T-2"))
        assert set() == pairs(rows, domain(secret=b"o" * 32))


def test_putting_in_twice_changes_nothing(where: str) -> None:
    """Puts are idempotent: the first row of a pair stays, whoever repeats it."""
    with opened(where, create=True) as rows:
        put(rows, domain(), ONE, ONE, TWO)
        before = sorted(rows.values(domain().id))
        put(rows, domain(), TWO, ONE)

        assert before == sorted(rows.values(domain().id))


def test_a_vault_that_is_not_there_is_an_error_for_whoever_reads(where: str) -> None:
    """Only a run makes a vault; to everybody else a missing one is no empty one."""
    with pytest.raises(VaultError, match="no vault"):
        opened(where)
    with opened(where, create=True), opened(where):
        pass


def test_an_original_is_found_by_its_key_alone(where: str) -> None:
    """The keyed index finds every spelling of an original in its own case, and nothing in another's."""
    mac = ("MAC_ADDRESS", b"02:00:00:aa:bb:cc", b"00:00:5e:00:53:01")
    with opened(where, create=True) as rows:
        put(rows, domain(), mac)
        there = domain().original("MAC_ADDRESS", b"0000.5E00.5301")

        assert 1 == len(rows.of_owner(domain().id, there))
        assert [] == rows.of_owner(domain("T-2").id, there)
        assert [] == rows.of_owner(domain().id, domain("T-2").original("MAC_ADDRESS", b"0000.5E00.5301"))


def test_a_row_in_another_place_does_not_open(where: str) -> None:
    """A sealed pair is bound to its case, entity and place."""
    with opened(where, create=True) as rows:
        row = sealed_value(domain(), *ONE)
        other = sealed_value(domain(), *TWO)
        rows.put([row._replace(entity="PERSON"), other._replace(sealed=row.sealed)])
        with pytest.raises(VaultError, match="does not open"):
            pairs(rows, domain())


def test_damage_is_found_by_the_check(where: str, tmp_path: Path) -> None:
    """One flipped bit of one row is a problem that the check names; a whole vault has none."""
    store = KeyStore.open(tmp_path / "keys.json")
    own = Domain.of(TENANT, CASE, store.secret(TENANT, CASE))
    with opened(where, create=True) as rows:
        put(rows, own, ONE)
        whole = care.check(store, rows)
        row = sealed_value(own, *TWO)
        rows.put([row._replace(sealed=row.sealed[:-1] + bytes([row.sealed[-1] ^ 1]))])
        put(rows, domain("strange"), ONE)
        broken = care.check(store, rows)

    assert (1, (), 0) == (whole.pairs, whole.problems, whole.strange)
    assert 1 == len(broken.problems) == broken.strange


def test_a_backup_is_a_vault_and_restores_one(where: str, tmp_path: Path) -> None:
    """Backup and restore lose nothing, whichever engine it came from and goes to, and change nothing that is there."""
    file = tmp_path / "backup.db"
    with opened(where, create=True) as rows:
        put(rows, domain(), ONE, TWO)
        rows.put((), _list(domain(), 3))
        number = care.backup(rows, file)
        before = sorted(rows.parts(domain().id))
        rows.forget(domain().id)
        assert {} == rows.domains()
        care.restore(file, rows)
        care.restore(file, rows)

        assert {ONE, TWO} == pairs(rows, domain())
        assert before == sorted(rows.parts(domain().id))
    with opened(str(tmp_path / "other.db"), create=True) as other:
        assert number == care.restore(file, other) == 6
        assert {ONE, TWO} == pairs(other, domain())
    assert 0o600 == stat.S_IMODE(file.stat().st_mode)


def test_half_a_backup_is_refused(tmp_path: Path) -> None:
    """A backup that is cut off, or that never was one, changes nothing."""
    with opened(str(tmp_path / "vault.db"), create=True) as rows:
        put(rows, domain(), *(("HOSTNAME", b"p%d" % n, b"o%d" % n) for n in range(500)))
        care.backup(rows, tmp_path / "backup.db")
        raw = (tmp_path / "backup.db").read_bytes()
        for size in (0, 100, len(raw) // 2, len(raw) - 4096):
            (tmp_path / "backup.db").write_bytes(raw[:size])
            with (
                opened(str(tmp_path / f"target-{size}.db"), create=True) as target,
                pytest.raises(VaultError, match="damaged"),
            ):
                care.restore(tmp_path / "backup.db", target)
            with opened(str(tmp_path / f"target-{size}.db")) as target:
                assert {} == target.domains()
        with pytest.raises(VaultError, match="not complete"):
            care.restore(tmp_path / "vault.db", rows)


def _list(of: Domain, number: int) -> list:  # type: ignore[type-arg]
    """The edit list of a file, in so many parts."""
    file, version = of.file(f"{number}" * 64), of.version("a.cfg", "0" * 64)
    made = [
        sealed_part(of, file, version, n + 1, [Stretch(1, 2, b"o%d" % n, "HOSTNAME", "pseudonymise")])
        for n in range(number)
    ]
    note = Note("a.cfg", "b.cfg", f"{number}" * 64, 100, "0" * 64, number, "2026-01-01T00:00:00Z")
    return [*made, sealed_note(of, file, version, note)]


def test_an_edit_list_with_a_missing_part_is_an_error(where: str) -> None:
    """A copy's edit list is whole or it is an error; one whose note is missing was never there."""
    whole, cut = _list(domain(), 3), _list(domain(), 4)
    with opened(where, create=True) as rows:
        rows.put((), whole)
        rows.put((), cut[:1] + cut[2:])
        rows.put((), _list(domain(), 5)[:-1])
        found = {note.parts: (part, note) for part, note in notes(domain(), rows)}

        assert {3, 4} == set(found)
        assert [b"o0", b"o1", b"o2"] == [each.text for each in stretches(domain(), rows, *found[3])]
        with pytest.raises(VaultError, match="missing"):
            list(stretches(domain(), rows, *found[4]))


def _write(where: str, number: int, start: float, results: Connection) -> None:
    """One of several writers: pairs of its own, and pairs that all of them put in."""
    time.sleep(max(0.0, start - time.time()))
    with opened(where, create=True) as rows:
        for batch in range(5):
            shared = [("HOSTNAME", b"all-%d" % n, b"host-%d" % n) for n in range(batch * 10, batch * 10 + 10)]
            random.Random(number).shuffle(shared)
            put(rows, domain(), *shared, ("USERNAME", b"own-%d-%d" % (number, batch), b"user"))
    results.send(number)


def test_eight_writers_at_once(where: str) -> None:
    """Eight processes that make the vault and write to it together lose nothing and double nothing."""
    context = multiprocessing.get_context("fork")
    ends = [context.Pipe(duplex=False) for _ in range(8)]
    start = time.time() + 0.2
    workers = [context.Process(target=_write, args=(where, n, start, end[1])) for n, end in enumerate(ends)]
    for worker in workers:
        worker.start()
    got = [end[0].recv() for end in ends if end[0].poll(60)]
    for worker in workers:
        worker.join()
    with opened(where) as rows:
        found = list(pairs_of(rows, [domain()]))

    assert list(range(8)) == sorted(got)
    assert 50 + 8 * 5 == len(found) == len(set(found))


def _write_until_killed(where: str, of: Domain, told: Connection) -> None:
    told.send(-1)
    with opened(where, create=True) as rows:
        for batch in range(10_000):
            values = [sealed_value(of, "HOSTNAME", b"p-%d-%d" % (batch, n), b"original-%d" % n) for n in range(4)]
            rows.put(values, [part._replace(version=batch.to_bytes(16, "big")) for part in _list(of, 2)])
            told.send(batch)


def test_kill_9_at_200_points_loses_nothing(tmp_path: Path) -> None:
    """Whenever a writer is killed, all that it was told is written is there, and nothing is there by half."""
    dice, context = random.Random(6), multiprocessing.get_context("fork")
    batches = 0
    for point in range(200):
        where = str(tmp_path / f"vault-{point // 20}.db")
        of = domain(f"T-{point}")
        hear, told = context.Pipe(duplex=False)
        writer = context.Process(target=_write_until_killed, args=(where, of, told))
        writer.start()
        acknowledged = -1
        for _ in range(dice.randrange(1, 5) if point % 20 else 1):
            acknowledged = hear.recv()
        time.sleep(dice.random() * 0.01)
        os.kill(writer.pid or 0, signal.SIGKILL)
        writer.join()
        told.close()
        while hear.poll():
            try:
                acknowledged = hear.recv()
            except EOFError:
                break
        hear.close()
        if not Path(where).exists():
            assert -1 == acknowledged
            continue
        with opened(where) as rows:
            found = sorted(int(pair.pseudonym.split(b"-")[1]) for pair in pairs_of(rows, [of]))
            lists = [part.part for part in rows.parts(of.id)]
        written = len(found) // 4
        batches += written

        assert [batch for batch in range(written) for _ in range(4)] == found
        assert written >= acknowledged + 1
        assert written * 3 == len(lists)
    for path in tmp_path.glob("vault-*.db"):
        with opened(str(path)) as rows:
            assert [] == rows.problems()
    assert batches > 200


def test_a_vault_file_is_private_and_durable(tmp_path: Path) -> None:
    """0600 in a folder of 0700, also its write-ahead log; every commit is synced."""
    path = tmp_path / "private" / "vault.db"
    with opened(str(path), create=True) as rows:
        put(rows, domain(), ONE)
        modes = {file.name: stat.S_IMODE(file.stat().st_mode) for file in path.parent.iterdir()}

        assert {"vault.db", "vault.db-wal", "vault.db-shm"} == set(modes)
        assert {0o600} == set(modes.values())
        assert [(2,)] == list(rows._engine.ask("PRAGMA synchronous", {}))
        assert [("wal",)] == list(rows._engine.ask("PRAGMA journal_mode", {}))
    assert 0o700 == stat.S_IMODE(path.parent.stat().st_mode)


@pytest.mark.parametrize("mode", [0o640, 0o604])
def test_a_vault_that_others_can_read_is_refused(tmp_path: Path, mode: int) -> None:
    """As with the key store."""
    path = tmp_path / "vault.db"
    with opened(str(path), create=True):
        pass
    path.chmod(mode)

    with pytest.raises(VaultError, match="by others"):
        opened(str(path))


@pytest.mark.parametrize("raw", [b"", b"x", b"SQLite format 3\0", b"PK\3\4" * 2000])
@pytest.mark.parametrize("create", [True, False])
def test_a_damaged_file_is_an_error_and_left_alone(tmp_path: Path, raw: bytes, *, create: bool) -> None:
    """What is no vault is never taken for an empty one, nor made into one."""
    path = tmp_path / "vault.db"
    path.write_bytes(raw)
    path.chmod(0o600)

    with pytest.raises(VaultError, match="damaged|no vault"):
        opened(str(path), create=create)

    assert raw == path.read_bytes()


def test_a_foreign_database_is_refused(tmp_path: Path) -> None:
    """A database of somebody else is not written to."""
    path = tmp_path / "vault.db"
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE other (x)")
    path.chmod(0o600)

    with pytest.raises(VaultError):
        opened(str(path), create=True)


def test_every_cut_of_a_vault_is_noticed(tmp_path: Path) -> None:
    """A vault that lost its end does not read as one with fewer pairs."""
    path = tmp_path / "vault.db"
    store = KeyStore.open(tmp_path / "keys.json")
    own = Domain.of(TENANT, CASE, store.secret(TENANT, CASE))
    with opened(str(path), create=True) as rows:
        put(rows, own, *(("HOSTNAME", b"p%d" % n, b"o%d" % n) for n in range(300)))
    raw = path.read_bytes()
    for size in range(0, len(raw), 4096):
        path.write_bytes(raw[:size])
        try:
            with opened(str(path)) as rows:
                problems = care.check(store, rows).problems
        except VaultError:
            continue

        assert problems, size


def test_a_page_that_was_lost_is_noticed(tmp_path: Path) -> None:
    """Whichever page of the file is overwritten, what reads the case gets all of its pairs or an error, never some."""
    path = tmp_path / "vault.db"
    with opened(str(path), create=True) as rows:
        put(rows, domain(), *(("HOSTNAME", b"p%d" % n, b"o%d" % n) for n in range(300)))
    raw = path.read_bytes()
    errors = 0
    for at in range(4096, len(raw), 4096):
        for junk in (bytes(4096), os.urandom(4096), raw[4096:8192]):
            path.write_bytes(raw[:at] + junk + raw[at + 4096 :])
            try:
                with opened(str(path), reading=True) as rows:
                    assert 300 == len(pairs(rows, domain())), at
            except VaultError:
                errors += 1

    assert errors > 5


def test_a_failing_vault_withholds(tmp_path: Path) -> None:
    """What cannot be kept is not released; the reason says so and quotes nothing."""
    path = tmp_path / "vault.db"
    path.write_bytes(b"not a vault")
    path.chmod(0o600)
    edit = Edit(0, 6, b"vjplnp", 0, 6, "USERNAME", "pseudonymise", 1.0, "rule", 1)

    with pytest.raises(WithheldError) as caught:
        Record(str(path), domain()).keep(BytesSource(b"silver", "a"), [edit], Copy("a", "0" * 64, 6))

    assert Reason.VAULT is caught.value.reason
    assert "silver" not in str(caught.value)


def test_there_and_back_on_either_engine(where: str, tmp_path: Path) -> None:
    """Redact, restore, erase one person, forget the case: the same on SQLite and PostgreSQL."""
    key = tmp_path / "keys.json"
    text = b"hostname core-sw1\nusername alice7 privilege 15\ninterface Gi0/1\n ip address 10.1.2.3 255.255.255.0\n"
    copy = redactor.redact(text, filename="a.cfg", key=key, vault=where, names=False).data
    assert text == redactor.restore(copy, key=key, vault=where).data
    store = KeyStore.open(key)
    with opened(where, reading=True) as rows:
        own = list(care.domains(store, "default"))
        (holding,) = subject.find(rows, own, b"ALICE7")
        assert ({"USERNAME": 1}, 1) == (holding.types, len(holding.copies))
        assert 1 == subject.erase(rows, holding, b"ALICE7")
        assert [] == list(subject.find(rows, own, b"alice7"))
    back = redactor.restore(copy, key=key, vault=where)
    assert text.split(b"\n")[2:] == back.data.split(b"\n")[2:]
    assert ([2], {"erased"}) == ([left.line for left in back.left], {left.why for left in back.left})
    with opened(where) as rows:
        going = care.going(store, rows, "default")
        assert (2, 1) == (going.pairs, len(going.copies))
        care.forget(rows, going)
        assert {} == rows.domains()


def test_secrets_never_enter(where: str) -> None:
    """Neither what is suppressed, nor the password and token inside of a URL that is kept."""
    text = b"s3cr3tWord https://ann:hunter22@vpn.example.com/x?token=0a1b2c3d&id=7"
    new = b"x9zk3tQwrd https://qvk:kzqwbv31@jfk.example.com/x?token=9f8e7d6c&id=7"
    edits = [
        Edit(0, 10, new[:10], 0, 10, "SECRET", "suppress", 1.0, "rule", 1),
        Edit(11, len(text), new[11:], 11, len(text), "URL", "pseudonymise", 1.0, "rule", 1),
    ]
    with opened(where, create=True):
        pass
    Record(where, domain()).keep(BytesSource(text, "a"), edits, Copy("a", "0" * 64, len(new)))
    with opened(where) as rows:
        ((entity, _, original),) = pairs(rows, domain())
        ((part, note),) = notes(domain(), rows)
        kept = [each.text for each in stretches(domain(), rows, part, note)]

    assert ("URL", b"https://ann:kzqwbv31@vpn.example.com/x?token=9f8e7d6c&id=7") == (entity, original)
    assert [None, original] == kept


@pytest.mark.parametrize(
    ("flag", "environ", "configured", "expected"),
    [
        (None, {}, "", "/home/x/vault.db"),
        (None, {}, "/c", "/c"),
        (None, {"REDACTOR_VAULT": "/e"}, "/c", "/e"),
        ("/f", {"REDACTOR_VAULT": "/e"}, "/c", "/f"),
    ],
)
def test_where_the_vault_is(flag: str | None, environ: dict[str, str], configured: str, expected: str) -> None:
    """Flag, environment, configuration, beside the key store: in this order."""
    assert expected == place.place(flag, environ, configured, Path("/home/x/keys.json"))


def test_no_password_in_an_argument() -> None:
    """Arguments show in process lists: a URL with a password comes from the environment, and messages hide it."""
    url = "postgresql://ann:hunter22@127.0.0.1:1/none"
    with pytest.raises(UsageError, match="password"):
        place.place(url, {}, "", Path("k"))
    pytest.importorskip("sqlalchemy")
    with pytest.raises(VaultError) as caught:
        opened(url)

    assert "hunter22" not in str(caught.value)
