"""Stops what does not come back: after its seconds of CPU an attachment is withheld, wherever the time went.

A look at the clock between two segments is not enough where a recognizer of the user's own never returns.  Signals reach the
main thread alone; in a thread of a program that uses the library only those looks count.
"""

from __future__ import annotations

import contextlib
import signal
import threading
from collections.abc import Iterator
from types import FrameType

from redactor.errors import BudgetError

GRACE = 2.0
"""Seconds beyond the limit, so that who looks at the clock himself is first."""


@contextlib.contextmanager
def seconds(limit: float) -> Iterator[None]:
    """Raise `BudgetError` in this block once it has used `limit` seconds of CPU."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGPROF, _over)
    signal.setitimer(signal.ITIMER_PROF, limit + GRACE, 5.0)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def _over(_number: int, _frame: FrameType | None) -> None:
    raise BudgetError("the attachment took longer than allowed", hint="raise limits.seconds")
