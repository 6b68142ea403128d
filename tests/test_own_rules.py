"""Laws of the user's own recognizers: judged at load, the same on every engine, never slow and never silent."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recognizers.scan import scan
from redactor import config, equipment, pipeline, policy, toml_file
from redactor.detect.scanner import ENGINES, Scanner
from redactor.errors import ConfigError, LimitError
from redactor.job import Job
from redactor.model import Action, Released, Withheld
from redactor.own_rules import load as own_rules
from redactor.own_rules.pattern import PatternError, patterns
from redactor.own_rules.rule import OwnRule
from redactor.source import BytesSource

MINE = r"""rules:
  - id: badge-tag
    entity: BADGE_TAG
    action: suppress
    pattern: 'AT-[0-9]{6}'
    context: [notebook]
    score: 0.3
    examples: ['the notebook «AT-004711» is lost']
    near_misses: ['FLAT-004711', 'AT-47']
  - id: twin-code
    entity: OTHER_ID
    pattern: '(?<![0-9-])([0-9]{3})-\1(?!px)'
    examples: ['twin «123-123» ok']
    near_misses: ['twin 123-124', 'twin 123-123px']
  - id: shelf
    entity: SHELF
    labels: [shelf mark]
"""
PRESIDIO = r"""supported_languages: [en]
recognizers:
  - name: Zip code Recognizer
    supported_entity: ZIP
    supported_language: en
    patterns: [{name: zip, regex: '(\b\d{5}(?:\-\d{4})?\b)', score: 0.01}]
    context: [zip, code]
  - name: Titles
    supported_entity: TITLE
    deny_list: [Mr., Mrs.]
"""
TEXT = b"""the notebook AT-004711 is lost; FLAT-004711; AT-123456
tag AT-123457 alone
twin 123-123 and 123-124 and 555-555px and 985-985
zip 12345-1234 here
no 12345 but Mr. Fox
Name     Shelf Mark   Up
sw1      FRA-2        yes

shelf mark: upper-left
"""


def _load(tmp_path: Path, **files: str) -> own_rules.OwnRules:
    paths = []
    for name, text in files.items():
        (tmp_path / f"{name}.yaml").write_text(text)
        paths.append(tmp_path / f"{name}.yaml")
    return own_rules.load(config.Config(recognizer_files=tuple(paths)), "re")


def _run(settings: config.Config, text: bytes, engine: str, act: policy.Policy | None = None) -> tuple[object, bytes]:
    copies: list[bytes] = []
    job = Job(
        inputs=(),
        policy=act or policy.load("balanced"),
        config=settings,
        engine=engine,
        names=False,
        streams=(BytesSource(text, "in.txt"),),
        deliver=lambda copy, _: copies.append(copy.read_at(0, copy.size)),
    )
    outcome = next(pipeline.run(job).outcomes)
    return outcome, copies[0] if copies else b""


def test_files_of_both_kinds_become_rules(tmp_path: Path) -> None:
    """Our YAML and Presidio's end in the one rule table; context words make a second, surer rule."""
    found = _load(tmp_path, mine=MINE, presidio=PRESIDIO)

    assert {
        "badge-tag": 0.3,
        "badge-tag-context": 0.65,
        "twin-code": 0.85,
        "zip-code-recognizer": 0.01,
        "zip-code-recognizer-context": 0.4,
        "titles": 1.0,
    } == {rule.id: pytest.approx(rule.score) for rule in found.rules}
    assert {"BADGE_TAG": Action.SUPPRESS, "SHELF": Action.PSEUDONYMISE, "ZIP": Action.PSEUDONYMISE,
            "TITLE": Action.PSEUDONYMISE} == found.actions  # fmt: skip


def test_every_engine_gives_the_same(tmp_path: Path) -> None:
    """Engines agree to the byte on rules in and outside of the common subset, and with the specification."""
    rules = _load(tmp_path, mine=MINE, presidio=PRESIDIO).rules
    wanted = scan(rules, TEXT)

    assert {"badge-tag-context", "twin-code", "zip-code-recognizer-context", "titles"} <= {span[4] for span in wanted}
    for engine in ENGINES:
        assert wanted == Scanner(rules, engine).scan(TEXT), engine


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from(["12", "1-", "23-23", "7", "-", "px", " ", "\n", "123-123", "AT-", "00471", "1"]), max_size=30
    )
)
def test_engines_agree_where_digits_matter(parts: list[str]) -> None:
    """A back-reference tells digits apart, so what one line showed is never taken for another of its shape."""
    made = patterns(r"(?<![0-9-])([0-9]{3})-\1(?!px)", ignore_case=False)
    rule = OwnRule(id="twin", entity="OTHER_ID", pattern=made.exact, relaxed=made.relaxed, trigger=made.trigger,
                   reference="test", examples=(), near_misses=(), before="", after="", foreign=True)  # fmt: skip
    text = "".join(parts).encode()

    assert scan([rule], text) == Scanner([rule], "hyperscan").scan(text)


