"""Nothing of the main job needs a network: with sockets that raise, names sought, everything works."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from tests.sample_cases import ROOT

BLOCK = '''
"""Imported by Python before anything else: sockets and look-ups raise, and it is noted that they were tried."""
import os, socket

def refused(*_args, **_kwargs):
    with open(os.environ["TRIED"], "a") as file:
        file.write("x")
    raise OSError("there is no network here")

class Socket(socket.socket):
    def __init__(self, family=-1, *args, **kwargs):
        if family != socket.AF_UNIX:  # pools of processes talk to each other by these
            refused()
        super().__init__(family, *args, **kwargs)

socket.socket = Socket
socket.create_connection = socket.getaddrinfo = socket.gethostbyname = refused
'''


def blocked(folder: Path, *command: str) -> subprocess.CompletedProcess[str]:
    """Run Python with `command` where every attempt to reach a network raises and is noted in `folder/tried`."""
    (folder / "site").mkdir(exist_ok=True)
    (folder / "site" / "sitecustomize.py").write_text(BLOCK)
    paths = os.pathsep.join((str(folder / "site"), str(ROOT.parent)))
    environ = {**os.environ, "PYTHONPATH": paths, "TRIED": str(folder / "tried"), "HOME": str(folder)}
    return subprocess.run(
        [sys.executable, *command], capture_output=True, text=True, check=False, timeout=300, env=environ, cwd=folder
    )


def test_the_block_blocks(tmp_path: Path) -> None:
    """Without this the other test would prove nothing."""
    done = blocked(tmp_path, "-c", "import urllib.request; urllib.request.urlopen('http://192.0.2.1/')")

    assert 1 == done.returncode
    assert "there is no network here" in done.stderr
    assert (tmp_path / "tried").exists()


def test_the_main_job_needs_no_network(tmp_path: Path) -> None:
    """All samples are done with names sought, and nothing even tries to open a socket."""
    out = tmp_path / "out"
    done = blocked(tmp_path, "-m", "redactor", "run", str(ROOT / "in"), "--out", str(out))
    totals = json.loads((out / "redaction-report.json").read_bytes())["totals"]

    assert 0 == done.returncode, done.stderr
    assert totals["files"] == totals["released"] > 30
    assert not (tmp_path / "tried").exists()
