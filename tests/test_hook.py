"""Laws of the hook: a copy and exit code 0 only where it may be uploaded; every request has an answer, and none a value."""

from __future__ import annotations

import base64
import contextlib
import json
import os
import socket
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from redactor import cli, hook

CONFIG = b"hostname quince-rtr7\ninterface Gi0/1\n ip address 192.0.2.217 255.255.255.0\nsnmp-server community Kestrel77 RO\n"
ORIGINALS = (b"quince-rtr7", b"192.0.2.217", b"Kestrel77")
ROOT = str(Path(cli.__file__).parents[2])
POLICY = "names_required = false\n"


@pytest.fixture(autouse=True)
def work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working directory and a home of the test's own, and a policy that does without names."""
    for name in [name for name in os.environ if name.startswith("REDACTOR_")]:
        monkeypatch.delenv(name)
    for name in ("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME"):
        monkeypatch.setenv(name, str(tmp_path / "home"))
    monkeypatch.setenv("REDACTOR_ENGINE", "re")
    monkeypatch.setenv("PYTHONPATH", ROOT)
    balanced = (Path(cli.__file__).parents[1] / "policies" / "balanced.toml").read_text()
    (tmp_path / "quick.toml").write_text(POLICY + balanced)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def once(*arguments: str, data: bytes = CONFIG) -> subprocess.CompletedProcess[bytes]:
    """One attachment through the filter."""
    command = [sys.executable, "-m", "redactor", "hook", *arguments]
    return subprocess.run(command, input=data, capture_output=True, check=False, timeout=60)


QUICK = ("--no-ner", "--policy", "quick.toml")


def test_a_filter_gives_the_copy_and_its_receipt() -> None:
    """What may be uploaded is on standard output, with a receipt that verifies; talk holds no value."""
    done = once("--filename", "C:\\cases\\core.cfg", "--receipt", "receipt.jsonl", *QUICK)
    Path("core.cfg").write_bytes(done.stdout)
    command = [sys.executable, "-m", "redactor", "receipt", "verify", "core.cfg", "--receipt", "receipt.jsonl"]

    assert 0 == done.returncode, done.stderr
    assert CONFIG.count(b"\n") == done.stdout.count(b"\n") and b"interface Gi0/1\n" in done.stdout
    assert [] == [value for value in ORIGINALS if value in done.stdout + done.stderr]
    assert 0 == subprocess.run(command, check=False, capture_output=True).returncode


@pytest.mark.parametrize(
    ("arguments", "data", "said"),
    [
        (QUICK, bytes(range(256)) * 64, b"withheld: unsupported-format"),
        (("--no-ner",), CONFIG, b"review: needs-review"),
    ],
)
def test_what_may_not_be_uploaded_is_not_there(arguments: tuple[str, ...], data: bytes, said: bytes) -> None:
    """Neither copy nor receipt, and exit code 1: for what cannot be read, and where names were not sought."""
    done = once(*arguments, "--out", "copy", "--receipt", "receipt.jsonl", data=data)

    assert (1, b"") == (done.returncode, done.stdout)
    assert said in done.stderr
    assert not Path("copy").exists() and not Path("receipt.jsonl").exists()


def test_a_copy_overwrites_nothing() -> None:
    """`--out` names a file that is not there yet."""
    Path("copy").write_bytes(b"mine")
    done = once("--out", "copy", *QUICK)

    assert 1 == done.returncode and b"destination-failed" in done.stderr
    assert b"mine" == Path("copy").read_bytes()


class Session:
    """A client of a serving hook."""

    def __init__(self, reader: Any, writer: Any) -> None:
        self.reader, self.writer = reader, writer
        self.greeting = json.loads(reader.readline())

    def ask(self, request: bytes | dict[str, Any]) -> dict[str, Any]:
        """The answer to a request."""
        self.writer.write((request if isinstance(request, bytes) else json.dumps(request).encode()) + b"\n")
        self.writer.flush()
        answer: dict[str, Any] = json.loads(self.reader.readline())
        return answer


