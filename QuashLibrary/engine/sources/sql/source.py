"""Databases as a source of answers."""

from dataclasses import dataclass

from QuashLibrary.engine.clock import Clock
from QuashLibrary.engine.outcome import Exchange
from QuashLibrary.engine.plan.source import ExchangeContext, Source
from QuashLibrary.engine.plan.values import Scope
from QuashLibrary.engine.redactor import Redactor
from QuashLibrary.engine.sources.sql.statements import Statement, make_statement
from QuashLibrary.engine.sources.sql.transport import SqlTransport
from QuashLibrary.language.sql_text import read_sql
from QuashLibrary.registry.model import Query, SqlConnection, Validation


@dataclass(frozen=True, slots=True)
class SqlPlan:
    """The statement that will be run."""

    request: Statement


class SqlSource(Source[Query, SqlConnection, SqlPlan]):
    """Databases, over one transport."""

    def __init__(self, clock: Clock, redactor: Redactor) -> None:
        """Begin without connections; answers reveal no secrets but those the registry names."""
        self._transport = SqlTransport(clock)

    @staticmethod
    def plan(spec: Query, validation: Validation, connection: SqlConnection, scope: Scope) -> SqlPlan:
        """Return the statement that will be run."""
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
