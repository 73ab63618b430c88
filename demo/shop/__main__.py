"""``python -m demo.shop --port 0 --database FILE``: serve a shop until it is stopped."""

from __future__ import annotations

import argparse
import signal
import sys
from pathlib import Path

from .server import ShopServer


def main() -> int:
    """Print the URL on one line when the shop listens, and serve."""
    parser = argparse.ArgumentParser(prog="python -m demo.shop", description=__doc__)
    parser.add_argument("--port", type=int, default=0, help="0 chooses a free port (default)")
    parser.add_argument("--database", type=Path, required=True, help="the SQLite file; it is emptied at the start")
    arguments = parser.parse_args()
    server = ShopServer(arguments.database, arguments.port)
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: server.stop())
    print(server.url, flush=True)
    server.serve()
    return 0


if __name__ == "__main__":
    sys.exit(main())
