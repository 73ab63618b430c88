"""Watch the app's requests in the first run: whether that can be done, and what Robot needs for it.

Comes in: the environment. Goes out: options of Robot, and the address that the app talks to. mitmproxy is a
program with an environment of its own. If it is missing, the demonstration leaves one column out and says so.

    python -m demo.app_traffic    # ends with 0 if there is a mitmproxy that can be used
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
MISSING = 'not shown, mitmproxy is missing: "make .venv-mitmproxy/ready" shows why, or pipx install mitmproxy'
MISNAMED = f"not shown, {PROGRAM_VARIABLE} names no mitmdump of version {OLDEST} or newer"
_VERSION = re.compile(r"Mitmproxy: (\d+)")


@dataclass(frozen=True)
class AppTraffic:
    """mitmproxy's program, if there is one, and the port on which it takes the app's requests."""

    mitmdump: str | None
    port: int

    @property
    def watched(self) -> bool:
        """Whether the first run sees the app's requests."""
        return self.mitmdump is not None

    @property
    def in_words(self) -> str:
        """One line for the console."""
        if self.watched:
            return WATCHED
        return MISNAMED if os.environ.get(PROGRAM_VARIABLE) else MISSING

    @property
    def app_url(self) -> str:
        """What the app talks to in place of the shop."""
        return f"http://127.0.0.1:{self.port}" if self.watched else ""

    @property
    def options(self) -> list[str]:
        """A listener and a registry without a validation; nothing of the suite is changed."""
        listener = ["--listener", f"QuashLibrary.Listener;{REGISTRY}", "--variable", f"APP_PORT:{self.port}"]
        return listener if self.watched else []

    def environment(self, home: str) -> dict[str, str]:
        """So that the library finds the program where it was found here, and it keeps its files in a folder of ours."""
        return {PROGRAM_VARIABLE: self.mitmdump, "HOME": home} if self.mitmdump else {}


def find() -> AppTraffic:
    """The program that the environment names, else the one on PATH, else that of ``make .venv-mitmproxy/ready``."""
    named = os.environ.get(PROGRAM_VARIABLE)
    candidates = [named] if named else ["mitmdump", str(ROOT / ".venv-mitmproxy" / "bin" / "mitmdump")]
    return AppTraffic(next(filter(_is_usable, candidates), None), free_port())


def _is_usable(program: str) -> bool:
    """Whether this is a mitmproxy that the library accepts; distributions have old ones."""
    try:
        answer = subprocess.run([program, "--version"], capture_output=True, text=True, check=False).stdout
    except OSError:
        return False
    version = _VERSION.search(answer)
    return version is not None and int(version[1]) >= OLDEST


if __name__ == "__main__":
    sys.exit(0 if find().watched else 1)
