"""Laws of the command line: real processes, real files."""

from __future__ import annotations

import json
import os
import signal
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest
from click.testing import CliRunner

from redactor import cli

CONFIG = """\
!
version 15.2
hostname branch-rtr7
!
interface GigabitEthernet0/1
 ip address 192.0.2.217 255.255.255.0
 no shutdown
!
snmp-server community Kestrel77 RO
end
"""
LOG = "Mar  4 10:11:12 branch-rtr7 sshd[811]: Failed password for root from 198.51.100.99 port 22 ssh2\n" * 3
ORIGINALS = ("branch-rtr7", "192.0.2.217", "198.51.100.99", "Kestrel77")


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working directory and a home of the test's own; no setting of the machine gets in."""
    for name in os.environ:
        if name.startswith("REDACTOR_"):
            monkeypatch.delenv(name)
    for name in ("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME"):
        monkeypatch.setenv(name, str(tmp_path / "home"))
    monkeypatch.setenv("REDACTOR_ENGINE", "re")  # all engines give the same; this one has nothing to compile
    work = tmp_path / "work"
    (work / "case").mkdir(parents=True)
    (work / "case" / "running.cfg").write_text(CONFIG)
    (work / "case" / "auth.log").write_text(LOG)
    monkeypatch.chdir(work)
    return work


class Done:
    """What a command did."""

    def __init__(self, code: int, out: bytes, err: bytes) -> None:
        self.code, self.raw, self.out, self.err = code, out, out.decode(), err.decode()

    @property
    def said(self) -> list[str]:
        return self.err.splitlines()


def redactor(*arguments: str, stdin: bytes = b"") -> Done:
    """Run the command in a process of its own."""
    command = [sys.executable, "-m", "redactor", *arguments]
    root = str(Path(cli.__file__).parents[2])
    done = subprocess.run(
        command, input=stdin, capture_output=True, check=False, timeout=60, env={**os.environ, "PYTHONPATH": root}
    )
    return Done(done.returncode, done.stdout, done.stderr)


def fails(*arguments: str) -> Done:
    """Run the command inside this process, for what fails before any work."""
    runner = CliRunner()
    code = 0
    with runner.isolation() as (out, err, _):
        code = cli.call(arguments)
        done = Done(code, out.getvalue(), err.getvalue())
    return done


def test_run_writes_copies_and_reports_and_nothing_else(home: Path) -> None:
    """The output mirrors the input, with two reports and the receipts at the top; originals are not touched."""
    done = redactor("run", "case", "--out", "out", "--no-ner")
    written = sorted(str(path.relative_to("out")) for path in Path("out").rglob("*"))

    assert 0 == done.code, done.err
    assert ["auth.log", "receipts.jsonl", "redaction-report.html", "redaction-report.json", "running.cfg"] == written
    assert CONFIG == Path("case/running.cfg").read_text()
    assert "" == done.out


def test_no_original_is_left_anywhere(home: Path) -> None:
    """Neither copies, nor reports, nor talk hold a value that was replaced."""
    done = redactor("run", "case", "--out", "out", "--no-ner", "--json", "--places")
    everything = done.raw + done.err.encode() + b"".join(path.read_bytes() for path in Path("out").iterdir())

    for original in ORIGINALS:
        assert original.encode() not in everything


def test_the_key_store_is_made_once_and_said_once(home: Path) -> None:
    """The first run makes a private key store and says so; the second uses it, and gives the same copies."""
    first = redactor("run", "case", "--out", "one", "--no-ner")
    second = redactor("run", "case", "--out", "two", "--no-ner")
    keys = list((home.parent / "home").rglob("keys.json"))

    assert 1 == len(keys)
    assert 0o600 == stat.S_IMODE(keys[0].stat().st_mode)
    assert str(keys[0]) in first.err
    assert str(keys[0]) not in second.err
    assert Path("one/running.cfg").read_bytes() == Path("two/running.cfg").read_bytes()


def test_another_key_gives_other_copies(home: Path) -> None:
    """`--key-file` decides the pseudonyms."""
    redactor("run", "case", "--out", "one", "--no-ner", "--key-file", "k1")
    redactor("run", "case", "--out", "two", "--no-ner", "--key-file", "k2")

    assert Path("one/running.cfg").read_bytes() != Path("two/running.cfg").read_bytes()


def test_json_is_the_report_and_quiet_is_silence(home: Path) -> None:
    """`--json` puts the report on stdout, the same as in the file; `--quiet` says nothing."""
    done = redactor("run", "case", "--out", "out", "--no-ner", "--json", "--quiet")

    assert "" == done.err
    assert json.loads(done.out) == json.loads(Path("out/redaction-report.json").read_bytes())
    assert 2 == json.loads(done.out)["totals"]["released"]