@pytest.mark.parametrize(
    "text",
    [r"AT-[0-9]{6}", r"\bmüller\b", r"(?i)[a-zäöü]+@corp", r"x{2,60}y", r"(a|bc)(?:d\1)?(?=e)", r"[^,\s]+;(?<!b;)"],
)
def test_a_pattern_matches_as_it_does_in_python(text: str) -> None:
    """Written down anew, a pattern matches what Python's `re` matches on the text; its trigger matches there, too."""
    made = patterns(text, ignore_case=False)
    for line in ("AT-004711 müller abde aed ade bcdbce xxxxxy", "jürg@corp ÄÖ@CORP a;b;c; xx" + "x" * 60 + "y"):
        raw = line.encode()
        wanted = [match.group().encode() for match in re.finditer(text, line)]

        assert wanted == [match["value"] for match in re.finditer(made.exact.encode(), raw, re.MULTILINE)]
        assert not wanted or re.search(made.trigger.encode(), raw)


@pytest.mark.parametrize("text", ["(", "a*", "a\nb", "(?=a)", "(?P<value>a*)b", "(?P<value>a)(?P=value)"])
def test_a_pattern_that_can_be_no_rule_is_refused(text: str) -> None:
    """Broken, empty and line-spanning patterns raise."""
    with pytest.raises(PatternError):
        patterns(text, ignore_case=False)


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ("entity: BADGE_TAG", "entity: HOST_NAME", ":3: entity: unknown entity 'HOST_NAME'"),
        ("action: suppress", "action: supress", ":4: action: unknown word 'supress'"),
        ("  context:", "  contex:", ":6: contex: unknown key"),
        ("'AT-[0-9]{6}'", "'AT-[0-9'", ":5: pattern: the pattern is no regular expression"),
        ("«AT-004711»", "«AT-00471»1", ":8: examples: badge-tag does not find exactly"),
        ("['FLAT-004711', 'AT-47']", "['an AT-123456']", ":9: near_misses: badge-tag finds something"),
        ("id: twin-code", "id: badge-tag", ":10: id: another rule is called badge-tag"),
        ("'AT-[0-9]{6}'", "'(?:A|A)*T(A+)+-[0-9]{6}'", "examples: badge-tag"),
        ("score: 0.3", "score: 3", ":7: score: must be above 0"),
        ("score: 0.3", "validator: lun", ":7: validator: unknown validator 'lun'"),
    ],
)
def test_a_wrong_file_is_refused_where_it_is_wrong(tmp_path: Path, old: str, new: str, complaint: str) -> None:
    """Every complaint names the file and the line, and what is wrong there."""
    assert old in MINE
    with pytest.raises(ConfigError) as error:
        _load(tmp_path, mine=MINE.replace(old, new, 1))

    assert f"mine.yaml{complaint}" in str(error.value) or complaint in str(error.value)


def test_a_slip_names_the_nearest_word(tmp_path: Path) -> None:
    """The hint is the word that was meant."""
    with pytest.raises(ConfigError) as error:
        _load(tmp_path, mine=MINE.replace("entity: BADGE_TAG", "entity: HOST_NAME", 1))

    assert "did you mean HOSTNAME?" == error.value.hint


