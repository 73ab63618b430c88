"""Show where an import and a check spend their time: `make profile`, or `python -m bench.profile [import] [check]`.

It writes nothing. Profilers slow down the code they watch, small functions most of all, so shares count, not
milliseconds.
"""

import sys
import tempfile
from pathlib import Path

from bench import backend
from bench.bench import Bench
from bench.profiles import check, imports

PROFILES = {"import": imports.lines, "check": check.lines}


def main(names: list[str]) -> int:
    """Print the named profiles, or all."""
    unknown = [name for name in names if name not in PROFILES]
    if unknown:
        print(f'unknown profile "{unknown[0]}"; choose {" or ".join(PROFILES)}', file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory(prefix="quash-profile-") as folder, backend.serving(Path(folder)) as url:
        for name in names or PROFILES:
            print("\n".join(PROFILES[name](Bench(url, Path(folder)))), end="\n\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