def test_what_cannot_be_read_is_withheld_and_the_rest_is_done(home: Path) -> None:
    """Exit code 1 with a reason, no output of the withheld file, all others released."""
    Path("case/core.bin").write_bytes(bytes(range(256)) * 64)
    done = redactor("run", "case", "--out", "out", "--no-ner")
    report = json.loads(Path("out/redaction-report.json").read_bytes())
    withheld = [entry for entry in report["files"] if entry["verdict"] == "withheld"]

    assert 1 == done.code
    assert ["core.bin"] == [entry["name"] for entry in withheld]
    assert "withheld: core.bin: " in done.err
    assert not Path("out/core.bin").exists()
    assert Path("out/running.cfg").exists()


def test_places_lists_every_replacement(home: Path) -> None:
    """`--places` writes one line of JSON for each, as many as the report counts."""
    redactor("run", "case", "--out", "out", "--no-ner", "--places")
    lines = Path("out/places.jsonl").read_text().splitlines()
    report = json.loads(Path("out/redaction-report.json").read_bytes())

    assert report["totals"]["found"] == len(lines) > 0
    assert {"file", "line", "start", "size", "entity", "action", "score", "rule"} == set(json.loads(lines[0]))


def test_standard_input_to_standard_output(home: Path) -> None:
    """As a filter the copy alone is on stdout; talk stays on stderr."""
    done = redactor("run", "-", "--out", "-", "--no-ner", stdin=CONFIG.encode())

    assert 0 == done.code, done.err
    assert CONFIG.count("\n") == done.out.count("\n")
    assert "interface GigabitEthernet0/1\n" in done.out
    assert not [original for original in ORIGINALS if original in done.out]


def test_a_filter_that_withholds_writes_nothing(home: Path) -> None:
    """Nothing is on stdout where nothing may be released."""
    done = redactor("run", "-", "--out", "-", "--no-ner", stdin=bytes(range(256)) * 64)

    assert (1, b"") == (done.code, done.raw)


def test_standard_input_to_a_directory(home: Path) -> None:
    """`-` beside files is one more attachment."""
    done = redactor("run", "-", "case/auth.log", "--out", "out", "--no-ner", stdin=CONFIG.encode())

    assert 0 == done.code, done.err
    assert {"stdin", "auth.log"} <= {path.name for path in Path("out").iterdir()}


def test_check_finds_and_changes_nothing(home: Path) -> None:
    """Exit code 1 where something is found, by file, line, entity and rule; nothing is written, no key is made."""
    before = sorted(Path().rglob("*"))
    done = redactor("check", "case", "--no-ner")

    assert 1 == done.code
    assert "running.cfg:6: IP_ADDRESS (" in done.out
    assert before == sorted(Path().rglob("*"))
    assert not list((home.parent / "home").rglob("keys.json"))


def test_check_passes_what_holds_nothing(home: Path) -> None:
    """Exit code 0 where there is nothing to replace."""
    Path("plain.txt").write_text("interface is up\nline protocol is up\n")
    done = redactor("check", "plain.txt", "--no-ner")

    assert (0, "") == (done.code, done.out), done.err


def test_a_copy_is_clean_of_what_was_found(home: Path) -> None:
    """No value of the input is on any line of the copy, and keywords are."""
    redactor("run", "case", "--out", "out", "--no-ner")
    text = Path("out/running.cfg").read_text()

    assert CONFIG.count("\n") == text.count("\n")
    for keyword in ("hostname ", "interface GigabitEthernet0/1\n", "255.255.255.0", "no shutdown", " RO\n"):
        assert keyword in text


