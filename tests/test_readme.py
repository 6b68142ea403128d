"""The README cannot lie: its commands, help, exit codes, tables and examples are the program's."""

from __future__ import annotations

import doctest
import os
import re
import shlex
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from recognizers.rule import Rule, expected
from redactor import cli, config, equipment, policy, report, toml_file
from redactor.cli import group
from redactor.equipment import CONTAINERS_GROUP, FORMATS_GROUP
from redactor.model import Action
from redactor.verify import CHECKS

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text()
COMMANDS = re.findall(r"^    (python3 -m venv .*)$", README, re.MULTILINE)


def section(title: str) -> str:
    """The text under a heading."""
    return re.split(rf"^## {title}\n", README, flags=re.MULTILINE)[1].split("\n## ")[0]


def table(text: str) -> list[list[str]]:
    """The rows of the tables in a text, without headings; code marks are taken off."""
    rows = [
        [cell.strip().strip("`") for cell in line.strip("|").split(" | ")] for line in re.findall(r"^\|.*", text, re.M)
    ]
    return [
        row for number, row in enumerate(rows) if "---" not in row[0] and "---" not in (rows + [[""]])[number + 1][0]
    ]


def fenced(language: str) -> list[str]:
    """The fenced blocks of one language."""
    return re.findall(rf"^```{language}\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)


def test_it_is_short_and_begins_with_two_commands() -> None:
    """At most 450 lines, no pictures, and both commands on the first page."""
    assert len(README.splitlines()) <= 450
    assert "![" not in README and "<img" not in README
    assert 2 == len(COMMANDS)
    assert all(README.index(command) < README.index("## ") for command in COMMANDS)


def test_the_test_command_is_the_one_of_ci() -> None:
    """What CI runs last stands in the README, word for word."""
    assert COMMANDS[1] == (ROOT / ".ci" / "run").read_text().splitlines()[-1]


def test_the_first_command_does_the_main_job(tmp_path: Path) -> None:
    """Its last part, run as it stands (where the command is installed), leaves the promised folder and exit code 0."""
    program, *arguments = shlex.split(COMMANDS[0].split(" && ")[-1])
    environ = {**os.environ, "PYTHONPATH": str(ROOT), "HOME": str(tmp_path), "REDACTOR_ENGINE": "re"}
    (tmp_path / "samples").symlink_to(ROOT / "samples")
    done = subprocess.run(
        [sys.executable, "-m", "redactor", *arguments],
        cwd=tmp_path,
        env=environ,
        capture_output=True,
        text=True,
        check=False,
    )

    assert ".venv/bin/redactor" == program
    assert 0 == done.returncode, done.stderr
    assert {report.JSON_NAME, report.HTML_NAME, "cases"} <= {path.name for path in (tmp_path / "out").iterdir()}


def test_the_walk_through_there_and_back(tmp_path: Path) -> None:
    """From `run` to `restore` to `key destroy`, as it stands: everything comes back, and afterwards nothing does."""
    environ = {**os.environ, "PYTHONPATH": str(ROOT), "REDACTOR_ENGINE": "re", "REDACTOR_KEY_FILE": "keys.json"}
    (tmp_path / "samples").symlink_to(ROOT / "samples")
    commands = re.findall(r"^    redactor (.*)$", section("The way back"), re.MULTILINE)
    for command in [*commands, "restore out --out again --tenant acme"]:
        arguments, _, target = command.partition(" > ")
        program = [sys.executable, "-m", "redactor", *shlex.split(arguments)]
        done = subprocess.run(program, cwd=tmp_path, env=environ, capture_output=True, text=True, check=False)
        if target:
            (tmp_path / target).write_text(done.stdout)

        assert (2 if "again" in command else 0) == done.returncode, (command, done.stderr)
    originals = {path.name: path.read_bytes() for path in (ROOT / "samples/in/cases/branch-outage").iterdir()}
    back = {path.name: path.read_bytes() for path in (tmp_path / "back").iterdir()}
    (suppressed,) = [name for name in originals if name.endswith("-running.cfg")]

    assert {"run", "restore", "vault", "key", "receipt"} <= {command.split()[0] for command in commands}
    assert set(originals) == set(back)
    assert {suppressed} == {name for name in originals if originals[name] != back[name]}


def test_the_lines_before_and_after_are_those_of_the_sample() -> None:
    """What the README shows of a sample stands in it, and in its expected copy; only blanks may differ."""
    shown = re.findall(r"^    - (.*?\S) {2,}\+ (.*)$", README, re.MULTILINE)
    folders = [ROOT / "samples" / tree / "cases" / "branch-outage" for tree in ("in", "expected")]
    before, after = (" ".join(" ".join(path.read_text() for path in folder.iterdir()).split()) for folder in folders)

    assert 3 == len(shown)
    assert [] == [left for left, _ in shown if " ".join(left.split()) not in before]
    assert [] == [right for _, right in shown if " ".join(right.split()) not in after]


def test_every_command_is_described_and_no_other() -> None:
    """The table of commands is the program's list."""
    rows = table(section("Command line"))
    described = [row[0].split()[1] for row in rows if row[0].startswith("redactor ")]

    assert group.list_commands(None) == described  # type: ignore[arg-type]  # our group needs no context


def test_the_help_text_is_the_programs() -> None:
    """`run --help`, to the letter."""
    command = [sys.executable, "-m", "redactor", "run", "--help"]
    environ = {**os.environ, "PYTHONPATH": str(ROOT), "COLUMNS": "100"}
    shown = subprocess.run(command, env=environ, capture_output=True, text=True, check=True).stdout

    assert [shown] == fenced("text")


def test_exit_codes_are_those_of_the_command_line() -> None:
    """The same numbers as the docstring that defines them."""
    codes = [code for row in table(section("Command line")) for code in re.findall(r"^\d[\d, ]*$", row[0])]
    defined = re.findall(r"\b(\d+) (?=everything|something|usage|internal|interrupted|terminated)", cli.__doc__ or "")

    assert defined == ", ".join(codes).split(", ")


def test_formats_are_all_named() -> None:
    """The list of what is read is the list of the plug-ins."""
    from redactor import containers, formats, plugins

    sentence = re.search(r"^Read are (.*?) \(`redactor list formats`", README, re.MULTILINE)

    opened = re.search(r"^Opened, at any depth, are (.*?) \(`redactor list containers`", README, re.MULTILINE)

    assert sentence is not None and opened is not None
    assert list(plugins.load(formats, FORMATS_GROUP)) == re.findall(r"`(\w+)`", sentence[1])
    assert list(plugins.load(containers, CONTAINERS_GROUP)) == re.findall(r"`(\w+)`", opened[1])


def test_the_policies_do_what_the_table_says() -> None:
    """Every entity, every policy, every action."""
    heading = re.search(r"^\| entity \| (.*) \|$", section("Policies"), re.MULTILINE)
    assert heading is not None
    names = heading[1].split(" | ")
    loaded = [policy.load(name) for name in names]

    assert set(policy.available()) == set(names)
    assert [[entity, *(str(each.action(entity)) for each in loaded)] for entity in policy.ENTITIES] == [
        [cell.strip(" |`") for cell in row] for row in table(section("Policies"))
    ]


def test_the_configuration_is_valid() -> None:
    """The example loads, and says what its comments say."""
    (example,) = fenced("toml")
    loaded = config.parse(toml_file.parse("README.md", example))

    assert tomllib.loads(example)["policy"] == loaded.policy
    assert ["HOSTNAME", "ORGANIZATION"] == [term.entity for term in loaded.always]


def test_the_library_example_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What it shows is what comes out."""
    monkeypatch.setenv("REDACTOR_KEY_FILE", str(tmp_path / "keys.json"))
    monkeypatch.setenv("REDACTOR_ENGINE", "re")
    (example,) = [block for block in fenced("python") if ">>>" in block]
    found = doctest.DocTestParser().get_doctest(example, {}, "README", "README.md", 0)

    assert len(found.examples) > 3
    assert 0 == doctest.DocTestRunner().run(found).failed


def test_the_recognizer_example_is_a_rule_that_works() -> None:
    """Its examples match where they are marked, its near misses do not."""
    (example,) = [block for block in fenced("python") if "RULES" in block]
    space: dict[str, tuple[Rule, ...]] = {}
    exec(compile(example, "README.md", "exec"), space)
    (rule,) = space["RULES"]
    text, spans = expected(rule.examples[0])

    assert list(spans) == [match.span("value") for match in rule.compiled().finditer(text)]
    assert not [miss for miss in rule.near_misses if rule.compiled().search(miss.encode())]
    assert rule.entity in policy.ENTITIES
    assert rule.id not in {each.id for each in equipment.all_rules()}


def test_names_are_promised_only_where_they_are_sought() -> None:
    """As long as no statistical tier is wired in the README says so, and no longer."""
    sought = equipment.kit("re", config.Config(), names=True, language="en").names_sought

    assert sought is not ("no statistical tier is wired in" in README)


def test_what_it_names_is_there() -> None:
    """Files and folders, checks and the report's schema."""
    paths = re.findall(r"`((?:redactor|recognizers|samples|tests)/[\w./-]*)`", README)

    assert len(paths) > 8
    assert [] == [path for path in paths if "NAME" not in path and "KIND" not in path and not (ROOT / path).exists()]
    assert report.SCHEMA in README
    assert " · ".join(CHECKS) in README


def test_the_words_of_the_field_are_explained() -> None:
    """The terms that names and texts use stand in the glossary."""
    words = section("Words")
    terms = "attachment case entity recognizer score context operator lexicon withheld " + " ".join(Action)

    assert [] == [term for term in terms.split() if not re.search(rf"^\|[^|]*\b{term}\b", words, re.MULTILINE)]


def test_the_rule_file_is_one(tmp_path: Path) -> None:
    """The YAML of the README loads as it stands."""
    from redactor.own_rules import load as own_rules

    (tmp_path / "mine.yaml").write_text(fenced("yaml")[0])
    loaded = own_rules.load(config.Config(recognizer_files=(tmp_path / "mine.yaml",)), "re")

    assert ["badge-tag", "badge-tag-context"] == [rule.id for rule in loaded.rules]