@pytest.fixture
def served() -> Iterator[Session]:
    """A hook that serves on its standard input and output."""
    command = [sys.executable, "-m", "redactor", "hook", "--serve", *QUICK]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as process:
        yield Session(process.stdout, process.stdin)
        assert process.stdin is not None
        process.stdin.close()
        assert 0 == process.wait(30)


def test_a_session_answers_every_request(served: Session) -> None:
    """A greeting, then copies, refusals and errors in the order of the requests; the same case gives the same copy."""
    Path("core.cfg").write_bytes(CONFIG)
    encoded = base64.b64encode(CONFIG).decode()
    by_path = served.ask({"id": 1, "path": "core.cfg"})
    by_content = served.ask({"id": 2, "filename": "core.cfg", "content": encoded})
    other = served.ask({"id": 3, "filename": "core.cfg", "content": encoded, "case": "other"})
    written = served.ask({"id": 4, "path": "core.cfg", "out": "copy.cfg"})
    binary = served.ask({"id": 5, "filename": "x", "content": base64.b64encode(bytes(range(256)) * 64).decode()})
    text = base64.b64decode(by_path["content"])

    assert hook.PROTOCOL == served.greeting["hook"] and ["clean", "redacted"] == served.greeting["uploadable"]
    assert ("redacted", True, "core.cfg") == (by_path["verdict"], by_path["upload"], by_path["name"])
    assert [] == [value for value in ORIGINALS if value in text] and b"interface Gi0/1\n" in text
    assert by_path["content"] == by_content["content"] != other["content"]
    assert text == Path("copy.cfg").read_bytes() and "content" not in written
    assert (5, "withheld", False, "unsupported-format") == tuple(
        binary[key] for key in ("id", "verdict", "upload", "reason")
    )
    assert "content" not in binary


@pytest.mark.parametrize(
    "request_line",
    [
        b"",
        b"no json",
        b"[]",
        b"[" * 100_000,
        b"{}",
        b'{"path": "a", "content": "b"}',
        b'{"content": "***", "filename": "x"}',
        b'{"content": 7}',
        b'{"path": "core.cfg", "policy": "none"}',
        b'{"path": "core.cfg", "case": ""}',
    ],
)
def test_a_bad_request_is_an_error_and_no_end(served: Session, request_line: bytes) -> None:
    """It is told what is wrong, without what it said, and the next request is answered."""
    bad = served.ask(request_line)
    good = served.ask({"filename": "a.txt", "content": ""})

    assert ("error", False) == (bad["verdict"], bad["upload"]) and bad["hint"]
    assert "***" not in json.dumps(bad)
    assert "clean" == good["verdict"]


def test_a_file_that_is_not_there_is_told(served: Session) -> None:
    """A path that names nothing never ends the session."""
    assert served.ask({"path": "nowhere/x"})["verdict"] in ("withheld", "error")


def test_a_socket_is_ours_alone() -> None:
    """0600; a session on it works as any other; a second server is refused; nothing is left when the first ends."""
    command = [sys.executable, "-m", "redactor", "hook", "--socket", "hook.sock", "-q", *QUICK]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        client = socket.socket(socket.AF_UNIX)
        for _ in range(300):
            with contextlib.suppress(OSError):
                client.connect("hook.sock")
                break
            time.sleep(0.1)
        with client, client.makefile("rb") as reader, client.makefile("wb") as writer:
            answer = Session(reader, writer).ask({"filename": "a.cfg", "content": base64.b64encode(CONFIG).decode()})
        mode = stat.S_IMODE(Path("hook.sock").stat().st_mode)
        second = once("--socket", "hook.sock", *QUICK)
        process.terminate()
        process.wait(30)

    assert ("redacted", 0o600) == (answer["verdict"], mode)
    assert 2 == second.returncode and b"in use" in second.stderr
    assert not Path("hook.sock").exists()
