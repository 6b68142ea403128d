"""Laws of the commands of the way back: restore, key, vault, subject."""

from __future__ import annotations

import io
import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from redactor import attest, cli
from redactor.signing import Signer, beside, trusted
from redactor.vault import access

ROOT = Path(__file__).parents[1]
TEXT = b"""hostname core-sw1
username alice7 privilege 15 secret 9 $9$kT7vLx0qRm2Zw4$Yb1Nc3Md5Le7Kf9Jg0Ih2Ho4Gp6Fq8Er1Ds3Ct5Bu7A
version 17.3.4
interface Gi0/1
 ip address 10.1.2.3 255.255.255.0
"""
LOG = b"May  6 08:12:33 core-sw1 sshd[411]: Accepted password for alice7 from 10.1.2.3 port 50122 ssh2\n"
SAID = re.compile(rb"core-sw1|alice7|10\.1\.2\.3")


class Terminal:
    """One user's key store and vault, and what a command says."""

    def __init__(self, folder: Path, capture: pytest.CaptureFixture[bytes], patch: pytest.MonkeyPatch) -> None:
        self.folder, self._capture, self._patch = folder, capture, patch
        self.key, self.vault, self.log = folder / "keys.json", folder / "vault.db", folder / "access-log.jsonl"
        self.out, self.err = b"", b""

    def __call__(self, *arguments: object, stdin: bytes = b"", code: int = 0) -> bytes:
        """Run a command; its standard output."""
        self._patch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        self._capture.readouterr()
        got = cli.call([str(argument) for argument in arguments])
        self.out, self.err = self._capture.readouterr()

        assert code == got, self.err
        return self.out


@pytest.fixture
def redactor(tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch) -> Terminal:
    """A terminal after one run over two files of case T-1 of tenant acme."""
    monkeypatch.setenv("REDACTOR_KEY_FILE", str(tmp_path / "keys.json"))
    monkeypatch.setenv("REDACTOR_ENGINE", "re")
    monkeypatch.setenv("REDACTOR_TENANT", "acme")
    monkeypatch.chdir(tmp_path)
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "core-sw1.cfg").write_bytes(TEXT)
    (tmp_path / "in" / "auth.log").write_bytes(LOG)
    terminal = Terminal(tmp_path, capsysbinary, monkeypatch)
    terminal("run", "in", "--out", "out", "--case", "T-1", "--no-ner")
    return terminal


def certified(redactor: Terminal) -> dict[str, Any]:
    """What the certificate on standard output states; its signature is checked."""
    own = trusted(Signer.open(beside(redactor.key), create=False).public)
    return dict(attest.unseal(redactor.out, own).predicate)


def host_of(redactor: Terminal) -> str:
    """The pseudonym of the host."""
    (copy,) = (redactor.folder / "out").glob("*.cfg")
    return copy.read_bytes().split()[1].decode()


def test_a_run_makes_a_vault_and_says_so(redactor: Terminal) -> None:
    """The first run into a key store makes the vault beside it; the next one keeps quiet about it."""
    assert b"vault made: " in redactor.err
    redactor("run", "in", "--out", "out2", "--case", "T-1", "--no-ner")
    assert b"vault made" not in redactor.err
    assert redactor.vault.exists()


def test_no_vault_keeps_none(redactor: Terminal) -> None:
    """With --no-vault a run leaves no way back, and copies that are the same."""
    redactor.vault.unlink()
    redactor("run", "in", "--out", "out2", "--case", "T-1", "--no-ner", "--no-vault")

    assert not redactor.vault.exists()
    assert {path.read_bytes() for path in Path("out").glob("*.cfg")} == {
        path.read_bytes() for path in Path("out2").glob("*.cfg")
    }


