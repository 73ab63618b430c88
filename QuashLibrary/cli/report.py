"""`quash report`: write the report of a run from its output.xml, or list its blind spots."""

from __future__ import annotations

import sys
from argparse import ArgumentTypeError
from pathlib import Path
from typing import TYPE_CHECKING

from QuashLibrary.cli.exit_codes import ExitCode
from QuashLibrary.errors import CommandError, ReportNotWrittenError, UnusableOutputError
from QuashLibrary.report.summary.verdicts import verdict

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Callable, Mapping

    from QuashLibrary.cli.parser import Parser
    from QuashLibrary.report.summary.model import RunSummary

_FOLDER = "quash"
_BLIND = "blind"
_FINDINGS: Mapping[str, Callable[[RunSummary], bool]] = {
    "silent": lambda summary: bool(summary.of("silent")),
    "swallowed": lambda summary: any(test.swallowed for test in summary.tests),
    "failed": lambda summary: any(test.failed for test in summary.tests),
    "error": lambda summary: any(test.errors or test.unusable for test in summary.tests),
    _BLIND: lambda summary: bool(summary.blind_spots),
}
_DESCRIPTION = """\
Write the report of a run: index.html with a page for each test, outcomes.json, junit.xml and summary.md.

Several outputs count as the shards of one run. --blind-spots and --skeleton write no report. --blind-spots lists the
tests that passed through their UI alone; it also reads runs without QuashLibrary. --skeleton writes a starter registry
from the app's requests (quash/traffic.jsonl) and, with --blind-spots, from the words in UI steps.
"""


_EXAMPLES = ("quash report results/output.xml", "quash report --blind-spots results/output.xml")


def add_arguments(parser: Parser) -> None:
    """Describe the command and its arguments."""
    parser.describe(_DESCRIPTION, _EXAMPLES, "0 done, 1 --fail-on found something")
    parser.add_argument("outputs", metavar="OUTPUT", nargs="+", type=Path, help="Robot's output.xml or output.json")
    parser.add_argument(
        "--output",
        metavar="FOLDER",
        type=Path,
        help=f'the folder of the report (default: "{_FOLDER}" next to the output)',
    )
    parser.add_argument(
        "--ui-library",
        metavar="NAME",
        action="append",
        default=[],
        help="another library whose keywords are UI steps",
    )
    parser.add_argument(
        "--fail-on",
        metavar="WHAT",
        type=_parse_findings,
        default=(),
        help=f"exit with {int(ExitCode.FOUND)} if the run has any of: {', '.join(_FINDINGS)} (separated by commas)",
    )
    parser.add_argument("--blind-spots", action="store_true", help="list the tests that ran no backend validation")
    parser.add_argument("--skeleton", metavar="FILE", help="write a starter registry; - prints it")
    parser.add_argument(
        "--words",
        metavar="FILE|WORD,WORD",
        help='with --blind-spots: words of your language ("bezahlen,bestellen"), or a file with lines "slug: words"',
    )
    parser.add_argument("--overwrite", action="store_true", help="replace the file that --skeleton names")


def run(arguments: Namespace) -> ExitCode:
    """Write the report, or list the blind spots."""
    try:
        if arguments.blind_spots or arguments.skeleton or arguments.words:
            return _find_a_beginning(arguments)
        return _write_report(arguments)
    except UnusableOutputError as error:
        raise CommandError(str(error), ExitCode.BAD_INPUT) from None
    except ReportNotWrittenError as error:
        raise CommandError(str(error), ExitCode.NOT_WRITTEN) from None


def _write_report(arguments: Namespace) -> ExitCode:
    # Imported late: the help and the list of blind spots need no pages.
    from QuashLibrary.cli.progress import WorkProgress
    from QuashLibrary.report.write import write_report

    folder: Path = arguments.output or _default_folder(arguments.outputs)
    with WorkProgress().begin("writing the report") as progress:
        report = write_report(arguments.outputs, folder, ui_libraries=arguments.ui_library, heard=progress.advance_of)
    for note in filter(None, (*report.summary.info.notes, report.notice)):
        print(f"quash: {note}", file=sys.stderr)
    run_verdict = verdict(report.summary)
    print(f"{run_verdict.sentence}. {run_verdict.rest}".rstrip())
    print(f"Quash:   {report.page.absolute()}")
    found = any(_FINDINGS[name](report.summary) for name in arguments.fail_on)
    return ExitCode.FOUND if found else ExitCode.DONE


def _find_a_beginning(arguments: Namespace) -> ExitCode:
    # Imported late: it is a third of the import time, and a report does not need it.
    from QuashLibrary.cli.blind_spots import SkeletonFile, list_blind_spots, write_skeleton_of_traffic

    option = "--blind-spots" if arguments.blind_spots else "--skeleton"
    if arguments.words and not arguments.blind_spots:
        raise CommandError("--words needs --blind-spots", ExitCode.USAGE)
    if arguments.output:
        raise CommandError(f"{option} writes no report; leave out --output", ExitCode.USAGE)
    if others := set(arguments.fail_on) - ({_BLIND} if arguments.blind_spots else set()):
        raise CommandError(f"{option} cannot be combined with --fail-on {min(others)}", ExitCode.USAGE)
    file = SkeletonFile(arguments.skeleton, overwrite=arguments.overwrite)
    if not arguments.blind_spots:
        write_skeleton_of_traffic(arguments.outputs, file)
        return ExitCode.DONE
    found = list_blind_spots(arguments.outputs, arguments.ui_library, file, arguments.words)
    return ExitCode.FOUND if found.tests and arguments.fail_on else ExitCode.DONE


def _default_folder(outputs: list[Path]) -> Path:
    """Return the folder beside the outputs; if these are in several folders, a folder in the current one."""
    folders = {path.absolute().parent for path in outputs}
    return outputs[0].parent / _FOLDER if len(folders) == 1 else Path(_FOLDER)


def _parse_findings(text: str) -> tuple[str, ...]:
    names = tuple(name.strip() for name in text.split(","))
    unknown = [name for name in names if name not in _FINDINGS]
    if unknown:
        raise ArgumentTypeError(f'unknown value "{unknown[0]}"; choose {", ".join(_FINDINGS)}')
    return names
