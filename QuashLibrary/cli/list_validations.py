"""`quash list`: list the validations of a registry."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

from QuashLibrary.cli.console import write, write_table
from QuashLibrary.cli.exit_codes import ExitCode
from QuashLibrary.cli.registry import add_registry_argument, loaded_registry
from QuashLibrary.language.durations import show_duration

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Iterator, Mapping, Sequence

    from QuashLibrary.cli.parser import Parser
    from QuashLibrary.registry.model import Registry

_DESCRIPTION = "List the validations of a registry with their sources, their inputs, and how long they wait.\n"
_EXAMPLES = ("quash list", "quash list tests/", "quash list --registry checks/ --json")
_HEADS = ("SLUG", "SOURCE", "INPUTS", "EVENTUALLY", "DESCRIPTION")
_USED_BY = "USED BY"
_BROKEN = "has problems; quash check  shows them"


def add_arguments(parser: Parser) -> None:
    """Describe the command and its arguments."""
    parser.describe(_DESCRIPTION, _EXAMPLES)
    parser.add_argument(
        "paths",
        metavar="PATH",
        nargs="*",
        type=Path,
        help="suites, or folders to search for suites; adds the number of tests that use each validation",
    )
    add_registry_argument(parser)
    parser.add_argument("--json", action="store_true", help="write JSON instead of a table")


def run(arguments: Namespace) -> ExitCode:
    """Write the table, or JSON."""
    registry = loaded_registry(arguments).registry
    tests = _tests_by_slug(arguments.paths, registry) if arguments.paths else {}
    found = list(_validations(registry))
    for item in found if tests else ():
        item["used_by"] = tests[str(item["slug"])]
    if arguments.json:
        write(json.dumps(found, indent=2, ensure_ascii=False))
    elif not found:
        write("The registry has no validations.")
    else:
        write_table((*_HEADS, _USED_BY) if tests else _HEADS, [_row(item) for item in found])
    return ExitCode.DONE


def _validations(registry: Registry) -> Iterator[dict[str, object]]:
    """Yield the data of each validation, in the order of the files."""
    for slug in registry.slugs:
        place = registry.positions[slug].line_name
        if slug in registry.broken:
            problems = [str(problem) for problem in registry.broken[slug]]
            yield {"slug": slug, "defined": place, "problems": problems}
            continue
        outline = registry.outlines[slug]
        yield {
            "slug": slug,
            "description": outline.description,
            "connection": outline.connection,
            "asks": outline.question,
            "inputs": [
                {"name": item.name, "description": item.description, "required": item.required}
                for item in registry.inputs_of(slug)
            ],
            "within": outline.within,
            "fetches": list(outline.fetches),
            "defined": place,
        }


def _row(item: dict[str, object]) -> tuple[str, ...]:
    slug = f"@{item['slug']}"
    used_by = (str(item["used_by"]),) if "used_by" in item else ()
    if "problems" in item:
        return (slug, "", "", "", _BROKEN, *used_by)
    inputs: list[dict[str, object]] = item["inputs"]  # type: ignore[assignment]
    names = ", ".join(f"{one['name']}" if one["required"] else f"[{one['name']}]" for one in inputs)
    within = item["within"]
    waits = show_duration(within) if isinstance(within, float) and within else ""
    return (slug, str(item["asks"]), names, waits, str(item["description"]), *used_by)


def _tests_by_slug(paths: Sequence[Path], registry: Registry) -> Mapping[str, int]:
    """Return how many tests of these suites use each validation."""
    from QuashLibrary.cli.findings.search import found_suites, read_suites
    from QuashLibrary.cli.progress import WorkProgress

    return read_suites(found_suites(paths), WorkProgress()).tests_by_slug(registry.slugs)
