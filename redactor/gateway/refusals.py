"""A refusal has the shape of the service's own, so that unmodified clients show it; it never quotes what was sent."""

from __future__ import annotations

from typing import Any

from starlette.responses import JSONResponse

BUSY = 503
_ZENDESK = {400: "BadRequest", 401: "Couldn't authenticate you", 403: "Forbidden", 404: "RecordNotFound",
            408: "RequestTimeout", 413: "RequestEntityTooLarge", 421: "MisdirectedRequest"}  # fmt: skip


class Refused(Exception):
    """This request goes no further; `reason` is a word for logs and metrics."""

    def __init__(
        self, status: int, message: str, reason: str, *, where: str = "base", retry_after: int = 0, verdict: str = ""
    ) -> None:
        super().__init__(message)
        self.status, self.message, self.reason = status, message, reason
        self.where, self.retry_after, self.verdict = where, retry_after, verdict


def unprocessable(service: str, message: str, reason: str, where: str, verdict: str = "") -> Refused:
    """What a service says to content that it does not take: 422 at Zendesk, 400 at Freshdesk."""
    return Refused(422 if service == "zendesk" else 400, message, reason, where=where, verdict=verdict)


def response(service: str, refused: Refused) -> JSONResponse:
    """The answer to a refused request; the connection ends with it, since its body may not have been read."""
    headers = {"X-Redactor-Verdict": refused.verdict or "refused", "Connection": "close"}
    if refused.retry_after:
        headers["Retry-After"] = str(refused.retry_after)
    return JSONResponse(_shape(service, refused), refused.status, headers)


def _shape(service: str, refused: Refused) -> dict[str, Any]:
    message = f"redactor: {refused.message}"
    if service == "freshdesk":
        if refused.status == 400:
            error = {"field": refused.where, "message": message, "code": "invalid_value"}
            return {"description": "Validation failed", "errors": [error]}
        return {"code": refused.reason, "message": message}
    if refused.status == 422:
        details = {refused.where: [{"description": message, "error": "InvalidValue"}]}
        return {"error": "RecordInvalid", "description": "Record validation errors", "details": details}
    return {"error": _ZENDESK.get(refused.status, "ServiceUnavailable"), "description": message}
