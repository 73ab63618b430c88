"""Run one validation from the command line, on the engine of a robot run.

In: the arguments of `quash run`. Out: an Outcome, or a CommandError before anything is sent.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from QuashLibrary.cli.exit_codes import ExitCode
from QuashLibrary.cli.registry import environment_of, loaded_registry, slug_of
from QuashLibrary.cli.use.inputs import InputReader
from QuashLibrary.cli.use.progress import Progress
from QuashLibrary.cli.use.quick_start import no_garbage_collection
from QuashLibrary.cli.use.refusals import refuse_broken, refuse_changes, refuse_unusable, used_slugs
from QuashLibrary.cli.use.surroundings import CommandSurroundings
from QuashLibrary.engine.clock import Clock
from QuashLibrary.engine.redactor import Redactor
from QuashLibrary.engine.run.call_builder import CallBuilder
from QuashLibrary.engine.run.measurements import Measurements
from QuashLibrary.engine.run.overrides import Overrides
from QuashLibrary.engine.run.runner import Runner
from QuashLibrary.errors import CommandError, UnusableValueError
from QuashLibrary.language.templates import Reference

if TYPE_CHECKING:
    from argparse import Namespace

    from QuashLibrary.engine.outcome import Outcome
    from QuashLibrary.engine.run.call import Call
    from QuashLibrary.registry.load import LoadedRegistry


@dataclass(slots=True)
class SingleRun:
    """Runs the validation of a command, once or repeatedly; the user types each value only once.

    With `change_nothing`, a request that may change something is refused.
    """

    arguments: Namespace
    change_nothing: bool = False
    redactor: Redactor = field(default_factory=Redactor)
    _answers: dict[str, str] = field(default_factory=dict)

    def outcome(self) -> Outcome:
        """Return the outcome.

        Raises:
            CommandError: the registry, the slug or an input cannot be used.
        """
        with no_garbage_collection():
            call = self._call()
        if self.change_nothing:
            refuse_changes(call)
        runner = Runner(Clock(), self.redactor)
        try:
            with Progress(call, self.redactor) as progress:
                [outcome] = runner.run([call], progress.hear)
            return outcome
        finally:
            runner.close()

    def _call(self) -> Call:
        loaded = loaded_registry(self.arguments)
        registry = loaded.registry
        slug = slug_of(self.arguments.slug, registry)
        refuse_broken(registry, slug)
        refuse_unusable(registry, slug)
        environment = environment_of(self.arguments, loaded)
        self.redactor.add_variables(registry.variables)
        inputs = self._inputs(loaded, slug)
        around = CommandSurroundings(
            self.redactor,
            environment,
            frozenset(item.name for item in registry.inputs_of(slug)),
            Measurements() if self.arguments.mutate else None,
        )
        [call] = CallBuilder(registry, around).calls([slug], inputs, Overrides())
        self._refuse_wrong_types(call, inputs)
        return call

    def _inputs(self, loaded: LoadedRegistry, slug: str) -> dict[str, object]:
        registry = loaded.registry
        others = [name for name in used_slugs(registry, slug) if name != slug]
        fetched = frozenset(name for other in others for name in registry.outlines[other].fetches)
        reader = InputReader(slug, registry.inputs_of(slug), fetched, self.redactor, self._answers)
        return reader.read(self.arguments.inputs)

    def _refuse_wrong_types(self, call: Call, given: dict[str, object]) -> None:
        """Refuse values of the wrong type before anything is sent."""
        problems: dict[str, None] = {}
        for used in _calls_in(call):
            for item in used.validation.inputs:
                if item.name in given:
                    try:
                        used.scope.value(Reference(item.name))
                    except UnusableValueError as error:
                        problems[str(error)] = None
        if problems:
            text = self.redactor.clean("\n".join(problems))
            raise CommandError(f"{call.validation.name}: {text}", ExitCode.BAD_INPUT)


def _calls_in(call: Call) -> list[Call]:
    """Return a call together with the calls of its needs and its login."""
    inner = (*call.needs, *((call.login,) if call.login else ()))
    return [call, *(used for one in inner for used in _calls_in(one))]