def test_a_pattern_that_takes_for_ever_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nested repeats are found out at load, by what repeats in them."""
    monkeypatch.setattr("redactor.own_rules.rule.SECONDS", 0.2)
    slow = "rules:\n  - {id: slow, entity: OTHER_ID, pattern: '(a|aa)+[!?]', examples: ['«aa!»']}\n"
    with pytest.raises(ConfigError, match="takes too long"):
        _load(tmp_path, slow=slow)


def test_time_is_bounded_on_a_line(monkeypatch: pytest.MonkeyPatch) -> None:
    """A pattern that nobody found out in time withholds instead of hanging."""
    monkeypatch.setattr("redactor.own_rules.rule.SECONDS", 0.05)
    rule = OwnRule(
        id="slow", entity="OTHER_ID", pattern="(?P<value>(?:a|aa)+[!?])", reference="", examples=(), near_misses=()
    )
    with pytest.raises(LimitError, match="slow took too long"):
        scan([rule], b"a" * 3000)


@pytest.mark.parametrize("engine", [*ENGINES, "presidio"])
def test_a_run_replaces_what_own_rules_find(tmp_path: Path, engine: str) -> None:
    """Patterns, context, labels of fields and columns: gone from the copy; what lacks its context stays."""
    paths = [tmp_path / "mine.yaml", tmp_path / "presidio.yaml"]
    for path, text in zip(paths, (MINE, PRESIDIO), strict=True):
        path.write_text(text)
    outcome, copy = _run(config.Config(recognizer_files=tuple(paths)), TEXT, engine)

    assert isinstance(outcome, Released)
    for gone in (b"AT-004711", b"123-123", b"985-985", b"12345-1234", b"Mr.", b"FRA-2", b"upper-left"):
        assert gone not in copy.replace(b"FLAT-004711", b""), gone
    for stays in (b"tag AT-123457 alone", b"FLAT-004711", b"123-124", b"555-555px", b"no 12345 but"):
        assert stays in copy, stays


def test_a_policy_may_name_the_entity(tmp_path: Path) -> None:
    """What a policy states goes before what the rule's file says; else the stricter of file and default holds."""
    own = _load(tmp_path, mine=MINE)
    balanced = policy.load("balanced")
    text = (Path(policy.__file__).parent / "policies" / "balanced.toml").read_text() + 'BADGE_TAG = "keep"\n'
    stated = policy.parse(toml_file.parse("own.toml", text), "own")

    assert own.completed(balanced).action("BADGE_TAG") is Action.SUPPRESS
    assert own.completed(stated).action("BADGE_TAG") is Action.KEEP


BADGE = """
from presidio_analyzer import Pattern, PatternRecognizer

class Badge(PatternRecognizer):
    def __init__(self):
        super().__init__("BADGE", name="badge", patterns=[Pattern("b", r"BDG[0-9]{4}", 0.2)], context=["badge"])

    def invalidate_result(self, text):
        return text.endswith("0000")

class Broken(PatternRecognizer):
    def __init__(self):
        super().__init__("BADGE", name="broken", patterns=[Pattern("b", r"BDG[0-9]{4}", 0.9)])

    def analyze(self, text, entities, nlp_artifacts=None, regex_flags=None):
        raise RuntimeError(text)
"""


@pytest.fixture
def badge(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "own_badge.py").write_text(BADGE)
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.delitem(sys.modules, "own_badge", raising=False)


@pytest.mark.usefixtures("badge")
def test_a_presidio_class_runs_behind_its_triggers() -> None:
    """Its own checks speak, context on the line lifts its score, letters of other scripts do not shift offsets."""
    text = "Jürgens badge BDG1234\nno BDG1234\nbadge BDG0000\n".encode()
    outcome, copy = _run(config.Config(recognizer_classes=("own_badge:Badge",)), text, "hyperscan")

    assert isinstance(outcome, Released)
    assert ["presidio-badge"] == [count.rule for count in outcome.counts]
    assert copy.startswith("Jürgens badge ".encode()) and copy.endswith(b"\nno BDG1234\nbadge BDG0000\n")
    assert b"badge BDG1234" not in copy


@pytest.mark.usefixtures("badge")
def test_a_class_that_raises_withholds() -> None:
    """An exception never passes for nothing found, and its message goes nowhere."""
    outcome, _ = _run(config.Config(recognizer_classes=("own_badge:Broken",)), b"badge BDG1234\n", "re")

    assert isinstance(outcome, Withheld)
    assert "RuntimeError" == outcome.error
    assert "BDG" not in repr(outcome)


@pytest.mark.usefixtures("badge")
@pytest.mark.parametrize("name", ["own_badge", "own_badge:Nothing", "no_such_module:Badge", "pathlib:Path"])
def test_a_class_that_is_none_is_refused(name: str) -> None:
    """Before any work."""
    with pytest.raises(ConfigError):
        own_rules.load(config.Config(recognizer_classes=(name,)), "re")


def test_files_lie_beside_the_configuration(tmp_path: Path) -> None:
    """`[recognizers]` names files relative to redactor.toml; they change the digest of the rules."""
    (tmp_path / "mine.yaml").write_text(MINE)
    (tmp_path / "redactor.toml").write_text('[recognizers]\nfiles = ["mine.yaml"]\n')
    read = config.load(tmp_path / "redactor.toml", {})

    assert (tmp_path / "mine.yaml",) == read.recognizer_files
    plain, own = (equipment.kit("re", each, names=False, language="en") for each in (config.Config(), read))
    assert plain.rules_digest != own.rules_digest
