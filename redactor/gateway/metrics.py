"""Counts and latencies in the text format of Prometheus; labels are routes, verdicts, entities, never a value."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

BUCKETS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 60.0)


class Metrics:
    """What a gateway has done since it started; used by one thread."""

    def __init__(self) -> None:
        self._requests: Counter[tuple[str, str, str]] = Counter()
        self._refused: Counter[str] = Counter()
        self._values: Counter[tuple[str, str]] = Counter()
        self._buckets: Counter[tuple[str, float]] = Counter()
        self._seconds: Counter[str] = Counter()
        self._times: Counter[str] = Counter()
        self._sums: Counter[str] = Counter()

    def request(self, route: str, verdict: str, status: int, seconds: float) -> None:
        """A request that was answered."""
        self._requests[route, verdict, str(status)] += 1
        self._times[route] += 1
        self._sums[route] += seconds  # type: ignore[assignment]  # a Counter adds floats as well
        for bucket in BUCKETS:
            if seconds <= bucket:
                self._buckets[route, bucket] += 1

    def refused(self, reason: str) -> None:
        """Why a request went no further."""
        self._refused[reason] += 1

    def values(self, counts: Mapping[tuple[str, str], int]) -> None:
        """Replaced values by entity and action."""
        self._values.update(counts)

    def text(self, *, ready: bool, busy: int) -> str:
        """All of it."""
        return "\n".join((*self._lines(ready=ready, busy=busy), ""))

    def _lines(self, *, ready: bool, busy: int) -> Iterator[str]:
        yield from _head("ready", "gauge", "1 where the engine is ready")
        yield f"redactor_gateway_ready {int(ready)}"
        yield from _head("busy", "gauge", "Requests that are being redacted or wait for it")
        yield f"redactor_gateway_busy {busy}"
        yield from _head("requests_total", "counter", "Requests by route, verdict and status")
        for (route, verdict, status), count in sorted(self._requests.items()):
            yield f'redactor_gateway_requests_total{{route="{route}",verdict="{verdict}",status="{status}"}} {count}'
        yield from _head("refused_total", "counter", "Requests that went no further, by reason")
        for reason, count in sorted(self._refused.items()):
            yield f'redactor_gateway_refused_total{{reason="{reason}"}} {count}'
        yield from _head("values_total", "counter", "Replaced values by entity and action")
        for (entity, action), count in sorted(self._values.items()):
            yield f'redactor_gateway_values_total{{entity="{_escaped(entity)}",action="{action}"}} {count}'
        yield from _head("seconds", "histogram", "Time to answer by route")
        for route in sorted(self._times):
            for bucket in BUCKETS:
                yield f'redactor_gateway_seconds_bucket{{route="{route}",le="{bucket:g}"}} {self._buckets[route, bucket]}'
            yield f'redactor_gateway_seconds_bucket{{route="{route}",le="+Inf"}} {self._times[route]}'
            yield f'redactor_gateway_seconds_sum{{route="{route}"}} {self._sums[route]:.6f}'
            yield f'redactor_gateway_seconds_count{{route="{route}"}} {self._times[route]}'


def _head(name: str, kind: str, text: str) -> tuple[str, str]:
    return f"# HELP redactor_gateway_{name} {text}", f"# TYPE redactor_gateway_{name} {kind}"


def _escaped(label: str) -> str:
    return label.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
