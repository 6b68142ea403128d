"""Attachments and texts of a case in equipment that stays warm: what delivery and the gateway share.

    sources of one case ─► pipeline ─► Ready: the account of each and, where it may go without a person's look, its copy

Scan engines belong to the thread that made them, so every thread makes its own, once.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from redactor import pipeline
from redactor.attachment import Result
from redactor.config import Config
from redactor.decisions import Term
from redactor.job import Job
from redactor.keys import KeyStore, Scope
from redactor.model import Outcome, Reason, Released, Source, Withheld
from redactor.policy import Policy
from redactor.report import RunReport, verdict
from redactor.verify import Verified

if TYPE_CHECKING:
    from redactor.equipment import Kit


@dataclass(frozen=True, slots=True)
class Rules:
    """What holds for everything that goes through."""

    policy: Policy
    config: Config
    store: KeyStore = field(repr=False)
    tenant: str = "default"
    scope: Scope = "case"
    engine: str = "auto"
    names: bool = True
    vault: str | None = field(default=None, repr=False)
    """What keeps the way back; None keeps none."""
    destination: str = ""
    """The helpdesk that the copies are for; the vault notes it, since they have to be deleted there one day."""


@dataclass(frozen=True, slots=True)
class Ready:
    """What became of one source: `result` is there only where its copy may be sent."""

    account: Outcome
    result: Result | None = field(default=None, repr=False)

    @property
    def verdict(self) -> str:
        """`clean` · `redacted` · `review` · `withheld`; only the first two may be sent."""
        return verdict(self.account)

    @property
    def copy(self) -> Verified:
        """The verified copy; raises `ValueError` where nothing may be sent."""
        if self.result is None:
            raise ValueError("there is no copy that may be sent")
        return self.result.verified


class Intake:
    """Redacts the sources of one case at a time, in whatever thread it is called."""

    def __init__(self, rules: Rules) -> None:
        self.rules = rules
        self._warm = threading.local()

    def redact(
        self,
        case: str,
        sources: Iterable[Source] = (),
        *,
        inputs: Sequence[Path] = (),
        keep: Sequence[str] = (),
        always: Sequence[Term] = (),
    ) -> list[Ready]:
        """All files under `inputs` and the sources, in order, as one case.

        `keep` are words that stay: pseudonyms of this case that a reply quotes.  `always` are values that earlier parts
        of the case showed to be sensitive.
        """
        return self.reported(case, sources, inputs=inputs, keep=keep, always=always)[1]

    def reported(
        self,
        case: str,
        sources: Iterable[Source] = (),
        *,
        inputs: Sequence[Path] = (),
        keep: Sequence[str] = (),
        always: Sequence[Term] = (),
    ) -> tuple[RunReport, list[Ready]]:
        """What `redact` gives, and the report that receipts are made of."""
        rules, results = self.rules, dict[str, Result]()
        config = replace(rules.config, never=(*rules.config.never, *keep), always=(*rules.config.always, *always))
        streams = tuple(sources)
        job = Job(
            inputs=tuple(inputs),
            policy=rules.policy,
            config=config,
            tenant=rules.tenant,
            case=case,
            scope=rules.scope,
            key_store=rules.store,
            engine=rules.engine,
            names=rules.names,
            language=rules.config.language,
            streams=streams,
            vault=rules.vault,
            destination=rules.destination,
            accept=lambda result, name: results.__setitem__(name, result),
        )
        report = pipeline.run(job, kit=self._kit())
        return report, [self._judged(outcome, results) for outcome in report.outcomes]

    def _judged(self, outcome: Outcome, results: dict[str, Result]) -> Ready:
        """A copy whose names were not sought needs a person's look, unless the policy does without."""
        if isinstance(outcome, Withheld):
            return Ready(outcome)
        result = results[outcome.name]
        if outcome.names_sought or not self.rules.policy.names_required:
            return Ready(outcome, result)
        result.log.close()
        return Ready(unsought(outcome))

    def _kit(self) -> Kit:
        kit: Kit | None = getattr(self._warm, "kit", None)
        if kit is None:
            from redactor import equipment  # here: engines and models are heavy

            rules = self.rules
            kit = equipment.kit(rules.engine, rules.config, names=rules.names, language=rules.config.language)
            self._warm.kit = kit
        return kit


def unsought(outcome: Released) -> Withheld:
    """What a copy becomes whose names nobody sought."""
    hint = "names in its prose were not sought: look at it, or use a policy with names_required = false"
    return Withheld(outcome.name, Reason.NEEDS_REVIEW, "", outcome.media, outcome.size, hint, outcome.seconds)