def test_several_workers_keep_the_same(redactor: Terminal) -> None:
    """Worker processes write to the same vault, and what they wrote comes back."""
    redactor.vault.unlink()
    for number in range(6):
        Path("in", f"more-{number}.log").write_bytes(LOG * (number + 1))
    redactor("run", "in", "--out", "out2", "--case", "T-1", "--no-ner", "--jobs", "2")
    redactor("restore", "out2", "--out", "back")

    for path in Path("in").glob("*.log"):
        assert path.read_bytes() == Path("back", path.name).read_bytes()


def test_a_folder_comes_back(redactor: Terminal) -> None:
    """Under the original names, byte for byte but for the secret, which is listed; the reports are left out."""
    redactor("restore", "out", "--out", "back")

    assert {"core-sw1.cfg", "auth.log"} == {path.name for path in Path("back").iterdir()}
    assert LOG == Path("back/auth.log").read_bytes()
    assert TEXT.split(b"\n")[2:] == Path("back/core-sw1.cfg").read_bytes().split(b"\n")[2:]
    assert b"left: core-sw1.cfg:2: SECRET (never kept: suppress)" in redactor.err


def test_a_reply_comes_back_on_standard_output(redactor: Terminal) -> None:
    """Standard input to standard output, so that it can stand in a pipe; the account is JSON where it is asked for."""
    reply = b"> " + host_of(redactor).upper().encode() + b" is fine\n"

    assert b"> CORE-SW1 is fine\n" == redactor("restore", "-", stdin=reply)
    redactor("restore", "-", "--out", "reply.txt", "--json", stdin=reply)
    assert {"HOSTNAME": 1} == json.loads(redactor.out)["files"][0]["restored"]
    redactor("restore", "-", "--out", "reply.txt", stdin=reply, code=2)
    assert b"exists" in redactor.err


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_reply_that_quotes_pseudonyms_keeps_them(redactor: Terminal, jobs: int) -> None:
    """Text on its way out in the same case keeps the pseudonyms it quotes; its own values, and another case's, do not stay."""
    host = "branch-office-rtr77"
    Path("in", "more.cfg").write_bytes(TEXT.replace(b"core-sw1", host.encode()))
    redactor("run", "in", "--out", "out2", "--case", "T-1", "--no-ner")
    (copy,) = [path for path in Path("out2").glob("*.cfg") if path.name.startswith("more")]
    pseudonym = copy.read_bytes().split()[1]
    Path("reply").mkdir()
    for number in range(2):
        text = b"hostname %b\nusername alice7 privilege 15\ninterface Gi0/1\n ip address 10.9.8.%d 255.255.255.0\n"
        Path("reply", f"{number}.cfg").write_bytes(text % (pseudonym, number + 1))
    Path("reply", "own.cfg").write_bytes(TEXT.replace(b"core-sw1", b"other-office-rtr78"))
    redactor("run", "reply", "--out", "out3", "--case", "T-1", "--no-ner", "--jobs", jobs)
    redactor("run", "reply", "--out", "out4", "--case", "T-2", "--no-ner")

    assert [True, True, False] == [pseudonym in path.read_bytes() for path in sorted(Path("out3").glob("*.cfg"))]
    assert not any(pseudonym in path.read_bytes() for path in Path("out4").glob("*.cfg"))
    assert not any(
        re.search(rb"alice7|10\.9\.8\.|other-office", path.read_bytes()) for path in Path("out3").glob("*.cfg")
    )


def test_only_some_types_come_back(redactor: Terminal) -> None:
    """`--only` names entities; another word is an error with the nearest one."""
    (log,) = Path("out").glob("*.log")
    redactor("restore", log, "--only", "IP_ADDRESS")

    assert {b"10.1.2.3"} == set(SAID.findall(redactor.out))
    redactor("restore", log, "--only", "HOSTNAM", code=2)
    assert b"did you mean HOSTNAME?" in redactor.err


