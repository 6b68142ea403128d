"""What stands in a container's copy instead of a member that is withheld; one fixed text for each reason."""

from __future__ import annotations

from redactor.model import Reason

SUFFIX = ".withheld.txt"
_WORDS = {
    Reason.UNSUPPORTED: "this release does not read the format",
    Reason.ENCRYPTED: "it is encrypted",
    Reason.REFUSED: "it is a link, a device, or has a name that archives may not hold or hold already",
    Reason.MEMBERS: "a member of it is withheld",
    Reason.BINARY: "its content is unknown binary",
    Reason.UNDECODABLE: "its text is in an encoding that is not read",
    Reason.DAMAGED: "it is damaged",
    Reason.LIMIT: "it is larger or deeper than allowed",
    Reason.VERIFICATION: "its copy did not pass a check",
    Reason.NEEDS_REVIEW: "a person has to decide",
}


def text(reason: Reason) -> bytes:
    """The placeholder's content; it depends on nothing but the reason, and ends as a mail in a mailbox must."""
    words = _WORDS.get(reason, "it could not be processed")
    return f"This member was withheld by redactor: {words} ({reason}).\n\n".encode()
