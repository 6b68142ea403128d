"""A fake Freshdesk: tickets and conversations with attachments, at most 20 MB a ticket, only notes can be edited."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from redactor.sandbox.service import Answer, Ask, Blob, Fake, Refusal, Upload

LARGEST = 20 << 20
"""Bytes of all attachments of a ticket together, for its whole life."""
OPEN = 2
_OF_TICKET = frozenset(
    """subject description email requester_id name phone status priority source type tags cc_emails custom_fields group_id
    responder_id product_id company_id unique_external_id due_by fr_due_by email_config_id parent_id""".split()
)
_OF_NOTE = frozenset("body private incoming notify_emails user_id".split())
_OF_REPLY = frozenset("body from_email user_id cc_emails bcc_emails".split())


@dataclass(slots=True)
class Conversation:
    """A note or a reply."""

    id: int
    ticket: int
    body: str = field(repr=False)
    note: bool
    private: bool
    blobs: list[Blob] = field(default_factory=list)
    made: float = 0.0


@dataclass(slots=True)
class Ticket:
    """A ticket with its conversations."""

    id: int
    subject: str = field(repr=False)
    description: str = field(repr=False)
    changed: float
    email: str = field(default="", repr=False)
    status: int = OPEN
    spam: bool = False
    deleted: bool = False
    blobs: list[Blob] = field(default_factory=list)
    conversations: list[Conversation] = field(default_factory=list)


class Freshdesk(Fake):
    """The fake; its tests and users may look into `tickets` and `blobs`."""

    service = "freshdesk"

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.tickets: dict[int, Ticket] = {}

    # ── shapes ──

    def refusal(self, refusal: Refusal) -> Any:
        if refusal.status == 400:
            errors = [{"field": refusal.where, "message": refusal.message, "code": "invalid_value"}]
            return {"description": "Validation failed", "errors": errors}
        return {"code": "invalid_credentials" if refusal.status == 401 else "refused", "message": refusal.message}

    def rate_headers(self) -> dict[str, str]:
        left = {
            "X-RateLimit-Total": str(self.rate_limit),
            "X-RateLimit-Remaining": str(self.remaining),
            "X-RateLimit-Used-CurrentRequest": "1",
            "X-Freshdesk-API-Version": "latest=v2; requested=v2",
        }
        return left if self.remaining else left | {"Retry-After": str(60 - int(self.clock()) % 60)}

    # ── operations ──

    def on_me(self, ask: Ask) -> Answer:
        return Answer({"id": 1, "type": ask.user})

    def on_tickets(self, ask: Ask) -> Answer:
        size, page = min(100, int(ask.query.get("per_page", "30"))), int(ask.query.get("page", "1"))
        since = ask.query.get("updated_since", "")
        found = [ticket for ticket in self.tickets.values() if not ticket.deleted and _when(ticket.changed) >= since]
        shown = [_summary(ticket) for ticket in found[(page - 1) * size : page * size]]
        return Answer(shown, headers=self._link("/api/v2/tickets", page, len(found) > page * size))

    def on_ticket(self, ask: Ask) -> Answer:
        return Answer(self._whole(self._ticket(ask, "to read")))

    def on_create_ticket(self, ask: Ask) -> Answer:
        _only(ask.body, _OF_TICKET)
        if not ask.body.get("email") and not ask.body.get("requester_id"):
            raise Refusal(400, "a requester is missing", "email")
        ticket = Ticket(self.next_id(), ask.body["subject"], ask.body["description"], self.clock())
        ticket.email = ask.body.get("email", "")
        ticket.blobs = self._kept(ticket, ask.files)
        self.tickets[ticket.id] = ticket
        return Answer(self._whole(ticket))

    def on_update_ticket(self, ask: Ask) -> Answer:
        ticket = self._ticket(ask)
        _only(ask.body, _OF_TICKET)
        ticket.blobs += self._kept(ticket, ask.files)
        ticket.description = ask.body.get("description", ticket.description)
        ticket.status = int(ask.body.get("status", ticket.status))
        ticket.changed = self.clock()
        return Answer(self._whole(ticket))

    def on_delete_ticket(self, ask: Ask) -> Answer:
        self._ticket(ask).deleted = True
        return Answer()

    def on_reply(self, ask: Ask) -> Answer:
        _only(ask.body, _OF_REPLY)
        return self._said(ask, note=False, private=False)

    def on_note(self, ask: Ask) -> Answer:
        _only(ask.body, _OF_NOTE)
        return self._said(ask, note=True, private=str(ask.body.get("private", "true")).lower() != "false")

    def on_conversations(self, ask: Ask) -> Answer:
        ticket = self._ticket(ask, "to read")
        size, page = min(100, int(ask.query.get("per_page", "30"))), int(ask.query.get("page", "1"))
        shown = [self._shown(each) for each in ticket.conversations[(page - 1) * size : page * size]]
        more = len(ticket.conversations) > page * size
        return Answer(shown, headers=self._link(f"/api/v2/tickets/{ticket.id}/conversations", page, more))

    def on_edit_note(self, ask: Ask) -> Answer:
        said = self._conversation(ask)
        if not said.note:
            raise Refusal(400, "only notes can be edited", "body")
        said.body = ask.body.get("body", said.body)
        said.blobs += self._kept(self.tickets[said.ticket], ask.files)
        return Answer(self._shown(said))

    def on_delete_conversation(self, ask: Ask) -> Answer:
        said = self._conversation(ask)
        self.tickets[said.ticket].conversations.remove(said)
        for blob in said.blobs:
            blob.deleted = True
        return Answer()

    def on_delete_attachment(self, ask: Ask) -> Answer:
        blob = self.blobs.get(ask.number("attachment"))
        if blob is None or blob.deleted:
            raise Refusal(404, "not found")
        blob.deleted = True
        for ticket in self.tickets.values():
            for held in (ticket.blobs, *(said.blobs for said in ticket.conversations)):
                held[:] = [each for each in held if each is not blob]
        return Answer()

    # ── state ──

    def _said(self, ask: Ask, *, note: bool, private: bool) -> Answer:
        ticket = self._ticket(ask)
        blobs = self._kept(ticket, ask.files)
        said = Conversation(self.next_id(), ticket.id, ask.body["body"], note, private, blobs, self.clock())
        ticket.conversations.append(said)
        ticket.changed = self.clock()
        return Answer(self._shown(said))

    def _kept(self, ticket: Ticket, files: tuple[Upload, ...]) -> list[Blob]:
        """Store files, unless the ticket would then have more than it may have."""
        held = ticket.blobs + [blob for said in ticket.conversations for blob in said.blobs]
        if sum(len(blob.upload.data) for blob in held) + sum(len(file.data) for file in files) > LARGEST:
            raise Refusal(400, "Total attachment(s) size should not exceed 20 MB", "attachments")
        return [self.keep(file) for file in files]

    def _ticket(self, ask: Ask, why: str = "to change") -> Ticket:
        ticket = self.tickets.get(ask.number("ticket"))
        if ticket is None:
            raise Refusal(404, "not found")
        if (ticket.spam or ticket.deleted) and why != "to read":
            raise Refusal(405, "the ticket is spam or deleted")
        return ticket

    def _conversation(self, ask: Ask) -> Conversation:
        number = ask.number("conversation")
        for ticket in self.tickets.values():
            for said in ticket.conversations:
                if said.id == number:
                    return said
        raise Refusal(404, "not found")

    def _link(self, path: str, page: int, more: bool) -> dict[str, str]:
        return {"Link": f'<{self.base}{path}?page={page + 1}>; rel="next"'} if more else {}

    def _whole(self, ticket: Ticket) -> dict[str, Any]:
        files = [self._file(blob) for blob in ticket.blobs]
        return {**_summary(ticket), "description": ticket.description, "attachments": files}

    def _shown(self, said: Conversation) -> dict[str, Any]:
        files = [self._file(blob) for blob in said.blobs]
        about = {"id": said.id, "ticket_id": said.ticket, "private": said.private, "source": 2 if said.note else 0}
        times = {"created_at": _when(said.made), "updated_at": _when(said.made)}
        return {**about, **times, "body": said.body, "body_text": said.body, "attachments": files}

    def _file(self, blob: Blob) -> dict[str, Any]:
        upload = blob.upload
        # The documentation uses both names of the size.
        size = {"size" if blob.id % 2 else "file_size": len(upload.data)}
        about = {"id": blob.id, "name": upload.name, "content_type": upload.content_type, **size}
        return {**about, "attachment_url": self.address(blob)}


def _only(body: dict[str, Any], known: frozenset[str]) -> None:
    """An unknown field is an error, as the service has it."""
    for name in body:
        if name.partition("[")[0] not in known:
            raise Refusal(400, "Unexpected/invalid field in request", name)


def _summary(ticket: Ticket) -> dict[str, Any]:
    times = {"created_at": _when(ticket.changed), "updated_at": _when(ticket.changed)}
    about = {"id": ticket.id, "subject": ticket.subject, "status": ticket.status, "spam": ticket.spam}
    return {**about, "deleted": ticket.deleted, **times}


def _when(moment: float) -> str:
    return datetime.fromtimestamp(moment, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
