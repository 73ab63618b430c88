"""`quash connect`: check step by step whether the backends of a registry are reachable."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

from QuashLibrary.cli.completion import connections, environments, offer
from QuashLibrary.cli.console import write
from QuashLibrary.cli.exit_codes import ExitCode
from QuashLibrary.cli.registry import (
    add_environment_argument,
    add_registry_argument,
    environment_of,
    loaded_registry,
)
from QuashLibrary.errors import CommandError
from QuashLibrary.problems import did_you_mean, shown_path

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Iterator, Sequence

    from QuashLibrary.cli.parser import Parser
    from QuashLibrary.cli.use.connections import ConnectionReport
    from QuashLibrary.registry.load import LoadedRegistry

_DESCRIPTION = """\
Check step by step whether the backends of a registry are reachable: the host name, the connection, TLS, HTTP and the
credentials. The settings are the same as in a robot run.
"""
_EXAMPLES = ("quash connect", "quash connect shop --environment staging --json")
_STYLES = {"ok": "green", "failed": "bold red", "not tried": "dim", "not needed": "dim"}
_WIDTH = 10


def add_arguments(parser: Parser) -> None:
    """Describe the command and its arguments."""
    parser.describe(_DESCRIPTION, _EXAMPLES, "0 all can be used, 1 some cannot")
    name = parser.add_argument("name", metavar="NAME", nargs="?", help="a connection (default: all of them)")
    offer(name, connections)
    add_registry_argument(parser)
    offer(add_environment_argument(parser), environments)
    parser.add_argument("--json", action="store_true", help="write JSON instead of text")


def run(arguments: Namespace) -> ExitCode:
    """Try the connections one after the other, and show each step as soon as it is known."""
    from QuashLibrary.cli.use.quick_start import lean_imports, no_garbage_collection

    with no_garbage_collection(), lean_imports():
        from QuashLibrary.cli.use.connections import ConnectionReports
    loaded = loaded_registry(arguments)
    names = _names(arguments.name, loaded)
    with ConnectionReports(loaded, environment_of(arguments, loaded)) as reports:
        results = []
        for number, report in enumerate(map(reports.of, names)):
            if number and not arguments.json:
                write()
            results.append(_written(report, as_text=not arguments.json))
    if arguments.json:
        write(json.dumps(results, indent=2, ensure_ascii=False))
    elif len(results) > 1:
        unusable = [str(result["connection"]) for result in results if not result["usable"]]
        write()
        count = f"{len(results) - len(unusable)} of {len(results)} connections can be used"
        write(
            f"{count}; failed: {', '.join(unusable)}" if unusable else count, "bold red" if unusable else "bold green"
        )
    return ExitCode.DONE if all(result["usable"] for result in results) else ExitCode.FOUND


def _names(wanted: str | None, loaded: LoadedRegistry) -> Sequence[str]:
    """Return the connections to try.

    Raises:
        CommandError: there are none, or none has that name.
    """
    known = list(loaded.registry.connections)
    if wanted is None and known:
        return known
    if wanted in known:
        return [wanted]
    files = ", ".join(map(shown_path, loaded.registry.files))
    problems = [str(problem) for problem in loaded.problems]
    if wanted is None:
        raise CommandError("\n".join([f"no connection in {files} can be used", *problems]), ExitCode.BAD_INPUT)
    advice = did_you_mean(wanted, known) or (f"choose {', '.join(known)}" if known else "there are none")
    first = f'no connection "{wanted}" in {files}; {advice}'
    raise CommandError("\n".join([first, *problems]), ExitCode.BAD_INPUT)


def _written(report: ConnectionReport, *, as_text: bool) -> dict[str, object]:
    """Return the result; with `as_text`, also write it line by line."""
    if as_text:
        write(f"{report.name}  {report.address}", "bold")
    steps = []
    for step in report.steps():
        steps.append(step)
        if as_text:
            for line, style in _lines(step):
                write(line, style)
            sys.stdout.flush()
    return {**report.data, "usable": all(step["state"] != "failed" for step in steps), "steps": steps}


def _lines(step: dict[str, object]) -> Iterator[tuple[str, str]]:
    state, took = str(step["state"]), f"  ({step['took']})" if step["took"] else ""
    mark = state if state != "not needed" else "-"
    yield f"  {mark:<{_WIDTH}}{step['step']!s:<13}{step['found']}{took}".rstrip(), _STYLES[state]
    if step["hint"]:
        yield f"  {'':<{_WIDTH}}{'':<13}{step['hint']}", ""
