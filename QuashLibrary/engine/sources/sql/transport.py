"""Run one statement within its deadline, or say why that is not possible.

In: a Statement and a Deadline. Out: an Exchange; nothing is raised for anything a database does. Drivers
bound single steps at best, and connecting not at all, so each statement runs in a thread of its own that can
be left behind.
"""

import threading
from typing import TYPE_CHECKING

from QuashLibrary.engine.clock import Clock, Deadline
from QuashLibrary.engine.outcome import Answer, Exchange, Fault
from QuashLibrary.engine.sources.sql.statements import Statement
from QuashLibrary.engine.threads import Signal, start_thread, wait_for

if TYPE_CHECKING:
    from QuashLibrary.engine.sources.sql.databases import Databases

_MISSING = 'SQLAlchemy is not installed; pip install "robotframework-quashlibrary[sql]"'


class SqlTransport:
    """Exchanges with databases, over connections that are reused and shared by all threads."""

    def __init__(self, clock: Clock) -> None:
        """Begin without connections; SQLAlchemy, which is an extra, is imported with the first statement."""
        self._clock = clock
        self._databases: Databases | None = None
        self._lock = threading.Lock()

    def send(self, statement: Statement, deadline: Deadline) -> Exchange:
        """Run a statement, over before the deadline."""
        started, start = self._clock.now(), self._clock.monotonic()
        try:
            answer = self._answer(self._opened(), statement, deadline)
        except ModuleNotFoundError as error:
            if error.name != "sqlalchemy":
                raise
            answer = Fault("protocol", _MISSING)
        return Exchange(statement, answer, started, self._clock.monotonic() - start)

    def close(self) -> None:
        """Close all connections."""
        if self._databases is not None:
            self._databases.close()

    def _opened(self) -> "Databases":
        with self._lock:
            if self._databases is None:
                from QuashLibrary.engine.sources.sql.databases import Databases  # noqa: PLC0415 (an extra, and slow to import)

                self._databases = Databases()
            return self._databases

    @staticmethod
    def _answer(databases: "Databases", statement: Statement, deadline: Deadline) -> Answer | Fault:
        task = databases.task(statement, deadline)
        answers: list[Answer | Fault] = []
        crashes: list[BaseException] = []
        done = Signal()

        def work() -> None:
            try:
                answers.append(task.run())
            except BaseException as error:  # raised again by the calling thread
                crashes.append(error)
            finally:
                done.set()

        start_thread(work)
        try:
            with deadline.cancelled.ending(done.set):
                wait_for(done, deadline.remaining())
        finally:
            # Also after a test timeout or Ctrl-C: nobody waits for the rows any more.
            if not (answers or crashes):
                task.cancel()
        if crashes:
            raise crashes[0]
        return answers[0] if answers else task.late
