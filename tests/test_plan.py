"""Laws of plan and apply: nothing original in a plan, exactly the plan or nothing, and what people decide is kept."""

from __future__ import annotations

import json
import stat
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from redactor import cli, config, decisions, equipment, pipeline, policy
from redactor.errors import ConfigError
from redactor.job import Job
from redactor.keys import KeyStore
from redactor.model import Withheld
from redactor.plan import carry_out, document, make

CONFIG = b"hostname branch-rtr7\r\ninterface Gi0/1\r\n ip address 10.77.30.17 255.255.255.0\r\nsnmp-server community Kestrel77 RO\r\n"
NOTE = b'{"user": {"email": "j\\u00fcrg.fox@example.com"}, "host": "branch-rtr7", "addr": "10.77.30.18", "lo": "127.0.0.1"}\n'
ORIGINALS = ("branch-rtr7", "10.77.30.17", "10.77.30.18", "Kestrel77", "rg.fox@example")


@pytest.fixture
def case(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a case in it; no setting of the machine gets in."""
    for name in ("REDACTOR_KEY_FILE", "XDG_DATA_HOME", "XDG_CONFIG_HOME"):
        monkeypatch.setenv(name, str(tmp_path / "home" / name))
    monkeypatch.setenv("REDACTOR_ENGINE", "re")
    monkeypatch.chdir(tmp_path)
    (tmp_path / "case").mkdir()
    (tmp_path / "case" / "running.cfg").write_bytes(CONFIG)
    (tmp_path / "case" / "note.json").write_bytes(NOTE)
    (tmp_path / "case" / "core.bin").write_bytes(bytes(range(256)))
    return tmp_path


def call(*arguments: str) -> tuple[int, str, str]:
    """Exit code, standard output, standard error."""
    with CliRunner().isolation() as (out, err, _):
        code = cli.call(arguments)
        return code, out.getvalue().decode(), err.getvalue().decode()


def plan(*more: str) -> dict[str, Any]:
    code, _, err = call("plan", "case", "--out", "plan.json", "--no-ner", "--overwrite", *more)
    assert code in (0, 1), err
    found: dict[str, Any] = json.loads(Path("plan.json").read_text())
    return found


def rewrite(change: Any) -> None:
    """Edit the plan as a person would."""
    data = json.loads(Path("plan.json").read_text())
    change(data)
    Path("plan.json").write_text(json.dumps(data))


def edit(change: Any) -> None:
    """Edit every finding of the plan."""
    rewrite(lambda data: [change(each) for file in data["files"] for each in file.get("findings", ())])


def copies(folder: str) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(Path(folder).rglob("*"))
        if path.is_file() and not path.name.startswith(("redaction-report.", "receipts."))
    }


def test_a_plan_holds_no_original_and_writes_no_copy(case: Path) -> None:
    """Places, entities, rules, scores, reasons and what values become; nothing of the values, and nothing beside it."""
    made = plan()
    text = Path("plan.json").read_text()

    assert document.SCHEMA == made["schema"]
    assert [] == [original for original in ORIGINALS if original in text]
    assert {"case", "plan.json", "home"} == {path.name for path in case.iterdir()}
    assert {"planned", "withheld"} == {file["verdict"] for file in made["files"]}
    found = [each for file in made["files"] for each in file.get("findings", ())]
    assert {"IP_ADDRESS", "HOSTNAME", "SECRET", "EMAIL_ADDRESS"} <= {each["entity"] for each in found}
    assert {each["rule"] for each in found} <= made["reasons"].keys()


def test_a_plan_is_carried_out_to_the_byte(case: Path) -> None:
    """`run --plan` gives the copies of a plain run, in every encoding, and the report records the plan."""
    plan()
    assert 1 == call("run", "case", "--out", "plain", "--no-ner")[0]
    assert 1 == call("run", "case", "--plan", "plan.json", "--out", "planned")[0]

    assert copies("plain") == copies("planned") != {}
    report = json.loads(Path("planned/redaction-report.json").read_text())
    assert document.read(Path("plan.json")).digest == report["plan"]["digest"]
    assert report["plan"]["approved"] is False


def test_an_edited_action_is_what_happens(case: Path) -> None:
    """A value that the plan keeps stays, one that it no longer keeps goes, and the rest is as planned."""
    plan("--policy", "diagnostic")

    def change(finding: dict[str, Any]) -> None:
        if finding["line"] == 3 and finding["size"] == len("10.77.30.17"):
            finding["action"] = "keep"

    edit(change)
    code, _, err = call("run", "case", "--plan", "plan.json", "--out", "out", "--policy", "diagnostic")
    made = copies("out")["running.cfg"]

    assert 1 == code, err
    assert b" ip address 10.77.30.17 255.255.255.0\r\n" in made
    assert b"branch-rtr7" not in made and b"Kestrel77" not in made


@pytest.mark.parametrize(
    ("what", "message"),
    [
        ("input", "of the planned inputs changed"),
        ("gone", "of the planned inputs changed"),
        ("policy", "the policy balanced is not what it was"),
        ("settings", "the configuration or the decisions"),
        ("key", "another key"),
        ("tenant", "another tenant"),
        ("broken", "not valid JSON"),
        ("action", "unknown action 'supress'"),
        ("overlap", "findings that overlap"),
    ],
)
def test_a_plan_of_something_else_is_refused(case: Path, what: str, message: str) -> None:
    """A changed input, policy, configuration, key or tenant, or a broken plan: exit 2 before any work, nothing written."""
    plan()
    note, settings = case / "case" / "note.json", case / "redactor.toml"
    {
        "input": lambda: note.write_bytes(NOTE + b"{}"),
        "gone": note.unlink,
        "policy": lambda: rewrite(lambda data: data["policy"].update(digest="0" * 64)),
        "settings": lambda: settings.write_text('[dictionary]\nnever = ["branch-rtr7"]\n'),
        "broken": lambda: Path("plan.json").write_text("{"),
        "action": lambda: edit(lambda finding: finding.update(action="supress")),
        "overlap": lambda: edit(lambda finding: finding.update(start=0)),
    }.get(what, lambda: None)()
    more = {"key": ("--key-file", "other-keys.json"), "tenant": ("--tenant", "other")}.get(what, ())
    code, _, err = call("run", "case", "--plan", "plan.json", "--out", "out", *more)

    assert (2, True) == (code, message in err), err
    assert not copies("out") if Path("out").exists() else True


def test_a_result_that_is_not_the_plans_is_withheld(case: Path) -> None:
    """A pseudonym that would be another, or a value that the checks miss in the plan, releases nothing."""
    plan()
    data = json.loads(Path("plan.json").read_text())
    for file in data["files"]:
        if file["name"] == "running.cfg":
            file["findings"] = [each for each in file["findings"] if each["entity"] != "IP_ADDRESS"]
        for each in file.get("findings", ()):
            if file["name"] == "note.json" and each["entity"] == "IP_ADDRESS" and each.get("becomes"):
                each["becomes"] = "198.51.100.1"
    Path("plan.json").write_text(json.dumps(data))
    code, _, err = call("run", "case", "--plan", "plan.json", "--out", "out")

    assert 1 == code
    assert {} == copies("out")
    assert 2 == err.count("needs-review"), err


def test_samples_are_private_and_say_so(case: Path) -> None:
    """Originals in context go to a file of their own, readable by nobody else."""
    plan("--samples", "samples.txt")
    text = Path("samples.txt").read_text()

    assert text.startswith("# SENSITIVE")
    assert "hostname «branch-rtr7»" in text
    assert 0o600 == stat.S_IMODE(Path("samples.txt").stat().st_mode)


def test_what_is_nearly_found_is_listed(case: Path) -> None:
    """Findings below the threshold stand in the plan, for misses to be caught."""
    (case / "all.toml").write_text(
        (Path(document.__file__).parents[1] / "policies" / "balanced.toml").read_text().replace(
            "keep_public", "min_score = 0.96\nkeep_public"
        )
    )  # fmt: skip
    made = plan("--policy", "./all.toml")
    nearly = [each for file in made["files"] for each in file.get("nearly", ())]

    assert {"IP_ADDRESS"} <= {each["entity"] for each in nearly}
    assert all(each["score"] < 0.96 and "becomes" not in each for each in nearly)


DECIDED = """[keep]
values = ["10.77.30.17"]
[redact]
values = [{ text = "Gi0/1", entity = "OTHER_ID" }]
[columns]
"Site Code" = "LOCATION"
"""


def test_decisions_hold_in_later_runs(case: Path) -> None:
    """What was decided stays or goes in every later run, and the report names the file and its numbers, no value."""
    (case / "decided.toml").write_text(DECIDED)
    (case / "case" / "sites.csv.txt").write_bytes(b"Name,Site Code,Model\nalpha9,FRA-2,X1\nbeta9,LON-1,X2\n")
    call("run", "case", "--out", "out", "--no-ner", "--decisions", "decided.toml")
    made, report = copies("out"), (case / "out" / "redaction-report.json").read_text()

    assert b"10.77.30.17" in made["running.cfg"] and b"Gi0/1" not in made["running.cfg"]
    assert not any(b"FRA-2" in data or b"LON-1" in data for data in made.values())
    assert {"file": "decided.toml", "keep": 1, "redact": 1, "columns": 1} == json.loads(report)["decisions"]
    assert "10.77.30.17" not in report and "Gi0/1" not in report


def test_decisions_are_written_as_they_are_read(tmp_path: Path) -> None:
    """Saving and loading is the identity, also for quotes and other scripts; the file is private; repr hides values."""
    decided = decisions.Decisions(
        ('say "x"\\', "Müller\t"),
        (decisions.Term("Silver Otter", "ORGANIZATION"),),
        (("Site Code", "LOCATION"),),
        "d.toml",
    )
    decisions.save(decided, tmp_path / "d.toml")

    assert decided == decisions.load(tmp_path / "d.toml")
    assert 0o600 == stat.S_IMODE((tmp_path / "d.toml").stat().st_mode)
    assert "Otter" not in repr(decided) and "Müller" not in repr(decided)
    assert {"d.toml"} == {path.name for path in tmp_path.iterdir()}


def test_wrong_decisions_are_refused(tmp_path: Path) -> None:
    """With file, line and the nearest word."""
    (tmp_path / "d.toml").write_text(DECIDED.replace("LOCATION", "LOCATON"))
    with pytest.raises(ConfigError, match=r"d.toml:6: columns.Site Code: unknown word 'LOCATON'") as error:
        decisions.load(tmp_path / "d.toml")

    assert "did you mean LOCATION?" == error.value.hint


def test_every_sample_is_carried_out_to_the_byte(tmp_path: Path) -> None:
    """Whatever the format and the encoding, a plan gives the copies of a plain run; containers alone have no plan yet."""
    copies: dict[str, bytes] = {}
    job = Job(
        inputs=(Path(__file__).parents[1] / "samples" / "in",),
        policy=policy.load("balanced"),
        config=config.Config(),
        key_store=KeyStore.open(tmp_path / "keys.json"),
        names=False,
        deliver=lambda copy, name: copies.update({name: copy.read_at(0, copy.size)}),
    )
    kit = equipment.kit("auto", job.config, names=False, language="en")
    pipeline.run(job, kit=kit)
    plain, planner = dict(copies), make.Planner()
    report = pipeline.run(replace(job, deliver=None, overseer=planner), kit=kit)
    settings = carry_out.settings_digest(job.config, planner.cases[0].secret.secret)
    head = document.Head(report=report, case_by="run", settings=settings, known={})
    document.write(tmp_path / "plan.json", head, planner.sheets, overwrite=False)
    copies.clear()
    done = pipeline.run(carry_out.planned_job(job, document.read(tmp_path / "plan.json")), kit=kit)

    assert plain == plain | copies and len(copies) > 50
    assert {"unpack it, and plan what is in it"} == {each.hint for each in done.outcomes if isinstance(each, Withheld)}
