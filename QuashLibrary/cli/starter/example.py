"""`quash example`: list, print or copy the example registries that come with the package."""

from __future__ import annotations

import re
import shlex
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import QuashLibrary
from QuashLibrary.cli.completion import beginning, offer
from QuashLibrary.cli.console import write_table
from QuashLibrary.cli.exit_codes import ExitCode
from QuashLibrary.cli.starter.new_files import write_new
from QuashLibrary.cli.starter.schema import MODELINE, SCHEMA_FILE
from QuashLibrary.errors import CommandError
from QuashLibrary.problems import did_you_mean, shown_path
from QuashLibrary.registry.editor_schema import schema_text

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Mapping

    from QuashLibrary.cli.parser import Parser

_ABOUT: Mapping[str, str] = {
    "minimal": "one connection and one validation: the least that works",
    "shop": "thirty validations of a shop with an app, from login to refund; one file for each part of the shop",
    "tutorial": "a small backend and an app without a phone, for docs/tutorial.md",
}
"""The examples and their descriptions, in the order of the list."""
_NEXT: Mapping[str, str] = {
    "minimal": "quash list --registry {folder}/minimal.yaml",
    "shop": "quash list --registry {folder}",
    "tutorial": "python {folder}/shop.py  # leave it running in a second terminal",
}
"""The next command after a copy."""
_HEADS = ("NAME", "SHOWS")
_MODELINE = re.compile(rf"\A# yaml-language-server: \$schema=\S*{re.escape(SCHEMA_FILE)}")
_PRINTED = (".yaml", ".py")
_DESCRIPTION = "List the example registries, print one, or copy one to a folder.\n"
_EXAMPLES = ("quash example", "quash example minimal", "quash example shop checks/")


def add_arguments(parser: Parser) -> None:
    """Describe the command and its arguments."""
    parser.describe(_DESCRIPTION, _EXAMPLES)
    name = parser.add_argument(
        "name", metavar="NAME", nargs="?", help=f"one of {', '.join(_ABOUT)} (default: list them)"
    )
    offer(name, lambda prefix, **_: beginning(prefix, _ABOUT))
    parser.add_argument("folder", metavar="FOLDER", nargs="?", type=Path, help="copy it to this folder")


def run(arguments: Namespace) -> ExitCode:
    """List, print or copy."""
    if arguments.name is None:
        write_table(_HEADS, list(_ABOUT.items()))
        return ExitCode.DONE
    files = example_files(arguments.name)
    if arguments.folder is None:
        _print({name: text for name, text in files.items() if Path(name).suffix in _PRINTED})
        # On a terminal both streams appear as one.
        sys.stdout.flush()
        print(f"To copy it:  quash example {arguments.name} FOLDER", file=sys.stderr)
        return ExitCode.DONE
    _copy(files, arguments.folder)
    print(f"\nNext:\n  {_NEXT[arguments.name].format(folder=shlex.quote(arguments.folder.as_posix()))}")
    return ExitCode.DONE


def example_files(name: str) -> dict[str, str]:
    """Return the texts of an example by file name.

    Raises:
        CommandError: the example does not exist.
    """
    if name not in _ABOUT:
        advice = did_you_mean(name, _ABOUT) or f"choose {', '.join(_ABOUT)}"
        raise CommandError(f'unknown example "{name}"; {advice}', ExitCode.USAGE)
    folder = _examples_folder()
    single = folder / f"{name}.yaml"
    found = [single] if single.exists() else sorted(path for path in (folder / name).iterdir() if path.is_file())
    return {path.name: path.read_text(encoding="utf-8") for path in found}


def _examples_folder() -> Path:
    """Return the folder of the examples: in the package, or beside it in a checkout."""
    package = Path(QuashLibrary.__file__).parent
    shipped = package / "examples"
    return shipped if shipped.is_dir() else package.parent / "resources" / "examples"


def _print(files: Mapping[str, str]) -> None:
    # The schema is only beside a copy.
    bare = {name: _MODELINE.sub("", text).removeprefix("\n") for name, text in files.items()}
    texts = list(bare.values())
    if len(bare) > 1:
        texts = [f"# ---- {name}\n{text}" for name, text in bare.items()]
    print("\n".join(texts), end="")


def _copy(files: Mapping[str, str], folder: Path) -> None:
    new = {folder / name: _MODELINE.sub(MODELINE, text) for name, text in files.items()}
    if any(_MODELINE.match(text) for text in files.values()) and not (folder / SCHEMA_FILE).exists():
        new[folder / SCHEMA_FILE] = schema_text()
    write_new(new)
    for path in new:
        print(f"Wrote {shown_path(path)}")
