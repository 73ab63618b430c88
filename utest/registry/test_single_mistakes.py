"""One mistake in a registry is one problem on the line of the mistake, and its advice makes the registry correct.

`approved/single_mistakes/registry.yaml` is correct. Each case of `mistakes.txt` replaces one line of it (`28 | …`;
twice for a doubled line). The case then lists the one problem, and the line that its advice leads to (`28 > …`).
"""

import re
from pathlib import Path

import pytest

from QuashLibrary.problems import Problem
from QuashLibrary.registry.load import load_registry

FOLDER = Path(__file__).parent / "approved" / "single_mistakes"
LINES = (FOLDER / "registry.yaml").read_text(encoding="utf-8").split("\n")
NAMED_WHERE_IT_IS_USED = ("a misspelt name of a connection", "a misspelt slug", "an input of another name")
"""It is unclear whether the name or its use is wrong."""


def cases() -> list[tuple[str, list[str]]]:
    """Read all cases: title and lines."""
    blocks = (FOLDER / "mistakes.txt").read_text(encoding="utf-8").split("=== ")[1:]
    return [(block.split("\n")[0], block.splitlines()[1:]) for block in blocks]


def written(case: list[str], sign: str) -> dict[int, str]:
    """Return the lines of a case that have this sign, by their numbers."""
    found = (re.match(rf"(\d+) {re.escape(sign)} (.*)", line) for line in case)
    return {int(match[1]): match[2] for match in found if match}


def problems(lines: dict[int, str]) -> tuple[Problem, ...]:
    """Load the registry with its first changed line replaced by all changed lines."""
    first = min(lines)
    texts = [*LINES[: first - 1], *lines.values(), *LINES[first:]]
    Path("v.yaml").write_text("\n".join(texts), encoding="utf-8")
    return load_registry([Path("v.yaml")]).problems


@pytest.mark.parametrize("case", [case for _, case in cases()], ids=[title for title, _ in cases()])
def test_one_mistake_is_one_problem(
    case: list[str], request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The problem is on the line of the mistake, and its advice helps."""
    monkeypatch.chdir(tmp_path)
    mistake, advised = written(case, "|"), written(case, ">")
    [problem] = problems(mistake)
    assert [str(problem)] == [line for line in case if line.startswith("v.yaml:")]
    assert problem.position.line in mistake or request.node.callspec.id in NAMED_WHERE_IT_IS_USED
    assert problems(advised) == ()


def test_the_registry_without_mistakes_has_no_problem(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Otherwise the cases would prove nothing."""
    monkeypatch.chdir(tmp_path)
    assert problems({1: LINES[0]}) == ()


@pytest.mark.parametrize("line", range(1, len(LINES)))
@pytest.mark.parametrize("by", [-2, 2])
def test_one_wrong_indentation_is_one_problem(
    line: int, by: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Any line may be indented by two more or less; the message names this line, or the key that it has become."""
    monkeypatch.chdir(tmp_path)
    text = LINES[line - 1]
    indent = len(text) - len(text.lstrip()) + by
    found = problems({line: " " * max(indent, 0) + text.lstrip()})
    assert len(found) <= (2 if text == "      sku:" else 1), "\n".join(map(str, found))
