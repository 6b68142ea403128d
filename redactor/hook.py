"""Before an upload: one attachment in, a verdict out, and the copy only where it may be uploaded.

    client ─request, a JSON object a line─► Hook ─► intake ─► pipeline
           ◄─answer, a JSON object a line── verdict: clean · redacted │ review · withheld · error

The first line of a session is the greeting: protocol, version, verdicts, and which of them may be uploaded.  A request has
`filename` and either `path` (a file of this machine) or `content` (base64); `case`, `id` (given back) and `out` (a file
that the copy becomes) are optional.  An answer has `verdict`, `upload` (whether it may go), the copy's `name`, `sha256` and
`receipt`, and its `content` (base64) where there is no `out`; else `reason` and `hint`.  Answers hold no original value.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO

from redactor import atomic, receipt_files
from redactor.errors import RedactorError, UsageError, WithheldError
from redactor.intake import Intake, Ready
from redactor.model import Reason, Source, Withheld
from redactor.receipt import Circumstances
from redactor.signing import Signer
from redactor.source import BytesSource, FileSource
from redactor.version import VERSION

PROTOCOL = "redactor-hook/1"
UPLOADABLE = ("clean", "redacted")
VERDICTS = (*UPLOADABLE, "review", "withheld", "error")
_ROOM = 64 << 10
"""Bytes of a request line besides the content."""
_WINDOW = 1 << 20


@dataclass(frozen=True, slots=True)
class Judged:
    """What became of an attachment; `receipt` is the signed line of a copy that may be uploaded."""

    ready: Ready
    receipt: bytes = field(default=b"", repr=False)

    @property
    def upload(self) -> bool:
        """Whether the copy may be uploaded."""
        return self.ready.result is not None and self.ready.verdict in UPLOADABLE


class Hook:
    """Judges attachments one at a time; stays warm between them."""

    def __init__(self, intake: Intake, signer: Signer) -> None:
        self._intake, self._signer = intake, signer
        rules = intake.rules
        self._held = Circumstances(rules.policy, rules.config, rules.destination)

    @property
    def limit(self) -> int:
        """Bytes that an attachment may have."""
        return self._intake.rules.config.limits.attachment_bytes

    def judge(self, source: Source, case: str) -> Judged:
        """The verdict on one attachment of a case."""
        report, (ready,) = self._intake.reported(case, (source,))
        if ready.result is None:
            return Judged(ready)
        (line,) = receipt_files.lines(report, self._held, self._signer)
        return Judged(ready, line)

    def sessions(self, reader: BinaryIO, writer: BinaryIO) -> None:
        """Greet, then answer every request line until there are no more."""
        _tell(writer, {"hook": PROTOCOL, "version": VERSION, "verdicts": VERDICTS, "uploadable": UPLOADABLE})
        longest = self.limit * 4 // 3 + _ROOM
        while line := reader.readline(longest + 1):
            if len(line) > longest:
                _tell(writer, _refused(None, "the request is longer than allowed", "raise limits.attachment_bytes"))
                return
            _tell(writer, self.answer(line))

    def answer(self, line: bytes) -> dict[str, Any]:
        """The answer to one request line; a request that is none, or that names what cannot be read, is an error."""
        asked: dict[str, Any] = {}
        try:
            asked = _request(line)
            with closing(_source(asked)) as source:
                judged = self.judge(source, asked.get("case", "default"))
                return {"id": asked.get("id"), **_account(judged, asked.get("out"))}
        except WithheldError as error:
            told = {"verdict": "withheld", "upload": False, "reason": str(error.reason), "hint": error.hint}
            return {"id": asked.get("id"), **told}
        except UsageError as error:
            return _refused(asked.get("id"), str(error), error.hint)
        except (RedactorError, OSError) as error:
            return _refused(asked.get("id"), type(error).__name__, "see the hook's own messages")


def named(filename: str) -> str:
    """The base name of what a client calls a file; folders of the client's are nobody's business."""
    return filename.replace("\\", "/").rstrip("/").rpartition("/")[2] or "attachment"


def deliver(judged: Judged, out: Path, *, overwrite: bool = False) -> None:
    """Write the copy to a file, whole or not at all; raises `WithheldError` where that cannot be."""
    copy = judged.ready.copy.copy
    try:
        with atomic.writing(out, overwrite=overwrite) as file:
            file.writelines(copy.windows(_WINDOW))
    except OSError as error:
        hint = "name a file that does not exist, in a folder that can be written"
        raise WithheldError("the copy cannot be written", Reason.DESTINATION, hint) from error


def _request(line: bytes) -> dict[str, Any]:
    try:
        asked = json.loads(line)
    except (ValueError, RecursionError):
        raise UsageError("a request is a JSON object on a line of its own", "see redactor hook --help") from None
    fields = {"id", "filename", "path", "content", "case", "out"}
    if not isinstance(asked, dict) or not asked.keys() <= fields or ("path" in asked) == ("content" in asked):
        raise UsageError("a request has a filename and either path or content", f"fields: {', '.join(sorted(fields))}")
    if not all(isinstance(asked[name], str) for name in asked.keys() - {"id"}) or not asked.get("case", "x"):
        raise UsageError("the fields of a request are texts", "see redactor hook --help")
    return asked


def _source(asked: dict[str, Any]) -> FileSource | BytesSource:
    name = named(asked.get("filename") or asked.get("path", ""))
    if "path" in asked:
        return FileSource(Path(asked["path"]), name)
    try:
        return BytesSource(base64.b64decode(asked["content"], validate=True), name)
    except ValueError:
        raise UsageError("the content is not base64", "encode it as RFC 4648 section 4 says") from None


def _account(judged: Judged, out: str | None) -> dict[str, Any]:
    account = judged.ready.account
    told: dict[str, Any] = {"verdict": judged.ready.verdict, "upload": judged.upload, "name": account.name}
    if isinstance(account, Withheld) or not judged.upload:
        reason = str(account.reason) if isinstance(account, Withheld) else ""
        return {**told, "reason": reason, "hint": getattr(account, "hint", "")}
    told |= {"sha256": account.copy_sha256, "receipt": judged.receipt.decode("ascii")}
    if out is not None:
        deliver(judged, Path(out))
        return {**told, "out": out}
    copy = judged.ready.copy.copy
    return {**told, "content": base64.b64encode(copy.read_at(0, copy.size)).decode("ascii")}


def _refused(identity: object, message: str, hint: str) -> dict[str, Any]:
    return {"id": identity, "verdict": "error", "upload": False, "error": message, "hint": hint}


def _tell(writer: BinaryIO, value: dict[str, Any]) -> None:
    writer.write(json.dumps(value, separators=(",", ":")).encode() + b"\n")
    writer.flush()


def pieces(judged: Judged) -> Iterator[bytes]:
    """The copy, a window at a time."""
    return judged.ready.copy.copy.windows(_WINDOW)
