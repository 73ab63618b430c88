"""Run suites in a separate robot process and read what it leaves behind.

QUASH_ATEST_PYTHON names another interpreter, with another Robot Framework and the wheel installed. Without it, the
library of this checkout is tested. The process starts in an empty folder, so it finds nothing by chance.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

from atest.documented import differences
from atest.output_reader import Output, Suite, Test, read_output

ATEST = Path(__file__).resolve().parent
SUITES = ATEST / "suites"
REGISTRIES = ATEST / "registries"
INTERPRETER = "QUASH_ATEST_PYTHON"
TIMEOUT = 120
"""Seconds after which a hanging robot process is ended, and the waiting test with it."""


@dataclass(frozen=True)
class Run:
    """A robot process that has ended."""

    code: int
    console: str
    folder: Path

    @cached_property
    def output(self) -> Output:
        """The output.xml."""
        return read_output(self.folder / "output.xml")

    @property
    def suite(self) -> Suite:
        """The outermost suite."""
        return self.output.suite

    def test(self, name: str) -> Test:
        """Return the only test case with this name."""
        return self.suite.test(name)

    @property
    def errors(self) -> list[str]:
        """The texts of Robot's "Test Execution Errors"."""
        return [message.text for message in self.output.errors]

    @property
    def xml(self) -> str:
        """The text of output.xml."""
        return (self.folder / "output.xml").read_text(encoding="utf-8")

    def assert_as_documented(self) -> None:
        """Fail unless every test case ended as its documentation says."""
        assert not (wrong := differences(self.suite)), "\n\n".join(wrong)

    def files(self) -> Iterator[tuple[str, bytes]]:
        """Yield every file below the output folder, and the console, with its content."""
        yield "console", self.console.encode()
        for path in sorted(self.folder.rglob("*")):
            if path.is_file():
                yield str(path.relative_to(self.folder)), path.read_bytes()


@dataclass(frozen=True)
class Robot:
    """How to start robot: the suites' variables, and the environment of the process."""

    new_folder: Callable[[], Path]
    variables: Mapping[str, str] = field(default_factory=dict)
    options: Sequence[str] = ()
    environment: Mapping[str, str] = field(default_factory=dict)
    program: Sequence[str] = ("robot",)
    """The module to start and its arguments before Robot's own options, e.g. for pabot."""
    working_files: Sequence[Path] = ()
    """Files in the folder in which robot starts."""
    limit: float = TIMEOUT
    """Seconds after which a hanging process is ended."""

    def given(self, *options: str, environment: Mapping[str, str] | None = None, **variables: str) -> Robot:
        """Return a copy with more options, environment variables and Robot variables."""
        return replace(
            self,
            options=(*self.options, *options),
            variables={**self.variables, **variables},
            environment={**self.environment, **(environment or {})},
        )

    def by(self, *program: str) -> Robot:
        """Return a copy that is started by another program than robot."""
        return replace(self, program=program)

    def within(self, seconds: float) -> Robot:
        """Return a copy with a longer time limit."""
        return replace(self, limit=seconds)

    def given_files(self, *files: Path) -> Robot:
        """Return a copy with files in the folder in which robot starts."""
        return replace(self, working_files=(*self.working_files, *files))

    def run(self, *suites: str | Path) -> Run:
        """Run suites (relative to atest/suites) and wait for the end."""
        return self.ended(self.started(*suites))

    def started(self, *suites: str | Path) -> subprocess.Popen[str]:
        """Start a run and return its process."""
        folder = self.new_folder()
        working = folder / "working"
        output = folder / "output"
        working.mkdir()
        for file in self.working_files:
            shutil.copy(file, working)
        variables = [item for name, value in self.variables.items() for item in ("--variable", f"{name}:{value}")]
        shared = ["--outputdir", str(output), "--console", "verbose", "--consolecolors", "off", "--consolewidth", "200"]
        paths = [str(SUITES / suite) for suite in suites]
        return subprocess.Popen(
            [interpreter(), "-m", *self.program, *shared, *variables, *self.options, *paths],
            cwd=working,
            env=process_environment(self.environment),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
            errors="replace",
            start_new_session=True,
        )

    def ended(self, process: subprocess.Popen[str]) -> Run:
        """Wait for a started process, and return its run."""
        try:
            console, _ = process.communicate(timeout=self.limit)
        finally:
            process.kill()
        return Run(process.returncode, console, self.folder(process))

    @staticmethod
    def folder(process: subprocess.Popen[str]) -> Path:
        """Return the output folder of a started process."""
        command = process.args
        assert isinstance(command, list)
        return Path(command[command.index("--outputdir") + 1])


def interpreter() -> str:
    """Return the interpreter that has Robot Framework."""
    return os.environ.get(INTERPRETER) or sys.executable


def process_environment(extra: Mapping[str, str]) -> dict[str, str]:
    """Return the environment of a process that has the library."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(("QUASH_", "ROBOT_"))}
    inherited.pop("PYTHONPATH", None)
    checkout = {} if os.environ.get(INTERPRETER) else {"PYTHONPATH": str(ATEST.parent)}
    cache = {"QUASH_CACHE": os.environ.get("QUASH_CACHE", "off")}
    return {**inherited, **checkout, **cache, "PYTHONUTF8": "1", "NO_PROXY": "127.0.0.1,localhost", **extra}
