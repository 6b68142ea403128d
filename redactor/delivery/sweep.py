"""Repairs what arrived around the gateway: attachments of mails, which no hook sees first.

    tickets ─► their files, save ours ─► loaded and redacted as the ticket's case ─► copies in a private note ─► originals removed

A dry run does all but the last two steps.  A file that cannot be redacted is left and reported; so is one on a ticket that takes no
notes, unless it is to be removed without a copy.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from redactor.delivery import receipt
from redactor.delivery.journal import Journal
from redactor.delivery.receipt import Seal
from redactor.delivery.send import case_of
from redactor.errors import DeliveryError, WithheldError
from redactor.helpdesk.model import File, Held, Helpdesk, Ticket
from redactor.intake import Intake, Ready
from redactor.model import Released
from redactor.source import Spool

RESERVE = 20
"""Calls of a minute that are left to people."""
_TYPE = re.compile(r"[\w.+-]{1,64}/[\w.+-]{1,64}")


@dataclass(frozen=True, slots=True)
class Swept:
    """What became of a file; `name` as it may be shown."""

    ticket: int
    state: str
    attachment: int
    name: str
    action: str
    """`clean`, `known` (ours), `would-replace`, `replaced`, `would-remove`, `removed` (no copy), `left`."""
    reason: str = ""


@dataclass(slots=True)
class Sweep:
    """One run over tickets."""

    intake: Intake
    desk: Helpdesk
    journal: Journal
    apply: bool
    remove_on_closed: bool = False
    known: Callable[[str], bool] = lambda _: False
    """Tells copies that went through the gateway, by SHA-256."""
    sleep: Callable[[float], None] = time.sleep
    _settled: set[int] = field(default_factory=set)

    def run(self, tickets: Iterable[Ticket]) -> Iterator[Swept]:
        """What becomes of every file of the tickets; one that fails does not stop the others."""
        self._settled = self.journal.of("clean", "attachment") | self.journal.of("removed", "attachment")
        for ticket in tickets:
            self._pace()
            try:
                yield from self._ticket(ticket)
            except WithheldError as error:
                yield Swept(ticket.number, ticket.state, 0, "", "left", str(error.reason))

    def _pace(self) -> None:
        room = self.desk.room()
        if room is not None and room < RESERVE:
            self.sleep(60.0 - time.time() % 60.0)

    def _ticket(self, ticket: Ticket) -> Iterator[Swept]:
        if ticket.state == "deleted":
            return
        case = case_of(self.desk.service, ticket.number)
        seal = Seal.of(self.intake.rules, case, self.desk.service, self.desk.host, ticket.number)
        notes = {said.id: seal.copies(said) for said in self.desk.said(ticket.number)}
        foreign = [held for held in self.desk.held(ticket.number) if not held.gone and held.id not in self._settled]
        spools: dict[int, Spool] = {}
        try:
            for held in foreign:
                if notes.get(held.comment):
                    yield Swept(ticket.number, ticket.state, held.id, "", "known")
                    continue
                try:
                    spool = self._loaded(held)
                except WithheldError as error:
                    yield Swept(ticket.number, ticket.state, held.id, "", "left", str(error.reason))
                    continue
                if self.known(spool.sha256):
                    yield Swept(ticket.number, ticket.state, held.id, "", "known")
                    continue
                spools[held.id] = spool
            there = [held for held in foreign if held.id in spools]
            yield from self._repaired(ticket, there, self.intake.redact(case, spools.values()), seal, notes)
        finally:
            for spool in spools.values():
                spool.close()

    def _loaded(self, held: Held) -> Spool:
        """The bytes of a file; files of one name do not clash in a folder of their own."""
        base = re.split(r"[/\\]", held.name)[-1] or "attachment"
        spool = Spool(f"{held.id}/{base}", self.intake.rules.config.limits.attachment_bytes)
        for piece in self.desk.download(held):
            spool.write(piece)
        return spool

    def _repaired(
        self, ticket: Ticket, there: list[Held], ready: list[Ready], seal: Seal, notes: dict[int, frozenset[str]]
    ) -> Iterator[Swept]:
        exchanged: list[tuple[Held, Ready]] = []
        for held, one in zip(there, ready, strict=True):
            shown = _shown(one)
            if one.verdict == "clean" and isinstance(one.account, Released) and not one.account.renamed:
                self._settle("clean", held)
                yield Swept(ticket.number, ticket.state, held.id, shown, "clean")
            elif one.result is None and not self._unread_may_go(ticket):
                reason = getattr(one.account, "reason", "")
                yield Swept(ticket.number, ticket.state, held.id, shown, "left", str(reason))
            else:
                exchanged.append((held, one))
        if ticket.state != "open":
            yield from (self._on_closed(ticket, held, one) for held, one in exchanged)
        elif exchanged:
            yield from self._exchanged(ticket, exchanged, seal, notes)

    def _unread_may_go(self, ticket: Ticket) -> bool:
        """A file that nobody could read goes only where everything goes that is not clean."""
        return ticket.state == "closed" and self.remove_on_closed

    def _on_closed(self, ticket: Ticket, held: Held, one: Ready) -> Swept:
        """A ticket that takes no notes gets no copy; a merged one has given its content to another ticket."""
        shown = _shown(one)
        if ticket.state == "closed" and self.remove_on_closed:
            if not self.apply:
                return Swept(ticket.number, ticket.state, held.id, shown, "would-remove")
            self.desk.remove(held, ticket.state)
            self._settle("removed", held)
            return Swept(ticket.number, ticket.state, held.id, shown, "removed")
        return Swept(ticket.number, ticket.state, held.id, shown, "left", f"ticket-{ticket.state}")

    def _exchanged(
        self, ticket: Ticket, exchanged: list[tuple[Held, Ready]], seal: Seal, notes: dict[int, frozenset[str]]
    ) -> Iterator[Swept]:
        """The copies first, then the originals: at no time is there neither, and no copy is added twice."""
        if self.apply:
            noted = frozenset[str]().union(*notes.values())
            copied = self.journal.of("copied", "attachment")
            missing = [(held, one) for held, one in exchanged if held.id not in copied and one.copy.sha256 not in noted]
            if missing:
                going = [one for _, one in missing]
                files = [File(one.copy, _shown(one), _kind(held)) for held, one in missing]
                submission = seal.submission(one.copy.sha256 for one in going)
                self.desk.submit(ticket.number, receipt.text(submission, going), files)
            for held, _ in missing:
                self._settle("copied", held)
        for held, one in exchanged:
            if not self.apply:
                yield Swept(ticket.number, ticket.state, held.id, _shown(one), "would-replace")
                continue
            try:
                self.desk.remove(held, ticket.state)
            except DeliveryError as error:
                yield Swept(ticket.number, ticket.state, held.id, _shown(one), "left", f"not-removed-{error.status}")
                continue
            self._settle("removed", held)
            yield Swept(ticket.number, ticket.state, held.id, _shown(one), "replaced")

    def _settle(self, event: str, held: Held) -> None:
        """Note that a file needs no further look; a dry run settles nothing."""
        if self.apply:
            self.journal.note(event, ticket=held.ticket, attachment=held.id)


def _shown(ready: Ready) -> str:
    """The name as it may be shown, without the folder that kept it apart."""
    return ready.account.name.partition("/")[2]


def _kind(held: Held) -> str:
    return held.content_type if _TYPE.fullmatch(held.content_type) else "application/octet-stream"
