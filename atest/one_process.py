"""Run Robot Framework several times in one process, as scripts, watchers and IDEs do."""

from __future__ import annotations

import json
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from atest.robot_process import TIMEOUT, Robot, Run, interpreter, process_environment

_SCRIPT = """
import json, sys
import robot
runs = json.loads(sys.stdin.read())
for run in runs:
    if run["write"]:
        with open(run["write"][0], "w", encoding="utf-8") as file:
            file.write(run["write"][1])
    run["code"] = robot.run(*run["suites"], outputdir=run["outputdir"], console="none", **run["options"])
    exec(run["after"], {"run": run})
    print(json.dumps(run["code"]), flush=True)
"""


@dataclass(frozen=True)
class Step:
    """One `robot.run()`: its suites and options, and the text written to a file before it."""

    suites: tuple[Path, ...]
    options: dict[str, Any]
    write: tuple[Path, str] | None = None
    after: str = ""
    """Python code that runs right after the run."""


def runs_in_one_process(robot: Robot, *steps: Step) -> list[Run]:
    """Run Robot once for each step in one process, each with its own folder, and return the runs."""
    folder = robot.new_folder()
    variables = [f"{name}:{value}" for name, value in robot.variables.items()]
    data = [
        {
            "suites": list(map(str, step.suites)),
            "outputdir": str(folder / f"run{number}"),
            "options": {"variable": variables, **step.options},
            "after": step.after,
            "write": [str(step.write[0]), step.write[1]] if step.write else None,
        }
        for number, step in enumerate(steps, 1)
    ]
    done = subprocess.run(
        [interpreter(), "-c", _SCRIPT],
        cwd=folder,
        env=process_environment(robot.environment),
        input=json.dumps(data),
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=TIMEOUT,
        check=False,
    )
    codes = done.stdout.split()
    assert len(codes) == len(steps), done.stdout + done.stderr
    return [Run(int(code), done.stderr, folder / f"run{number}") for number, code in enumerate(codes, 1)]
