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
Make the report of a run: index.html with a page for each test, outcomes.json, junit.xml and summary.md.

Several outputs are the shards of one run. With --blind-spots or --skeleton no report is written: --blind-spots
lists the tests that passed by their UI alone, also of runs without QuashLibrary; --skeleton writes a registry
to begin with, from what the app sent (quash/traffic.jsonl) and, with --blind-spots, from the words of UI steps.
"""


_EXAMPLES = ("quash report results/output.xml", "quash report --blind-spots results/output.xml")


def add_arguments(parser: Parser) -> None:
    """Describe the command and its arguments."""
    parser.describe(_DESCRIPTION, _EXAMPLES, "0 done, 1 found what --fail-on names")
    parser.add_argument("outputs", metavar="OUTPUT", nargs="+", type=Path, help="output.xml or output.json of Robot")
    parser.add_argument(
        "--output", metavar="FOLDER", type=Path, help=f'where to write it (default: "{_FOLDER}" beside the output)'
    )
    parser.add_argument(
        "--ui-library",
        metavar="NAME",
        action="append",
        default=[],
        help="a library whose keywords are UI steps, too",
    )
    parser.add_argument(
        "--fail-on",
        metavar="WHAT",
        type=_parse_findings,
        default=(),
        help=f"end with {int(ExitCode.FOUND)} where the run has any of: {', '.join(_FINDINGS)} (parted by commas)",
    )
    parser.add_argument("--blind-spots", action="store_true", help="list the tests that never asked the backend")
    parser.add_argument("--skeleton", metavar="FILE", help="write a registry to begin with; - prints it")
    parser.add_argument(
        "--words",
        metavar="FILE|WORD,WORD",
        help='with --blind-spots: words of another language ("bezahlen,bestellen"), or a file with lines "slug: words"',
    )
    parser.add_argument("--overwrite", action="store_true", help="replace the file of --skeleton")


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
    # The help and the list of blind spots need no pages.
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
    # A report needs nothing of this, and it is a third of what there is to import.
    from QuashLibrary.cli.blind_spots import SkeletonFile, list_blind_spots, write_skeleton_of_traffic

    option = "--blind-spots" if arguments.blind_spots else "--skeleton"
    if arguments.words and not arguments.blind_spots:
        raise CommandError("--words needs --blind-spots", ExitCode.USAGE)
    if arguments.output:
        raise CommandError(f"{option} writes no report, so there is no --output", ExitCode.USAGE)
    if others := set(arguments.fail_on) - ({_BLIND} if arguments.blind_spots else set()):
        raise CommandError(f"{option} and --fail-on {min(others)} do not go together", ExitCode.USAGE)
    file = SkeletonFile(arguments.skeleton, overwrite=arguments.overwrite)
    if not arguments.blind_spots:
        write_skeleton_of_traffic(arguments.outputs, file)
        return ExitCode.DONE
    found = list_blind_spots(arguments.outputs, arguments.ui_library, file, arguments.words)
    return ExitCode.FOUND if found.tests and arguments.fail_on else ExitCode.DONE


def _default_folder(outputs: list[Path]) -> Path:
    """Return the folder beside the outputs; if they are in several folders, one in the current folder."""
    folders = {path.absolute().parent for path in outputs}
    return outputs[0].parent / _FOLDER if len(folders) == 1 else Path(_FOLDER)


def _parse_findings(text: str) -> tuple[str, ...]:
    names = tuple(name.strip() for name in text.split(","))
    unknown = [name for name in names if name not in _FINDINGS]
    if unknown:
        raise ArgumentTypeError(f'"{unknown[0]}" is none of {", ".join(_FINDINGS)}')
    return names
