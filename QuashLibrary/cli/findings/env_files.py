"""The file of environment variables that `env_file` names: its variables, and whether git tracks it."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

from QuashLibrary.cli.findings.model import CODES, Finding
from QuashLibrary.registry.forms.entries import items_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from QuashLibrary.registry.yaml.nodes import Node

_ASSIGNMENT = re.compile(r"^\s*(?:export\s+)?([^\W\d]\w*)\s*=", re.MULTILINE)
_SECONDS = 10


class EnvFiles:
    """Reads env files and checks whether git tracks them; `notes` say what could not be found out."""

    def __init__(self) -> None:
        self.notes: dict[str, None] = {}

    def names(self, root: Node) -> Iterator[str]:
        """Yield the variables in the env file of a registry file."""
        for path, _ in _named(root):
            try:
                text = path.read_text(encoding="utf-8-sig")
            except (OSError, ValueError):
                continue
            yield from _ASSIGNMENT.findall(text)

    def tracked(self, root: Node) -> Iterator[Finding]:
        """Yield a finding for each env file that git tracks."""
        for path, node in _named(root):
            if path.is_file() and self._is_tracked(path):
                place = node.position
                message = f"git tracks {node.value}, which contains secrets"
                fix = f"run  git rm --cached {node.value}  and add it to .gitignore; change the secrets that were in it"
                yield Finding(place.file, place.line, place.column, CODES["tracked-env-file"], message, fix)

    def _is_tracked(self, path: Path) -> bool:
        words = ["git", "ls-files", "--error-unmatch", "--", path.name]
        try:
            done = subprocess.run(  # noqa: S603 - the name is an argument after --
                words, cwd=path.parent, capture_output=True, timeout=_SECONDS, check=False
            )
        except (OSError, subprocess.TimeoutExpired):
            self.notes["cannot run git, so it is unknown whether git tracks the env_file"] = None
            return False
        return done.returncode == 0


def _named(root: Node) -> Iterator[tuple[Path, Node]]:
    node = items_of(root).get("env_file")
    nodes = node.value if node and isinstance(node.value, list) else [node] if node else []
    for item in nodes:
        if isinstance(item.value, str):
            yield Path(item.position.file).parent / item.value, item
