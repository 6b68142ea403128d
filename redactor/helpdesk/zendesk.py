"""Zendesk: OAuth client credentials, uploads that are used at once or deleted, redaction of what leaked."""

from __future__ import annotations

import contextlib
import html
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from redactor.errors import DeliveryError
from redactor.helpdesk.credentials import Credentials
from redactor.helpdesk.http import PATIENCE, Http, Patience
from redactor.helpdesk.model import File, Held, Said, Submitted, Ticket

FILE_HOSTS = ("zendesk.com", "zdusercontent.com")
LARGEST = 50 << 20
MERGED_TAG = "closed_by_merge"
SCOPE = "read write"
EARLY = 60.0
"""Seconds before its end at which an access token is exchanged."""
_WINDOW = 1 << 20


class Zendesk:
    """The adapter; see `model.Helpdesk`."""

    service = "zendesk"

    def __init__(
        self,
        url: str,
        credentials: Credentials,
        *,
        patience: Patience = PATIENCE,
        file_hosts: tuple[str, ...] = (),
        clock: Callable[[], float] = time.time,
    ) -> None:
        self._credentials, self._clock = credentials, clock
        self._token, self._until = "", 0.0
        self.http = Http(self.service, url, self._sign, patience=patience, file_hosts=FILE_HOSTS + file_hosts)
        self._open = Http(self.service, url, dict, patience=patience)
        self.host = self.http.host

    def close(self) -> None:
        """Give back the connections."""
        self.http.close()
        self._open.close()

    # ── signing in ──

    def _sign(self) -> Mapping[str, str]:
        if self._clock() > self._until - EARLY:
            self._fetch_token()
        return {"Authorization": f"Bearer {self._token}"}

    def _fetch_token(self) -> None:
        asked = {"grant_type": "client_credentials", "scope": SCOPE}
        client = {name: self._credentials[name] for name in ("client_id", "client_secret")}
        given = self._open.call("token", payload=asked | client).payload
        self._token, self._until = str(given["access_token"]), self._clock() + float(given["expires_in"] or 0)

    def _call(self, name: str, **options: Any) -> Any:
        """A call; where the token was withdrawn early, once more with a fresh one: a 401 did nothing."""
        try:
            return self.http.call(name, **options).payload
        except DeliveryError as error:
            if error.status != 401:
                raise
            self._fetch_token()
            return self.http.call(name, **options).payload

    def room(self) -> int | None:
        """Calls that are left in this minute."""
        return self.http.room

    # ── tickets ──

    def ticket(self, number: int) -> Ticket:
        """The ticket and its state."""
        return _ticket(self._call("ticket", ticket=number)["ticket"])

    def said(self, number: int) -> Iterator[Said]:
        """All comments, oldest first; inline images are among their files."""
        after = ""
        while True:
            query = {"include_inline_images": "true", "page[size]": "100", "sort": "created_at"}
            page = self._call("comments", query=query | ({"page[after]": after} if after else {}), ticket=number)
            yield from (_said(number, comment) for comment in page["comments"])
            if not page["meta"]["has_more"]:
                return
            after = str(page["meta"]["after_cursor"])

    def held(self, number: int) -> Iterator[Held]:
        """All files of the ticket's comments."""
        for comment in self.said(number):
            yield from comment.files

    def changed(self, since: float) -> Iterator[Ticket]:
        """Tickets changed since then; the service wants a start at least a minute ago."""
        query = {"start_time": str(int(min(since, self._clock() - 61))), "per_page": "1000"}
        while True:
            page = self._call("changed_tickets", query=query)
            yield from (_ticket(ticket) for ticket in page["tickets"])
            if page["end_of_stream"]:
                return
            query = {"cursor": str(page["after_cursor"]), "per_page": "1000"}

    # ── sending ──

    def submit(
        self, number: int, text: str, files: Sequence[File], opened: Callable[[str], None] = lambda _: None
    ) -> Submitted:
        """Upload and use the token at once: until then anybody who is signed in can read an upload."""
        if not all(0 < file.copy.size <= LARGEST for file in files):
            raise DeliveryError("Zendesk takes no file that is empty or larger than 50 MB")
        token = ""
        try:
            for file in files:
                token = self._upload(file, token)
                opened(token)
            comment: dict[str, Any] = {"body": text, "public": False}
            if token:
                comment["uploads"] = [token]
            audit = self._call("update_ticket", payload={"ticket": {"comment": comment}}, ticket=number)["audit"]
        except BaseException:
            if token:
                self.discard(token)
            raise
        events = [event for event in audit.get("events", ()) if event.get("type") == "Comment"]
        made = int(events[0]["id"]) if events else 0
        return Submitted(made, tuple(held.id for held in self.held(number) if held.comment == made) if files else ())

    def _upload(self, file: File, token: str) -> str:
        query = {"filename": file.name} | ({"token": token} if token else {})
        headers = {"Content-Type": file.content_type, "Content-Length": str(file.copy.size)}

        def make() -> dict[str, Any]:
            return {"headers": headers, "content": file.copy.copy.windows(_WINDOW)}

        return str(self._call("upload", query=query, make=make)["upload"]["token"])

    def discard(self, token: str) -> None:
        """Delete an upload that is not used; one that was used or is gone by itself cannot be, which is well."""
        with contextlib.suppress(DeliveryError):
            self._call("discard_upload", token=token)

    # ── repairing ──

    def download(self, held: Held) -> Iterator[bytes]:
        """The bytes of a file; private ones come by way of a temporary address."""
        self._sign()
        return self.http.download(held.address)

    def remove(self, held: Held, state: str) -> None:
        """Remove a file: on open tickets by its id, on closed ones by its address, which needs the Agent Workspace."""
        if state == "open":
            self._call("redact_attachment", payload={}, ticket=held.ticket, comment=held.comment, attachment=held.id)
            return
        asked = {"ticket_id": held.ticket, "external_attachment_urls": [held.address]}
        self._call("redact_comment", payload=asked, comment=held.comment)


def _ticket(given: dict[str, Any]) -> Ticket:
    state = "closed" if given.get("status") == "closed" else "open"
    if MERGED_TAG in (given.get("tags") or ()):
        state = "merged"
    return Ticket(int(given["id"]), "deleted" if given.get("status") == "deleted" else state)


def _said(number: int, comment: dict[str, Any]) -> Said:
    files = tuple(_held(number, int(comment["id"]), file) for file in comment.get("attachments", ()))
    text = comment.get("plain_body") or html.unescape(comment.get("body") or "")
    return Said(int(comment["id"]), text, comment.get("public") is False, files)


def _held(number: int, comment: int, file: dict[str, Any]) -> Held:
    gone = bool(file.get("deleted")) or (file["file_name"] == "redacted.txt" and not file.get("size"))
    size, kind = int(file.get("size") or 0), str(file.get("content_type") or "")
    return Held(int(file["id"]), number, comment, str(file["file_name"]), size, kind, str(file["content_url"]), gone)
