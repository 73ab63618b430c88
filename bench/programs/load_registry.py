"""Print how many processor seconds it takes to read a registry in one of three ways.

    python load_registry.py loader|events|ours FILE SMALL_FILE

The small file is read first.
"""

import sys
import time
from collections.abc import Callable
from pathlib import Path

import yaml

from QuashLibrary.registry.load import load_registry


def _with_loader(path: Path) -> None:
    yaml.load(path.read_text(encoding="utf-8"), yaml.CSafeLoader)


def _events(path: Path) -> None:
    for _ in yaml.parse(path.read_text(encoding="utf-8"), yaml.CSafeLoader):
        pass


def _ours(path: Path) -> None:
    loaded = load_registry([path])
    if loaded.problems:
        raise SystemExit(f"{path} has problems: {loaded.problems[0]}")


WAYS: dict[str, Callable[[Path], None]] = {"loader": _with_loader, "events": _events, "ours": _ours}


def main(way: str, path: str, small: str) -> None:
    """Read both files, and print the time of the first."""
    WAYS[way](Path(small))
    start = time.process_time()
    WAYS[way](Path(path))
    print(time.process_time() - start)


if __name__ == "__main__":
    main(*sys.argv[1:])
