"""Attached steps: real `@slug` keywords of Robot whose inputs are looked up when they run.

In: an attachment of a registry, or a tag, and the library that has its registry. Out: AttachedSteps, which the listener
inserts into a body or runs.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from robot.running import Keyword
from robot.utils import escape

from QuashLibrary.errors import UnusableValueError
from QuashLibrary.robotside.robot_api.values import is_text, text_of
from QuashLibrary.robotside.robot_api.variables import variable
from QuashLibrary.robotside.use.dry_run import problem_of
from QuashLibrary.robotside.use.written_calls import WrittenCall

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from QuashLibrary.engine.plan.values import Unknown
    from QuashLibrary.registry.model import Input, Registry, Value
    from QuashLibrary.robotside.state.run import RunState
    from QuashLibrary.robotside.state.suite import SuiteAttachment


@dataclass(frozen=True, slots=True)
class AttachedCall:
    """One call of a validation by an attached step; `source` says for the log where it was attached."""

    registry: Registry
    prefix: str
    slug: str
    source: str
    given: Mapping[str, Value] = field(default_factory=dict)
    options: Mapping[str, str] = field(default_factory=dict)

    @property
    def keyword(self) -> str:
        """The name under which Robot finds the keyword."""
        return f"{self.prefix}@{self.slug}"

    @property
    def declared(self) -> dict[str, Input]:
        """The inputs that the validation takes, by name."""
        known = self.registry.inputs_of(self.slug) if self.slug in self.registry.validations else ()
        return {item.name: item for item in known}

    @property
    def inputs(self) -> dict[str, Value]:
        """The given values of the declared inputs."""
        declared = self.declared
        return {name: value for name, value in self.given.items() if name in declared}

    @property
    def key(self) -> str:
        """A text that identifies the call."""
        return f"{self.keyword} {self.source}"

    @property
    def arguments(self) -> dict[str, object]:
        """The named arguments in Robot's syntax, with their variables."""
        return {**{name: _as_cell(value) for name, value in self.inputs.items()}, **self.options}


class SecretArgument:
    """Wraps a secret value of an input, because Robot writes arguments into its output; read like Robot's Secret."""

    def __init__(self, value: str) -> None:
        self.value = value

    def __str__(self) -> str:
        return "***"

    __repr__ = __str__


class AttachedStep(Keyword):
    """An attached step; while it runs, `unknown` contains the inputs that could not be looked up."""

    __slots__ = ("call", "run_state", "unknown", "was_run")

    def __init__(self, run_state: RunState, call: AttachedCall) -> None:
        super().__init__(call.keyword, named_args=call.arguments)
        self.run_state = run_state
        self.call = call
        self.unknown: dict[str, Unknown] = {}
        self.was_run = False

    def run(self, result: Any, context: Any, run: bool = True, templated: bool | None = None) -> Any:
        """Look up the inputs, and run."""
        if run and not context.dry_run:
            self.was_run = True
            from QuashLibrary.engine.plan.values import Unknown

            values = dict(_looked_up(self.call, self.run_state))
            self.unknown = {name: value for name, value in values.items() if isinstance(value, Unknown)}
            arguments = {**self.call.arguments, **values}
            self.named_args = {  # type: ignore[misc] # a slot of Robot's Keyword
                name: value for name, value in arguments.items() if name not in self.unknown
            }
        return super().run(result, context, run, templated)


def calls_of(attached: SuiteAttachment) -> list[AttachedCall]:
    """Return the calls of an attachment: one per validation, with the inputs that the validation declares."""
    from QuashLibrary.language.durations import show_duration

    attachment = attached.attachment
    source = f"Attached in {attachment.position}, {attachment}"
    options = {
        "within": show_duration(attachment.within) if attachment.within else None,
        "on_failure": attachment.on_failure,
        "on_error": attachment.on_error,
    }
    given = {name: str(value) for name, value in options.items() if value}
    return [
        AttachedCall(attached.registry, attached.prefix, slug, source, attachment.inputs, given)
        for slug in attachment.slugs
    ]


def dry_run_problem(run: RunState, call: AttachedCall, data: Any) -> str:
    """Return the problem of a call in a dry run; before 7.2, Robot does not notify listeners of the step itself."""
    arguments = call.arguments
    written = WrittenCall(call.registry, (f"@{call.slug}",), {name: str(arguments[name]) for name in call.inputs})
    return problem_of(run, written, data)


def _as_cell(value: Value) -> object:
    from QuashLibrary.language.templates import Template

    if isinstance(value, Template):
        return "".join(escape(part) if isinstance(part, str) else str(part) for part in value.parts)
    return escape(value) if isinstance(value, str) else value


def _looked_up(call: AttachedCall, run: RunState) -> Iterator[tuple[str, object]]:
    """Yield the inputs with their current values, or with the reason why a value is unknown."""
    from QuashLibrary.engine.plan.values import Scope, Unknown, render

    scope = Scope(run.redactor, fetched=run.test.fetched, variables=variable)
    declared = call.declared
    for name, value in call.inputs.items():
        try:
            found = render(value, scope)
            # Robot writes arguments into its output, and would fail there on an object without a text.
            text = text_of(found) or str(found)
        except UnusableValueError as error:
            yield name, Unknown(f"{error} (input {name} of attach)")
            continue
        except Exception as error:
            # Objects in variables may raise any exception; outside a step, it would end the run.
            yield name, Unknown(f"cannot read {value}: {type(error).__name__}: {error} (input {name} of attach)")
            continue
        item = declared[name]
        if not is_text(found):
            yield name, found
        elif item.secret or run.redactor.clean(text) != text:
            run.redactor.add(text)
            # A text that Robot must convert stays as written.
            if not item.type:
                yield name, SecretArgument(text)
        else:
            yield name, escape(text)
