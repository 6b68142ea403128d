"""A YAML file that is judged while it is read: every complaint names the file, the line and the nearest valid word.

text ─PyYAML─► nodes ─Mapping.take─► values        each key is taken once; what nobody took is an unknown key
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from redactor.errors import ConfigError
from redactor.toml_file import hint_for

if TYPE_CHECKING:
    import yaml

Scalar = TypeVar("Scalar", str, bool, float)
_TAGS = {
    str: ("a text", ("str", "int", "float")),
    bool: ("true or false", ("bool",)),
    float: ("a number", ("int", "float")),
}


def read(path: Path, what: str) -> tuple[Mapping, bytes]:
    """The file's mapping and its bytes; `what` names in words what the file is."""
    import yaml  # here: only a user's own files are YAML

    try:
        raw = path.read_bytes()
        node = yaml.compose(raw.decode("utf-8"), Loader=yaml.SafeLoader)
    except OSError as error:
        raise ConfigError(f"{what} {path} cannot be read ({type(error).__name__})", "check the path") from None
    except UnicodeDecodeError:
        raise ConfigError(f"{what} {path} is not UTF-8 text", "YAML files are UTF-8") from None
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark else 1
        raise ConfigError(f"{path}:{line}: is not valid YAML", "look at the indentation and quotes there") from None
    if not isinstance(node, yaml.MappingNode):
        raise ConfigError(f"{path}:1: holds no list of rules", "begin with `rules:` or `recognizers:`")
    return Mapping(str(path), node), raw


class Mapping:
    """A mapping of a YAML file; `take` hands out one value, `done` raises on what was not taken."""

    __slots__ = ("_entries", "_taken", "file", "line")

    def __init__(self, file: str, node: yaml.MappingNode) -> None:
        self.file, self.line = file, node.start_mark.line + 1
        self._taken: list[str] = []
        self._entries: dict[str, tuple[int, yaml.Node]] = {}
        for key, value in node.value:
            name, at = str(key.value), key.start_mark.line + 1
            if name in self._entries:
                raise ConfigError(f"{file}:{at}: {name}: stands here twice", "keep one of them")
            self._entries[name] = (at, value)

    def __contains__(self, key: str) -> bool:
        return key in self._entries

    def error(self, problem: str, key: str = "", hint: str = "") -> ConfigError:
        """A complaint about `key`: where it stands, what is wrong with it."""
        line = self._entries[key][0] if key in self._entries else self.line
        return ConfigError(f"{self.file}:{line}: {f'{key}: ' if key else ''}{problem}", hint)

    def take(self, key: str, kind: type[Scalar], default: Scalar | None = None) -> Scalar:
        """The value of `key`, which must be of `kind`; without a default it must be there."""
        self._taken.append(key)
        if key not in self._entries:
            if default is None:
                raise self.error(f"{key} is missing")
            return default
        return self._scalar(key, self._entries[key][1], kind)

    def word(self, key: str, valid: Collection[str], default: str) -> str:
        """The value of `key`, which must be one of the valid words."""
        value = self.take(key, str, default)
        if value not in valid:
            raise self.error(f"unknown word {value!r}", key, hint_for(value, valid))
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        """The value of `key`: a list of texts that are not empty, or one text; empty where there is none."""
        return tuple(text for text, _ in self.lined(key))

    def lined(self, key: str) -> tuple[tuple[str, int], ...]:
        """As `texts`, each with its line."""
        self._taken.append(key)
        if key not in self._entries:
            return ()
        node = self._entries[key][1]
        parts = node.value if isinstance(node.value, list) else [node]
        found = tuple((self._scalar(key, part, str), part.start_mark.line + 1) for part in parts)
        if not all(text.strip() for text, _ in found):
            raise self.error("must be a list of texts that are not empty", key)
        return found

    def mappings(self, key: str) -> Iterator[Mapping]:
        """The value of `key`, a list of mappings."""
        import yaml

        self._taken.append(key)
        node = self._entries[key][1] if key in self._entries else None
        for part in node.value if isinstance(node, yaml.SequenceNode) else [None] if node else []:
            if not isinstance(part, yaml.MappingNode):
                raise self.error("must be a list of entries, each `- key: value`", key)
            yield Mapping(self.file, part)

    def skip(self, *keys: str) -> None:
        """Keys that say nothing to us."""
        self._taken += keys

    def done(self) -> None:
        """Raise on the first key that was not taken."""
        for key in self._entries:
            if key not in self._taken:
                raise self.error("unknown key", key, hint_for(key, tuple(dict.fromkeys(self._taken))))

    def _scalar(self, key: str, node: yaml.Node, kind: type[Scalar]) -> Scalar:
        name, tags = _TAGS[kind]
        tag = str(node.tag).rpartition(":")[2]
        if tag not in tags or not isinstance(node.value, str):
            raise self.error(f"must be {name}", key)
        if kind is bool:
            return kind(node.value.lower() in ("true", "yes", "on"))
        return kind(node.value)
