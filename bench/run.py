"""Measure every row of the table, or the named rows, and show them beside their goals.

Run it with `python -m bench.run [--quick] [row ...]`; `make bench` measures everything.
"""

import argparse
import os
import signal
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path

from bench import backend
from bench.bench import ROOT, Bench
from bench.machine import machine
from bench.measure import BenchError
from bench.rows.table import THEMES
from bench.table import Findings, Result, Theme, markdown, summary

DEFAULT_FOLDER = ROOT / "build" / "bench"
INTERRUPTED, TERMINATED = 128 + signal.SIGINT, 128 + signal.SIGTERM


def main(arguments: list[str]) -> int:
    """Measure, print the table and write it to a file; return 1 if a row could not be measured."""
    options = _parser().parse_args(arguments)
    themes = options.rows or list(THEMES.values())
    start, begun = time.monotonic(), datetime.now()
    with tempfile.TemporaryDirectory(prefix="quash-bench-") as folder, backend.serving(Path(folder)) as url:
        measured = list(_measured_until_interrupted(themes, Bench(url, Path(folder), options.quick)))
    text = _report(measured, begun, time.monotonic() - start, options.quick)
    options.output.mkdir(parents=True, exist_ok=True)
    file = options.output / f"{begun:%Y-%m-%d-%H%M}.md"
    file.write_text(text, encoding="utf-8")
    print(f"{text}\nWritten to {file}")
    if len(measured) < len(themes):
        return INTERRUPTED
    return int(any(findings.failed for _, findings in measured))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bench.run", description=(__doc__ or "").partition("\n")[0])
    known = ", ".join(THEMES)
    parser.add_argument("rows", nargs="*", type=_theme, metavar="row", help=f"any of: {known} (default: all)")
    parser.add_argument("--quick", action="store_true", help="one round of each row: for a trial, not for publication")
    parser.add_argument("--output", type=Path, default=DEFAULT_FOLDER, help="the folder for the table")
    return parser


def _theme(name: str) -> Theme:
    if name not in THEMES:
        raise argparse.ArgumentTypeError(f'unknown row "{name}"; choose from: {", ".join(THEMES)}')
    return THEMES[name]


def _measured_until_interrupted(themes: Iterable[Theme], bench: Bench) -> Iterator[tuple[Theme, Findings]]:
    """Measure one theme after another; after Ctrl-C, the rows measured so far are shown."""
    try:
        for theme in themes:
            yield theme, _measured(theme, bench)
    except KeyboardInterrupt:
        print("interrupted", file=sys.stderr)


def _measured(theme: Theme, bench: Bench) -> Findings:
    print(f"{theme.name} ...", end=" ", file=sys.stderr, flush=True)
    start = time.monotonic()
    try:
        findings = theme.measure(bench)
    except BenchError as error:
        print(error, file=sys.stderr)
        findings = Findings([Result("failed")] * len(theme.rows), [str(error).splitlines()[-1]], failed=True)
    print(f"{time.monotonic() - start:.0f} s", file=sys.stderr, flush=True)
    return findings


def _report(measured: Iterable[tuple[Theme, Findings]], begun: datetime, seconds: float, quick: bool) -> str:
    measured = list(measured)
    rounds = ", quick: one round" if quick else ""
    head = f"{begun:%Y-%m-%d %H:%M}, {seconds / 60:.1f} minutes{rounds}. {summary(measured)}.\n\n{machine()}\n"
    return f"{head}\n{markdown(measured)}"


if __name__ == "__main__":
    # Measurements in this process must neither use nor fill the user's cache.
    os.environ["QUASH_CACHE"] = "off"
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(TERMINATED))
    sys.exit(main(sys.argv[1:]))
