"""What goes wrong while a case is redacted: whatever it is, a file is whole under its final name or not there, nothing
readable stays behind, the report says why, and the other attachments are done.

Each fault is injected into a run in a process of its own, forked from one whose rules are compiled.
"""

from __future__ import annotations

import errno
import functools
import json
import os
import re
import resource
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from redactor import atomic, attachment, config, pipeline, policy, report, source, tree, watch
from redactor.job import Job
from redactor.keys import KeyStore
from redactor.limits import Limits
from tests.boxes import CONFIG, LOG, ORIGINALS, kit, redacted, tar, zipped

FILES = {
    "a-running.cfg": CONFIG,
    "b-auth.log": LOG * 40,
    "c-bundle.zip": zipped(
        ("logs/auth.log", LOG * 40), ("edge/running.cfg", CONFIG), ("in.tar", tar(("x.cfg", CONFIG)))
    ),
    "d-notes.txt": b"Nothing of note.\n",
}
Fault = Callable[[], Any]
KILLED, TERMINATED, DONE, WITHHELD, BROKEN = -signal.SIGKILL, 143, 0, 1, 99


def filled(folder: Path) -> Path:
    """A folder with the case and an empty spool beside it."""
    (folder / "in").mkdir(parents=True)
    (folder / "spool").mkdir()
    for name, data in FILES.items():
        (folder / "in" / name).write_bytes(data)
    return folder


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where nothing went wrong; its key store is everybody's, so that copies can be compared."""
    folder = filled(tmp_path_factory.mktemp("first") / "case")
    KeyStore.open(folder / "keys.json").secret("default", "in")
    for name, data in FILES.items():
        redacted(data, name)  # compiles the rules before anybody forks
    assert DONE == forked(folder, lambda: None)
    return folder


@pytest.fixture
def case(first: Path, tmp_path: Path) -> Path:
    """A folder with the case, of the same key."""
    filled(tmp_path / "case")
    shutil.copy(first / "keys.json", tmp_path / "case")
    return tmp_path / "case"


@pytest.fixture
def whole(first: Path) -> dict[str, bytes]:
    """The copies of a run in which nothing goes wrong."""
    return copies(first)


def forked(folder: Path, fault: Fault, out: str = "out", seconds: float = 30.0, **changes: Any) -> int:
    """Run the case in a child into which `fault` was put; gives back how it ended."""
    child = os.fork()
    if child:
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    code = BROKEN
    try:
        sys.stderr = sys.stdout = open(os.devnull, "w")  # noqa: SIM115  # the child's, until it ends
        signal.signal(signal.SIGTERM, _terminated)
        os.environ["TMPDIR"] = tempfile.tempdir = str(folder / "spool")
        source.IN_MEMORY, watch.GRACE = 1000, 0.2
        job = Job(
            inputs=(folder / "in",),
            policy=policy.load("balanced"),
            config=config.Config(limits=replace(Limits(), seconds=seconds)),
            out=folder / out,
            key_store=KeyStore.open(folder / "keys.json", create=False),
            names=False,
            engine="re",
            overwrite=True,
        )
        fault()
        done = pipeline.run(replace(job, **changes), kit=kit())
        resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
        report.write_json(done, folder / out / report.JSON_NAME)
        code = WITHHELD if done.totals().withheld else DONE
    except SystemExit as end:
        code = int(str(end.code))
    finally:
        os._exit(code)


def _terminated(_number: int, _frame: object) -> None:
    raise SystemExit(TERMINATED)


def copies(folder: Path, out: str = "out") -> dict[str, bytes]:
    """What has a final name, without the report."""
    found = {str(path.relative_to(folder / out)): path for path in (folder / out).rglob("*") if path.is_file()}
    return {
        name: path.read_bytes() for name, path in found.items() if not name.startswith(("redaction-", atomic.PREFIX))
    }


def reasons(folder: Path, out: str = "out") -> dict[str, str]:
    """Why attachments were withheld, by the report."""
    files = json.loads((folder / out / report.JSON_NAME).read_bytes())["files"]
    return {entry["name"]: entry["reason"] for entry in files if "reason" in entry}


def nothing_is_left(folder: Path) -> None:
    """No spool has a name, and no file of the run holds an original, drafts and reports included."""
    assert [] == list((folder / "spool").rglob("*"))
    for path in (folder / "out").rglob("*") if (folder / "out").exists() else ():
        data = path.read_bytes() if path.is_file() else b""
        assert [] == [value for value in ORIGINALS if re.search(rb"(?<!\d)" + re.escape(value) + rb"(?!\d)", data)], (
            path
        )


def at_call(owner: object, name: str, number: int, then: Callable[[], None], *, after: bool = False) -> Fault:
    """A fault that does `then` at the `number`th call of `owner.name`."""
    original: Callable[..., Any] = getattr(owner, name)
    count = [0]

    @functools.wraps(original)
    def called(*args: Any, **kwargs: Any) -> Any:
        count[0] += 1
        if count[0] == number and not after:
            then()
        result = original(*args, **kwargs)
        if count[0] == number and after:
            then()
        return result

    return lambda: setattr(owner, name, called)


