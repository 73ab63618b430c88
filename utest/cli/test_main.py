"""The entry point of `quash`: its commands and its exit codes."""

import errno
import os
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

from QuashLibrary.cli import main as cli
from QuashLibrary.cli.exit_codes import ExitCode
from QuashLibrary.cli.main import COMMANDS, main
from QuashLibrary.errors import CommandError
from QuashLibrary.version import __version__
from utest.report.outputs import blind_test, written

ROOT = Path(__file__).parents[2]


def ended(*words: str) -> int:
    """Return the exit code."""
    return main(words)


def test_help_lists_all_commands(capsys: pytest.CaptureFixture[str]) -> None:
    """Every command has its line in the help."""
    assert ended("--help") == ExitCode.DONE
    printed = capsys.readouterr().out
    for name in COMMANDS:
        assert f"    {name} " in printed


@pytest.mark.parametrize("name", COMMANDS)
def test_each_command_has_help(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Every command has a module with a help."""
    assert ended(name, "--help") == ExitCode.DONE
    printed = capsys.readouterr().out
    assert f"usage: quash {name}" in printed
    assert "\nexit codes: 0 " in printed


def test_version_is_shown(capsys: pytest.CaptureFixture[str]) -> None:
    """`--version` shows the version."""
    assert ended("--version") == ExitCode.DONE
    assert capsys.readouterr().out == f"QuashLibrary {__version__}\n"


@pytest.mark.parametrize("words", [(), ("repotr",), ("--nonsense",)])
def test_wrong_command_line_is_refused(words: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    """A wrong command line shows the usage and has its own exit code."""
    assert ended(*words) == ExitCode.USAGE
    assert "usage: quash" in capsys.readouterr().err


def command(monkeypatch: pytest.MonkeyPatch, error: BaseException) -> None:
    """Replace `report` by a command that ends in this way."""

    def run(_: object) -> None:
        raise error

    module = ModuleType("report")
    module.__dict__.update(add_arguments=lambda _: None, run=run)
    monkeypatch.setattr(cli, "import_module", lambda _: module)


def test_command_that_cannot_run_says_why(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """The reason is one line on stderr, and the error's exit code is returned."""
    command(monkeypatch, CommandError("a.xml is missing", ExitCode.BAD_INPUT))
    assert main(["report"]) == ExitCode.BAD_INPUT
    assert capsys.readouterr().err == "quash: a.xml is missing\n"


def test_interrupted_command_ends_without_traceback(monkeypatch: pytest.MonkeyPatch) -> None:
    """After Ctrl-C there is no traceback, and the exit code is 130, as in shells."""
    command(monkeypatch, KeyboardInterrupt())
    assert main(["report"]) == ExitCode.INTERRUPTED


def test_closed_pipe_is_no_error(tmp_path: Path) -> None:
    """A closed pipe, as in `quash … | head -1`, is not an error."""
    output = written(tmp_path, *(blind_test(str(number)) for number in range(10_000)))
    command = [sys.executable, "-m", "QuashLibrary", "report", "--blind-spots", str(output)]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert process.stdout
    process.stdout.close()
    assert process.stderr
    assert (process.stderr.read(), process.wait()) == (b"", ExitCode.DONE)
    process.stderr.close()


def in_shell(words: str) -> subprocess.CompletedProcess[str]:
    """Run the command in a shell that redirects its streams."""
    command = ["/bin/sh", "-c", f'"{sys.executable}" -m QuashLibrary {words}']
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


@pytest.mark.skipif(os.name == "nt", reason="a shell of Unix")
@pytest.mark.parametrize(
    ("target", "reason"), [("&-", "it is closed"), ("/dev/full", os.strerror(errno.ENOSPC))], ids=["closed", "full"]
)
@pytest.mark.parametrize("words", ["schema", "--help", "--version", "run --help", "example minimal", "example"])
def test_output_that_cannot_be_written(words: str, target: str, reason: str) -> None:
    """If the output cannot be written, one line says why, for every command."""
    if target.startswith("/dev") and not Path(target).exists():
        pytest.skip(f"{target} does not exist here")
    done = in_shell(f"{words} >{target}")
    expected = (f"quash: cannot write to standard output: {reason}\n", ExitCode.NOT_WRITTEN)
    assert (done.stderr, done.returncode) == expected


@pytest.mark.skipif(os.name == "nt", reason="a shell of Unix")
@pytest.mark.parametrize("target", ["2>&-", "2>/dev/full", ">&- 2>&-"])
def test_the_exit_code_remains_if_no_message_can_be_written(target: str) -> None:
    """The exit code is correct even if no message can be written."""
    assert in_shell(f"repotr {target}").returncode == ExitCode.USAGE


def test_module_is_the_command() -> None:
    """`python -m QuashLibrary` does what `quash` does."""
    command = [sys.executable, "-m", "QuashLibrary", "--version"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout == f"QuashLibrary {__version__}\n"
