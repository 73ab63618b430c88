"""The work of `quash init`: write the files that do not exist yet, and print the next commands."""

from __future__ import annotations

import shlex
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from QuashLibrary.cli.exit_codes import ExitCode
from QuashLibrary.cli.importer.entry_text import file_text
from QuashLibrary.cli.importer.imported import Importer, command_of_text
from QuashLibrary.cli.importer.messages import notes_of, run_line
from QuashLibrary.cli.starter.new_files import write_new
from QuashLibrary.cli.starter.project import REGISTRY, SUITE, editor_files, suite_text
from QuashLibrary.cli.starter.questions import check_options, options_of, request_of
from QuashLibrary.cli.starter.schema import MODELINE
from QuashLibrary.errors import CommandError
from QuashLibrary.problems import shown_path
from QuashLibrary.registry.load import load_registry

if TYPE_CHECKING:
    from argparse import Namespace

    from QuashLibrary.cli.importer.curl.command import CurlCommand
    from QuashLibrary.cli.importer.imported import Imported

_STDIN = "-"


def begin(arguments: Namespace) -> ExitCode:
    """Write the files and print the next commands."""
    folder: Path = arguments.folder
    if folder.exists() and not folder.is_dir():
        raise CommandError(f"{shown_path(folder)} is a file; write a folder", ExitCode.USAGE)
    check_options(arguments)
    _check_curl(arguments)
    registry = folder / REGISTRY
    command = None if registry.exists() else _command(arguments)
    imported = _imported(command, arguments) if command else None
    files = {folder / name: text for name, text in editor_files().items()}
    if imported:
        files[registry] = file_text(imported.sections, MODELINE)
        files[folder / SUITE] = suite_text(imported.draft)
    elif slug := _runnable_slug(registry):
        files[folder / SUITE] = suite_text(slug)
    existing = [path for path in [registry, *files] if path.exists()]
    new = {path: text for path, text in files.items() if path not in existing}
    write_new(new)
    _report_files(list(new), list(dict.fromkeys(existing)))
    if command and imported:
        _report_request(imported, _again(imported, command, arguments), folder)
    else:
        print(f"To add a request:  quash import curl --output {shown_path(registry)} 'curl …'")
    return ExitCode.DONE


def _check_curl(arguments: Namespace) -> None:
    """Refuse an unreadable curl command even if it is not needed."""
    if not arguments.curl:
        return
    given = [name for name in ("url", "path", "token_variable") if getattr(arguments, name) is not None]
    if given:
        raise CommandError(f"--curl cannot be combined with --{given[0].replace('_', '-')}", ExitCode.USAGE)
    if arguments.curl != _STDIN:
        command_of_text(arguments.curl)


def _command(arguments: Namespace) -> CurlCommand:
    if arguments.curl:
        return command_of_text(sys.stdin.read() if arguments.curl == _STDIN else arguments.curl)
    return request_of(arguments)


def _imported(command: CurlCommand, arguments: Namespace) -> Imported:
    return Importer.for_files((), "never" if arguments.offline else "reads").imported(command)


def _runnable_slug(registry: Path) -> str:
    """Return the slug of a validation that needs no inputs; empty if there is none."""
    found = load_registry([registry]).registry
    usable = (slug for slug in found.slugs if slug not in found.broken)
    return next((slug for slug in usable if not any(item.required for item in found.inputs_of(slug))), "")


def _again(imported: Imported, command: CurlCommand, arguments: Namespace) -> str:
    registry = shown_path(arguments.folder / REGISTRY)
    if imported.needs_ask:
        return (
            f"remove @{imported.draft.slug} from {registry}, and run  "
            f"quash import curl --ask --output {registry} 'curl …'"
        )
    folder = [] if arguments.folder == Path() else [shlex.quote(shown_path(arguments.folder))]
    words = ["quash init", *folder, "--curl 'curl …'" if arguments.curl else options_of(command)]
    return f"delete {registry}, and run  {' '.join(filter(None, words))}"


def _report_files(new: list[Path], existing: list[Path]) -> None:
    for path in new:
        print(f"Wrote {shown_path(path)}")
    for path in existing:
        print(f"Kept  {shown_path(path)}, which already exists")


def _report_request(imported: Imported, again: str, folder: Path) -> None:
    # On a terminal both streams appear as one.
    sys.stdout.flush()
    for note in notes_of(imported, again=again):
        print(note, file=sys.stderr)
    print("\nNext:")
    if folder != Path():
        print(f"  cd {shown_path(folder)}")
    print(f"  {run_line(imported.draft)}\n  robot tests")
