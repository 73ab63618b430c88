"""`quash check`: find mistakes in a registry and in the suites that use it."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from QuashLibrary.cli.completion import beginning, environments, offer
from QuashLibrary.cli.exit_codes import ExitCode
from QuashLibrary.cli.registry import DEFAULT, VARIABLE, add_environment_argument, add_registry_argument
from QuashLibrary.errors import CommandError

if TYPE_CHECKING:
    from argparse import Namespace

    from QuashLibrary.cli.findings.search import Search
    from QuashLibrary.cli.parser import Parser

_DESCRIPTION = (
    "Find mistakes in a registry and in the suites that use it, without running them: slugs, inputs and values that\n"
    "do not exist, validations that nothing uses, variables that are not set. The check sends no requests.\n\n"
    "Each finding has a code, such as Q201. The exit code is 1 if there are errors (or, with --strict, warnings), 2\n"
    "if the command line is wrong, and 3 if a path or an environment does not exist or no file can be read.\n"
)
_EXAMPLES = (
    "quash check",
    "quash check tests/ --strict",
    "quash check --format sarif > quash.sarif",
    "quash check --explain Q201",
)
_FORMATS = ("text", "json", "sarif", "github")


def add_arguments(parser: Parser) -> None:
    """Describe the command and its arguments."""
    parser.describe(_DESCRIPTION, _EXAMPLES, "0 no errors, 1 errors")
    parser.add_argument(
        "paths",
        metavar="PATH",
        nargs="*",
        type=Path,
        help="suites, resource files, registries, or folders to search for suites (default: the working directory)",
    )
    add_registry_argument(parser, f"{VARIABLE}, else what the suites import, else {DEFAULT}")
    offer(add_environment_argument(parser), environments)
    parser.add_argument("--format", choices=_FORMATS, default="text", help="format of the findings (default: text)")
    parser.add_argument("--strict", action="store_true", help="warnings fail the check, too")
    ignore = parser.add_argument(
        "--ignore", metavar="CODE", action="append", default=[], help="ignore findings with this code, such as Q301"
    )
    offer(ignore, _complete_codes)
    explain = parser.add_argument(
        "--explain", metavar="CODE", nargs="?", const="", help="explain a code with an example, or list all codes"
    )
    offer(explain, _complete_codes)


def run(arguments: Namespace) -> ExitCode:
    """Check the files and write the findings; with `--explain`, explain a code instead."""
    if arguments.explain is not None:
        return _explain(arguments)
    from QuashLibrary.cli.findings.formats import write_findings
    from QuashLibrary.cli.findings.search import find
    from QuashLibrary.cli.progress import WorkProgress

    ignored = _codes(arguments.ignore)
    search = find(arguments.paths, arguments.registry, arguments.environment, WorkProgress())
    search = replace(search, findings=[item for item in search.findings if item.code not in ignored])
    write_findings(search, arguments.format)
    for note in search.notes:
        print(f"quash: {note}", file=sys.stderr)
    return _exit_code(search, strict=arguments.strict)


def _explain(arguments: Namespace) -> ExitCode:
    from QuashLibrary.cli.findings.explanations import write_explanation

    if arguments.paths:
        raise CommandError(f"--explain checks nothing; leave out {arguments.paths[0]}", ExitCode.USAGE)
    write_explanation(arguments.explain)
    return ExitCode.DONE


def _complete_codes(prefix: str, **_: object) -> list[str]:
    from QuashLibrary.cli.findings.model import RULES

    before = prefix[: prefix.rfind(",") + 1]
    return beginning(prefix, (f"{before}{code}" for code in RULES))


def _codes(words: list[str]) -> set[str]:
    if not words:
        return set()
    from QuashLibrary.cli.findings.explanations import code_of

    return {code_of(word.strip(), "--ignore") for words_of_one in words for word in sorted(words_of_one.split(","))}


def _exit_code(search: Search, *, strict: bool) -> ExitCode:
    if search.has_read_nothing:
        return ExitCode.BAD_INPUT
    severities = {finding.severity for finding in search.findings}
    failing = severities if strict else severities & {"error"}
    return ExitCode.FOUND if failing else ExitCode.DONE
