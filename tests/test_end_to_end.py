"""The command as users meet it: real processes, whole runs, and what bad input gets."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from redactor import cli
from redactor.destinations.directory import RESERVED

ROOT = Path(cli.__file__).parents[2]
CONFIG = """\
!
version 15.2
hostname porto-rtr5
!
username ecarvalho privilege 15 secret 5 $1$aB3d$Qw2eRt6yUi0oPaSdFgHjK.
!
interface GigabitEthernet0/1
 description uplink of project Silver-Otter
 ip address 192.0.2.217 255.255.255.0
 no shutdown
!
snmp-server community Dour0Valley RO
end
"""
LINE = (
    "Mar  4 10:11:{second:02} porto-rtr5 sshd[8]: Failed password for ecarvalho from 198.51.100.{last} port 22 ssh2\n"
)
LOG = "".join(LINE.format(second=second, last=200 + second) for second in range(20))
VALUES = ("porto-rtr5", "ecarvalho", "192.0.2.217", "198.51.100.2", "Dour0Valley")


@pytest.fixture(autouse=True)
def case(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working directory with a case in it, and a home of the test's own."""
    for name in [name for name in os.environ if name.startswith("REDACTOR_")]:
        monkeypatch.delenv(name)
    for name in ("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME"):
        monkeypatch.setenv(name, str(tmp_path / "home"))
    monkeypatch.setenv("REDACTOR_ENGINE", "re")  # all engines give the same; this one has nothing to compile
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    monkeypatch.setenv("TMPDIR", str(tmp_path / "spool"))
    (tmp_path / "spool").mkdir()
    folder = tmp_path / "work" / "case"
    folder.mkdir(parents=True)
    (folder / "running.cfg").write_text(CONFIG)
    (folder / "auth.log").write_text(LOG)
    monkeypatch.chdir(folder.parent)
    return folder


