"""A YAML file of rules in our own words.

rules:
  - id: asset-tag                         # kebab-case, unique over all rules
    entity: ASSET_TAG                     # a built-in entity, or one of your own in capitals
    action: suppress                      # where no policy names the entity: pseudonymise (default) or suppress
    pattern: 'AT-[0-9]{6}'                # `(?P<value>…)` marks the value where it is not all of the match
    labels: [asset tag]                   # fields that are called so hold one
    context: [notebook, asset]            # one of the words on the line adds 0.35 to the score
    validator: luhn                       # see redactor.own_rules.validators
    score: 0.85
    ignore_case: true
    kinds: [log, config]                  # attachments it runs on; none named: all
    seeds: true                           # the case's lexicon learns the value
    reference: the asset register
    examples: ['notebook «AT-004711» is lost']
    near_misses: ['FLAT-004711']
"""

from __future__ import annotations

from redactor.own_rules.build import Sketch, entity_of, score_of
from redactor.own_rules.validators import VALIDATORS
from redactor.own_rules.yaml_file import Mapping
from redactor.toml_file import hint_for

KINDS = ("log", "config", "cli", "json", "ini", "prose", "text")
ACTIONS = ("pseudonymise", "suppress")


def sketches(file: Mapping) -> list[Sketch]:
    """The rules of the file."""
    found = [_sketch(entry) for entry in file.mappings("rules")]
    file.done()
    return found


def _sketch(entry: Mapping) -> Sketch:
    """One rule, every key judged."""
    validator = entry.take("validator", str, "")
    if validator and validator not in VALIDATORS:
        raise entry.error(f"unknown validator {validator!r}", "validator", hint_for(validator, tuple(VALIDATORS)))
    kinds = entry.texts("kinds")
    for kind in kinds:
        if kind not in KINDS:
            raise entry.error(f"unknown kind {kind!r}", "kinds", hint_for(kind, KINDS))
    made = Sketch(
        entry=entry,
        id=entry.take("id", str),
        entity=entity_of(entry, "entity"),
        patterns=tuple((text, "") for text in entry.texts("pattern")),
        labels=entry.texts("labels"),
        context=entry.texts("context"),
        validator=validator,
        score=score_of(entry, "score", 0.85),
        ignore_case=entry.take("ignore_case", bool, False),
        kinds=frozenset(kinds),
        seeds=entry.take("seeds", bool, False),
        action=entry.word("action", ACTIONS, ACTIONS[0]),
        reference=entry.take("reference", str, "a rule of the user's"),
        examples=entry.lined("examples"),
        near_misses=entry.lined("near_misses"),
        bounded=True,
    )
    if not made.patterns and not made.labels:
        raise entry.error("a rule needs a pattern or labels")
    if made.patterns and not made.examples:
        raise entry.error("examples are missing", "", "give lines in which «the value» is marked")
    entry.done()
    return made