def raising(error: BaseException) -> Callable[[], None]:
    """Raise it."""

    def then() -> None:
        raise error

    return then


POINTS: dict[str, tuple[object, str, int]] = {
    "first read": (os, "pread", 1),
    "reading the second pass": (os, "pread", 12),
    "first spool": (source.tempfile, "TemporaryFile", 1),
    "fourth spool": (source.tempfile, "TemporaryFile", 4),
    "spooling": (source.Spool, "write", 5),
    "spooling a member": (source.Spool, "write", 20),
    "first check": (attachment, "verify", 1),
    "check of a member": (attachment, "verify", 4),
    "check of a container": (tree, "verify_container", 1),
    "first draft": (atomic.secrets, "token_hex", 1),
    "first file on disk": (os, "fsync", 1),
    "third file on disk": (os, "fsync", 3),
    "first name": (atomic, "_give_name", 1),
    "third name": (atomic, "_give_name", 3),
    "name of the report": (atomic, "_give_name", 5),
}

SWEPT = ("first draft", "third file on disk", "name of the report")
"""After these the next run is looked at as well."""


@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
@pytest.mark.parametrize("point", POINTS)
def test_kill_9_leaves_whole_files_only(point: str, after: bool, case: Path, whole: dict[str, bytes]) -> None:
    """Dead at any point: no half file under a final name, no readable spool; the next run sweeps drafts and does all."""
    ended = forked(case, at_call(*POINTS[point], lambda: os.kill(os.getpid(), signal.SIGKILL), after=after))

    assert KILLED == ended
    assert copies(case).items() <= whole.items()
    nothing_is_left(case)
    if point not in SWEPT:
        return
    assert DONE == forked(case, lambda: None)
    assert (whole, []) == (copies(case), list((case / "out").rglob(f"{atomic.PREFIX}*")))


@pytest.mark.parametrize("point", POINTS)
def test_a_polite_end_leaves_not_even_drafts(point: str, case: Path, whole: dict[str, bytes]) -> None:
    """SIGTERM unwinds: what is there is whole, and nothing else is."""
    ended = forked(case, at_call(*POINTS[point], lambda: os.kill(os.getpid(), signal.SIGTERM)))

    assert TERMINATED == ended
    assert copies(case).items() <= whole.items()
    assert [] == list((case / "out").rglob(f"{atomic.PREFIX}*"))
    nothing_is_left(case)


