"""A bounded pool of threads with warm equipment: ready, or saying so; never a way around.

Before every thread has redacted a canary, and whenever no place is free, a request is told to come back (503).
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from redactor.gateway.refusals import BUSY, Refused
from redactor.intake import Intake
from redactor.source import BytesSource

T = TypeVar("T")
CANARY = b"hostname canary-sw1\nsnmp-server community c4naryString RO\n"
_PROSE = b"Good morning, this is the canary of the gateway. Please tell Bob Smith that it sings.\n"
"""Loads the model, so that the first ticket does not wait for it."""
_SECRETS = (b"canary-sw1", b"c4naryString")
WARMING_SECONDS, BUSY_SECONDS = 5, 10


class Engine:
    """`ready` tells whether the canary came out redacted in every thread."""

    def __init__(self, intake: Intake, *, workers: int, waiting: int) -> None:
        self.intake = intake
        self.ready = False
        self.broken = ""
        """The class of what went wrong while warming up."""
        self._pool = ThreadPoolExecutor(workers, thread_name_prefix="redactor")
        self._places = threading.BoundedSemaphore(workers + waiting)
        self._together = threading.Barrier(workers)
        self._workers = workers
        self.busy = 0

    async def warm_up(self) -> None:
        """Make every thread's equipment and prove it."""
        loop = asyncio.get_running_loop()
        try:
            await asyncio.gather(*(loop.run_in_executor(self._pool, self._canary) for _ in range(self._workers)))
            self.ready = True
        except Exception as error:  # noqa: BLE001  # whatever it is, the engine is then never ready
            self.broken = type(error).__name__

    def _canary(self) -> None:
        self._together.wait(60)  # so that each thread takes one of these, and none two
        sources = (BytesSource(CANARY, "canary.cfg"), BytesSource(_PROSE, "canary.txt"))
        ready, prose = self.intake.redact("canary", sources)
        if ready.verdict == prose.verdict == "review":
            return  # names are not sought, so that nothing will be released at all
        if ready.result is None or prose.result is None:
            raise RuntimeError("the canary was withheld")
        copy = ready.copy.copy.read_at(0, ready.copy.size)
        if any(secret in copy for secret in _SECRETS):
            raise RuntimeError("the canary was not redacted")

    async def run(self, work: Callable[[], T], seconds: float) -> T:
        """Run in a thread that is free soon; the place is held until the work is done, even where nobody waits for it."""
        if not self.ready:
            raise Refused(BUSY, "the engine is not ready", "not-ready", retry_after=WARMING_SECONDS)
        if not self._places.acquire(blocking=False):
            raise Refused(BUSY, "the gateway is busy", "busy", retry_after=BUSY_SECONDS)
        self.busy += 1
        future = asyncio.get_running_loop().run_in_executor(self._pool, work)
        future.add_done_callback(self._freed)
        try:
            return await asyncio.wait_for(asyncio.shield(future), seconds)
        except TimeoutError:
            message = "this takes longer than the gateway may: use `redactor send`"
            raise Refused(BUSY, message, "timeout", retry_after=60) from None

    def _freed(self, future: asyncio.Future[T]) -> None:
        self.busy -= 1
        self._places.release()
        if not future.cancelled():
            future.exception()  # looked at, so that nothing is printed where nobody waited

    def close(self) -> None:
        """Let no more work begin."""
        self.ready = False
        self._pool.shutdown(wait=False, cancel_futures=True)
