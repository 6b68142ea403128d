"""What a run is equipped with: formats, rules, engines and models once a worker; lexicon and pseudonyms once a case."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import cast

import recognizers
from recognizers.rule import Rule
from redactor import containers, formats, plugins
from redactor.case import Equipment, Knowledge, dictionary, spared
from redactor.config import MODEL, NO_NAMES, Config
from redactor.detect.detector import NameFinder, TextScanner
from redactor.detect.detectors import Detectors
from redactor.detect.offline import import_quietly
from redactor.errors import UsageError
from redactor.keys import CaseSecret, KeyStore, Scope
from redactor.model import Container, Format
from redactor.own_rules import load as own_rules
from redactor.own_rules.load import OwnRules
from redactor.policy import Policy
from redactor.pseudonyms import Pseudonyms
from redactor.replace import Replacer

RULES_GROUP = "redactor.recognizers"
FORMATS_GROUP = "redactor.formats"
CONTAINERS_GROUP = "redactor.containers"
REFERENCE = "presidio"
"""The engine by which everything goes through Presidio; imported only then."""


@dataclass(slots=True)
class Kit:
    """What is the same for every case of a run."""

    engine: str
    formats: dict[str, Format]
    detectors: Detectors
    rules_digest: str
    names_sought: bool
    reference: bool = field(default=False)
    """True in the reference mode: replacements go through Presidio's anonymizer."""
    containers: Mapping[str, Container] = field(default_factory=dict)
    """Who opens what, by the name of the media type."""
    own: OwnRules = field(default_factory=OwnRules)
    config: Config = field(default_factory=Config, repr=False)
    """What it was made for."""
    rules: tuple[Rule, ...] = field(default=(), repr=False)
    """The rule table."""


def all_rules() -> tuple[Rule, ...]:
    """Our rules and those of packages that register under `redactor.recognizers`; `own_rules` adds the user's."""
    others = [module for module in plugins.offered(RULES_GROUP) if not module.__name__.startswith("recognizers.")]
    return recognizers.rules() + tuple(rule for module in others for rule in getattr(module, "RULES", ()))


def digest(rules: Iterable[Rule], own: Sequence[str] = ()) -> str:
    """SHA-256 of the rule table: what is matched, not what is said about it; `own` are digests of the user's files."""
    table = [
        (rule.id, rule.entity, rule.pattern, rule.triggers(), rule.ignore_case, rule.score, rule.before, rule.after,
         sorted(rule.kinds), rule.seeds)
        for rule in rules
    ]  # fmt: skip
    return hashlib.sha256((repr(table) + "".join(own)).encode()).hexdigest()


def kit(engine: str, config: Config, *, names: bool, language: str) -> Kit:
    """Make the equipment of a run; a missing engine or model is a `UsageError` before any work."""
    rules = all_rules()
    own = own_rules.load(config, engine, {rule.id for rule in rules})
    rules += own.rules
    finder = _names(config, language) if names else None
    reference = engine == REFERENCE
    detectors = Detectors(rules, engine, names=finder, scanner=_reference_scanner() if reference else None,
                          own=own.finders)  # fmt: skip
    readers = cast("dict[str, Format]", plugins.load(formats, FORMATS_GROUP))
    name = REFERENCE if reference else detectors.engine
    return Kit(
        engine=name,
        formats=readers,
        detectors=detectors,
        rules_digest=digest(rules, own.digests),
        names_sought=finder is not None,
        reference=reference,
        containers=Openers(),
        own=own,
        config=config,
        rules=rules,
    )


class Openers(Mapping[str, Container]):
    """Every installed container by the names of the media types that it opens; loaded when the first is asked for."""

    __slots__ = ("_found",)

    def __init__(self) -> None:
        self._found: dict[str, Container] = {}

    def _all(self) -> dict[str, Container]:
        if not self._found:
            modules = plugins.load(containers, CONTAINERS_GROUP).values()
            self._found = {name: cast("Container", module) for module in modules for name in module.OPENS}
        return self._found

    def __getitem__(self, name: str) -> Container:
        return self._all()[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._all())

    def __len__(self) -> int:
        return len(self._all())


def equip(kit: Kit, policy: Policy, config: Config, secret: bytes, knowledge: Knowledge) -> Equipment:
    """Make the equipment of a case."""
    return Equipment(
        formats=kit.formats,
        detectors=kit.detectors,
        policy=kit.own.completed(policy),
        config=config,
        replacer=_replacer(kit, Pseudonyms(secret, networks=knowledge.networks, family_only=policy.family_only)),
        secret=secret,
        lexicon=knowledge.lexicon,
        dictionary=dictionary(config),
        spared=spared(config, policy),
        names_sought=kit.names_sought,
        containers=kit.containers,
        rules_digest=kit.rules_digest,
    )


def case_secret(store: KeyStore | None, tenant: str, case: str, scope: Scope) -> CaseSecret:
    """The secret of a case; without a store one that nobody will ever know (`check`)."""
    if store is None:
        return CaseSecret(secrets.token_bytes(32), 0, 0, "none")
    return store.secret(tenant, case, scope)


def _replacer(kit: Kit, pseudonyms: Pseudonyms) -> Replacer:
    if not kit.reference:
        return pseudonyms
    from redactor.presidio_replacer import PresidioReplacer

    return PresidioReplacer(pseudonyms)


def _reference_scanner() -> Callable[[Sequence[Rule], str], TextScanner]:
    import_quietly()
    from redactor.detect.presidio_scanner import PresidioScanner

    return PresidioScanner


def _names(config: Config, language: str) -> NameFinder | None:
    """Who seeks names; a model that does not exist, or none for the language, is a `UsageError`."""
    if config.names == NO_NAMES:
        return None
    if language != "en" and config.names == MODEL:
        raise UsageError(f"no model for the language {language}", "use --no-ner, or configure one")
    from redactor.detect.name_model import check
    from redactor.detect.names import Names

    check(config.names)
    return Names(config.names)
