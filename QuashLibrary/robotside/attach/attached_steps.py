"""The steps that are attached: real `@slug` keywords of Robot, whose inputs are looked up when they run.

In: an attachment of a registry, or a tag, and the library of the suite that has it. Out: AttachedSteps, to be put into
a body or run by a listener.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from robot.running import Keyword
from robot.utils import escape

from QuashLibrary.engine.plan.values import Scope, Unknown, render
from QuashLibrary.errors import UnusableValueError
from QuashLibrary.language.durations import show_duration
from QuashLibrary.language.templates import Template
from QuashLibrary.registry.model import Input, Registry, Value
from QuashLibrary.registry.model.attachment import Attachment
from QuashLibrary.robotside.state.session import Session
from QuashLibrary.robotside.use import dry_run as dryrun
from QuashLibrary.robotside.use.validator import robot_variable
from QuashLibrary.robotside.use.written_calls import WrittenCall


@dataclass(frozen=True, slots=True)
class Held:
    """An attachment, and the library that has its registry: by which name its keywords are found in the suite."""

    attachment: Attachment
    registry: Registry
    prefix: str


@dataclass(frozen=True, slots=True)
class HeldHere:
    """All that is attached in a suite, and what of it concerns the steps that have run so far: comparing takes long."""

    attachments: Sequence[Held]
    by_keyword: dict[tuple[str, ...], list[Held]] = field(default_factory=dict)
    by_cells: dict[tuple[object, ...], list[Held]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Use:
    """One use of a validation by an attached step; `source` says where it was attached."""

    registry: Registry
    prefix: str
    slug: str
    source: str
    given: Mapping[str, Value] = field(default_factory=dict)
    options: Mapping[str, str] = field(default_factory=dict)

    @property
    def keyword(self) -> str:
        """The name by which Robot finds the keyword."""
        return f"{self.prefix}@{self.slug}"

    @property
    def declared(self) -> dict[str, Input]:
        """The inputs that the validation takes, by name."""
        known = self.registry.inputs_of(self.slug) if self.slug in self.registry.validations else ()
        return {item.name: item for item in known}

    @property
    def inputs(self) -> dict[str, Value]:
        """What is given of those inputs."""
        declared = self.declared
        return {name: value for name, value in self.given.items() if name in declared}

    @property
    def key(self) -> str:
        """What tells one use from another."""
        return f"{self.keyword} {self.source}"


class Secret:
    """A secret value of an input: Robot writes arguments into its output as they are. Read like Robot's own Secret."""

    def __init__(self, value: str) -> None:
        """Take the value."""
        self.value = value

    def __str__(self) -> str:
        return "***"

    __repr__ = __str__


class AttachedStep(Keyword):
    """A step that no suite has written."""

    __slots__ = ("session", "use", "was_run")

    def __init__(self, session: Session, use: Use, **place: Any) -> None:
        """Take what is used, and where the step stands."""
        super().__init__(use.keyword, named_args=dict(_written(use)), **place)
        self.session = session
        self.use = use
        self.was_run = False

    def run(self, result: Any, context: Any, run: bool = True, templated: bool | None = None) -> Any:
        """Look the inputs up, and run."""
        attaching = self.session.attaching
        if run and not context.dry_run:
            self.was_run = True
            values = dict(_looked_up(self.use, self.session))
            attaching.unknown = {name: value for name, value in values.items() if isinstance(value, Unknown)}
            written = dict(_written(self.use)) | values
            known = {name: value for name, value in written.items() if name not in attaching.unknown}
            self.named_args = known  # type: ignore[misc] # a slot of Robot's Keyword
            attaching.source = self.use.source
        try:
            return super().run(result, context, run, templated)
        finally:
            attaching.source, attaching.unknown = "", {}


def uses_of(held: Held) -> list[Use]:
    """Return what an attachment uses: each of its validations, with those of the inputs that it declares."""
    attachment = held.attachment
    source = f"Attached in {attachment.position}, {attachment}"
    options = {
        "within": show_duration(attachment.within) if attachment.within else None,
        "on_failure": attachment.on_failure,
        "on_error": attachment.on_error,
    }
    given = {name: str(value) for name, value in options.items() if value}
    return [Use(held.registry, held.prefix, slug, source, attachment.inputs, given) for slug in attachment.slugs]


def _written(use: Use) -> Iterator[tuple[str, object]]:
    """Give the named arguments as Robot reads them."""
    for name, value in use.inputs.items():
        yield name, _cell(value)
    yield from use.options.items()


def _cell(value: Value) -> object:
    if isinstance(value, Template):
        return "".join(escape(part) if isinstance(part, str) else str(part) for part in value.parts)
    return escape(value) if isinstance(value, str) else value


def dry_run_problem(use: Use, data: Any) -> str:
    """Return what a dry-run finds wrong with a use at a step or test; before 7.2 Robot does not tell us of its run."""
    given = {name: str(cell) for name, cell in _written(use)}
    call = WrittenCall(use.registry, (f"@{use.slug}",), {name: given[name] for name in use.inputs})
    return dryrun.problem(call, data)


def _looked_up(use: Use, session: Session) -> Iterator[tuple[str, object]]:
    """Give the inputs with the values that their names have now, or why there is none."""
    scope = Scope(session.redactor, fetched=session.test.fetched, variables=robot_variable)
    declared = use.declared
    for name, value in use.inputs.items():
        try:
            found = render(value, scope)
        except UnusableValueError as error:
            yield name, Unknown(f"{error} (input {name} of attach)")
            continue
        except Exception as error:
            # Objects in variables raise what they like; out of a step, Robot would end the run with it.
            yield name, Unknown(f"{value} cannot be read: {type(error).__name__}: {error} (input {name} of attach)")
            continue
        item = declared[name]
        if isinstance(found, str) and (item.secret or session.redactor.clean(found) != found):
            session.redactor.add(found)
            # A text that Robot converts has to be one: it stays as it is written.
            if not item.type:
                yield name, Secret(found)
        else:
            yield name, escape(found) if isinstance(found, str) else found
