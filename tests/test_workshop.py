"""Laws of explain, rules test, policy diff and diff: they tell what a run does, and why."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from redactor import cli
from redactor.workshop.inline import differences

LOG = b"""Mar  4 10:11:12 branch-rtr7 sshd[811]: Failed password for qfox from 198.51.100.99 port 22 ssh2
Mar  4 10:11:13 branch-rtr7 app[1]: build 10.2.3.4.5 of the tag AT-004711 on 127.0.0.1
"""
CONFIG = (
    b"hostname branch-rtr7\nversion 15.2\nsnmp-server community Kestrel77 RO\nip address 192.0.2.17 255.255.255.0\n"
)


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working directory of the test's own; no setting of the machine gets in."""
    for name in ("REDACTOR_KEY_FILE", "XDG_DATA_HOME", "XDG_CONFIG_HOME"):
        monkeypatch.setenv(name, str(tmp_path / "home" / name))
    monkeypatch.setenv("REDACTOR_ENGINE", "re")
    monkeypatch.chdir(tmp_path)
    (tmp_path / "auth.log").write_bytes(LOG)
    (tmp_path / "running.cfg").write_bytes(CONFIG)
    return tmp_path


def call(*arguments: str) -> tuple[int, str, str]:
    """Exit code, standard output, standard error."""
    with CliRunner().isolation() as (out, err, _):
        code = cli.call(arguments)
        return code, out.getvalue().decode(), err.getvalue().decode()


def words(line: int, *more: str) -> dict[str, str]:
    """What `explain` says of each word of a line of the log."""
    code, out, err = call("explain", f"auth.log:{line}", "--no-ner", "--show", "--all", *more)
    assert 0 == code, err
    blocks = [block for block in out.split("\n\n") if block[:1].isdigit()]
    return {block.split("  ")[0].split(": ", 1)[1]: block for block in blocks}


def test_explain_names_the_rule_the_reason_and_the_decision() -> None:
    """What is replaced: by which rule, with which score, why, and as what."""
    found = words(1)

    assert "pseudonymise IP_ADDRESS by ipv4" in found["198.51.100.99"]
    assert "RFC 791" in found["198.51.100.99"]
    assert "replaced -> " in found["qfox"] and "USERNAME" in found["qfox"]


def test_explain_tells_every_kind_of_no() -> None:
    """Refused by a validator or a boundary, kept by a decision, an ordinary word."""
    found = words(2)
    Path("d.toml").write_text('[keep]\nvalues = ["198.51.100.99"]\n')

    assert "stays  what matched was refused" in found["127.0.0.1"]
    assert "IP_ADDRESS ipv4: the validator check says" in found["127.0.0.1"]
    assert "an ordinary word" in found["the"]
    assert "a decision or the dictionary keeps it" in words(1, "--decisions", "d.toml")["198.51.100.99"]
    assert "refused" in found["10.2.3.4.5"]


def test_explain_tells_what_is_below_the_threshold_and_what_lost() -> None:
    """A threshold is named with its figure; an overlap with its winner."""
    base = (Path(cli.__file__).parents[1] / "policies" / "balanced.toml").read_text()
    Path("high.toml").write_text(base.replace("keep_public", "min_score = 0.99\nkeep_public"))
    found = words(1, "--policy", "./high.toml")

    assert "the policy asks for 0.99" in found["198.51.100.99"]
    assert "below the policy's threshold" in found["198.51.100.99"]


def test_explain_learns_from_the_case() -> None:
    """A word that another attachment proves is explained as a run over the case would see it."""
    Path("note.txt").write_text("see branch-rtr7 about it\n")
    alone = call("explain", "note.txt:1", "--no-ner")[1]

    assert "case-lexicon" not in alone
    assert "HOSTNAME case-lexicon" in call("explain", "note.txt:1", "--no-ner", "--case", ".")[1]


def test_explain_shows_no_text_unasked() -> None:
    """Without a terminal the words are told by their column alone, unless --show says otherwise."""
    code, out, err = call("explain", "auth.log:1", "--no-ner")

    assert 0 == code
    assert "IP_ADDRESS" in out
    assert "198.51.100.99" not in out + err and "qfox" not in out + err
    assert "for your own eyes" not in err
    assert "for your own eyes" in call("explain", "auth.log:1", "--no-ner", "--show")[2]


@pytest.mark.parametrize("place", ["auth.log", "auth.log:0", "auth.log:x", "auth.log:9", "nothing.log:1"])
def test_explain_refuses_a_place_that_is_none(place: str) -> None:
    """Exit 2, one line and a hint."""
    code, out, err = call("explain", place, "--no-ner")

    assert (2, "", True) == (code, out, err.startswith("error: "))


TRIALS = """kind = "log"
must_vanish = [
  "Failed password for «qfox» from «198.51.100.99» port 22 ssh2",
  "nobody knows «zzz»",
]
must_survive = [
  "interface «Gi1/0/1» of 192.0.2.1 is up",
  "ping 192.0.2.1",
]
"""


def test_rules_test_names_the_lines_that_failed() -> None:
    """Exit 1, and for each line its place and the rule that took it, or that none did; never the line itself."""
    Path("lines.toml").write_text(TRIALS)
    code, out, err = call("rules", "test", "lines.toml", "--no-ner")

    assert 1 == code, err
    assert [
        "lines.toml:4: must vanish: 1 of 1 marked values stay; nothing was found",
        "lines.toml:8: must survive: replaced as IP_ADDRESS by ipv4 (0.85)",
    ] == out.splitlines()
    told = json.loads(call("rules", "test", "lines.toml", "--no-ner", "--json")[1])
    assert [True, False, True, False] == [line["passed"] for line in told["lines"]]


