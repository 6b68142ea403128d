"""Worker processes on this machine: attachments by turns, outcomes in order, nothing shared but what a task carries.

A worker builds its own equipment once and keeps that of the case it last worked for.  Results do not depend on the number
of workers, since pseudonyms come from the key and the lexicon from the learn pass, which is over before.
"""

from __future__ import annotations

import collections
import multiprocessing
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import Any, TypeVar

T = TypeVar("T")
R = TypeVar("R")
AHEAD = 4
"""Tasks per worker that are handed out before the first of them is done."""


def in_order(
    work: Callable[[T], R],
    tasks: Iterable[T],
    jobs: int,
    lost: Callable[[T], R],
    setup: Callable[..., None],
    *args: Any,
) -> Iterator[R]:
    """`work` on every task in `jobs` processes, results in the order of the tasks, a bounded number of them ahead.

    Every worker calls `setup(*args)` first.  `lost` makes the result of a task whose worker died; a new pool does the rest.
    `work` and `setup` are functions of modules, tasks and results can be pickled.
    """
    waiting = collections.deque(tasks)
    context = multiprocessing.get_context("spawn")
    while waiting:
        pool = ProcessPoolExecutor(jobs, context, setup, args)
        running: collections.deque[tuple[T, Future[R]]] = collections.deque()
        try:
            while waiting or running:
                while waiting and len(running) < jobs * AHEAD:
                    task = waiting.popleft()
                    running.append((task, pool.submit(work, task)))
                task, future = running[0]
                yield future.result()
                running.popleft()
        except BrokenProcessPool:
            task, _ = running.popleft()
            yield lost(task)
            waiting.extendleft(reversed([task for task, _ in running]))
        finally:
            pool.shutdown(wait=True, cancel_futures=True)
