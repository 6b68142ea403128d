"""A fake Zendesk: one-time upload tokens that last 60 minutes, tickets, comments, private attachments, redaction."""

from __future__ import annotations

import math
import re
import secrets
from dataclasses import dataclass, field
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from redactor.sandbox.service import AGENT, Answer, Ask, Blob, Fake, Refusal, Upload

TOKEN_LIFE = 3600.0
ACCESS_LIFE = 1800.0
LARGEST = 50 << 20
CLIENT_ID = "sandbox"
CLOSED = "closed"
MERGED_TAG = "closed_by_merge"
_MARK = re.compile(r"<redact>.*?</redact>", re.DOTALL)


@dataclass(slots=True)
class Pending:
    """An upload token that nobody has used."""

    made: float
    blobs: list[Blob]


@dataclass(slots=True)
class Comment:
    """A comment, public or private, with its attachments."""

    id: int
    body: str = field(repr=False)
    public: bool = True
    blobs: list[Blob] = field(default_factory=list)


@dataclass(slots=True)
class Ticket:
    """A ticket with its comments."""

    id: int
    subject: str = field(repr=False)
    changed: float
    status: str = "open"
    tags: list[str] = field(default_factory=list)
    requester: dict[str, Any] = field(default_factory=dict, repr=False)
    comments: list[Comment] = field(default_factory=list)