@pytest.mark.parametrize(
    ("arguments", "error", "hint"),
    [
        (("run", "missing", "--out", "out"), "no such file or directory: missing", "check the path"),
        (("run", "case"), "no directory for the copies", "--out DIR"),
        (("run", "--out", "out"), "missing argument 'INPUT...'", "redactor run --help"),
        (("run", "case", "--out", "out", "--policy", "strikt"), "unknown policy 'strikt'", "strict"),
        (("run", "case", "--out", "out", "--policy", "bad.toml"), "unknown entity", "IP_ADDRESS"),
        (("run", "case", "--out", "out", "--policy", "no/such.toml"), "cannot be read", "check the path"),
        (("run", "case", "--out", "out", "--config", "no.toml"), "cannot be read", "check the path"),
        (("run", "case", "--out", "out", "--key-file", "short"), "damaged or too short", "backup"),
        (("run", "case", "--out", "out", "--engine", "hyprscan"), "unknown engine", "hyperscan"),
        (("run", "case", "--out", "out", "--destination", "diretory"), "unknown destination", "directory"),
        (("run", "case", "--out", "full"), "not empty", "--overwrite"),
        (("run", "case", "--out", "case/auth.log"), "not a directory", "--out"),
        (("run", "case", "--out", "case", "--overwrite"), "originals", "--out"),
        (("run", "case/auth.log", "--out", "case", "--overwrite"), "originals", "--out"),
        (("run", ".", "--out", "full", "--overwrite"), "originals", "--out"),
        (("run", "-", "-", "--out", "out"), "named twice", "once"),
        (("run", "case", "--out", "-"), "one attachment", "--out DIR"),
        (("run", "-", "--out", "-", "--json"), "cannot both go", "--out DIR"),
        (("run", "case", "--out", "out", "--polcy", "x"), "no such option", "--policy"),
        (("run", "case", "--out", "out", "--jobs", "0"), "0 is not in the range", "--help"),
        (("chekc", "case"), "no such command", "check"),
        (("check", "missing"), "no such file", "check the path"),
        (("sniff", "missing"), "no such file", "check the path"),
        (("evaluate", "case"), "is no corpus", "gold.jsonl"),
        (("list", "recognisers"), "not one of", "--help"),
    ],
)
def test_usage_errors_are_two_lines_and_exit_2(home: Path, arguments: tuple[str, ...], error: str, hint: str) -> None:
    """One line says what is wrong, one what to do, and nothing was done."""
    Path("bad.toml").write_text('[actions]\nIP_ADRESS = "keep"\n')
    Path("short").write_bytes(b"abc")
    Path("short").chmod(0o600)
    Path("full").mkdir()
    Path("full/kept.txt").write_bytes(b"kept")
    before = {path: path.read_bytes() for path in Path().rglob("*") if path.is_file()}
    done = fails(*arguments)

    assert 2 == done.code
    assert "" == done.out
    assert 2 == len(done.said)
    assert done.said[0].startswith("error: ") and error in done.said[0]
    assert done.said[1].startswith("hint: ") and hint in done.said[1]
    assert before == {path: path.read_bytes() for path in Path().rglob("*") if path.is_file()}
    assert not Path("out").exists()


def test_a_file_that_only_its_owner_cannot_read_is_refused_as_an_argument(home: Path) -> None:
    """What an argument names must be readable before any work."""
    if os.geteuid() == 0:
        pytest.skip("root can read everything")
    Path("case/auth.log").chmod(0)
    done = fails("run", "case/auth.log", "--out", "out")

    assert (2, False) == (done.code, Path("out").exists())


def test_overwrite_replaces_an_earlier_run(home: Path) -> None:
    """With leave a second run replaces the copies; what is withheld now, or gone, has none left."""
    Path("case/gone.txt").write_text("line protocol is up\n")
    redactor("run", "case", "--out", "out", "--no-ner")
    Path("case/gone.txt").unlink()
    Path("case/auth.log").write_bytes(bytes(range(256)) * 64)
    done = redactor("run", "case", "--out", "out", "--no-ner", "--overwrite")

    assert 1 == done.code
    assert Path("out/running.cfg").exists()
    assert not Path("out/auth.log").exists()
    assert not Path("out/gone.txt").exists()


