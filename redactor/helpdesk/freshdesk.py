"""Freshdesk: an API key, one multipart call for text and files, 20 MB for all files of a ticket's life."""

from __future__ import annotations

import base64
import html
import io
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from redactor.errors import DeliveryError
from redactor.helpdesk.credentials import Credentials
from redactor.helpdesk.http import PATIENCE, Http, Patience
from redactor.helpdesk.model import File, Held, Said, Submitted, Ticket
from redactor.model import Source

FILE_HOSTS = ("freshdesk.com", "amazonaws.com", "freshworks.com")
LARGEST = 20 << 20
_PAGE = 100
_EXPIRED = (400, 401, 403, 404, 410)


class Freshdesk:
    """The adapter; see `model.Helpdesk`."""

    service = "freshdesk"

    def __init__(
        self,
        url: str,
        credentials: Credentials,
        *,
        patience: Patience = PATIENCE,
        file_hosts: tuple[str, ...] = (),
    ) -> None:
        self._credentials = credentials
        self.http = Http(self.service, url, self._sign, patience=patience, file_hosts=FILE_HOSTS + file_hosts)
        self.host = self.http.host

    def close(self) -> None:
        """Give back the connections."""
        self.http.close()

    def _sign(self) -> Mapping[str, str]:
        pair = f"{self._credentials['api_key']}:X".encode()
        return {"Authorization": f"Basic {base64.b64encode(pair).decode()}"}

    def room(self) -> int | None:
        """Calls that are left in this minute."""
        return self.http.room

    # ── tickets ──

    def ticket(self, number: int) -> Ticket:
        """The ticket and its state."""
        return _ticket(self.http.call("ticket", ticket=number).payload)

    def said(self, number: int) -> Iterator[Said]:
        """All conversations, oldest first."""
        for entry in self._pages("conversations", {}, ticket=number):
            files = tuple(_held(number, int(entry["id"]), file) for file in entry.get("attachments", ()))
            text = str(entry.get("body_text") or html.unescape(str(entry.get("body") or "")))
            yield Said(int(entry["id"]), text, bool(entry.get("private")), files)

    def held(self, number: int) -> Iterator[Held]:
        """All files of the ticket itself and of its conversations."""
        for file in self.http.call("ticket", ticket=number).payload["attachments"]:
            yield _held(number, 0, file)
        for entry in self.said(number):
            yield from entry.files

    def changed(self, since: float) -> Iterator[Ticket]:
        """Tickets changed since then."""
        moment = datetime.fromtimestamp(max(0.0, since), UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        for entry in self._pages("tickets", {"updated_since": moment}):
            yield _ticket(entry)

    def _pages(self, name: str, query: dict[str, str], **names: Any) -> Iterator[dict[str, Any]]:
        page = 1
        while True:
            asked = query | {"page": str(page), "per_page": str(_PAGE)}
            reply = self.http.call(name, asked, **names)
            yield from reply.payload
            if 'rel="next"' not in reply.headers.get("link", ""):
                return
            page += 1

    # ── sending ──

    def submit(
        self, number: int, text: str, files: Sequence[File], opened: Callable[[str], None] = lambda _: None
    ) -> Submitted:
        """A private note with files in one call, which is never repeated blindly: the service cannot tell it twice."""
        here = sum(held.size for held in self.held(number))
        if here + sum(file.copy.size for file in files) > LARGEST:
            raise DeliveryError("the ticket would have more than 20 MB of attachments", "send fewer, or compress them")

        def make() -> dict[str, Any]:
            parts: list[tuple[str, Any]] = [("body", (None, _as_html(text))), ("private", (None, "true"))]
            for file in files:
                parts.append(("attachments[]", (file.name, _Reader(file.copy.copy), file.content_type)))
            return {"files": parts}

        note = self.http.call("note", make=make, ticket=number).payload
        return Submitted(int(note["id"]), tuple(int(file["id"]) for file in note["attachments"]))

    def discard(self, token: str) -> None:
        """Nothing is ever open: text and files go in one call."""

    # ── repairing ──

    def download(self, held: Held) -> Iterator[bytes]:
        """The bytes of a file; its address is good for minutes, so a fresh one is asked for where it no longer is."""
        try:
            yield from self.http.download(held.address)
            return
        except DeliveryError as error:
            if error.status not in _EXPIRED:
                raise
        found = next((other for other in self.held(held.ticket) if other.id == held.id), None)
        if found is None:
            raise DeliveryError("a file is gone", status=404)
        yield from self.http.download(found.address)

    def remove(self, held: Held, state: str) -> None:
        """Remove a file for good."""
        self.http.call("delete_attachment", attachment=held.id)


class _Reader(io.RawIOBase):
    """A copy as a file that can be read and sought, which is how a multipart body is streamed."""

    def __init__(self, copy: Source) -> None:
        super().__init__()
        self._copy, self._at = copy, 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        base = {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: self._copy.size}[whence]
        self._at = base + offset
        return self._at

    def tell(self) -> int:
        return self._at

    def read(self, size: int = -1) -> bytes:
        data = self._copy.read_at(self._at, self._copy.size - self._at if size < 0 else size)
        self._at += len(data)
        return data


def _as_html(text: str) -> str:
    return html.escape(text, quote=False).replace("\n", "<br>")


def _ticket(given: dict[str, Any]) -> Ticket:
    if given.get("deleted") or given.get("spam"):
        return Ticket(int(given["id"]), "deleted")
    return Ticket(int(given["id"]), "open")  # a closed one takes notes as well


def _held(number: int, conversation: int, file: dict[str, Any]) -> Held:
    size = file.get("size", file.get("file_size")) or 0
    kind, address = str(file.get("content_type") or ""), str(file["attachment_url"])
    return Held(int(file["id"]), number, conversation, str(file["name"]), int(size), kind, address)
