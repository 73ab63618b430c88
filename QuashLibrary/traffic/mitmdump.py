"""Find mitmproxy's `mitmdump` and run it as a separate process.

mitmproxy pins versions that conflict with those of a test environment, so it is never imported. The process has its own
session, so Ctrl-C for the run does not end it before the last requests are reported.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from QuashLibrary.errors import TrafficError

if TYPE_CHECKING:
    from collections.abc import Mapping

PROGRAM_VARIABLE = "QUASH_MITMDUMP"
ADDON = Path(__file__).with_name("addon.py")
OLDEST = 10
_ADVICE = (
    "install it in its own environment:  pipx install mitmproxy  or  uv tool install mitmproxy ; "
    f"or set {PROGRAM_VARIABLE} to its path"
)
_SETTINGS = {
    "server": "false",
    # This makes requests visible even if the backend is unreachable.
    "connection_strategy": "lazy",
    "flow_detail": "0",
    "onboarding": "false",
    "rawtcp": "true",
}
_OTHER_PYTHON = ("PYTHONPATH", "PYTHONHOME")
"""Variables for our Python that mitmproxy's Python must not inherit."""
_LAST_WORDS = 2_000


class Mitmdump:
    """A running `mitmdump`."""

    def __init__(self, program: str, environment: Mapping[str, str]) -> None:
        """Start the program with additional environment variables for the addon.

        Raises:
            TrafficError: the program cannot be started.
        """
        settings = [word for name, value in _SETTINGS.items() for word in ("--set", f"{name}={value}")]
        inherited = {name: value for name, value in os.environ.items() if name not in _OTHER_PYTHON}
        self._output = tempfile.TemporaryFile()  # noqa: SIM115 - closed with the process
        try:
            self._process = subprocess.Popen(  # noqa: S603 - the program that the user has chosen
                [program, "-q", *settings, "-s", str(ADDON)],
                stdin=subprocess.DEVNULL,
                stdout=self._output,
                stderr=subprocess.STDOUT,
                env={**inherited, **environment},
                start_new_session=True,
            )
        except OSError as error:
            self._output.close()
            raise TrafficError(f"{program} cannot be started: {error.strerror}; {_ADVICE}") from error

    @property
    def number(self) -> int:
        """The process id."""
        return self._process.pid

    @property
    def has_ended(self) -> bool:
        """Whether the process has ended."""
        return self._process.poll() is not None

    @property
    def last_words(self) -> str:
        """The end of its printed output, and its exit code if it has ended."""
        code = self._process.poll()
        printed = ""
        with suppress(OSError, ValueError):
            self._output.seek(0)
            printed = self._output.read().decode("utf-8", "replace").strip()[-_LAST_WORDS:]
        ended = f"mitmdump ended with exit code {code}" if code is not None else ""
        return ": ".join(filter(None, [ended, printed]))

    def end(self) -> None:
        """Kill the process: its reports have been read, and nobody waits for open requests."""
        try:
            self._process.kill()
            self._process.wait()
        finally:
            self._output.close()


def find_mitmdump() -> str:
    """Return the program that the environment variable names, or else the program on PATH.

    Raises:
        TrafficError: no program was found.
    """
    chosen = os.environ.get(PROGRAM_VARIABLE, "")
    program = shutil.which(chosen or "mitmdump")
    if chosen and not program:
        raise TrafficError(f'{PROGRAM_VARIABLE} is "{chosen}", which is not a program; {_ADVICE}')
    if not program:
        raise TrafficError(f"mitmproxy, which records the app's requests, is not installed; {_ADVICE}")
    return program