def test_an_internal_error_says_its_class_and_nothing_of_the_data(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No traceback, no message: those could quote what was read."""

    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("branch-rtr7")

    monkeypatch.setattr("redactor.pipeline.run", broken)
    done = fails("run", "case", "--out", "out")

    assert 3 == done.code
    assert "error: internal error (RuntimeError)" in done.said
    assert "branch-rtr7" not in done.err + done.out


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_an_interrupt_leaves_no_partial_file(home: Path, number: int, code: int) -> None:
    """Whenever the signal comes, every file is whole or not there."""
    with open("case/big.log", "w") as big:
        for count in range(40_000):
            big.write(f"Mar  4 10:11:12 host{count} sshd[811]: Connection from 192.0.2.{count % 250} port 22\n")
    root = str(Path(cli.__file__).parents[2])
    command = [sys.executable, "-m", "redactor", "run", "case", "--out", "out", "--no-ner"]
    with subprocess.Popen(command, env={**os.environ, "PYTHONPATH": root}, stderr=subprocess.PIPE) as process:
        deadline = time.monotonic() + 20
        while not Path("out").exists() and time.monotonic() < deadline:
            time.sleep(0.01)
        time.sleep(0.3)
        process.send_signal(number)
        process.communicate(timeout=30)
    left = {path.name for path in Path("out").iterdir()}

    assert code == process.returncode
    assert left <= {"auth.log", "running.cfg"}


def test_sniff_tells_kind_and_why(home: Path) -> None:
    """One row an attachment: tabs for programs, JSON on request."""
    rows = [line.split("\t") for line in redactor("sniff", "case").out.splitlines()]
    data = json.loads(redactor("sniff", "case", "--json").out)
    kinds = {each["file"]: each["kind"] for each in data["files"]}

    assert ["file", "kind", "name", "encoding", "confidence", "why"] == rows[0]
    assert {"auth.log": "log", "running.cfg": "config"} == kinds
    assert kinds == {row[0]: row[1] for row in rows[1:]}
    assert all(each["why"] for each in data["files"])


def test_sniff_reads_standard_input(home: Path) -> None:
    """`-` is sniffed as well."""
    assert "config" == json.loads(redactor("sniff", "-", "--json", stdin=CONFIG.encode()).out)["files"][0]["kind"]


@pytest.mark.parametrize("what", ["recognizers", "formats", "policies", "destinations"])
def test_lists_come_from_the_code(home: Path, what: str) -> None:
    """What is installed is listed, as a table and as JSON, the same."""
    table, data = fails("list", what), fails("list", what, "--json")
    rows = json.loads(data.out)[what]

    assert (0, 0) == (table.code, data.code), table.err + data.err
    assert len(rows) + 1 == len(table.out.splitlines())
    assert all(next(iter(row.values())) for row in rows)


def test_evaluate_gives_the_figures_of_the_scorer(home: Path) -> None:
    """A corpus in, a table out; the last row is the whole, and JSON has the same figures."""
    Path("corpus/in").mkdir(parents=True)
    Path("corpus/in/x.cfg").write_text(CONFIG)
    label = {"file": "x.cfg", "kind": "config", "vendor": "none",
             "sensitive": [{"text": "192.0.2.217", "entity": "IP_ADDRESS", "lines": [6]}],
             "keep": [{"text": "hostname", "lines": [3]}]}  # fmt: skip
    Path("corpus/gold.jsonl").write_text(json.dumps(label))
    shown, data = redactor("evaluate", "corpus", "--no-ner"), redactor("evaluate", "corpus", "--no-ner", "--json")
    micro = json.loads(data.out)["micro"]

    assert (0, 0) == (shown.code, data.code), shown.err
    assert (1.0, 1.0, 0) == (micro["recall"], micro["retention"], micro["blocked"])
    assert "IP_ADDRESS" in shown.out
    assert "recall 1.0000  retention 1.0000" in shown.out
    assert sorted(path.name for path in Path().iterdir()) == ["case", "corpus"]


def test_settings_come_from_flag_environment_and_file(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """`redactor.toml` in the working directory holds, the environment goes before it, a flag before both."""
    Path("redactor.toml").write_text('policy = "strict"\n')
    from_file = json.loads(redactor("check", "case", "--no-ner", "--json").out)["policy"]["name"]
    monkeypatch.setenv("REDACTOR_POLICY", "diagnostic")
    from_environment = json.loads(redactor("check", "case", "--no-ner", "--json").out)["policy"]["name"]
    flag = json.loads(redactor("check", "case", "--no-ner", "--json", "--policy", "balanced").out)["policy"]["name"]

    assert ("strict", "diagnostic", "balanced") == (from_file, from_environment, flag)


def test_help_is_fast_and_imports_nothing_heavy(home: Path) -> None:
    """`--help` takes less than 0.15 s of CPU and loads no model, table or engine library."""
    root = str(Path(cli.__file__).parents[2])
    code = (
        "import sys, time\nfrom redactor import cli\n"
        "assert cli.call(['--help']) == 0 and cli.call(['run', '--help']) == 0\n"
        "heavy = {'spacy', 'presidio_analyzer', 'pandas', 'rich', 'magic', 'jinja2', 'cryptography', 'hyperscan'}\n"
        "print(time.process_time(), sorted(heavy & set(sys.modules)), file=sys.stderr)"
    )
    best = 1.0
    for _ in range(3):
        environ = {**os.environ, "PYTHONPATH": root}
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=environ)
        seconds, heavy = done.stderr.split(maxsplit=1)
        best = min(best, float(seconds))

    assert "[]" == heavy.strip()
    assert best < 0.15


def test_the_version_is_the_one_of_the_package(home: Path) -> None:
    """`--version` and the package agree."""
    from redactor.version import VERSION

    done = fails("--version")

    assert f"redactor {VERSION}" == done.out.strip()
