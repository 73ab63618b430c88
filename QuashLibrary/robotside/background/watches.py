"""Begin watches and wait for them, for the keywords Watch Backend and Await Backend."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from QuashLibrary.engine.run.watch import cancel, watch
from QuashLibrary.language.durations import show_duration
from QuashLibrary.problems import did_you_mean
from QuashLibrary.robotside.app.keep_alive import keeping_alive
from QuashLibrary.robotside.background.watch_feature import clock_time, show, take
from QuashLibrary.robotside.errors import ValidationError
from QuashLibrary.robotside.log import messages
from QuashLibrary.robotside.state.test import WatchedValidation
from QuashLibrary.robotside.use.policies import follow_policies
from QuashLibrary.views.message import interrupted_message, watch_message

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from QuashLibrary.engine.outcome import Outcome
    from QuashLibrary.engine.run.overrides import Overrides
    from QuashLibrary.robotside.background.watch_feature import Watched
    from QuashLibrary.robotside.state.run import RunState
    from QuashLibrary.robotside.use.validations import Validations


@dataclass(frozen=True, slots=True)
class Watches:
    """The watches that the keywords of one import can see."""

    validations: Validations

    @property
    def run(self) -> RunState:
        """The run."""
        return self.validations.run

    def begin(self, slug: str, inputs: Mapping[str, object], overrides: Overrides) -> None:
        """Begin a watch; if it cannot be planned, conclude it now.

        Raises:
            ValidationError: the watch cannot be planned, and its policy is not to warn.
        """
        self.validations.refuse_unknown_inputs([slug], inputs)
        begun = watch(self.run.runner, self.validations.call_builder.background_call(slug, inputs, overrides))
        item = WatchedValidation(begun, self.validations)
        self._own().append(item)
        if begun.unplanned:
            item.is_awaited = True
            take(self.run, item)
            self._show([item], self.run.clock.now())
            follow_policies([item.outcome or begun.outcome], self.run.redactor)
            return
        owner = "test" if self.run.test.in_test else "suite"
        messages.text(watch_message(begun.call.validation, begun.call.within, owner))

    def wait(self, slugs: Sequence[str]) -> list[Outcome]:
        """Wait for watches, show them, and follow their policies.

        Raises:
            ValidationError: a watch does not exist, or it did not pass and its policy is not to warn.
        """
        began = self.run.clock.now()
        chosen = self._chosen(slugs)
        self._adopt(chosen)
        self._wait_for(chosen)
        outcomes = [item.watch.outcome for item in chosen]
        for item in chosen:
            take(self.run, item)
            item.is_awaited = True
        self._show(chosen, began)
        outcomes = [item.outcome or outcome for item, outcome in zip(chosen, outcomes, strict=True)]
        follow_policies(outcomes, self.run.redactor)
        return outcomes

    def _own(self) -> list[Watched]:
        return self.run.test.watches if self.run.test.in_test else self.run.suite.watches

    def _chosen(self, slugs: Sequence[str]) -> list[Watched]:
        own = self._own()
        if not slugs:
            if not own:
                raise ValidationError("no watch to await; write  Watch Backend    @slug  before this step")
            return [item for item in own if not item.is_awaited]
        known = [*own, *self._of_suites(own)]
        names = {f"@{slug}" for slug in slugs}
        for name in sorted(names):
            if not any(self._is_of(item, name) for item in known):
                near = did_you_mean(name, [item.name for item in known])
                raise ValidationError(
                    f"{name} is not watched; {near or f'write  Watch Backend    {name}  before this step'}"
                )
        return [item for item in known if any(item in self._open(known, name) for name in names)]

    def _open(self, known: Sequence[Watched], name: str) -> Sequence[Watched]:
        """Return the watches of a slug that were not awaited; if all were, return the last one."""
        of_name = [item for item in known if self._is_of(item, name)]
        return [item for item in of_name if not item.is_awaited] or of_name[-1:]

    def _is_of(self, item: Watched, name: str) -> bool:
        """Return whether a watch has this slug, this registry and this environment."""
        mine, its = self.validations.imported, item.validations.imported
        is_same = mine.registry.files == its.registry.files and mine.environment == its.environment
        return is_same and item.name == name

    def _of_suites(self, own: Sequence[Watched]) -> list[Watched]:
        """Return the watches of the suites as watches of the running test, without those that the test already has."""
        known = {item.watch for item in own}
        items = [item for suite in self.run.suites for item in suite.watches if item.watch not in known]
        return [WatchedValidation(item.watch, item.validations, of_suite=True) for item in items]

    def _adopt(self, chosen: Sequence[Watched]) -> None:
        """Note in the suites which of their watches the running test awaits."""
        own, taken = self._own(), {item.watch for item in chosen}
        for item in (item for suite in self.run.suites for item in suite.watches):
            item.is_awaited = item.is_awaited or item.watch in taken
        own += [item for item in chosen if item not in own]

    def _wait_for(self, chosen: Sequence[Watched]) -> None:
        try:
            with keeping_alive(self.run):
                for item in chosen:
                    item.watch.wait()
        except BaseException:
            # A test timeout or Ctrl-C: without these messages, the answers so far would be lost.
            open_ones = [item for item in chosen if not item.watch.done]
            cancel(item.watch for item in open_ones if not item.of_suite)
            for item in open_ones:
                self._own().remove(item)
                if item.watch.latest is not None:
                    slug = item.watch.call.validation.slug
                    messages.text(interrupted_message(slug, item.watch.latest, self.run.redactor))
            raise

    def _show(self, chosen: Sequence[Watched], began: datetime) -> None:
        log = self.validations.log()
        if len(chosen) == 1 and chosen[0].outcome and not chosen[0].is_shown:
            chosen[0].is_shown = True
            log.write([chosen[0].outcome], chosen[0].needed)
            return
        for item in chosen:
            if item.is_shown and item.outcome:
                log.write_reference(item.outcome, _since(item.watch.known, began))
            else:
                show(item)


def _since(known: datetime, now: datetime) -> str:
    before = show_duration(max((now - known).total_seconds(), 0.0))
    return f"known since {clock_time(known)}, {before} before this step"