class Zendesk(Fake):
    """The fake; its tests and users may look into `tickets`, `pending` and `blobs`."""

    service = "zendesk"
    missing = 422

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.tickets: dict[int, Ticket] = {}
        self.pending: dict[str, Pending] = {}
        self._access: dict[str, float] = {}

    # ── shapes ──

    def refusal(self, refusal: Refusal) -> Any:
        if refusal.status != 422:
            return {"error": _NAMES.get(refusal.status, "InvalidRequest"), "description": refusal.message}
        details = {refusal.where: [{"description": refusal.message, "error": "InvalidValue"}]}
        return {"error": "RecordInvalid", "description": "Record validation errors", "details": details}

    def rate_headers(self) -> dict[str, str]:
        left = {"X-Rate-Limit": str(self.rate_limit), "X-Rate-Limit-Remaining": str(self.remaining)}
        return left if self.remaining else left | {"Retry-After": str(60 - int(self.clock()) % 60)}

    def user(self, request: Request) -> str:
        word = request.headers.get("authorization", "").removeprefix("Bearer ")
        if self._access.get(word, math.inf) < self.clock():
            raise Refusal(401, "the access token is no longer valid")
        return super().user(request)

    async def other(self, request: Request) -> Response:
        """Attachments by their address: private, and given away as a temporary address on another host."""
        found = re.fullmatch(r"/attachments/token/([\w-]+)/?", request.url.path)
        blob = next((blob for blob in self.blobs.values() if found and blob.word == found[1]), None)
        if blob is None or blob.deleted:
            return await super().other(request)
        try:
            allowed = self.user(request) == AGENT or blob.open_to_all
        except Refusal as refusal:
            return JSONResponse(self.refusal(refusal), refusal.status)
        return RedirectResponse(self.address(blob), 302) if allowed else await super().other(request)

    # ── operations ──

    def on_token(self, ask: Ask) -> Answer:
        known = ask.body["client_id"] == CLIENT_ID and ask.body["client_secret"] == self.secret
        if ask.body["grant_type"] != "client_credentials" or not known:
            raise Refusal(401, "unknown client")
        word = secrets.token_urlsafe(24)
        self.words[word] = AGENT
        self._access[word] = self.clock() + ACCESS_LIFE
        scope = ask.body.get("scope", "read write")
        return Answer({"access_token": word, "token_type": "bearer", "expires_in": int(ACCESS_LIFE), "scope": scope})

    def on_me(self, ask: Ask) -> Answer:
        return Answer({"user": {"id": 1, "role": ask.user, "name": "Sandbox"}})

    def on_upload(self, ask: Ask) -> Answer:
        if not ask.query.get("filename"):
            raise Refusal(422, "cannot be blank", "filename")
        kind = ask.content_type or "application/octet-stream"
        upload = ask.files[0] if ask.files else Upload(ask.query["filename"], kind, ask.raw)
        if not upload.data:
            raise Refusal(422, "is not included in the list (1..1073741824)", "size")
        if len(upload.data) > LARGEST:
            raise Refusal(413, "the file is too large")
        token = ask.query.get("token") or secrets.token_urlsafe(18)
        if ask.query.get("token"):
            self._pending(token)
        blob = self.keep(Upload(ask.query["filename"], upload.content_type, upload.data), open_to_all=True)
        pending = self.pending.setdefault(token, Pending(self.clock(), []))
        pending.blobs.append(blob)
        shown = [self._shown(each) for each in pending.blobs]
        return Answer({"upload": {"token": token, "attachment": self._shown(blob), "attachments": shown}})

    def on_discard_upload(self, ask: Ask) -> Answer:
        for blob in self._pending(ask.names["token"]).blobs:
            blob.deleted = True
        del self.pending[ask.names["token"]]
        return Answer()

    def on_create_ticket(self, ask: Ask) -> Answer:
        return self._created(ask.body["ticket"], "ticket")

    def on_create_request(self, ask: Ask) -> Answer:
        return self._created(ask.body["request"], "request")

    def on_ticket(self, ask: Ask) -> Answer:
        return Answer({"ticket": _ticket(self._ticket(ask))})

    def on_update_ticket(self, ask: Ask) -> Answer:
        return self._updated(self._ticket(ask), ask.body["ticket"], "ticket")

    def on_update_request(self, ask: Ask) -> Answer:
        return self._updated(self._ticket(ask), ask.body["request"], "request")

    def on_comments(self, ask: Ask) -> Answer:
        comments = self._ticket(ask).comments
        size, after = int(ask.query.get("page[size]", "100")), int(ask.query.get("page[after]", "0"))
        page = comments[after : after + size]
        more = after + size < len(comments)
        meta = {"has_more": more, "after_cursor": str(after + size) if more else None}
        links = {"next": None}
        return Answer({"comments": [self._comment(comment) for comment in page], "meta": meta, "links": links})

    def on_attachment(self, ask: Ask) -> Answer:
        return Answer({"attachment": self._shown(self._blob(ask.number("attachment")))})

    def on_redact_attachment(self, ask: Ask) -> Answer:
        ticket = self._ticket(ask)
        if ticket.status == CLOSED:
            raise Refusal(422, "the ticket is closed", "status")
        comment = self._of(ticket, ask.number("comment"))
        blob = self._blob(ask.number("attachment"))
        if blob not in comment.blobs:
            raise Refusal(404, "not found")
        return Answer({"attachment": self._shown(self._emptied(comment, blob))})

    def on_redact_string(self, ask: Ask) -> Answer:
        ticket = self._ticket(ask)
        if ticket.status == CLOSED:
            raise Refusal(422, "the ticket is closed", "status")
        comment = self._of(ticket, ask.number("comment"))
        comment.body = comment.body.replace(ask.body["text"], "▇" * len(ask.body["text"]))
        return Answer({"comment": self._comment(comment)})

    def on_redact_comment(self, ask: Ask) -> Answer:
        ticket = self.tickets.get(int(ask.body["ticket_id"]))
        if ticket is None:
            raise Refusal(404, "not found")
        comment = self._of(ticket, ask.number("comment"))
        wanted = ask.body.get("external_attachment_urls", [])
        for blob in [blob for blob in comment.blobs if self._shown(blob)["content_url"] in wanted]:
            self._emptied(comment, blob)
        if "html_body" in ask.body:
            comment.body = _MARK.sub("▇", ask.body["html_body"])
        return Answer({"comment": self._comment(comment)})

    def on_changed_tickets(self, ask: Ask) -> Answer:
        since = float(ask.query.get("cursor") or ask.query.get("start_time", "0"))
        size = int(ask.query.get("per_page", "1000"))
        found = sorted((t for t in self.tickets.values() if t.changed > since), key=lambda ticket: ticket.changed)
        page = found[:size]
        cursor = str(page[-1].changed) if page else str(since)
        tickets = [_ticket(ticket) for ticket in page]
        return Answer({"tickets": tickets, "after_cursor": cursor, "end_of_stream": len(found) <= size})

    # ── state ──

    def _created(self, given: dict[str, Any], called: str) -> Answer:
        blobs = self._used(given["comment"].get("uploads", []))
        ticket = Ticket(self.next_id(), given.get("subject", ""), self.clock(), requester=given.get("requester") or {})
        self._say(ticket, given["comment"], blobs)
        self.tickets[ticket.id] = ticket
        return Answer({called: _ticket(ticket), "audit": self._audit(ticket)})

    def _updated(self, ticket: Ticket, given: dict[str, Any], called: str) -> Answer:
        if ticket.status == CLOSED:
            raise Refusal(422, "closed prevents ticket update", "status")
        if "comment" in given:
            self._say(ticket, given["comment"], self._used(given["comment"].get("uploads", [])))
        ticket.status, ticket.tags = given.get("status", ticket.status), given.get("tags", ticket.tags)
        ticket.changed = self.clock()
        return Answer({called: _ticket(ticket), "audit": self._audit(ticket)})

    def _say(self, ticket: Ticket, given: dict[str, Any], blobs: list[Blob]) -> None:
        text = given.get("html_body") or given.get("body") or ""
        if not text:
            raise Refusal(422, "cannot be blank", "comment")
        ticket.comments.append(Comment(self.next_id(), text, given.get("public", True) is not False, blobs))

    def _used(self, tokens: list[str]) -> list[Blob]:
        """The files of upload tokens, which are used up by this; none of them is, where one is not good."""
        pending = [self._pending(token) for token in tokens]
        for token in tokens:
            del self.pending[token]
        blobs = [blob for each in pending for blob in each.blobs]
        for blob in blobs:
            blob.open_to_all = False
        return blobs

    def _pending(self, token: str) -> Pending:
        pending = self.pending.get(token)
        if pending is not None and self.clock() - pending.made > TOKEN_LIFE:
            for blob in pending.blobs:
                blob.deleted = True
            pending = self.pending.pop(token) and None
        if pending is None:
            raise Refusal(404, "the upload token is not valid")
        return pending

    def _emptied(self, comment: Comment, blob: Blob) -> Blob:
        blob.deleted = True
        comment.blobs[comment.blobs.index(blob)] = empty = self.keep(Upload("redacted.txt", "text/plain", b""))
        return empty

    def _ticket(self, ask: Ask) -> Ticket:
        ticket = self.tickets.get(ask.number("ticket"))
        if ticket is None:
            raise Refusal(404, "not found")
        return ticket

    def _of(self, ticket: Ticket, number: int) -> Comment:
        found = next((comment for comment in ticket.comments if comment.id == number), None)
        if found is None:
            raise Refusal(404, "not found")
        return found

    def _blob(self, number: int) -> Blob:
        if number not in self.blobs:
            raise Refusal(404, "not found")
        return self.blobs[number]

    def _audit(self, ticket: Ticket) -> dict[str, Any]:
        last = ticket.comments[-1].id if ticket.comments else 0
        return {"id": self.next_id(), "ticket_id": ticket.id, "events": [{"id": last, "type": "Comment"}]}

    def _comment(self, comment: Comment) -> dict[str, Any]:
        shown = [self._shown(blob) for blob in comment.blobs]
        text = {"body": comment.body, "html_body": comment.body, "plain_body": comment.body}
        return {"id": comment.id, "type": "Comment", "public": comment.public, "attachments": shown, **text}

    def _shown(self, blob: Blob) -> dict[str, Any]:
        return {
            "id": blob.id,
            "file_name": blob.upload.name,
            "content_type": blob.upload.content_type,
            "content_url": f"{self.base}/attachments/token/{blob.word}/",
            "size": len(blob.upload.data),
            "inline": False,
            "deleted": blob.deleted,
            "malware_scan_result": "malware_not_found",
        }


_NAMES = {400: "BadRequest", 401: "Couldn't authenticate you", 403: "Forbidden", 404: "RecordNotFound",
          413: "RequestEntityTooLarge", 429: "APIRateLimitExceeded"}  # fmt: skip


def _ticket(ticket: Ticket) -> dict[str, Any]:
    return {"id": ticket.id, "subject": ticket.subject, "status": ticket.status, "tags": ticket.tags}
