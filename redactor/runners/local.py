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
from multiprocessing.context import SpawnContext
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

    Every worker calls `setup(*args)` first.  `lost` makes the result of a task whose worker died: who killed it is found by
    doing one by one what was under way.
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
            yield from _one_by_one(work, running, lost, context, setup, args)
        finally:
            pool.shutdown(wait=True, cancel_futures=True)


def _one_by_one(
    work: Callable[[T], R],
    running: Iterable[tuple[T, Future[R]]],
    lost: Callable[[T], R],
    context: SpawnContext,
    setup: Callable[..., None],
    args: tuple[Any, ...],
) -> Iterator[R]:
    """The results of what was under way when a worker died; what is not done is done alone, and may die alone."""
    for task, future in running:
        if future.done() and not future.cancelled() and future.exception() is None:
            yield future.result()
            continue
        with ProcessPoolExecutor(1, context, setup, args) as pool:
            try:
                yield pool.submit(work, task).result()
            except BrokenProcessPool:
                yield lost(task)