def redactor(*arguments: str, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    """Run the command in a process of its own."""
    command = [sys.executable, "-m", "redactor", *arguments]
    return subprocess.run(command, input=stdin, capture_output=True, check=False, timeout=60)


def run(out: str, *options: str, code: int = 0, inputs: tuple[str, ...] = ("case",)) -> dict[str, bytes]:
    """`redactor run INPUTS --out OUT --no-ner …`, which must end with `code`; gives back the copies."""
    done = redactor("run", *inputs, "--out", out, "--no-ner", *options)
    assert code == done.returncode, done.stderr.decode()
    found = {str(path.relative_to(out)): path.read_bytes() for path in Path(out).rglob("*") if path.is_file()}
    return {name: data for name, data in found.items() if name not in RESERVED}


def report(out: str) -> dict[str, dict[str, object]]:
    """The files of a run's report by name."""
    return {entry["name"]: entry for entry in json.loads(Path(out, "redaction-report.json").read_bytes())["files"]}


@pytest.mark.parametrize(
    "arguments",
    [
        ("nowhere.log", "--out", "out"),
        ("case", "--out", "out", "--policy", "balancd"),
        ("case", "--out", "out", "--policy", "own.toml"),
        ("case", "--out", "out", "--key-file", "short.json"),
        ("case", "--out", "full"),
    ],
    ids=["missing file", "unknown policy", "unknown entity", "short key", "existing output"],
)
def test_bad_input_is_one_error_one_hint_exit_2_and_nothing_written(arguments: tuple[str, ...]) -> None:
    """What an argument names is judged before any work."""
    Path("own.toml").write_text('[actions]\nIP_ADDRES = "keep"\n')
    Path("short.json").write_text('{"schema": "redactor-keys/1", "created": "", "root": "c2hvcnQ=", "tenants": {}}')
    Path("short.json").chmod(0o600)
    Path("full").mkdir()
    Path("full/note.txt").write_text("mine")
    before = sorted((path, path.read_bytes()) for path in Path().rglob("*") if path.is_file())
    done = redactor("run", *arguments, "--no-ner")
    said = done.stderr.decode().splitlines()

    assert (2, b"") == (done.returncode, done.stdout)
    assert ["error: ", "hint: "] == [line[: line.index(" ") + 1] for line in said]
    assert not [line for line in said if line.endswith(".")]
    assert before == sorted((path, path.read_bytes()) for path in Path().rglob("*") if path.is_file())


def test_an_unreadable_argument_is_refused_and_an_unreadable_member_withheld(case: Path) -> None:
    """Named, it is the user's mistake (exit 2); found inside a directory, it is withheld and the others are done."""
    if os.geteuid() == 0:
        pytest.skip("root can read everything")
    (case / "auth.log").chmod(0)
    named = redactor("run", "case/auth.log", "--out", "named", "--no-ner")

    assert (2, False) == (named.returncode, Path("named").exists())
    assert {"running.cfg"} == set(run("out", code=1))
    assert "unreadable" == report("out")["auth.log"]["reason"]


def test_damaged_things_inside_a_directory_are_withheld_and_the_others_done(case: Path) -> None:
    """Exit 1, a reason for each, no copy of any, and the good files are as they are without them."""
    alone = run("alone")
    (case / "backup.zip").write_bytes(b"PK\x03\x04" + bytes(range(200)))
    (case / "core").write_bytes(b"\x7fELF\x02\x01\x01" + bytes(range(256)) * 20)
    (case / "link.cfg").symlink_to("running.cfg")
    (case / "gone.cfg").symlink_to("nowhere")
    os.mkfifo(case / "pipe")
    reasons = {"backup.zip": "damaged", "core": "unknown-binary"}
    reasons |= dict.fromkeys(("link.cfg", "gone.cfg", "pipe"), "not-a-regular-file")

    assert alone == run("out", code=1)
    assert reasons == {name: entry["reason"] for name, entry in report("out").items() if "reason" in entry}


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_an_interrupt_leaves_whole_files_only(case: Path, jobs: str, tmp_path: Path) -> None:
    """Ctrl-C in a larger run: what has its final name is complete, there is no draft, nothing is left spooled."""
    for number in range(4):
        (case / f"big{number}.log").write_text(LOG * 150)
    whole = run("whole")
    command = [sys.executable, "-m", "redactor", "run", "case", "--out", "out", "--no-ner", "--jobs", jobs]
    with subprocess.Popen(command, stderr=subprocess.PIPE, start_new_session=True) as process:
        until = time.monotonic() + 30
        while not any(Path("out").glob("*.log")) and process.poll() is None and time.monotonic() < until:
            time.sleep(0.005)
        os.killpg(process.pid, signal.SIGINT)
        _, said = process.communicate(timeout=30)
    left = {str(path.relative_to("out")): path.read_bytes() for path in Path("out").rglob("*") if path.is_file()}

    assert 130 == process.returncode, said.decode()
    assert b"error: interrupted\n" in said
    assert left
    assert left.items() <= whole.items()
    assert [] == list((tmp_path / "spool").rglob("*"))


def test_a_filter_gives_the_copy_alone() -> None:
    """`-` to `-`: the copy on standard output, the same lines, no value; talk on standard error."""
    done = redactor("run", "-", "--out", "-", "--no-ner", stdin=CONFIG.encode())

    assert 0 == done.returncode, done.stderr.decode()
    assert CONFIG.count("\n") == done.stdout.count(b"\n")
    assert not [value for value in VALUES if value.encode() in done.stdout + done.stderr]


def test_a_redacted_copy_parses_as_the_original_did() -> None:
    """Keywords, masks, interface names and structure stay; line for line the words are as many."""
    copy = run("out")["running.cfg"].decode()

    assert [len(line.split()) for line in CONFIG.split("\n")] == [len(line.split()) for line in copy.split("\n")]
    assert "interface GigabitEthernet0/1\n" in copy and " 255.255.255.0\n" in copy and copy.endswith("RO\nend\n")


def test_check_has_the_exit_codes_of_linters() -> None:
    """0: nothing found; 1: found, or not readable; 2: usage; the input is as it was."""
    Path("clean.txt").write_text("line protocol is up\n")
    Path("core").write_bytes(b"\x7fELF\x02\x01\x01" + bytes(range(256)) * 20)
    codes = {name: redactor("check", name, "--no-ner").returncode for name in ("clean.txt", "case", "core", "nowhere")}

    assert {"clean.txt": 0, "case": 1, "core": 1, "nowhere": 2} == codes
    assert CONFIG == Path("case/running.cfg").read_text()


def test_json_goes_to_standard_output_and_says_what_the_report_says() -> None:
    """`--json` is the report itself; machines need no file."""
    done = redactor("run", "case", "--out", "out", "--no-ner", "--json")
    said = json.loads(done.stdout)

    assert "redactor-report/1" == said["schema"]
    assert json.loads(Path("out/redaction-report.json").read_bytes()) == said


@pytest.mark.parametrize(("window", "jobs"), [(1 << 10, "1"), (1 << 10, "2"), (100, "1")])
def test_results_do_not_depend_on_window_size_or_workers(case: Path, jobs: str, window: int) -> None:
    """The same copies, whether 256 KiB or 1 KiB are looked at at once, in one process or in two."""
    (case / "long.log").write_text(LOG * 20)
    expected = run("expected", "--key-file", "keys")
    Path("limits.toml").write_text(f"[limits]\nwindow_bytes = {window}\n")

    assert expected == run("out", "--key-file", "keys", "--jobs", jobs, "--config", "limits.toml")


def test_a_case_is_the_run_a_top_directory_or_a_file(case: Path) -> None:
    """Within a case a host is the same host; in another case it has another pseudonym."""
    for folder in ("one", "two"):
        (case / folder).mkdir()
        (case / folder / "a.cfg").write_text(CONFIG)
        (case / folder / "b.cfg").write_text(CONFIG)
    copies = {by: run(by, "--case-by", by, "--key-file", "keys") for by in ("run", "dir", "file")}
    names = ("one/a.cfg", "one/b.cfg", "two/a.cfg", "two/b.cfg")
    different = {by: len({found[name] for name in names}) for by, found in copies.items()}

    assert {"run": 1, "dir": 2, "file": 4} == different
    assert copies["dir"]["one/a.cfg"] == copies["dir"]["one/b.cfg"]


def test_tenant_scope_makes_equal_values_equal_over_cases() -> None:
    """`--scope tenant`: one pseudonym in all cases of a tenant, another at the next tenant."""
    options = ("--key-file", "keys")
    linked = [run(f"t{number}", *options, "--case", number, "--scope", "tenant")["running.cfg"] for number in "12"]
    apart = [run(f"c{number}", *options, "--case", number)["running.cfg"] for number in "12"]
    other = run("o", *options, "--case", "1", "--scope", "tenant", "--tenant", "other")["running.cfg"]

    assert linked[0] == linked[1]
    assert 4 == len({linked[0], other, *apart})


def test_the_dictionary_adds_words_and_spares_words() -> None:
    """`always` is replaced wherever it stands, `never` stays though a rule would replace it."""
    Path("redactor.toml").write_text('[dictionary]\nalways = ["Silver-Otter"]\nnever = ["ecarvalho"]\n')
    copy = run("out")["running.cfg"]

    assert b"Silver-Otter" not in copy
    assert b"username ecarvalho " in copy
    assert b"porto-rtr5" not in copy


def test_sensitive_file_names_are_changed_like_the_contents(case: Path) -> None:
    """A host in a name has the pseudonym it has inside; the report says that names were changed, and quotes none."""
    (case / "porto-rtr5").mkdir()
    (case / "porto-rtr5" / "porto-rtr5-messages.log").write_text(LOG)
    copies = run("out")
    name = next(name for name in copies if "/" in name)
    folder, file = name.split("/")
    host = copies["running.cfg"].decode().split("hostname ")[1].split("\n")[0]

    assert (host, f"{host}-messages.log") == (folder, file)
    assert report("out")[name]["renamed"]
    assert b"porto-rtr5" not in Path("out/redaction-report.json").read_bytes()


@pytest.mark.parametrize("name", ["{}_2025-03-04.log", "auth-{}.log"])
def test_what_stands_beside_a_host_in_a_file_name_stays(name: str, case: Path) -> None:
    """A date or a word joined to a host is no part of it, and the host has the pseudonym it has inside."""
    (case / name.format("porto-rtr5")).write_text(LOG)
    copies = run("out")
    host = copies["running.cfg"].decode().split("hostname ")[1].split("\n")[0]

    assert name.format(host) in copies
