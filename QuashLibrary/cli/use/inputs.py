"""Inputs of a validation on the command line: `name=value`, `name=%{VARIABLE}`, or `name` alone, which prompts.

In: the words, and the inputs that a validation declares. Out: their values, which are texts as in a robot run. Secret
values go to the redactor before anything can show them. All mistakes are reported in one message.
"""

from __future__ import annotations

import os
import re
import sys
from dataclasses import dataclass, field
from getpass import getpass
from typing import TYPE_CHECKING

from QuashLibrary.cli.exit_codes import ExitCode
from QuashLibrary.cli.registry import setting_advice
from QuashLibrary.errors import CommandError
from QuashLibrary.language.input_names import unknown_input
from QuashLibrary.problems import most_similar

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from QuashLibrary.engine.redactor import Redactor
    from QuashLibrary.registry.model import Input

_VARIABLE = re.compile(r"%\{(?P<name>[^{}=]+)(?:=(?P<default>[^{}]*))?\}")


@dataclass(slots=True)
class InputReader:
    """Reads the inputs of one validation.

    `fetched` are names that the needs of the validation may fetch, so these inputs are optional. `answers` are the
    values that the user typed earlier.
    """

    slug: str
    declared: Sequence[Input]
    fetched: frozenset[str]
    redactor: Redactor
    answers: dict[str, str] = field(default_factory=dict)
    _problems: list[str] = field(default_factory=list)

    def read(self, words: Iterable[str]) -> dict[str, object]:
        """Return the values; prompt for missing ones only if everything else is correct.

        Raises:
            CommandError: words that are not inputs, and all missing inputs.
        """
        given: dict[str, str | None] = {}
        for word in words:
            name, equals, text = word.partition("=")
            if self._is_usable(name, word, given):
                given[name] = self._value(name, text) if equals else None
        self._note_missing(given)
        self._refuse()
        return {name: self._asked(name) if value is None else value for name, value in given.items()}

    def _is_usable(self, name: str, word: str, given: dict[str, str | None]) -> bool:
        if name in given:
            self._problems.append(f'the input "{name}" is given twice')
        elif word.startswith("@"):
            self._problems.append(f"{word} is another validation; run one at a time")
        elif (free := self._only_input(given)) and self._is_bare_value(name, word):
            self._problems.append(f'no input "{word}"; write  {free}={word}')
            given[free] = ""
        elif name not in {item.name for item in self.declared}:
            what, advice = unknown_input(name, [item.name for item in self.declared])
            self._problems.append(f"{what}; {advice}")
        else:
            return True
        return False

    def _is_bare_value(self, name: str, word: str) -> bool:
        known = [item.name for item in self.declared]
        return name == word and name not in known and not most_similar(name, known)

    def _only_input(self, given: dict[str, str | None]) -> str:
        """Return the only input that a value without a name may be meant for; empty if there are several or none."""
        free = [item.name for item in self.declared if item.required and item.name not in {*given, *self.fetched}]
        return free[0] if len(free) == 1 else ""

    def _value(self, name: str, text: str) -> str:
        variable = _VARIABLE.fullmatch(text)
        if variable is None:
            self._learn(name, text)
            return text
        value = os.environ.get(variable["name"], variable["default"])
        if value is None:
            advice = setting_advice(variable["name"])
            self._problems.append(f"{name}={text}: the environment variable {variable['name']} is not set; {advice}")
            return ""
        self.redactor.add(value)
        self.redactor.variables[value] = variable["name"]
        return value

    def _note_missing(self, given: dict[str, str | None]) -> None:
        missing = [
            f"{item.name}=…" + (f"  ({item.description})" if item.description else "")
            for item in self.declared
            if item.required and item.name not in given and item.name not in self.fetched
        ]
        if missing:
            one = len(missing) == 1
            self._problems.append("\n  ".join([f"{'missing input' if one else 'missing inputs'}:", *missing]))

    def _refuse(self) -> None:
        if self._problems:
            text = self.redactor.clean("\n".join(self._problems))
            raise CommandError(f"@{self.slug}: {text}", ExitCode.BAD_INPUT)

    def _asked(self, name: str) -> str:
        """Prompt for a value without showing it."""
        if name in self.answers:
            return self.answers[name]
        if sys.stdin is None or not sys.stdin.isatty():
            advice = f"write {name}=value, or {name}=%{{VARIABLE}} for the value of an environment variable"
            problem = f'@{self.slug}: cannot prompt for "{name}" without a terminal; {advice}'
            raise CommandError(problem, ExitCode.BAD_INPUT)
        try:
            value = getpass(f"{name}: ", stream=sys.stderr)
        except EOFError:
            raise CommandError(f'@{self.slug}: no value for "{name}"', ExitCode.BAD_INPUT) from None
        self.redactor.add(value)
        self.answers[name] = value
        return value

    def _learn(self, name: str, text: str) -> None:
        if any(item.secret for item in self.declared if item.name == name):
            self.redactor.add(text)
