"""Which parts of a request are text that is redacted; what tells where a message goes is left alone.

Text is the rule, the lists below are the exception: a field that nobody foresaw is text.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from redactor.codecs import JSON_STRING
from redactor.errors import WithheldError
from redactor.formats import json as json_format
from redactor.gateway.refusals import Refused
from redactor.limits import Limits
from redactor.model import MediaType, Segment
from redactor.source import BytesSource

ROUTING = frozenset(
    """requester requester_id requester_email submitter submitter_id assignee_id assignee_email responder_id author_id
    email emails name phone mobile twitter_id facebook_id unique_external_id external_id recipient from_email
    cc cc_emails bcc_emails email_ccs email_cc_ids fwd_emails reply_cc_emails notify_emails collaborators
    additional_collaborators collaborator_ids followers follower_ids uploads id url status type priority source tags
    additional_tags remove_tags group_id organization_id company_id brand_id product_id ticket_form_id ticket_form
    custom_status_id email_config_id parent_id problem_id via via_id via_followup_source_id macro_id macro_ids
    sharing_agreement_ids locale locale_id due_at due_by fr_due_by created_at updated_at solved_at updated_stamp
    safe_update public private incoming user_id voice_comment_id""".split()
)
"""Who a message is for and what becomes of it: names, addresses and numbers that the helpdesk acts on."""
HTML = {"zendesk": frozenset({"html_body"}), "freshdesk": frozenset({"description", "body"})}
FILES = frozenset({"attachments", "uploaded_data", "file"})
_JSON = MediaType("json", "json", "json", "utf-8", 1.0)


@dataclass(frozen=True, slots=True)
class Text:
    """A text of a request; `start` and `end` are its place in a JSON body."""

    text: bytes = field(repr=False)
    html: bool
    start: int = 0
    end: int = 0
    number: bool = False


def is_html(service: str, name: str) -> bool:
    """True for fields that hold HTML, or may as well."""
    return name in HTML[service]


def texts_of_json(body: bytes, service: str) -> list[Text]:
    """The texts of a JSON body; raises `Refused` where it is none."""
    try:
        segments = list(json_format.read(BytesSource(body, "body"), _JSON, Limits(depth=32)))
        body.decode("utf-8")
    except (WithheldError, UnicodeDecodeError):
        raise Refused(400, "the body is not JSON that can be read", "json") from None
    if not body.lstrip(b" \t\r\n").startswith(b"{"):
        raise Refused(400, "the body is not a JSON object", "json")
    return list(_texts(segments, service))


def _texts(segments: list[Segment], service: str) -> Iterator[Text]:
    for segment in segments:
        parts = segment.label.split("/")
        if segment.key or any(part in ROUTING for part in parts) or not segment.text.strip():
            continue
        number = segment.codec.name == "plain" and segment.text[:1].isdigit()
        html = is_html(service, parts[-1])
        yield Text(segment.text, html, segment.start, segment.end, number)


def put_into_json(body: bytes, texts: list[Text], new: list[bytes]) -> bytes:
    """The body with its texts exchanged; every other byte is as it was."""
    parts, position = [], 0
    for text, changed in zip(texts, new, strict=True):
        parts.append(body[position : text.start])
        parts.append(body[text.start : text.end] if changed == text.text else JSON_STRING.encode(changed))
        position = text.end
    return b"".join((*parts, body[position:]))


def is_routing(name: str) -> bool:
    """True for a form field that only routes; `cc_emails[]` and `custom_fields[x]` go by what stands before the bracket."""
    return name.partition("[")[0] in ROUTING


def is_file(name: str) -> bool:
    """True for a form field that holds files."""
    return name.partition("[")[0] in FILES
