"""A PostgreSQL server of the tests' own: a cluster in a temporary directory, reached by a socket there and by nothing else."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

_ACCOUNT = "postgres"
"""Who runs the server where the tests run as root, which a server refuses."""


def _program(name: str) -> str | None:
    found = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"))
    return shutil.which(name) or (str(found[-1]) if found else None)


def _as_server(*command: str) -> list[str]:
    return ["runuser", "-u", _ACCOUNT, "--", *command] if os.getuid() == 0 else list(command)


@contextlib.contextmanager
def server() -> Iterator[str]:
    """The URL of a running server; skips where PostgreSQL or its driver is not installed."""
    pytest.importorskip("sqlalchemy")
    pytest.importorskip("psycopg")
    initdb, control = _program("initdb"), _program("pg_ctl")
    if initdb is None or control is None:
        pytest.skip("PostgreSQL is not installed")
    # A short path of its own: a socket's may have no more than 107 bytes.
    folder = Path(tempfile.mkdtemp(prefix="rdpg-", dir="/tmp"))
    if os.getuid() == 0:
        shutil.chown(folder, _ACCOUNT)
    data = folder / "data"
    quiet = {"cwd": "/", "check": True, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    try:
        make = (initdb, "-D", str(data), "-U", "redactor", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync")
        subprocess.run(_as_server(*make), **quiet)  # type: ignore[call-overload]
        settings = f"-k {folder} -c listen_addresses='' -c max_connections=40"
        start = (control, "-D", str(data), "-w", "-l", str(folder / "log"), "-o", settings, "start")
        subprocess.run(_as_server(*start), **quiet)  # type: ignore[call-overload]
        yield f"postgresql://redactor@/postgres?host={folder}"
    finally:
        stop = (control, "-D", str(data), "-w", "-m", "immediate", "stop")
        subprocess.run(_as_server(*stop), **{**quiet, "check": False})  # type: ignore[call-overload]
        shutil.rmtree(folder, ignore_errors=True)
