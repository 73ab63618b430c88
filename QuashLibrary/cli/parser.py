"""The parser of the command line: argparse, with examples below the help and suggestions for misspelt words."""

from __future__ import annotations

import re
import sys
from argparse import ArgumentParser, RawDescriptionHelpFormatter
from typing import TYPE_CHECKING, Any, NoReturn

from QuashLibrary.cli.exit_codes import ExitCode
from QuashLibrary.errors import CommandError
from QuashLibrary.problems import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterable

_INVALID_CHOICE = re.compile(
    r"argument (?P<what>.+?): invalid choice: (?P<word>'.*?'|\".*?\") \(choose (?P<known>.*)\)"
)
_CODES = "2 wrong command line, 3 wrong input, 4 cannot write, 130 Ctrl-C"
COMMAND = "COMMAND"
"""The metavar of the command word."""


class Parser(ArgumentParser):
    """Parses the words of one command; a mistake raises a CommandError: one line for it and one for the usage."""

    def __init__(self, **options: Any) -> None:
        super().__init__(formatter_class=RawDescriptionHelpFormatter, allow_abbrev=False, **options)
        self.gathering = ""
        """The positional argument that also takes words after an option; argparse alone would refuse them."""
        self.quoting_hint = ""
        """What to write if words are unknown because an argument with blanks lost its quotes in the shell."""

    def describe(self, description: str, examples: Iterable[str], codes: str = "0 done") -> None:
        """Set the help's text above the arguments, and the examples and the command's exit codes below them."""
        self.description = description
        shown = [f"  {example}" for example in examples]
        self.epilog = "\n".join(["examples:", *shown, "", f"exit codes: {codes}, {_CODES}"])

    def parse_known_args(self, args: Any = None, namespace: Any = None) -> Any:
        """Refuse unknown words here, because the similar options are known here."""
        found, unknown = super().parse_known_args(args, namespace)
        if self.gathering:
            more = [word for word in unknown if not word.startswith("-")]
            setattr(found, self.gathering, [*getattr(found, self.gathering), *more])
            unknown = [word for word in unknown if word.startswith("-")]
        if unknown:
            self.error(self._unknown(unknown))
        return found, unknown

    def error(self, message: str) -> NoReturn:
        """Raise a mistake as a CommandError."""
        if choice := _INVALID_CHOICE.match(message):
            known = [name.strip("'\" ") for name in choice["known"].split(",")]
            advice = did_you_mean(choice["word"].strip("'\""), known) or f"choose {', '.join(known)}"
            what = "command" if choice["what"] == COMMAND else f"{choice['what']}:"
            message = f'unknown {what} "{choice["word"][1:-1]}"; {advice}'
        raise CommandError(f"{message}\n{self.format_usage().rstrip()}", ExitCode.USAGE)

    def _print_message(self, message: str, file: Any = None) -> None:
        """Write the help; argparse would hide a failure to write."""
        (file or sys.stderr).write(message)

    def _unknown(self, words: list[str]) -> str:
        """Return the message about unknown words. A part of a curl command may be a credential, so it is not shown."""
        options = [word for action in self._actions for word in action.option_strings]
        word = words[0].partition("=")[0]
        similar = did_you_mean(word, options) if word.startswith("-") else ""
        if word.startswith("--"):
            named, advice = f'unknown option "{word}"', similar or self.quoting_hint
        elif word.startswith("-"):
            named, advice = f'unknown option "{word[:2]}"', self.quoting_hint or similar
        else:
            named, advice = f'unknown argument "{"…" if self.quoting_hint else word}"', self.quoting_hint
        return f"{named}; {advice}" if advice else named
