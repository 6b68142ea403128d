"""What the tests of sandbox, adapters, gateway and delivery share: copies, fakes, credentials."""

from __future__ import annotations

import base64
from pathlib import Path
from typing import cast

from redactor import policy as policies
from redactor.config import NO_NAMES, Config
from redactor.helpdesk.credentials import Credentials
from redactor.helpdesk.freshdesk import Freshdesk
from redactor.helpdesk.http import Patience
from redactor.helpdesk.model import File
from redactor.helpdesk.zendesk import Zendesk
from redactor.intake import Intake, Rules
from redactor.keys import KeyStore
from redactor.sandbox import freshdesk as fake_freshdesk
from redactor.sandbox import zendesk as fake_zendesk
from redactor.sandbox.service import Upload
from redactor.source import BytesSource

SECRETS = (b"s3cretString", b"core-sw1", b"192.0.2.77", b"bob.smith@example.com")
CONFIG = (
    b"hostname core-sw1\nsnmp-server community s3cretString RO\nip name-server 192.0.2.77\n! bob.smith@example.com\n"
)
QUICK = Patience(once=0.3, altogether=0.6, attempts=3, first=0.01)


def rules(tmp_path: Path, *, names_required: bool = False, **changes: object) -> Rules:
    """Rules without the names of prose, which takes a second to load, and with a key store of the test's own."""
    from dataclasses import replace

    policy = replace(policies.load("balanced"), names_required=names_required)
    store = KeyStore.open(tmp_path / "keys.json")
    return replace(Rules(policy, Config(names=NO_NAMES), store, names=False), **changes)  # type: ignore[arg-type]


def copy(tmp_path: Path, data: bytes = CONFIG, name: str = "core.cfg") -> File:
    """A verified copy as a file to send."""
    ready = Intake(rules(tmp_path)).redact("case", [BytesSource(data, name)])[0]
    return File(ready.copy, ready.account.name, "text/plain")


def zendesk(fake: fake_zendesk.Zendesk) -> Zendesk:
    """The adapter at a fake."""
    secret = {"client_id": fake_zendesk.CLIENT_ID, "client_secret": fake.secret}
    return Zendesk(fake.base, Credentials("zendesk", secret), patience=QUICK, clock=fake.clock)


def freshdesk(fake: fake_freshdesk.Freshdesk) -> Freshdesk:
    """The adapter at a fake."""
    return Freshdesk(fake.base, Credentials("freshdesk", {"api_key": fake.secret}), patience=QUICK)


def zendesk_ticket(fake: fake_zendesk.Zendesk, *files: bytes, status: str = "open", tags: tuple[str, ...] = ()) -> int:
    """A ticket whose customer sent files by mail, around every gateway."""
    blobs = [fake.keep(Upload(f"file-{n}.cfg", "text/plain", data)) for n, data in enumerate(files)]
    comment = fake_zendesk.Comment(fake.next_id(), "see the files", True, blobs)
    ticket = fake_zendesk.Ticket(fake.next_id(), "It fails", fake.clock() - 120, status, list(tags), {}, [comment])
    fake.tickets[ticket.id] = ticket
    return ticket.id


def freshdesk_ticket(fake: fake_freshdesk.Freshdesk, *files: bytes) -> int:
    """The same at Freshdesk; the first file is on the ticket itself, the others in a reply."""
    blobs = [fake.keep(Upload(f"file-{n}.cfg", "text/plain", data)) for n, data in enumerate(files)]
    ticket = fake_freshdesk.Ticket(fake.next_id(), "It fails", "see the files", fake.clock(), blobs=blobs[:1])
    said = fake_freshdesk.Conversation(fake.next_id(), ticket.id, "more", False, False, blobs[1:])
    ticket.conversations.append(said)
    fake.tickets[ticket.id] = ticket
    return ticket.id


def stored(fake: fake_zendesk.Zendesk | fake_freshdesk.Freshdesk) -> bytes:
    """All that a fake holds and could show to anybody, as bytes to search in."""
    parts = [blob.upload.data + blob.upload.name.encode() for blob in fake.blobs.values() if not blob.deleted]
    for ticket in fake.tickets.values():
        said = cast("list[fake_zendesk.Comment]", getattr(ticket, "comments", getattr(ticket, "conversations", [])))
        parts += [ticket.subject.encode(), getattr(ticket, "description", "").encode()]
        parts += [comment.body.encode() for comment in said]
    return b"\n".join(parts)


def basic(user: str, password: str) -> str:
    """A Basic authorisation."""
    return "Basic " + base64.b64encode(f"{user}:{password}".encode()).decode()
