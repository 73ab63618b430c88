"""`quash run`: run a validation now, on the same engine as a robot run."""

from __future__ import annotations

import json
import sys
import time
from typing import TYPE_CHECKING

from QuashLibrary.cli.completion import environments, inputs, offer, slugs
from QuashLibrary.cli.console import say, write
from QuashLibrary.cli.exit_codes import ExitCode
from QuashLibrary.cli.registry import (
    add_environment_argument,
    add_registry_argument,
    registry_paths,
)
from QuashLibrary.errors import CommandError
from QuashLibrary.problems import shown_path

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Sequence

    from QuashLibrary.cli.parser import Parser
    from QuashLibrary.cli.use.single_run import SingleRun
    from QuashLibrary.engine.outcome import Outcome

_DESCRIPTION = """\
Run a validation now and show its outcome, without Robot Framework.

The exit code is 5 if the backend gives no usable answer, or if a variable that the registry reads is not set. It is 3
if an input is missing or empty, or if it is read from a variable that is not set.
"""
_EXAMPLES = ("quash run @order-paid order_id=A-17", "quash run @login phone=+491700000001 pin=%{PIN} --watch")
_CODES = {"passed": ExitCode.DONE, "failed": ExitCode.FOUND, "error": ExitCode.ERROR}


def add_arguments(parser: Parser) -> None:
    """Describe the command and its arguments."""
    parser.describe(_DESCRIPTION, _EXAMPLES, "0 passed, 1 failed, 5 error")
    parser.gathering = "inputs"
    slug = parser.add_argument("slug", metavar="@slug", help="the validation, with or without the @")
    given = parser.add_argument(
        "inputs",
        metavar="name=value",
        nargs="*",
        default=[],
        help="an input; name=%%{VARIABLE} reads it from the environment, and  name  alone prompts for it (both masked)",
    )
    offer(slug, slugs)
    offer(given, inputs)
    add_registry_argument(parser)
    offer(add_environment_argument(parser), environments)
    parser.add_argument(
        "--mutate", action="store_true", help="also show which changes to the answer the expectations would not notice"
    )
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--watch", action="store_true", help="run again whenever the registry is saved")
    form.add_argument("--json", action="store_true", help="write JSON instead of text, with the keys of outcomes.json")


def run(arguments: Namespace) -> ExitCode:
    """Run the validation; with `--watch` until Ctrl-C."""
    from QuashLibrary.cli.use.quick_start import lean_imports, no_garbage_collection

    # Imported late: the help does not need the engine.
    with no_garbage_collection(), lean_imports():
        from QuashLibrary.cli.use.single_run import SingleRun

    single = SingleRun(arguments, change_nothing=arguments.watch)
    if arguments.watch:
        _watch(single)
    outcome = single.outcome()
    if arguments.json:
        _write_json(outcome, single)
    else:
        _write_text(outcome, single)
    return ExitCode.BAD_INPUT if _lacks_input(outcome, arguments.inputs) else _CODES[outcome.verdict]


def _lacks_input(outcome: Outcome, words: Sequence[str]) -> bool:
    """Return whether nothing was sent because an input on the command line is empty."""
    empty = [word.removesuffix("=") for word in words if word.endswith("=")]
    return outcome.last is None and any(f"${{{name}}} is empty" in outcome.problem for name in empty)


def _watch(single: SingleRun) -> None:
    from QuashLibrary.cli.use.watch import saves

    paths = registry_paths(single.arguments)
    names = ", ".join(map(shown_path, paths))
    for number in saves(paths):
        try:
            _write_text(single.outcome(), single, with_time=True)
        except CommandError as error:
            # The first error is a wrong command line; a later one is in the file just saved.
            if not number:
                raise
            write(f"{time.strftime('%H:%M:%S')}  quash: {error}", "bold yellow", sys.stderr)
        if not number:
            say(f"waiting for changes to {names}; Ctrl-C ends")


def _write_text(outcome: Outcome, single: SingleRun, *, with_time: bool = False) -> None:
    from QuashLibrary.cli.use.outcome_lines import write_outcome

    write_outcome(outcome, single.redactor, start=f"{time.strftime('%H:%M:%S')}  " if with_time else "")
    if single.arguments.mutate and outcome.verdict != "passed":
        write()
        write("--mutate tries changes to the answer only if the validation passes")
    if with_time:
        write()
        sys.stdout.flush()


def _write_json(outcome: Outcome, single: SingleRun) -> None:
    from QuashLibrary.views.outcome_record import record_of
    from QuashLibrary.views.record import json_form, outcome_data

    data = outcome_data(record_of(outcome, single.redactor))
    write(json.dumps(data, indent=2, ensure_ascii=False, default=json_form))
