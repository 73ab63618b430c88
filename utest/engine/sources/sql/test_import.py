"""SQLAlchemy is slow to import, and its weak-reference callbacks can swallow a test timeout."""

import subprocess
import sys
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[4]
SCRIPT = """
import sys, threading
from importlib.abc import MetaPathFinder
from utest.engine.registries import registry_of, scope_of
from QuashLibrary.engine.clock import Clock
from QuashLibrary.engine.redactor import Redactor
from QuashLibrary.engine.run.call import Call
from QuashLibrary.engine.run.runner import Runner

threads = set()

class Watcher(MetaPathFinder):
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] == "sqlalchemy":
            threads.add(threading.current_thread() is threading.main_thread())

sys.meta_path.insert(0, Watcher())
registry = registry_of('''
connections: {db: {type: sql, url: "sqlite://"}}
validations: {one: {sql: SELECT 1 AS n, expect: {$.count: 1}}}
''')
validation = registry.validations["one"]
[outcome] = Runner(Clock(), Redactor()).run([Call(validation, registry.connections["db"][""], scope_of(validation))])
print(outcome.verdict, threads)
"""


def test_it_is_imported_outside_the_main_thread() -> None:
    """It is imported with the first statement."""
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT], cwd=CHECKOUT, capture_output=True, text=True, timeout=60, check=True
    )
    assert done.stdout.strip() == "passed {False}", done.stderr
