"""The work of `quash import curl`: find the command and the registry, and print the entry or add it to a file."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from QuashLibrary.cli.exit_codes import ExitCode
from QuashLibrary.cli.importer.curl.command import PROGRAMS
from QuashLibrary.cli.importer.entry_text import file_text
from QuashLibrary.cli.importer.imported import Importer, command_of_text, command_of_words
from QuashLibrary.cli.importer.messages import notes_of
from QuashLibrary.cli.importer.registry_file import add_to_file, check_may_change
from QuashLibrary.cli.registry import DEFAULT, VARIABLE, registry_paths
from QuashLibrary.errors import CommandError
from QuashLibrary.problems import shown_path
from QuashLibrary.report.files.whole_files import whole_file

if TYPE_CHECKING:
    from argparse import Namespace

    from QuashLibrary.cli.importer.curl.command import CurlCommand
    from QuashLibrary.cli.importer.imported import Asking, Imported

_STDIN = "-"


def import_curl(arguments: Namespace) -> ExitCode:
    """Make the entry, and print it or add it to the file."""
    command = _command(arguments.words)
    if arguments.output:
        # Checked before the request is sent.
        check_may_change(arguments.output)
    files = _registry_files(arguments)
    asking: Asking = "never" if arguments.offline else "always" if arguments.ask else "reads"
    output: Path | None = arguments.output
    slug = arguments.slug.removeprefix("@")
    imported = Importer.for_files(files, asking).imported(command, slug, once=bool(output and not slug))
    if imported.same_as:
        there = f"the registry already has this request as @{imported.same_as}"
        print(f"Nothing was added: {there}; --slug NAME adds it again", file=sys.stderr)
        return ExitCode.DONE
    if output is None:
        print(file_text(imported.sections), end="")
    elif output.exists():
        add_to_file(output, imported.sections, files)
    else:
        _write_new(output, file_text(imported.sections))
    # On a terminal both streams appear as one.
    sys.stdout.flush()
    for note in notes_of(imported, shown_path(output) if output else "", _again(imported, output)):
        print(note, file=sys.stderr)
    return ExitCode.DONE


def _again(imported: Imported, output: Path | None) -> str:
    remove = f"remove @{imported.draft.slug} from {shown_path(output)}, and " if output else ""
    return f"{remove}import the command again{' with --ask' if imported.needs_ask else ''}"


def _command(words: list[str]) -> CurlCommand:
    if len(words) > 1 and len(words[0].split()) > 1:
        raise CommandError(
            "only one curl command is allowed; put the whole command in one pair of quotes", ExitCode.USAGE
        )
    if len(words) > 1:
        return command_of_words(words)
    word = words[0] if words else _STDIN
    if word == _STDIN:
        if sys.stdin.isatty():
            print("Paste the curl command, then press Ctrl-D (Windows: Ctrl-Z and Enter).", file=sys.stderr)
        return command_of_text(sys.stdin.read())
    if word in PROGRAMS:
        raise CommandError(f'"{word}" alone is not a request; put the whole command in quotes', ExitCode.USAGE)
    if not word.strip():
        raise CommandError("the curl command is empty", ExitCode.BAD_INPUT)
    if word.startswith(("http://", "https://")):
        return command_of_words(["curl", word])
    if len(word.split()) > 1 or "(" in word:
        return command_of_text(word)
    try:
        return command_of_text(Path(word).read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is not UTF-8"
        raise CommandError(
            f"cannot read {word}: {reason}; write a file, or a curl command in quotes", ExitCode.BAD_INPUT
        ) from None


def _registry_files(arguments: Namespace) -> tuple[Path, ...]:
    """Return the registry for the entry: the one on the command line, else the output, else the default registry."""
    output: Path | None = arguments.output
    if arguments.registry:
        named = registry_paths(arguments)
        return named if output is None or not output.exists() or _contains(named, output) else (*named, output)
    if output is not None:
        return (output,) if output.exists() else ()
    return registry_paths(arguments) if os.environ.get(VARIABLE) or Path(DEFAULT).exists() else ()


def _contains(paths: tuple[Path, ...], file: Path) -> bool:
    return any(file.resolve() == path.resolve() or path.resolve() in file.resolve().parents for path in paths)


def _write_new(path: Path, text: str) -> None:
    try:
        with whole_file(path) as file:
            file.write(text)
    except OSError as error:
        raise CommandError(f"cannot write {shown_path(path)}: {error.strerror}", ExitCode.NOT_WRITTEN) from None