def test_one_pseudonym_is_disclosed_with_a_reason(redactor: Terminal) -> None:
    """Nothing but the one value; without a reason not even that; what is no pseudonym is said, and logged."""
    host = host_of(redactor)

    redactor("restore", "--pseudonym", host, code=2)
    assert b"core-sw1\n" == redactor("restore", "--pseudonym", host, "--reason", "ticket 7")
    redactor("restore", "--pseudonym", "nosuchthing", "--reason", "x", code=2)
    entries = [json.loads(line) for line in redactor.log.read_bytes().splitlines()]
    assert [("disclose", "done", {"HOSTNAME": 1}), ("disclose", "unknown", {})] == [
        (entry["what"], entry["result"], entry["types"]) for entry in entries
    ]


def test_every_use_is_logged_before_it_is_given_out(redactor: Terminal) -> None:
    """Each file is an entry; a log that cannot be written stops everything, and nothing is given out."""
    redactor("restore", "out", "--out", "back", "--reason", "ticket 7")
    assert 2 == access.verify(redactor.log).entries
    redactor("vault", "log", "verify")
    head = redactor.out.decode().strip()
    redactor("vault", "log", "show")
    assert b'"why":"ticket 7"' in redactor.out and not SAID.search(redactor.out)
    redactor("vault", "log", "verify", "--head", head)
    redactor.log.write_bytes(redactor.log.read_bytes().replace(b"ticket 7", b"ticket 8"))
    redactor("vault", "log", "verify", code=1)
    redactor.log.write_bytes(b"torn")
    redactor("restore", "out/auth.log", code=2)
    assert b"" == redactor.out


def test_roles_are_kept(redactor: Terminal) -> None:
    """A role restores its own types only; without a reason, or for others' types, nothing; each attempt is logged."""
    Path("redactor.toml").write_text(
        f'[roles.support]\nmembers = ["{access.who()}"]\nrestore = ["IP_ADDRESS"]\n', encoding="utf-8"
    )
    redactor("restore", "out/auth.log", code=2)
    redactor("restore", "out/auth.log", "--reason", "ticket 7")
    assert {b"10.1.2.3"} == set(SAID.findall(redactor.out))
    redactor("restore", "out/auth.log", "--reason", "ticket 7", "--only", "USERNAME", code=2)
    assert b"may not turn back USERNAME" in redactor.err
    redactor("key", "destroy", "--tenant", "acme", "--yes", code=2)
    redactor("subject", "erase", "--yes", stdin=b"alice7", code=2)
    results = [json.loads(line)["result"] for line in redactor.log.read_bytes().splitlines()]
    assert ["done", "refused", "refused", "refused"] == results


def test_the_case_must_be_told_where_there_are_several(redactor: Terminal) -> None:
    """A copy knows its case; of a reply it has to be said."""
    redactor("run", "in", "--out", "out2", "--case", "T-2", "--no-ner")
    assert LOG == redactor("restore", "out/auth.log")
    redactor("restore", "-", stdin=b"hello", code=2)
    assert b"T-1, T-2" in redactor.err
    assert b"core-sw1" == redactor("restore", "-", "--case", "T-1", stdin=host_of(redactor).encode())


def test_a_damaged_vault_is_an_error(redactor: Terminal) -> None:
    """Neither a run nor a restore takes it for an empty one; the check says so with exit code 1 or 2."""
    redactor("vault", "check")
    redactor.vault.write_bytes(b"")
    redactor("restore", "out/auth.log", code=2)
    redactor("run", "in", "--out", "out2", "--no-ner", code=2)
    redactor("vault", "check", code=2)
    assert b"damaged" in redactor.err and not Path("out2").exists()


def test_a_vault_that_is_gone_is_restored_from_its_backup(redactor: Terminal) -> None:
    """Backup, loss, restore: everything comes back."""
    redactor("vault", "backup", "backup.db")
    redactor("vault", "backup", "backup.db", code=2)
    redactor.vault.unlink()
    redactor("restore", "out/auth.log", code=2)
    redactor("vault", "restore", "backup.db")
    assert LOG == redactor("restore", "out/auth.log")


