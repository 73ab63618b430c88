"""Record the app's requests in the first run: find mitmproxy, and configure Robot for it.

In: the environment. Out: options for Robot, and the address that the app talks to. mitmproxy is a program with its own
environment. If it is missing, the demonstration leaves one column out and says so.

    python -m demo.app_traffic    # exits with 0 if there is a usable mitmproxy
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from dataclasses import dataclass

from QuashLibrary.traffic.mitmdump import OLDEST, PROGRAM_VARIABLE

from .servers import ROOT, free_port

REGISTRY = ROOT / "demo" / "suites" / "app_traffic.yaml"
WATCHED = "mitmproxy between app and shop in the first run"
MISSING = 'not shown, mitmproxy is missing: run "make .venv-mitmproxy/ready" to see why, or "pipx install mitmproxy"'
MISNAMED = f"not shown, {PROGRAM_VARIABLE} does not name a mitmdump of version {OLDEST} or newer"
_VERSION = re.compile(r"Mitmproxy: (\d+)")


@dataclass(frozen=True)
class AppTraffic:
    """mitmproxy's program, if there is one, and the port for the app's requests."""

    mitmdump: str | None
    port: int

    @property
    def watched(self) -> bool:
        """Whether the first run records the app's requests."""
        return self.mitmdump is not None

    @property
    def in_words(self) -> str:
        """One line for the console."""
        if self.watched:
            return WATCHED
        return MISNAMED if os.environ.get(PROGRAM_VARIABLE) else MISSING

    @property
    def app_url(self) -> str:
        """The address that the app uses instead of the shop's."""
        return f"http://127.0.0.1:{self.port}" if self.watched else ""

    @property
    def options(self) -> list[str]:
        """The options that add a listener and a registry without validations; the suite is not changed."""
        listener = ["--listener", f"QuashLibrary.Listener;{REGISTRY}", "--variable", f"APP_PORT:{self.port}"]
        return listener if self.watched else []

    def environment(self, home: str) -> dict[str, str]:
        """Return variables that lead the library to the same program, and its files into a folder of ours."""
        return {PROGRAM_VARIABLE: self.mitmdump, "HOME": home} if self.mitmdump else {}


def find() -> AppTraffic:
    """Return the program that the environment names, else the one on PATH, else that of ``.venv-mitmproxy``."""
    named = os.environ.get(PROGRAM_VARIABLE)
    candidates = [named] if named else ["mitmdump", str(ROOT / ".venv-mitmproxy" / "bin" / "mitmdump")]
    return AppTraffic(next(filter(_is_usable, candidates), None), free_port())


def _is_usable(program: str) -> bool:
    """Return whether the library accepts this mitmproxy; distributions contain old versions."""
    try:
        answer = subprocess.run([program, "--version"], capture_output=True, text=True, check=False).stdout
    except OSError:
        return False
    version = _VERSION.search(answer)
    return version is not None and int(version[1]) >= OLDEST


if __name__ == "__main__":
    sys.exit(0 if find().watched else 1)
