"""The source of answers from databases: run one statement within its deadline, or return why that was not possible.

Nothing that a database does raises an exception. Drivers limit at best single steps, and connecting not at all, so each
statement runs in a separate thread that can be abandoned.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from QuashLibrary.engine.outcome import Exchange, Fault
from QuashLibrary.engine.plan.source import Source
from QuashLibrary.engine.sources.sql.rows import is_empty
from QuashLibrary.engine.sources.sql.statements import make_statement
from QuashLibrary.language.sql_text import read_sql
from QuashLibrary.registry.model import Query, SqlConnection
from QuashLibrary.threads import Signal, start_thread, wait_for

if TYPE_CHECKING:
    from QuashLibrary.engine.clock import Clock, Deadline
    from QuashLibrary.engine.outcome import Answer
    from QuashLibrary.engine.plan.source import ExchangeContext
    from QuashLibrary.engine.plan.values import Scope
    from QuashLibrary.engine.redactor import Redactor
    from QuashLibrary.engine.sources.sql.databases import Databases
    from QuashLibrary.engine.sources.sql.statements import Statement
    from QuashLibrary.registry.model import Validation

_MISSING = 'SQLAlchemy is not installed; pip install "robotframework-quashlibrary[sql]"'


class SqlTransport:
    """Exchanges with databases over reused connections that all threads share."""

    def __init__(self, clock: Clock) -> None:
        """Begin without connections; SQLAlchemy, an optional dependency, is imported with the first statement."""
        self._clock = clock
        self._databases: Databases | None = None
        self._lock = threading.Lock()

    def send(self, statement: Statement, deadline: Deadline) -> Exchange:
        """Run a statement within the deadline."""
        started, start = self._clock.now(), self._clock.monotonic()
        try:
            answer = _with_remark(self._answer(self._opened(), statement, deadline), statement)
        except ModuleNotFoundError as error:
            if error.name != "sqlalchemy":
                raise
            answer = Fault("protocol", _MISSING)
        return Exchange(statement, answer, started, self._clock.monotonic() - start)

    def close(self) -> None:
        """Close all connections."""
        if self._databases is not None:
            self._databases.close()

    def _opened(self) -> Databases:
        with self._lock:
            if self._databases is None:
                from QuashLibrary.engine.sources.sql.databases import Databases

                self._databases = Databases()
            return self._databases

    @staticmethod
    def _answer(databases: Databases, statement: Statement, deadline: Deadline) -> Answer | Fault:
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
            # Also after a test timeout or Ctrl-C, because nobody is waiting for the rows any more.
            if not (answers or crashes):
                task.cancel()
        if crashes:
            raise crashes[0]
        return answers[0] if answers else task.late


def _with_remark(answer: Answer | Fault, statement: Statement) -> Answer | Fault:
    """Return an answer, with a remark if it has no rows and a parameter is a text of digits."""
    texts = statement.texts_of_digits
    if isinstance(answer, Fault) or not texts or not is_empty(answer):
        return answer
    names = " and ".join(f":{name}" for name in texts)
    verb = "is a text" if len(texts) == 1 else "are texts"
    return replace(
        answer, remark=f"{names} {verb} of digits: write ${{7}} for 7, or declare the input with type: number"
    )


@dataclass(frozen=True, slots=True)
class SqlPlan:
    """The statement to run."""

    request: Statement


class SqlSource(Source[Query, SqlConnection, SqlPlan]):
    """The source of answers from databases, with one transport."""

    def __init__(self, clock: Clock, redactor: Redactor) -> None:
        """Begin without connections; answers reveal only secrets that the registry names."""
        self._transport = SqlTransport(clock)

    @staticmethod
    def plan(spec: Query, validation: Validation, connection: SqlConnection, scope: Scope) -> SqlPlan:
        """Return the statement to run."""
        return SqlPlan(make_statement(spec, connection, scope))

    @staticmethod
    def check_spec(connection: SqlConnection) -> Query:
        """Return a query that needs no table."""
        return Query(read_sql("SELECT 1"))

    def exchange(self, plan: SqlPlan, context: ExchangeContext) -> Exchange:
        """Run the statement."""
        return self._transport.send(plan.request, context.deadline())

    def close(self) -> None:
        """Close all connections."""
        self._transport.close()
