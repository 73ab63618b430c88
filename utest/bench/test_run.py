"""The bench: its rows have goals, and its table every column. No time is asserted."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from bench import run
from bench.bench import ROOT, Bench
from bench.measure import BenchError
from bench.rows.table import THEMES
from bench.table import COLUMNS, Findings, Result, Row, Theme, held, markdown, summary

CHEAP = "large-answer"


def theme(row: Row, result: Result) -> tuple[Theme, Findings]:
    """Return a theme of one row, and what was measured for it."""
    findings = Findings([result])
    return Theme("theme", (row,), lambda _: findings), findings


def test_every_row_has_a_goal() -> None:
    """In words for the reader, and in numbers to compare with."""
    rows = [row for found in THEMES.values() for row in found.rows]
    assert [row.what for row in rows if not (row.goal and row.most)] == []
    assert len({row.what for row in rows}) == len(rows)


def test_the_page_explains_every_row() -> None:
    """By the name that selects it."""
    page = (ROOT / "docs" / "explanation" / "performance.md").read_text(encoding="utf-8")
    assert [name for name in THEMES if f"\n| `{name}` | " not in page] == []


def test_a_run_writes_a_table_with_every_column(tmp_path: Path) -> None:
    """As a file and on the console, with the machine it was measured on."""
    words = [sys.executable, "-m", "bench.run", "--quick", "--output", str(tmp_path), CHEAP]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")])}
    done = subprocess.run(words, env=environment, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    [file] = tmp_path.iterdir()
    text = file.read_text(encoding="utf-8")
    assert text in done.stdout
    header, _, *rows = [line for line in text.splitlines() if line.startswith("|")]
    assert header == f"| {' | '.join(COLUMNS)} |"
    [cells] = [row.strip("| ").split(" | ") for row in rows]
    assert len(cells) == len(COLUMNS)
    assert cells[0] == THEMES[CHEAP].rows[0].what
    assert cells[-1] in ("yes", "**no**")
    assert "core" in text
    assert "Robot Framework 7" in text


def test_a_row_that_does_not_exist_ends_the_run_before_it_begins(tmp_path: Path) -> None:
    """With the names that exist."""
    words = [sys.executable, "-m", "bench.run", "chekc"]
    done = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "chekc" in done.stderr
    assert CHEAP in done.stderr


@pytest.mark.parametrize(
    ("figures", "state"),
    [
        ({"ms": 60, "KB": 1}, "yes"),
        ({"ms": 61, "KB": 1}, "**no**"),
        ({"ms": 1, "KB": 3}, "**no**"),
        ({}, "not measured"),
    ],
)
def test_a_goal_is_reached_if_all_of_its_figures_reach_it(figures: dict[str, float], state: str) -> None:
    """A figure that equals its limit reaches it; without figures nothing was measured."""
    row, result = Row("what", "goal", {"ms": 60, "KB": 2}), Result("measured", figures=figures)
    assert held(row, result) == state
    assert markdown([theme(row, result)]).splitlines()[-1] == f"| what |  |  | measured | goal | {state} |"


def test_the_summary_counts_goals_and_what_was_not_measured() -> None:
    """A row without figures is neither reached nor missed."""
    row = Row("what", "goal", {"ms": 60})
    measured = [
        theme(row, Result("", figures={"ms": 1})),
        theme(row, Result("", figures={"ms": 99})),
        theme(row, Result("")),
    ]
    assert summary(measured) == "1 of 2 goals reached; 1 not measured"


def test_a_theme_that_fails_costs_no_other_row(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Its rows say so, the reason is below the table, and the run ends with 1."""

    def fail(_bench: Bench) -> Findings:
        raise BenchError("robot ended with 1:\nno such suite")

    goal = {"ms": 60.0}
    good = Theme("good", (Row("good row", "goal", goal),), lambda _: Findings([Result("1 ms", figures={"ms": 1})]))
    themes = {"bad": Theme("bad", (Row("bad row", "goal", goal),), fail), "good": good}
    monkeypatch.setattr(run, "THEMES", themes)
    assert run.main(["--output", str(tmp_path)]) == 1
    [file] = tmp_path.iterdir()
    text = file.read_text(encoding="utf-8")
    assert "| bad row |  |  | failed | goal | not measured |" in text
    assert "| good row |  |  | 1 ms | goal | yes |" in text
    assert "- no such suite" in text
