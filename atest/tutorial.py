"""Run the commands of docs/tutorial.md, and put what they print into it.

A block of `console` has commands behind `$` and below each what it prints; a block of `console background` goes on
until the end. A comment `<!-- file: tests/a.robot -->` says which file the next block is. `make tutorial` writes the
document anew; what differs by times only stays as it is.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from demo.servers import free_port

PAGE = Path(__file__).resolve().parent.parent / "docs" / "tutorial.md"
_BLOCK = re.compile(r"(?:<!-- file: (?P<file>\S+) -->\n)?```(?P<kind>[a-z ]+)\n(?P<text>.*?)```\n", re.DOTALL)
_COMMAND = re.compile(r"^\$ (.*)\n", re.MULTILINE)
_EXPORT = re.compile(r"export (\w+)=(\S+)")
_PORT = "8080"
_FOLDER = "/home/you/shop-checks"
_CHANGING = (
    re.compile(r"<?\d+(\.\d+)? (ms|s)\b"),
    re.compile(r"attempts? \d+|\d+ attempts"),
    re.compile(r"\d{4}-\d\d-\d\dT[\d:+.]+"),
    re.compile(r" +(?=\| (?:PASS|FAIL) \|)"),
)


@dataclass
class Terminal:
    """A folder in which the commands run, with what is exported; the interpreter's own commands come first."""

    folder: Path
    interpreter: str
    port: str = field(default_factory=lambda: str(free_port()))
    exported: dict[str, str] = field(default_factory=dict)

    def output(self, command: str) -> str:
        """Run a command, and return what it prints as the document shows it."""
        if match := _EXPORT.fullmatch(command):
            self.exported[match[1]] = match[2]
            return ""
        done = subprocess.run(
            ["/bin/bash", "-c", command.replace(_PORT, self.port)],
            cwd=self.folder,
            env=self._environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
            check=False,
        )
        self._move_shop()
        return self._shown(done.stdout)

    @contextmanager
    def background(self, command: str) -> Iterator[str]:
        """Run a command until the block ends; gives its first line."""
        words = command.replace("python ", "exec python ", 1)
        process = subprocess.Popen(
            ["/bin/bash", "-c", words], cwd=self.folder, env=self._environment, stdout=subprocess.PIPE, text=True
        )
        assert process.stdout is not None
        try:
            yield self._shown(process.stdout.readline())
        finally:
            process.terminate()
            process.wait()
            process.stdout.close()

    def write(self, name: str, text: str) -> None:
        """Write a file of the document."""
        (self.folder / name).write_text(text.replace(_PORT, self.port), encoding="utf-8")

    @property
    def _environment(self) -> dict[str, str]:
        kept = {name: os.environ[name] for name in ("HOME", "LANG", "SYSTEMROOT", "TMPDIR") if name in os.environ}
        path = os.pathsep.join([str(Path(self.interpreter).parent), os.environ["PATH"]])
        return {**kept, "PATH": path, "PYTHONIOENCODING": "utf-8", **self.exported}

    def _move_shop(self) -> None:
        """Let the shop listen at a free port, which the document does not show."""
        for file in self.folder.glob("shop/*.py"):
            file.write_text(file.read_text(encoding="utf-8").replace(_PORT, self.port), encoding="utf-8")

    def _shown(self, text: str) -> str:
        shown = text.replace(str(self.folder), _FOLDER).replace(self.port, _PORT)
        return "".join(f"{line.rstrip()}\n" for line in shown.splitlines())


def rewritten(page: str, terminal: Terminal) -> str:
    """Return the document with what its commands print now."""
    with ExitStack() as running:

        def block(match: re.Match[str]) -> str:
            kind = match["kind"]
            if match["file"]:
                terminal.write(match["file"], match["text"])
            elif kind == "console background":
                command = _commands(match["text"])[0][0]
                return f"```{kind}\n$ {command}\n{running.enter_context(terminal.background(command))}```\n"
            elif kind == "console":
                return f"```{kind}\n{''.join(with_output(match['text'], terminal))}```\n"
            return match[0]

        return _BLOCK.sub(block, page)


def with_output(text: str, terminal: Terminal, *ignored: re.Pattern[str]) -> Iterator[str]:
    """Run the commands of a block; give each with its output, which stays as it is if only ignored parts differ."""
    for command, before in _commands(text):
        now = terminal.output(command)
        yield f"$ {command}\n{before if comparable(before, *ignored) == comparable(now, *ignored) else now}"


def _commands(text: str) -> list[tuple[str, str]]:
    parts = _COMMAND.split(text)[1:]
    return list(zip(parts[::2], parts[1::2], strict=True))


def comparable(text: str, *ignored: re.Pattern[str]) -> str:
    """Return a text without what changes with each run, and without the ignored parts."""
    for pattern in (*_CHANGING, *ignored):
        text = pattern.sub(" TIME ", text)
    return "\n".join(line.rstrip() for line in text.splitlines())


def run_page(interpreter: str) -> tuple[str, str]:
    """Return the document, and how it would be written now."""
    page = PAGE.read_text(encoding="utf-8")
    with tempfile.TemporaryDirectory(prefix="quash-tutorial-") as folder:
        return page, rewritten(page, Terminal(Path(folder).resolve(), interpreter))


if __name__ == "__main__":
    PAGE.write_text(run_page(sys.executable)[1], encoding="utf-8")
