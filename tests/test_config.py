"""Laws of the configuration."""

from __future__ import annotations

from pathlib import Path

import pytest

from redactor import config
from redactor.config import Config
from redactor.decisions import Term
from redactor.errors import ConfigError
from redactor.limits import Limits

WHOLE = """
policy = "own/mild.toml"
tenant = "acme"
language = "de"
engine = "re2"
names = "none"

[limits]
attachment_bytes = 1000
seconds = 5

[dictionary]
always = ["blue-falcon", "corp.example.com", { text = "Jo Doe", entity = "PERSON" }]
never = ["monitor"]

[tenants.acme]
region = "eu"
"""


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "users"))
    return tmp_path / "redactor.toml"


def test_every_setting_is_read(file: Path) -> None:
    """A whole file gives a whole configuration; a policy file lies beside it."""
    file.write_text(WHOLE)
    loaded = config.load(file, {})

    assert str(file.parent / "own/mild.toml") == loaded.policy
    assert ("acme", "de", "re2", "none") == (loaded.tenant, loaded.language, loaded.engine, loaded.names)
    assert Limits(attachment_bytes=1000, seconds=5.0) == loaded.limits
    assert (Term("blue-falcon", "ORGANIZATION"), Term("corp.example.com", "HOSTNAME"), Term("Jo Doe", "PERSON")) == (
        loaded.always
    )
    assert ("monitor",) == loaded.never
    assert {"acme": "eu"} == loaded.regions


def test_without_a_file_the_defaults_hold(file: Path) -> None:
    """No file is no error."""
    assert Config() == config.load(environ={})


def test_the_working_directory_goes_before_the_users(file: Path) -> None:
    """`redactor.toml` here, else the user's; never both."""
    users = file.parent / "users" / "redactor" / "redactor.toml"
    users.parent.mkdir(parents=True)
    users.write_text('language = "fr"')
    from_users = config.load(environ={}).language
    file.write_text('engine = "re"')
    here = config.load(environ={})

    assert "fr" == from_users
    assert ("en", "re") == (here.language, here.engine)


def test_flag_goes_before_environment_before_file(file: Path) -> None:
    """Each level overrules the one below, for what it sets."""
    file.write_text('policy = "strict"\nlanguage = "de"\nengine = "re"')
    environ = {"REDACTOR_LANGUAGE": "fr", "REDACTOR_ENGINE": "re2"}
    loaded = config.load(None, environ, engine="hyperscan", policy=None)

    assert ("strict", "fr", "hyperscan") == (loaded.policy, loaded.language, loaded.engine)


def test_the_environment_may_name_the_file(file: Path) -> None:
    """`REDACTOR_CONFIG` goes before the search, a given path before both."""
    other = file.parent / "other.toml"
    other.write_text('language = "it"')
    file.write_text('language = "de"')

    assert "it" == config.load(None, {"REDACTOR_CONFIG": str(other)}).language
    assert "de" == config.load(file, {"REDACTOR_CONFIG": str(other)}).language


@pytest.mark.parametrize(
    ("text", "place", "hint"),
    [
        ("polcy = 1", ":1: polcy: unknown key", "policy"),
        ("\n[limits]\nsecond = 1", ":3: limits.second: unknown key", "seconds"),
        ("[limits]\nseconds = 0", ":2: limits.seconds: must be above 0", ""),
        ("[limits]\ndepth = 1.5", ":2: limits.depth: must be a whole number", ""),
        ("[limits]\ndepth = true", ":2: limits.depth: must be a whole number", ""),
        ('engine = "hyprscan"', ":1: engine: unknown word", "hyperscan"),
        ("[dictionary]\nallways = []", ":2: dictionary.allways: unknown key", "always"),
        ('[dictionary]\nalways = "x"', ":2: dictionary.always: must be a list", ""),
        ('[dictionary]\nalways = [""]', ":2: dictionary.always: must be a list of words", ""),
        ("[dictionary]\nnever = [1]", ":2: dictionary.never: must be a list of non-empty strings", ""),
        ('[dictionary]\nalways = [{text="x", entity="HOST"}]', "entity: unknown word", "HOSTNAME"),
        ('[tenants.acme]\nregion = "us"', ":2: tenants.acme.region: unknown word", "eu, na"),
        ('tenant = "acm"\n[tenants.acme]\nregion = "eu"', "tenant 'acm' is not declared", "acme"),
        ('tenant = "a/b"', "the tenant's name", ""),
        ('language = "english"', "the language", "en"),
        ("limits = 3", ":1: limits: must be a table", ""),
    ],
)
def test_a_slip_is_named_with_place_and_nearest_word(file: Path, text: str, place: str, hint: str) -> None:
    """What is not fully understood is an error that names file, line, key and the nearest valid word."""
    file.write_text(text)

    with pytest.raises(ConfigError) as caught:
        config.load(environ={})

    assert place in str(caught.value)
    assert hint in caught.value.hint


def test_words_of_the_dictionary_are_never_shown(file: Path) -> None:
    """Neither a repr nor a complaint quotes what the user calls sensitive."""
    file.write_text('[dictionary]\nalways = [{text = "Blue Falcon", entity = "ORGANISATION"}]')
    with pytest.raises(ConfigError) as caught:
        config.load(environ={})
    file.write_text('[dictionary]\nalways = ["Blue Falcon"]\nnever = ["Falcon"]')

    assert "Falcon" not in str(caught.value) + caught.value.hint
    assert "Falcon" not in repr(config.load(environ={}))


def test_a_slip_in_the_environment_is_no_silence(file: Path) -> None:
    """A misspelt variable must not leave a laxer setting in force; foreign ones are none of ours."""
    with pytest.raises(ConfigError, match="REDACTOR_POLCY") as caught:
        config.load(None, {"REDACTOR_POLCY": "strict"})

    assert "REDACTOR_POLICY" in caught.value.hint
    assert Config() == config.load(None, {"REDACTOR_SOMETHING_ELSE": "1", "REDACTOR_KEY_FILE": "k"})


def test_a_missing_file_is_refused_where_it_is_named(file: Path) -> None:
    """A configuration that was asked for must be there."""
    with pytest.raises(ConfigError, match="cannot be read"):
        config.load(file, {})
