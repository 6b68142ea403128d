"""What may be said of a request, as a line of JSON and as figures: no address, no name, no header, no value."""

from __future__ import annotations

import json
import time
from dataclasses import dataclass, field

from redactor.gateway.metrics import Metrics


@dataclass(slots=True)
class Note:
    """What may be said of a request."""

    route: str = "other"
    verdict: str = "passed"
    reason: str = ""
    received: int = 0
    sent: int = 0
    counts: dict[tuple[str, str], int] = field(default_factory=dict)


def noted(note: Note, status: int, seconds: float, metrics: Metrics) -> str:
    """The line of an answered request, which is counted as well."""
    metrics.request(note.route, note.verdict, status, seconds)
    metrics.values(note.counts)
    if note.reason:
        metrics.refused(note.reason)
    told: dict[str, object] = {
        "time": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()),
        "route": note.route,
        "verdict": note.verdict,
        "status": status,
        "seconds": round(seconds, 4),
        "received": note.received,
        "sent": note.sent,
    }
    if note.reason:
        told["reason"] = note.reason
    if note.counts:
        told["replaced"] = sum(note.counts.values())
    return json.dumps(told)