def test_what_is_held_of_somebody_is_found_and_erased(redactor: Terminal) -> None:
    """`find` names cases and copies; `erase` removes it from pairs, edit lists and the index, and from nothing else."""
    redactor("subject", "find", "--json", stdin=b"ALICE7\n")
    found = json.loads(redactor.out)
    assert [("acme", "T-1", {"USERNAME": 1})] == [(c["tenant"], c["case"], c["types"]) for c in found["cases"]]
    assert 2 == len(found["copies"])
    redactor("subject", "erase", stdin=b"alice7")
    assert b"nothing was changed" in redactor.err
    assert LOG == redactor("restore", "out/auth.log")
    redactor("subject", "erase", "--yes", stdin=b"alice7")
    redactor("subject", "find", stdin=b"alice7", code=1)
    redactor("restore", "out/auth.log")
    assert {b"core-sw1", b"10.1.2.3"} == set(SAID.findall(redactor.out))
    assert b"USERNAME (erased)" in redactor.err
    redactor("subject", "find", stdin=b"core-sw1")
    redactor("vault", "check")
    redactor("subject", "find", stdin=b"\n", code=2)


def test_a_destroyed_key_is_certified_and_ends_it(redactor: Terminal) -> None:
    """First what would go, then with --yes the certificate; afterwards nothing comes back, and the vault has no row of it."""
    redactor("key", "destroy", "--tenant", "acme", "--case", "T-1")
    assert 3 == len(redactor.out.splitlines()) and b"nothing was changed" in redactor.err
    redactor("key", "export", "copy.json", "--custody", "none", "--tenant", "acme")
    redactor("key", "destroy", "--tenant", "acme", "--case", "T-1", "--reason", "request 4", "--yes")
    stated = certified(redactor)
    redactor("restore", "out/auth.log", code=2)
    redactor("key", "show", "--json")

    assert ("acme", "T-1", "request 4") == (stated["tenant"], stated["case"], stated["reason"])
    assert 2 == len(stated["irreversible"])
    assert ["copy.json"] == [note["to"] for note in stated["key_store_copies_due"]]
    assert ["destroyed"] == [row["state"] for row in json.loads(redactor.out)["secrets"]]
    redactor("vault", "check")
    assert b"0 pairs and 0 copies open; 0 cases without a key" in redactor.err


def test_a_case_of_the_tenants_scope_is_refused(redactor: Terminal) -> None:
    """Its certificate would claim more than is so; the tenant's is given."""
    redactor("run", "in", "--out", "out2", "--case", "T-2", "--scope", "tenant", "--no-ner")
    redactor("key", "destroy", "--tenant", "acme", "--case", "T-2", "--yes", code=2)
    assert b"the tenant's secret still reverses it" in redactor.err
    assert LOG == redactor("restore", "out2/auth.log")
    redactor("key", "destroy", "--tenant", "acme", "--yes")
    stated = certified(redactor)
    assert ("tenant", {"T-1", None}) == (stated["covers"], {secret["case"] for secret in stated["destroyed"]})
    assert {"T-1", "T-2"} == {copy["case"] for copy in stated["irreversible"]}


def test_receipts_are_held_against_a_certificate(redactor: Terminal) -> None:
    """Receipts of copies without a vault are named too; one that another key signed stops everything beforehand."""
    redactor("run", "in", "--out", "out2", "--case", "T-2", "--no-ner", "--no-vault")
    redactor("run", "in", "--out", "out3", "--case", "T-3", "--no-ner", "--destination", "directory")
    redactor("key", "destroy", "--tenant", "acme", "--case", "T-2", "--receipts", "out2", "--yes")
    assert ["T-2", "T-2"] == [copy["case"] for copy in certified(redactor)["irreversible"]]
    redactor("run", "in", "--out", "out4", "--case", "T-2", "--no-ner")
    before = redactor.key.read_bytes()
    redactor("key", "destroy", "--tenant", "acme", "--case", "T-2", "--receipts", "out4", "--yes")
    assert before != redactor.key.read_bytes()
    redactor("run", "in", "--out", "out5", "--key-file", "other.json", "--case", "T-1", "--no-ner")
    Path("both").mkdir()
    strange = Path("out5/receipts.jsonl").read_bytes()
    Path("both/receipts.jsonl").write_bytes(Path("out/receipts.jsonl").read_bytes() + strange)
    redactor("key", "destroy", "--tenant", "acme", "--case", "T-1", "--receipts", "both", "--yes", code=1)
    assert LOG == redactor("restore", "out/auth.log")


