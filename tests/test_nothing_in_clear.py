"""What a run, a restore and a rotation leave behind holds no original: every byte of every file is searched."""

from __future__ import annotations

import base64
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from redactor import cli
from redactor.spellings import encodings

ORIGINALS = ("quince-rtr7", "192.0.2.217", "Kestrel-77-zz", "anna.quince@corp.example.com", "FDO2531X0QK", "aquince")
INPUT = """\
hostname quince-rtr7
username aquince password 0 Kestrel-77-zz
! contact anna.quince@corp.example.com
! SN: FDO2531X0QK
interface GigabitEthernet0/1
 ip address 192.0.2.217 255.255.255.0
"""
ROOT = str(Path(cli.__file__).parents[2])


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working directory with one attachment, and a home of the test's own."""
    for name in [name for name in os.environ if name.startswith("REDACTOR_")]:
        monkeypatch.delenv(name)
    for name in ("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME", "TMPDIR"):
        (tmp_path / name.lower()).mkdir()
        monkeypatch.setenv(name, str(tmp_path / name.lower()))
    monkeypatch.setenv("REDACTOR_ENGINE", "re")
    work = tmp_path / "work"
    (work / "case").mkdir(parents=True)
    (work / "case" / "running.cfg").write_text(INPUT)
    monkeypatch.chdir(work)
    return tmp_path


def redactor(*arguments: str) -> bytes:
    """Everything the command says."""
    command = [sys.executable, "-m", "redactor", *arguments]
    environ = {**os.environ, "PYTHONPATH": ROOT}
    done = subprocess.run(command, capture_output=True, check=False, timeout=60, env=environ)
    assert 0 == done.returncode, (arguments, done.stderr)
    return done.stdout + done.stderr


def spelled(value: str) -> Iterator[bytes]:
    """The value in letters of either case, and as any encoding writes it."""
    raw = value.encode()
    yield from (raw, raw.lower(), raw.upper(), value.encode("utf-16-le"), value.encode("utf-16-be"))
    yield from encodings(raw)


def inside(data: bytes) -> bytes:
    """The bytes, and what the payloads of signed lines among them hold."""
    found = [data]
    for line in data.splitlines():
        if line.startswith(b"{") and b'"payload"' in line:
            found.append(base64.b64decode(json.loads(line)["payload"]))
    return b"\n".join(found)


def test_no_original_stands_in_any_file(home: Path) -> None:
    """Neither in vault, its log of writes, key store and signing key, nor in receipts, reports, access log and talk."""
    said = redactor("run", "case", "--out", "out", "--no-ner", "--places", "--case", "T-1")
    Path("reply.txt").write_text(Path("out/running.cfg").read_text().splitlines()[0])
    redactor("restore", "reply.txt", "--out", "back.txt", "--case", "T-1", "--reason", "a test")
    said += redactor("key", "rotate")
    said += redactor("run", "case", "--out", "again", "--no-ner", "--case", "T-2")
    said += redactor("report", "art30", "out", "--out", "record.html")
    said += redactor("vault", "backup", "vault.backup")
    own = {Path("case/running.cfg").resolve(), Path("back.txt").resolve()}
    files = [path for path in home.rglob("*") if path.is_file() and path.resolve() not in own]
    names = {path.name for path in files}

    assert {"vault.db", "keys.json", "receipts.jsonl", "redaction-report.json", "redaction-report.html"} <= names
    assert {"places.jsonl", "vault.backup", "record.html"} <= names and any("access" in name for name in names)
    assert "quince-rtr7" in Path("back.txt").read_text()  # what is searched for can be found
    for path in files:
        data = inside(path.read_bytes())
        assert [] == [value for value in ORIGINALS for spelling in spelled(value) if spelling in data], path.name
    assert [] == [value for value in ORIGINALS for spelling in spelled(value) if spelling in said]
