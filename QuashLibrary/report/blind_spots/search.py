"""Find the blind spots of a run: tests that passed without a backend check, and their steps that matter.

In: the tests of any run, with or without QuashLibrary. Out: BlindSpots, which the command line turns into a list and a
registry. Memory is bounded by the number of tests and of different steps.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from QuashLibrary.report.blind_spots.effects import EFFECTS, effect_of
from QuashLibrary.report.read.run_reader import RunReader

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence
    from pathlib import Path

    from QuashLibrary.report.blind_spots.effects import Effect
    from QuashLibrary.report.read.model import RunInfo, Step, TestRun

_GAP = re.compile(r"\s{2,}|\t")
_LONGEST_CELL = 160
_MOST_STEPS = 50
"""The most different steps that are kept for each effect."""


@dataclass(slots=True)
class CriticalStep:
    """A step that probably makes a backend do something, with the tests that contain it."""

    pattern: str
    tests: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class BlindTest:
    """A test without a backend check; `effects` contains the slugs of validations that it should use."""

    name: str
    ui_steps: int
    effects: tuple[str, ...]


@dataclass(slots=True)
class BlindSpots:
    """The blind spots of a run; `through_ui` counts all tests that passed and had UI steps."""

    info: RunInfo
    known_effects: Sequence[Effect] = EFFECTS
    through_ui: int = 0
    tests: list[BlindTest] = field(default_factory=list)
    steps: dict[str, dict[str, CriticalStep]] = field(default_factory=dict)

    @property
    def effects(self) -> Iterable[tuple[Effect, Sequence[CriticalStep]]]:
        """The effects found, each with its steps, the most frequent step first."""
        for effect in self.known_effects:
            found = list(self.steps.get(effect.slug, {}).values())
            if found:
                yield effect, sorted(found, key=lambda step: -len(step.tests))


def find_blind_spots(
    outputs: Sequence[Path],
    ui_libraries: Iterable[str] = (),
    effects: Sequence[Effect] = EFFECTS,
    recorded: Collection[str] = (),
) -> BlindSpots:
    """Return the blind spots of a run, without guesses for `recorded` tests, whose app requests are known.

    Raises:
        UnusableOutputError: a file is not an output.
    """
    reader = RunReader(outputs, ui_libraries)
    found = BlindSpots(reader.info, effects)
    for test in reader.tests():
        found.through_ui += test.kind == "test" and test.status == "PASS" and test.ui_steps > 0
        if test.blind_spot:
            _add_blind_test(found, test, guess=test.full_name not in recorded)
    found.info = reader.info
    return found


def pattern_of(step: Step) -> str:
    """Return the step in the notation of `attach`; `*` replaces everything that cannot be written there."""
    cells = [f"{step.owner}.{step.name}" if step.owner else step.name, *map(_pattern_cell, step.args[:1])]
    return "    ".join(cells)


def _add_blind_test(found: BlindSpots, test: TestRun, *, guess: bool) -> None:
    critical = list(_critical_steps(test, found.known_effects)) if guess else []
    for effect, step in critical:
        patterns = found.steps.setdefault(effect.slug, {})
        pattern = pattern_of(step)
        if pattern in patterns or len(patterns) < _MOST_STEPS:
            tests = patterns.setdefault(pattern, CriticalStep(pattern)).tests
            if test.full_name not in tests[-1:]:
                tests.append(test.full_name)
    effects = tuple(dict.fromkeys(effect.slug for effect, _ in critical))
    found.tests.append(BlindTest(test.full_name, test.ui_steps, effects))


def _critical_steps(test: TestRun, effects: Sequence[Effect]) -> Iterable[tuple[Effect, Step]]:
    """Return the steps that matter; if several steps in a user keyword have the same effect, only the last step.

    A step whose own words name the effect takes precedence over a step inside a keyword whose words do.
    """
    found: dict[object, tuple[Effect, Step, bool]] = {}
    for number, step in enumerate(test.steps):
        guess = effect_of(step, effects)
        if guess is None:
            continue
        effect, by_own_words = guess
        key = (effect.slug, step.within[0]) if step.within else number
        if by_own_words or key not in found or not found[key][2]:
            found.pop(key, None)
            found[key] = (effect, step, by_own_words)
    return [(effect, step) for effect, step, _ in found.values()]


def _pattern_cell(text: str) -> str:
    cell = _GAP.sub("*", text.strip()) or "*"
    return cell if len(cell) <= _LONGEST_CELL else f"{cell[:_LONGEST_CELL]}*"