def test_what_is_due_at_a_helpdesk_is_named(redactor: Terminal) -> None:
    """Copies that were made for a helpdesk have to go there too: how many, of which case, by when."""
    Path("redactor.toml").write_text('[tenants.acme]\nregion = "na"\n', encoding="utf-8")
    redactor("run", "in", "--out", "out2", "--case", "T-1", "--no-ner", "--destination", "zendesk")
    redactor("subject", "find", "--json", stdin=b"core-sw1")
    assert {"", "zendesk"} == {copy["helpdesk"] for copy in json.loads(redactor.out)["copies"]}
    redactor("key", "destroy", "--tenant", "acme", "--case", "T-1", "--yes")
    due = certified(redactor)["deletions_due"]
    assert [("zendesk", "T-1")] == [(each["helpdesk"], each["case"]) for each in due]
    assert 1 <= due[0]["files"] <= 2 and due[0]["due"]


def test_expiry_waits_for_its_day(redactor: Terminal) -> None:
    """90 days after the contract's end, or on a written request; told first, then done, then certified."""
    redactor("vault", "expire", "--tenant", "acme", "--yes", code=2)
    assert b"nothing says why" in redactor.err
    redactor("vault", "expire", "--tenant", "acme", "--contract-end", "2999-01-01", "--yes", code=2)
    assert b"due on 2999-04-01" in redactor.err
    Path("redactor.toml").write_text('[tenants.acme]\nregion = "eu"\ncontract_end = "2020-01-31"\n', encoding="utf-8")
    redactor("vault", "expire", "--tenant", "acme")
    assert b"2 copies known" in redactor.err and b"nothing was changed" in redactor.err
    redactor("vault", "expire", "--tenant", "acme", "--yes")
    assert "contract ended 2020-01-31, 90 days" == certified(redactor)["reason"]
    redactor("restore", "out/auth.log", code=2)


def test_a_written_request_goes_before(redactor: Terminal) -> None:
    """One case, on request, at once; the other cases stay."""
    redactor("run", "in", "--out", "out2", "--case", "T-2", "--no-ner")
    redactor("vault", "expire", "--tenant", "acme", "--case", "T-1", "--request", "letter of 3 May", "--yes")
    assert "written request: letter of 3 May" == certified(redactor)["reason"]
    assert LOG == redactor("restore", "out2/auth.log")


def test_keys_are_shown_without_their_secrets(redactor: Terminal) -> None:
    """Tenants, cases, ids and dates; a rotation leaves the copies restorable; creating never replaces."""
    redactor("key", "show")
    before = redactor.out
    redactor("key", "rotate")
    redactor("key", "show")
    assert before == redactor.out and b"T-1" in before
    assert LOG == redactor("restore", "out/auth.log")
    redactor("key", "create", code=2)
    redactor("key", "create", "--key-file", "new.json")
    assert 0o600 == Path("new.json").stat().st_mode & 0o777
    redactor("key", "custodies")
    assert {b"none", b"passphrase", b"environment", b"keyring", b"kms-file"} == {
        line.split(b"\t")[0] for line in redactor.out.splitlines()[1:]
    }


def test_a_role_in_the_environment_is_no_argument(redactor: Terminal) -> None:
    """A slip in a variable of the way back is an error that names the right one."""
    environ = {**os.environ, "REDACTOR_VALT": "x", "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "redactor", "key", "show"]
    done = subprocess.run(command, env=environ, capture_output=True, text=True, check=False)

    assert (2, True) == (done.returncode, "REDACTOR_VAULT" in done.stderr)
