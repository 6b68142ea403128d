"""A case of attachments goes to a ticket: redacted, verified, in one private note, once.

leftovers of a run that was cut off are deleted ─► the ticket takes notes? ─► redact ─► is it there already?
   ─► upload and note in one go ─► noted in the journal
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from redactor.delivery import receipt
from redactor.delivery.journal import Journal
from redactor.delivery.receipt import Seal
from redactor.errors import DeliveryError, UsageError
from redactor.helpdesk.model import File, Helpdesk
from redactor.intake import Intake, Ready

MOST = 100
"""Files of a call: a ticket is no store, and all copies are held until all are verified."""


@dataclass(frozen=True, slots=True)
class Sent:
    """What became of a call; `comment` is 0 where nothing was sent."""

    ready: tuple[Ready, ...] = field(repr=False)
    submission: str = ""
    comment: int = 0
    already: bool = False
    """True where an earlier run had sent the same."""

    @property
    def held_back(self) -> tuple[Ready, ...]:
        """Attachments that may not go."""
        return tuple(ready for ready in self.ready if ready.result is None)


def case_of(service: str, ticket: int) -> str:
    """The case of a ticket, the same for gateway, send and sweep."""
    return f"{service}-ticket-{ticket}"


def prepare(intake: Intake, case: str, inputs: Sequence[Path]) -> tuple[Ready, ...]:
    """Redact everything under `inputs` as one case."""
    from redactor.source import walk

    if sum(1 for _ in walk(inputs)) > MOST:
        raise UsageError(f"more than {MOST} files for one ticket", "pack them, or send fewer")
    return tuple(intake.redact(case, inputs=inputs))


def send(intake: Intake, desk: Helpdesk, ticket: int, inputs: Sequence[Path], journal: Journal, case: str) -> Sent:
    """Send what may go; raises `DeliveryError` where the ticket or the service does not take it."""
    for token in journal.open_tokens():
        desk.discard(token)
        journal.note("closed", token=token)
    state = desk.ticket(ticket).state
    if state != "open":
        hint = "its content is in the ticket it was merged into" if state == "merged" else "name another ticket"
        raise DeliveryError(f"the ticket is {state} and takes no notes", hint)
    ready = prepare(intake, case, inputs)
    going = [one for one in ready if one.result is not None]
    if not going:
        return Sent(ready)
    seal = Seal.of(intake.rules, case, desk.service, desk.host, ticket)
    submission = seal.submission(one.copy.sha256 for one in going)
    there = next((said.id for said in desk.said(ticket) if seal.genuine(said) == submission), 0)
    if there:
        return Sent(ready, submission, there, already=True)
    comment = _submit(desk, ticket, receipt.text(submission, going), going, journal)
    return Sent(ready, submission, comment)


def _submit(desk: Helpdesk, ticket: int, text: str, going: Sequence[Ready], journal: Journal) -> int:
    files = [File(one.copy, file_name(one)) for one in going]
    opened: list[str] = []

    def note(token: str) -> None:
        if token not in opened:
            opened.append(token)
            journal.note("opened", token=token, ticket=ticket)

    try:
        comment = desk.submit(ticket, text, files, note).comment
    finally:
        for token in opened:
            journal.note("closed", token=token)
    journal.note("sent", ticket=ticket, comment=comment)
    return comment


def file_name(ready: Ready) -> str:
    """The name of a copy at the helpdesk, which knows no directories."""
    return ready.account.name.replace("/", "_")
