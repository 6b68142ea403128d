"""A small case with its receipts, for the tests of receipts, cover, certificates and records."""

from __future__ import annotations

import functools
import os
from dataclasses import dataclass
from pathlib import Path

import pytest
from click.testing import CliRunner

from redactor import cli, config, equipment, receipt_files
from redactor.receipt_files import Sealed
from redactor.signing import Signer, trusted

CONFIG = """\
version 15.2
hostname branch-rtr7
username ecarvalho privilege 15 secret 5 $1$aB3d$Qw2eRt6yUi0oPaSdFgHjK.
interface GigabitEthernet0/1
 ip address 192.0.2.217 255.255.255.0
snmp-server community Kestrel77 RO
"""
LOG = "Mar  4 10:11:12 branch-rtr7 sshd[811]: Failed password for ecarvalho from 198.51.100.99 port 22 ssh2\n" * 3
SHOW = (
    "Cisco IOS Software, Version 15.2(4)M6, RELEASE SOFTWARE (fc2)\nPID: ISR4331/K9   , VID: V07  , SN: FDO2531X0QK\n"
)
ORIGINALS = ("branch-rtr7", "ecarvalho", "192.0.2.217", "198.51.100.99", "Kestrel77", "Qw2eRt6yUi0o", "FDO2531X0QK")


@dataclass(frozen=True)
class Done:
    """What a command did."""

    code: int
    out: str
    err: str


def redactor(*arguments: str) -> Done:
    """Run the command in this process."""
    runner = CliRunner()
    with runner.isolation() as (out, err, _):
        try:
            code = cli.call(arguments)
        except SystemExit as left:
            code = int(left.code or 0)
        return Done(code, out.getvalue().decode(), err.getvalue().decode())


@pytest.fixture
def work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working directory with a case of three files and one that is withheld, and a home of the test's own."""
    return case(tmp_path, monkeypatch)


def case(home: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Make it, and work there."""
    settle(home, monkeypatch)
    folder = home / "work"
    (folder / "case" / "logs").mkdir(parents=True)
    (folder / "case" / "branch-rtr7.cfg").write_text(CONFIG)
    (folder / "case" / "logs" / "auth.log").write_text(LOG)
    (folder / "case" / "show.txt").write_text(SHOW)
    (folder / "case" / "core.bin").write_bytes(bytes(range(256)))
    monkeypatch.chdir(folder)
    return folder


def settle(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No setting of the machine gets in; the key store is the test's own."""
    for name in [name for name in os.environ if name.startswith("REDACTOR_")]:
        monkeypatch.delenv(name)
    for name in ("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME"):
        monkeypatch.setenv(name, str(home / "home"))
    monkeypatch.setenv("REDACTOR_ENGINE", "re")
    monkeypatch.setattr(equipment, "kit", _kit)
    monkeypatch.setenv("REDACTOR_KEY_FILE", str(home / "keys" / "keys.json"))


_ready = functools.cache(equipment.kit)


def _kit(engine: str, settings: config.Config, *, names: bool, language: str) -> equipment.Kit:
    """The equipment, made ready once for all tests: without names no setting has a part in it."""
    assert not names
    return _ready(engine, config.Config(), names=False, language=language)


def run(out: str, *options: str, code: int = 1, inputs: str = "case") -> Done:
    """`redactor run`, which ends with `code` (1: one file of the case is withheld)."""
    done = redactor("run", inputs, "--out", out, "--no-ner", *options)
    assert code == done.code, done.err
    return done


def signer() -> Signer:
    """The signing key of the working directory's key store."""
    return Signer.open(Path(os.environ["REDACTOR_KEY_FILE"] + ".signing.pem"))


def sealed(*paths: str) -> list[Sealed]:
    """The checked receipts in files and folders."""
    return list(receipt_files.read([Path(path) for path in paths], trusted(signer().public)))
