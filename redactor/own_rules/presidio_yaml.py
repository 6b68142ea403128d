"""Presidio's YAML of recognizers, read as rules: a list of custom pattern recognizers, or its registry file.

recognizers:
  - name: Zip code Recognizer
    supported_entity: ZIP
    supported_language: en                # or supported_languages: [en, {language: es, context: [postal]}]
    patterns: [{name: zip code, regex: '(\\b\\d{5}(?:\\-\\d{4})?\\b)', score: 0.01}]
    context: [zip, code]
    deny_list: [Mr., Mrs.]
    deny_list_score: 1.0

As in Presidio, patterns ignore case and context adds 0.35, to 0.4 at least; unlike there it is the same line that counts,
lines are matched one by one, and what is not understood is an error instead of being left out.
"""

from __future__ import annotations

import re

from redactor.own_rules.build import Sketch, entity_of, score_of
from redactor.own_rules.pattern import escaped
from redactor.own_rules.yaml_file import Mapping


def sketches(file: Mapping) -> list[Sketch]:
    """The recognizers of the file that are enabled."""
    file.skip("supported_languages", "global_regex_flags", "supported_countries")
    found = [_sketch(entry) for entry in file.mappings("recognizers")]
    file.done()
    return [sketch for sketch in found if sketch is not None]


def _sketch(entry: Mapping) -> Sketch | None:
    """One recognizer; None where it is not enabled."""
    if entry.word("type", ("custom", "predefined"), "custom") == "predefined":
        raise entry.error("names a class", "type", 'write `classes = ["module:Class"]` in redactor.toml')
    name = entry.take("name", str)
    entry.skip("supported_language", "supported_languages", "country_code", "version")
    patterns = tuple(_pattern(each) for each in entry.mappings("patterns"))
    words = entry.texts("deny_list")
    score = score_of(entry, "deny_list_score", 1.0)
    listed = "|".join(escaped(word) for word in words)
    context = entry.texts("context")
    made = Sketch(
        entry=entry,
        id=_kebab(name),
        entity=entity_of(entry, "supported_entity"),
        patterns=(
            *(each[:2] for each in patterns),
            *((((rf"(?<!\w)(?:{listed})(?!\w)"), "deny list"),) if words else ()),
        ),
        scores=(*(each[2] for each in patterns), *((score,) if words else ())),
        context=context,
        ignore_case=True,
        reference=f"Presidio recognizer {name}",
        bounded=False,
    )
    enabled = entry.take("enabled", bool, True)
    if not made.patterns:
        raise entry.error("a recognizer needs patterns or a deny_list")
    entry.done()
    return made if enabled else None


def _pattern(entry: Mapping) -> tuple[str, str, float]:
    found = entry.take("regex", str), entry.take("name", str), score_of(entry, "score", None)
    entry.done()
    return found


def _kebab(name: str) -> str:
    return "-".join(re.findall(r"[a-z0-9]+", re.sub(r"(?<=[a-z])(?=[A-Z])", "-", name).lower())) or "recognizer"