FULL, BAD = OSError(errno.ENOSPC, "full"), OSError(errno.EIO, "bad")
ERRORS: dict[str, tuple[Fault, set[str], str]] = {
    "no space for a spool": (at_call(source.Spool, "write", 30, raising(FULL)), {"c-bundle.zip"}, "internal-error"),
    "a copy that cannot be synced": (at_call(os, "fsync", 2, raising(FULL)), {"b-auth.log"}, "destination-failed"),
    "a name that cannot be given": (at_call(atomic, "_give_name", 3, raising(FULL)), {"c-bundle.zip"}, "destination-failed"),
    "a recognizer that raises": (at_call(attachment, "decide", 1, raising(ValueError("x"))), {"a-running.cfg"}, "internal-error"),
    "a check that raises": (at_call(attachment, "verify", 2, raising(KeyError("x"))), {"b-auth.log"}, "internal-error"),
    "out of memory": (at_call(attachment, "splice", 2, raising(MemoryError())), {"b-auth.log"}, "internal-error"),
    "too many recursions": (at_call(attachment, "decide", 1, raising(RecursionError())), {"a-running.cfg"}, "internal-error"),
    "a container that is not what was verified": (
        at_call(tree, "verify_container", 2, raising(ValueError())), {"c-bundle.zip"}, "internal-error",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", ERRORS)
def test_an_error_withholds_what_it_hits_and_nothing_else(name: str, case: Path, whole: dict[str, bytes]) -> None:
    """A reason in the report, no file, and the others are what they are without it."""
    fault, hit, reason = ERRORS[name]

    assert WITHHELD == forked(case, fault)
    assert {file: data for file, data in whole.items() if file not in hit} == copies(case)
    assert hit == set(reasons(case))
    assert {reason} == set(reasons(case).values())
    nothing_is_left(case)


def unreadable(file: str) -> Fault:
    """Reading that file fails from its second half on, as on a bad disk."""
    original = source.FileSource.read_at

    def read_at(self: source.FileSource, offset: int, size: int) -> bytes:
        if self.name == file:
            raise source.WithheldError("cannot be read", source.Reason.UNREADABLE)
        return original(self, offset, size)

    return lambda: setattr(source.FileSource, "read_at", read_at)


@pytest.mark.parametrize("file", FILES)
def test_a_read_error_withholds_the_file(file: str, case: Path, whole: dict[str, bytes]) -> None:
    """A disk that gives a file back no more."""
    assert WITHHELD == forked(case, unreadable(file))
    assert ({file: "unreadable"}, {name: data for name, data in whole.items() if name != file}) == (
        reasons(case), copies(case)
    )  # fmt: skip


@pytest.mark.parametrize("file", ["a-running.cfg", "c-bundle.zip"])
@pytest.mark.parametrize("change", ["append", "cut", "touch"])
def test_a_file_that_changes_while_it_is_read_is_withheld(file: str, change: str, case: Path) -> None:
    """Somebody still writes to it: what was read may be of two files."""

    def then() -> None:
        path = case / "in" / file
        if change == "append":
            path.write_bytes(path.read_bytes() + b"more\n")
        elif change == "cut":
            os.truncate(path, 10)
        else:
            os.utime(path, (1, 1))

    number = 1 if file.startswith("a") else 4
    target = (attachment, "verify", number)

    assert WITHHELD == forked(case, at_call(*target, then, after=True))
    assert {file: "changed-while-read"} == reasons(case)
    assert file not in copies(case)


@pytest.mark.parametrize("place", ["a recognizer", "a check"])
def test_what_never_comes_back_is_stopped(place: str, case: Path, whole: dict[str, bytes]) -> None:
    """A rule or a check that does not end uses up its attachment's seconds, and no other's."""

    def hang() -> None:
        while True:
            time.process_time()

    name = "decide" if place == "a recognizer" else "verify"
    began = time.process_time()

    assert WITHHELD == forked(case, at_call(attachment, name, 1, hang), seconds=1.0)
    assert {"a-running.cfg": "limit-reached"} == reasons(case)
    assert {file: data for file, data in whole.items() if file != "a-running.cfg"} == copies(case)
    assert time.process_time() - began < 30


def test_a_full_disk_withholds_what_does_not_fit(case: Path, whole: dict[str, bytes]) -> None:
    """No file may be longer than 8 kB: the long one is withheld, without half of it anywhere."""

    def fault() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        source.IN_MEMORY = 1 << 20
        resource.setrlimit(resource.RLIMIT_FSIZE, (8_000, resource.RLIM_INFINITY))

    assert WITHHELD == forked(case, fault)
    assert {"b-auth.log": "destination-failed"} == reasons(case)
    assert {file: data for file, data in whole.items() if file != "b-auth.log"} == copies(case)
    nothing_is_left(case)


def test_a_directory_that_cannot_be_listed_is_withheld(case: Path, whole: dict[str, bytes]) -> None:
    """It is never silently missing."""
    (case / "in" / "locked").mkdir()
    listed = os.listdir

    def listdir(path: Any) -> list[str]:
        if str(path).endswith("locked"):
            raise PermissionError
        return listed(path)

    assert WITHHELD == forked(case, lambda: setattr(os, "listdir", listdir))
    assert ["locked"] == list(reasons(case))
    assert whole == copies(case)


def test_an_output_that_is_in_the_way_is_withheld(case: Path, whole: dict[str, bytes]) -> None:
    """A directory where a file has to go, a link where a directory has to be: neither is followed or replaced."""
    (case / "out" / "a-running.cfg").mkdir(parents=True)

    assert WITHHELD == forked(case, lambda: None)
    assert {"a-running.cfg": "destination-failed"} == reasons(case)
    assert {file: data for file, data in whole.items() if file != "a-running.cfg"} == copies(case)


def test_a_worker_that_dies_loses_its_attachment_alone(case: Path, whole: dict[str, bytes], monkeypatch: Any) -> None:
    """Killed by the system in the middle of a file: that one is withheld with a reason, the others are done."""
    (case / "site").mkdir()
    (case / "site" / "sitecustomize.py").write_text(
        "import multiprocessing as m, os\n"
        "_open = os.open\n"
        "def opened(path, *rest, **more):\n"
        "    if str(path).endswith('b-auth.log') and m.parent_process(): os.kill(os.getpid(), 9)\n"
        "    return _open(path, *rest, **more)\n"
        "os.open = opened\n"
    )
    monkeypatch.setenv("PYTHONPATH", f"{case / 'site'}{os.pathsep}{Path(__file__).parents[1]}")

    assert WITHHELD == forked(case, lambda: None, jobs=2)
    assert {"b-auth.log": "internal-error"} == reasons(case)
    assert {file: data for file, data in whole.items() if file != "b-auth.log"} == copies(case)


def test_every_fault_is_counted() -> None:
    """How many faults this file injects: kills before and after each point, ends, errors, reads, changes, the rest."""
    assert 70 == 2 * len(POINTS) + len(POINTS) + len(ERRORS) + len(FILES) + 6 + 2 + 5