def test_rules_test_tries_the_users_rules_too() -> None:
    """What `[recognizers]` adds is tried as what is built in; exit 0 where all lines do as they must."""
    rule = "{id: tag-x, entity: OTHER_ID, pattern: 'AT-[0-9]{6}', examples: ['«AT-000001»']}"
    Path("mine.yaml").write_text(f"rules: [{rule}]\n")
    Path("lines.toml").write_text('must_vanish = ["the «AT-004711»"]\nmust_survive = ["AT-47"]\n')
    failed = call("rules", "test", "lines.toml", "--no-ner")[0]
    Path("redactor.toml").write_text('[recognizers]\nfiles = ["mine.yaml"]\n')

    assert (1, 0) == (failed, call("rules", "test", "lines.toml", "--no-ner")[0])
    assert "OTHER_ID\ttag-x\t0.85" in call("list", "recognizers")[1]


@pytest.mark.parametrize(
    "text", ["", "must_vanish = ['no mark']", "must_vanish = ['«a']", "kind = 'logs'", "must_vansh = ['«a»']"]
)
def test_wrong_test_lines_are_refused(text: str) -> None:
    """Exit 2, named by file and line."""
    Path("lines.toml").write_text(text)
    code, _, err = call("rules", "test", "lines.toml")

    assert (2, True) == (code, err.startswith("error: lines.toml:1: ")), err


def test_policy_diff_tells_settings_and_what_they_do() -> None:
    """What two policies say differently, and on how many values of these attachments it matters, by place if asked."""
    code, out, err = call(
        "policy", "diff", "balanced", "diagnostic", "running.cfg", "auth.log", "--no-ner", "--json", "--places"
    )
    told = json.loads(out)

    assert 0 == code, err
    assert {"setting": "OS_VERSION", "old": "generalise", "new": "keep"} in told["settings"]
    assert {"entity": "OS_VERSION", "old": "generalise", "new": "stays", "occurrences": 1, "files": 1} in told[
        "changes"
    ]
    assert [("running.cfg", 2)] == [
        (each["file"], each["line"]) for each in told["places"] if each["entity"] == "OS_VERSION"
    ]
    assert {"auth.log", "running.cfg", "home"} >= {path.name for path in Path().iterdir()}


def test_policy_diff_of_one_policy_is_empty() -> None:
    """Equal policies do equal things."""
    told = json.loads(call("policy", "diff", "balanced", "balanced", "running.cfg", "--no-ner", "--json")[1])

    assert ([], []) == (told["settings"], told["changes"])


def test_diff_shows_added_lines_beside_changed_ones(tmp_path: Path) -> None:
    """Every line that differs is shown, also where several stand at one line of the original."""
    (tmp_path / "one").write_text("a\nkey old\n")
    (tmp_path / "two").write_text("a\nkey new\nmore\n")
    _, out, _ = call("diff", str(tmp_path / "one"), str(tmp_path / "two"))

    assert ["2 key [-old-]{+new+}", "2 {+more+}"] == [" ".join(line.split()) for line in out.splitlines()]


def test_diff_shows_what_changed_within_lines() -> None:
    """Only changed lines, and of them only the changed words are marked; nothing where nothing changed."""
    assert 0 == call("run", "running.cfg", "--out", "out", "--no-ner", "-q")[0]
    code, out, err = call("diff", "running.cfg", "out/running.cfg")

    assert 0 == code
    assert "     1  hostname [-branch-rtr7-]{+" in out
    assert "ip address [-192.0.2.17-]{+" in out and "+} 255.255.255.0" in out
    assert "for your own eyes" in err
    assert ("", True) == (
        call("diff", "running.cfg", "running.cfg")[1],
        "0 lines differ" in call("diff", "running.cfg", "running.cfg")[2],
    )


def test_diff_takes_directories() -> None:
    """Files are paired by name; reports have no original."""
    Path("in").mkdir()
    Path("in/a.cfg").write_bytes(CONFIG)
    call("run", "in", "--out", "out", "--no-ner", "-q")
    code, out, err = call("diff", "in", "out", "--context", "1")

    assert 0 == code
    assert "in 1 file" in err and "hostname [-" in out


def test_differences_align_lines() -> None:
    """A line that is gone or new does not shift the others."""
    found = list(differences(["a", "b", "c"], ["a", "c"]))

    assert [2] == [line.number for line in found]
    assert [("b", "")] == [tuple(part) for part in found[0].parts]


def test_the_sample_rules_do_as_they_say() -> None:
    """`samples/rules` is what people copy: every line does as it must, and all that it adds is listed."""
    folder = Path(cli.__file__).parents[2] / "samples" / "rules"
    code, out, err = call(
        "rules", "test", str(folder / "lines.toml"), "--config", str(folder / "redactor.toml"), "--no-ner"
    )

    assert (0, "") == (code, out), err
    Path("redactor.toml").write_text(f'[recognizers]\nfiles = ["{folder}/mine.yaml", "{folder}/presidio.yaml"]\n')
    listed = {row.split("\t")[1] for row in call("list", "recognizers")[1].splitlines()}
    assert {
        "badge-tag",
        "badge-tag-context",
        "twin-code",
        "label-own-shelf",
        "zip-code-recognizer-context",
        "project-names",
    } <= listed
