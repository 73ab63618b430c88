"""Any text in a registry is read, or its problems are named: no crash, and no problem without a place."""

from __future__ import annotations

import random
import re
import shutil
from collections.abc import Callable
from pathlib import Path

from atest.trust.conftest import Figures
from QuashLibrary.problems import Problem
from QuashLibrary.registry.load import load_registry

SHOP = Path(__file__).resolve().parents[2] / "resources" / "examples" / "shop"
PIECES = [
    *[
        "",
        " ",
        "  ",
        "\t",
        ":",
        "- ",
        "#",
        "'",
        '"',
        "{",
        "}",
        "[",
        "]",
        ",",
        "&a",
        "*a",
        "!x",
        "|",
        ">",
        "%",
        "@",
        "`",
        "?",
    ],
    *[
        "~",
        "null",
        "true",
        "no",
        "0",
        "-1",
        "1e999",
        ".nan",
        "0x10",
        "2026-01-01",
        "<<: *a",
        "---",
        "...",
        "status: 200",
    ],
    *["${", "${x}", "%{X}", "$", "$.", "$..", "$[", "$.a[?(@.b", "expect:", "request:", "eventually:", "GET /"],
    *["\u00a0", "\u200b", "\ufeff", "\u2028", "\x85", "ü", "🎉", "x" * 300, "{" * 30, "[" * 70, "DROP TABLE orders"],
]
_OF_PYTHON = re.compile(r"<class|object at 0x|Traceback|NoneType|\b\w+Error\b")


def test_any_text_is_a_registry_or_has_problems_with_places(
    tmp_path: Path, amount: Callable[[int, int], int], figures: Figures
) -> None:
    """Each try changes one of the example registries in one to four places."""
    folder = Path(shutil.copytree(SHOP, tmp_path / "shop"))
    files = sorted(folder.glob("*.yaml"))
    tries, loaded, problems = amount(150, 5000), 0, 0
    for number in range(tries):
        file = files[number % len(files)]
        whole = file.read_text(encoding="utf-8")
        text = _mutated(whole, random.Random(number))  # noqa: S311 - the same tries each time
        file.write_text(text, encoding="utf-8", newline="")
        found = load_registry([folder]).problems
        file.write_text(whole, encoding="utf-8")
        loaded += not found
        problems += len(found)
        wrong = [problem for problem in found if not _has_a_place(problem, text, file)]
        assert not wrong, f"try {number}: {wrong}"
    assert loaded < tries
    figures(
        f"{tries:,} changed registries: {loaded:,} still good, {problems:,} problems, each with its place; 0 crashes"
    )


def _mutated(text: str, chance: random.Random) -> str:
    lines = text.split("\n")
    for _ in range(chance.randint(1, 4)):
        place = chance.randrange(len(lines))
        line = lines[place]
        at = chance.randint(0, len(line))
        match chance.randrange(6):
            case 0:
                lines[place] = line[:at] + chance.choice(PIECES) + line[at:]
            case 1:
                lines[place] = line[:at] + line[at + chance.randint(1, 5) :]
            case 2:
                lines.insert(place, lines[chance.randrange(len(lines))])
            case 3:
                del lines[place : place + chance.randint(1, 3)]
                lines = lines or [""]
            case 4:
                lines[place] = " " * chance.randint(0, 9) + line.lstrip()
            case _:
                key, colon, _ = line.partition(":")
                lines[place] = f"{key}{colon} {chance.choice(PIECES)}"
    return "\n".join(lines)


def _has_a_place(problem: Problem, text: str, file: Path) -> bool:
    if not problem.position.file.endswith(file.name):
        text = file.with_name(Path(problem.position.file).name).read_text(encoding="utf-8")
    lines = re.split(r"\r\n|[\n\r\x85\u2028\u2029]", text)
    is_inside = 1 <= problem.position.line <= len(lines) + 1 and problem.position.column >= 1
    return is_inside and bool(problem.message) and not _OF_PYTHON.search(str(problem))
