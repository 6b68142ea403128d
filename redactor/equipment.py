"""What a run is equipped with: formats, rules, engines and models once a worker; lexicon and pseudonyms once a case."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterable
from dataclasses import dataclass, field

import recognizers
from recognizers.rule import Rule

from redactor import formats, plugins
from redactor.case import Equipment, Knowledge, dictionary, spared
from redactor.config import Config
from redactor.detect.detectors import Detectors
from redactor.errors import UsageError
from redactor.keys import CaseSecret, KeyStore, Scope
from redactor.model import Format
from redactor.policy import Policy
from redactor.pseudonyms import Pseudonyms

RULES_GROUP = "redactor.recognizers"
FORMATS_GROUP = "redactor.formats"


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


def all_rules() -> tuple[Rule, ...]:
    """Our rules and those of packages that register under `redactor.recognizers`."""
    others = [module for module in plugins.offered(RULES_GROUP) if not module.__name__.startswith("recognizers.")]
    return recognizers.rules() + tuple(rule for module in others for rule in getattr(module, "RULES", ()))


def digest(rules: Iterable[Rule]) -> str:
    """SHA-256 of the rule table: what is matched, not what is said about it."""
    table = [
        (rule.id, rule.entity, rule.pattern, rule.triggers(), rule.ignore_case, rule.score, rule.before, rule.after,
         sorted(rule.kinds), rule.seeds)
        for rule in rules
    ]  # fmt: skip
    return hashlib.sha256(repr(table).encode()).hexdigest()


def kit(engine: str, config: Config, *, names: bool, language: str) -> Kit:
    """Make the equipment of a run; a missing engine or model is a `UsageError` before any work."""
    rules = all_rules()
    finder = _names(config, language) if names else None
    detectors = Detectors(rules, engine, names=finder)
    return Kit(detectors.engine, plugins.load(formats, FORMATS_GROUP), detectors, digest(rules), finder is not None)


def equip(kit: Kit, policy: Policy, config: Config, secret: bytes, knowledge: Knowledge) -> Equipment:
    """Make the equipment of a case."""
    return Equipment(
        formats=kit.formats,
        detectors=kit.detectors,
        policy=policy,
        config=config,
        replacer=Pseudonyms(secret, networks=knowledge.networks),
        secret=secret,
        lexicon=knowledge.lexicon,
        dictionary=dictionary(config),
        spared=spared(config, policy),
        names_sought=kit.names_sought,
        findings=knowledge.findings,
    )


def case_secret(store: KeyStore | None, tenant: str, case: str, scope: Scope) -> CaseSecret:
    """The secret of a case; without a store one that nobody will ever know (`check`)."""
    if store is None:
        return CaseSecret(secrets.token_bytes(32), 0, 0, "none")
    return store.secret(tenant, case, scope)


def _names(config: Config, language: str) -> None:
    if language != "en":
        raise UsageError(f"no model for the language {language}", "use --no-ner, or configure one")
    return None
