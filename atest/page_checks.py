"""Shared by browser tests of pages: axe-core, and a server with Jenkins' content policy."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

from atest.browsers import ShownPages
from demo import node

AXE = Path(__file__).resolve().parent / "axe"
JENKINS_POLICY = "sandbox; default-src 'none'; img-src 'self'; style-src 'self';"
UNFOLD = "document.querySelectorAll('details').forEach(item => { item.open = true })"
"""A script that expands everything on a page."""
_VIOLATIONS = """
const done = arguments[arguments.length - 1];
const text = rule => rule.nodes.map(node => `${rule.id}: ${node.target} ${node.failureSummary}`);
axe.run(document).then(
  found => done([found.passes.length, found.violations.flatMap(text)]),
  error => done([0, [String(error)]]));
"""


def axe_script() -> str:
    """Return the script that finds accessibility violations."""
    node.ensure(AXE)
    return (AXE / "node_modules" / "axe-core" / "axe.min.js").read_text(encoding="utf-8")


def assert_accessible(shown: ShownPages, axe: str) -> None:
    """Expand everything on the current page and find accessibility violations, including contrast."""
    shown.run(UNFOLD)
    shown.run(axe)
    rules, violations = shown.driver.execute_async_script(_VIOLATIONS)
    assert violations == []
    assert rules > 20


class _JenkinsHandler(SimpleHTTPRequestHandler):
    def end_headers(self) -> None:
        self.send_header("Content-Security-Policy", JENKINS_POLICY)
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Print nothing."""


@contextmanager
def served_by_jenkins(folder: Path) -> Iterator[str]:
    """Serve a folder as Jenkins does by default, and yield its address."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_JenkinsHandler, directory=str(folder)))
    thread = Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
