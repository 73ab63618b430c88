"""Read an output.xml as other readers do: `python read_output.py result|expat FILE`."""

import sys
from pathlib import Path
from xml.parsers import expat


def main(way: str, path: str) -> None:
    """Read the file."""
    if way == "result":
        from robot.api import ExecutionResult

        ExecutionResult(path)
        return
    with Path(path).open("rb") as file:
        expat.ParserCreate().ParseFile(file)


if __name__ == "__main__":
    main(*sys.argv[1:])
