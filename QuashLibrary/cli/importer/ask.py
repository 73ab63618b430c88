"""Send the request of an imported validation once.

In: the draft's registry and the values of the curl command. Out: the Answer, or the reason why there is none. Secret
values are passed to the engine as its environment, and nowhere else.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import TYPE_CHECKING

from QuashLibrary.engine.clock import Clock
from QuashLibrary.engine.outcome import Fault
from QuashLibrary.engine.plan.values import Scope
from QuashLibrary.engine.redactor import Redactor
from QuashLibrary.engine.run.call import Call
from QuashLibrary.engine.run.runner import Runner
from QuashLibrary.language.templates import EnvironmentVariable
from QuashLibrary.registry.model import BASE, ApiKey, Bearer, TokenFrom

if TYPE_CHECKING:
    from collections.abc import Iterator

    from QuashLibrary.cli.importer.draft import Draft
    from QuashLibrary.engine.outcome import Answer
    from QuashLibrary.registry.model import Connection, Registry

_FIRST_FAILURE, _UNAUTHORIZED = 400, 401


@dataclass(frozen=True, slots=True)
class Reply:
    """The answer, or a `problem` that says why it cannot be used, with `advice`."""

    answer: Answer | None = None
    problem: str = ""
    advice: str = ""
    line: str = ""
    """The request and the answer on one line, for the console."""


def ask(registry: Registry, draft: Draft) -> Reply:
    """Return the answer to the draft's request."""
    validation = registry.validations[draft.slug]
    environments = registry.connections[validation.connection]
    connection = environments.get(draft.environment, environments[BASE])
    if isinstance(validation.auth or connection.auth, TokenFrom):
        return Reply(problem=f'the connection "{connection.name}" needs a login first')
    redactor = Redactor()
    scope = Scope(
        redactor,
        call={item.name: item.value for item in draft.inputs if item.value},
        declared={item.name: item for item in validation.inputs},
        environment={**os.environ, **dict(_secrets(draft, connection))},
    )
    runner = Runner(Clock(), redactor)
    try:
        [outcome] = runner.run([Call(validation, connection, scope)])
    finally:
        runner.close()
    if outcome.last is None:
        return Reply(problem=redactor.clean(outcome.problem), advice=_unset_variables(draft))
    exchange = outcome.last.exchange
    line = redactor.clean(f"{exchange.request.description.line} -> {exchange.answer_line}")
    if isinstance(exchange.answer, Fault):
        return Reply(problem=line)
    if exchange.answer.status == _UNAUTHORIZED:
        return _refused(line, validation.auth or connection.auth, draft)
    if (exchange.answer.status or 0) >= _FIRST_FAILURE:
        return Reply(problem=line)
    return Reply(exchange.answer, line=line)


def _refused(line: str, auth: object, draft: Draft) -> Reply:
    # Secret cookies and headers may be credentials, too.
    if auth is None and not draft.variables:
        return Reply(problem=f"the backend requires credentials ({line})", advice="add them to the request")
    what = "token was" if isinstance(auth, Bearer) else "credentials were"
    return Reply(
        problem=f"the {what} refused ({line})", advice=f"get {'a valid one' if what[0] == 't' else 'valid ones'}"
    )


def _unset_variables(draft: Draft) -> str:
    """Return advice to set the variables without a value in the curl command and in the environment."""
    names = [item.name for item in draft.variables if not item.value and not os.environ.get(item.name)]
    return f"set {' and '.join(names)}" if names else ""


def _secrets(draft: Draft, connection: Connection) -> Iterator[tuple[str, str]]:
    """Yield the variables with the curl command's values, including an existing connection's names for them."""
    for variable in draft.variables:
        if variable.value:
            yield variable.name, variable.value
    auth = connection.auth
    token = auth.token if isinstance(auth, Bearer) else auth.value if isinstance(auth, ApiKey) else None
    if isinstance(token, EnvironmentVariable):
        name = "TOKEN" if isinstance(auth, Bearer) else "API_KEY"
        value = next((item.value for item in draft.variables if item.name.endswith(name)), "")
        if value:
            yield token.name, value
