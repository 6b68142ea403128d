"""A TOML file that is judged while it is read: every complaint names the file, the line and the nearest valid word.

text ─tomllib─► Table ─take─► values        each value is taken once; what nobody took is an unknown key
"""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path
from typing import TypeVar

from redactor.errors import ConfigError

Scalar = TypeVar("Scalar", str, bool, int, float)
_NAMES = {str: "a string", bool: "true or false", int: "a whole number", float: "a number"}


def nearest(word: str, valid: Iterable[str]) -> str:
    """The valid word that `word` is most likely a slip of, or nothing."""
    words = {entry.casefold(): entry for entry in valid}
    found = difflib.get_close_matches(word.casefold(), list(words), n=1, cutoff=0.6)
    return words[found[0]] if found else ""


def hint_for(word: str, valid: Collection[str]) -> str:
    """What to write instead of `word`."""
    near = nearest(word, valid)
    return f"did you mean {near}?" if near else f"one of: {', '.join(valid)}"


class Table:
    """A table of a TOML file; `take` hands out one value, `done` raises on what was not taken."""

    __slots__ = ("_data", "_file", "_path", "_taken", "_text")

    def __init__(self, file: str, text: str, data: Mapping[str, object], path: str = "") -> None:
        self._file, self._text, self._data, self._path = file, text, data, path
        self._taken: list[str] = []

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys of this table, in the order of the file."""
        return tuple(self._data)

    def error(self, problem: str, key: str = "", hint: str = "") -> ConfigError:
        """A complaint about `key` of this table: where it stands, what is wrong with it."""
        place = ".".join(part for part in (self._path, key) if part)
        line = _line_of(self._text, self._path, key)
        return ConfigError(f"{self._file}:{line}: {f'{place}: ' if place else ''}{problem}", hint)

    def take(self, key: str, kind: type[Scalar], default: Scalar) -> Scalar:
        """The value of `key`, which must be of `kind` (a whole number is also a number), else the default."""
        self._taken.append(key)
        if key not in self._data:
            return default
        value = self._data[key]
        if kind is float and type(value) is int:
            value = float(value)
        if type(value) is not kind:
            raise self.error(f"must be {_NAMES[kind]}", key)
        return value

    def word(self, key: str, valid: Collection[str], default: str | None = None) -> str:
        """The value of `key`, which must be one of the valid words; without a default it must be there."""
        if default is None and key not in self._data:
            self._taken.append(key)
            raise self.error("is missing", key, f"one of: {', '.join(valid)}")
        value = self.take(key, str, default or "")
        if value not in valid:
            raise self.error(f"unknown word {value!r}", key, hint_for(value, valid))
        return value

    def words(self, key: str) -> tuple[str, ...]:
        """The value of `key`, a list of non-empty strings; empty where there is none."""
        entries = self.entries(key)
        if not all(isinstance(entry, str) and entry.strip() for entry in entries):
            raise self.error("must be a list of non-empty strings", key)
        return tuple(str(entry) for entry in entries)

    def entries(self, key: str) -> list[object]:
        """The value of `key`, a list; empty where there is none."""
        self._taken.append(key)
        value = self._data.get(key, [])
        if not isinstance(value, list):
            raise self.error("must be a list", key)
        return value

    def table(self, key: str) -> Table:
        """The table `key`; an empty one where there is none."""
        self._taken.append(key)
        value = self._data.get(key, {})
        if not isinstance(value, dict):
            raise self.error("must be a table", key)
        return self.inner(key, value)

    def inner(self, key: str, data: Mapping[str, object]) -> Table:
        """`data`, found under `key`, as a table of the same file."""
        return Table(self._file, self._text, data, f"{self._path}.{key}" if self._path else key)

    def done(self) -> None:
        """Raise on the first key that was not taken."""
        for key in self._data:
            if key not in self._taken:
                raise self.error("unknown key", key, hint_for(key, self._taken))


def read(path: Path, what: str) -> Table:
    """The file as a table; `what` names in words what it is."""
    try:
        text = path.read_bytes().decode("utf-8")
    except OSError as error:
        raise ConfigError(f"{what} {path} cannot be read ({type(error).__name__})", "check the path") from None
    except UnicodeDecodeError:
        raise ConfigError(f"{what} {path} is not UTF-8 text", "TOML files are UTF-8") from None
    return parse(str(path), text)


def parse(file: str, text: str) -> Table:
    """The text as a table; `file` is what complaints call it."""
    try:
        return Table(file, text, tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        place = re.search(r"line (\d+)", str(error))
        line = place[1] if place else "1"
        raise ConfigError(f"{file}:{line}: is not valid TOML", "look at the quotes and brackets there") from None


def _line_of(text: str, table: str, key: str) -> int:
    """The line that sets `key` in `table`, or that opens the table, or 1."""
    current, opened = "", 1
    for number, line in enumerate(text.split("\n"), 1):
        header = re.match(r"\s*\[+\s*([^\]]+?)\s*\]", line)
        if header:
            current = header[1].replace('"', "").replace(" ", "")
            opened = number if current in (table, f"{table}.{key}".strip(".")) else opened
        elif current == table and re.match(rf"""\s*["']?{re.escape(key)}["']?\s*[=.]""", line):
            return number
    return opened
