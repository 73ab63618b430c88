"""Write a proof as Markdown for the summary of a CI job: the sentence, the matrix, the blind pairs.

The size is bounded for any proof. Every text from a run is in a code span, so Markdown, HTML and mentions have no
effect.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from QuashLibrary.language.printable import safe, undirected
from QuashLibrary.proof.cells import cells_of, kind_of
from QuashLibrary.proof.findings import VERBS, blind_pairs, names_of, pairs_in_words, rest, sentence
from QuashLibrary.report.formats.markdown import code, seconds
from QuashLibrary.report.summary.words import count, listed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from QuashLibrary.proof.cells import Cell, Mark
    from QuashLibrary.proof.findings import BlindPair
    from QuashLibrary.proof.model import Proof, ProvenTest, Write

_COLUMNS = 6
_ROWS = 40
_PAIRS = 20
_SNIPPETS = 5
_LONGEST_SNIPPET = 3_000
_TICKS = re.compile("`+")


def proof_markdown(proof: Proof) -> str:
    """Return a proof as Markdown."""
    return "\n".join(_lines(proof)) + "\n"


def _lines(proof: Proof) -> Iterator[str]:
    pairs = blind_pairs(proof)
    yield f"## {sentence(proof, code)}\n"
    faults = ", ".join(proof.faults)
    yield f"{code(proof.environment or 'default')}, {proof.started:%Y-%m-%d %H:%M}, in {seconds(proof.elapsed)}. " + (
        f"Faults: {faults}. {pairs_in_words(proof)}. {rest(proof)}".strip()
    )
    if proof.note:
        yield f"\n> {code(proof.note)}"
    yield from _matrix(proof)
    yield from _pairs(pairs)
    yield from _snippets(pairs)


def _matrix(proof: Proof) -> Iterator[str]:
    """Yield a column for each write if there are few writes, else a row for each test and write."""
    tests = [test for test in proof.tests if test.writes or test.trials]
    # If not all tests fit, the blind ones must not be left out.
    tests.sort(key=lambda test: kind_of(test) != "blind")
    if not tests:
        return
    yield "\n### Which tests notice which broken writes\n"
    writes = proof.writes
    if len(writes) <= _COLUMNS:
        rows = [_row(test, proof, writes) for test in tests]
        yield from _table(["test", *map(code, names_of(writes))], rows)
        return
    rows = [
        [code(test.full_name), code(cell.sent.write.line), _cell(cell, proof)]
        for test in tests
        for cell in cells_of(test, proof.faults).values()
    ]
    yield from _table(("test", "write", "result"), rows)


def _row(test: ProvenTest, proof: Proof, writes: Sequence[Write]) -> list[str]:
    cells = cells_of(test, proof.faults)
    return [code(test.full_name), *(_cell(cells[write], proof) if write in cells else "" for write in writes)]


def _cell(cell: Cell, proof: Proof) -> str:
    return ", ".join(_mark(mark, len(proof.faults) > 1) for mark in cell.marks)


def _mark(mark: Mark, several: bool) -> str:
    word = "**BLIND**" if mark.kind == "blind" else mark.word
    if mark.kind == "validation" and mark.trial and mark.trial.by:
        word = f"caught by {code(mark.trial.by)}{', only a warning' if mark.trial.warned else ''}"
    return f"{mark.fault}: {word}" if several and mark.fault else word


def _table(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    yield f"| {' | '.join(columns)} |"
    yield f"|{' --- |' * len(columns)}"
    yield from (f"| {' | '.join(row)} |" for row in rows[:_ROWS])
    if len(rows) > _ROWS:
        yield f"\nand {len(rows) - _ROWS:,} more; all are in proof.json."


def _pairs(pairs: Sequence[BlindPair]) -> Iterator[str]:
    if not pairs:
        return
    yield f"\n### Blind pairs ({len(pairs):,})\n"
    for pair in pairs[:_PAIRS]:
        step = f", sent at {code(pair.sent.ui_step)}" if pair.sent.ui_step else ""
        fails = listed([verb for fault, verb in VERBS if fault in pair.faults], "or")
        yield f"- {code(pair.test.full_name)} stays green if {code(pair.sent.write.line)} {fails}{step}"
    if len(pairs) > _PAIRS:
        yield f"- and {len(pairs) - _PAIRS:,} more; all are in proof.json."


def _snippets(pairs: Sequence[BlindPair]) -> Iterator[str]:
    """Yield the YAML for blind pairs, each text once."""
    texts = list(dict.fromkeys(pair.sent.advice for pair in pairs if pair.sent.advice.strip()))
    short = [text for text in texts if len(text) <= _LONGEST_SNIPPET][:_SNIPPETS]
    if texts:
        yield "\n### To catch them, paste this into the registry"
    for text in short:
        fence = "`" * max(3, 1 + max(map(len, _TICKS.findall(text)), default=0))
        # Some Markdown readers treat other line breaks than "\n" as the end of a line.
        yield "\n".join(["", f"{fence}yaml", *(undirected(safe(line)) for line in text.splitlines()), fence])
    if len(short) < len(texts):
        yield f"\nand {count(len(texts) - len(short), 'more snippet')}, on the proof page."
