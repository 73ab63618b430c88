"""One thread that runs jobs later, such as a queue that commits an order after its confirmation.

It waits for an event, not in a request handler, and ends when the shop stops.
"""

from __future__ import annotations

import heapq
import itertools
import logging
import threading
import time
from collections.abc import Callable

Job = Callable[[], object]


class Worker:
    """Runs jobs in the order of their due times."""

    def __init__(self) -> None:
        self._jobs: list[tuple[float, int, Job]] = []
        self._order = itertools.count()
        self._wake = threading.Condition()
        self._stopping = False
        self._thread = threading.Thread(target=self._work, name="shop-worker", daemon=True)
        self._thread.start()

    def later(self, seconds: float, job: Job) -> None:
        """Run a job after that many seconds."""
        with self._wake:
            heapq.heappush(self._jobs, (time.monotonic() + seconds, next(self._order), job))
            self._wake.notify()

    def forget(self) -> None:
        """Drop the jobs that are not due yet."""
        with self._wake:
            self._jobs.clear()

    def stop(self) -> None:
        """End the thread and drop the jobs that are not due yet."""
        with self._wake:
            self._stopping = True
            self._wake.notify()
        self._thread.join()

    def _work(self) -> None:
        while (job := self._next()) is not None:
            try:
                job()
            except Exception:  # A broken job must not stop the queue.
                logging.getLogger(__name__).exception("a job of the shop failed")

    def _next(self) -> Job | None:
        with self._wake:
            while not self._stopping:
                if not self._jobs:
                    self._wake.wait()
                elif (pause := self._jobs[0][0] - time.monotonic()) > 0:
                    self._wake.wait(pause)
                else:
                    return heapq.heappop(self._jobs)[2]
        return None
