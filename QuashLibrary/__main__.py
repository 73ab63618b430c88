"""`python -m QuashLibrary` is the command `quash`."""

import sys

from QuashLibrary.cli.main import main

if __name__ == "__main__":
    sys.exit(main())
