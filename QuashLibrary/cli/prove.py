"""`quash prove`: find the tests that stay green even though a write of the app is lost."""

from __future__ import annotations

import os
import signal
import sys
import tempfile
import time
from argparse import ArgumentTypeError
from contextlib import suppress
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from QuashLibrary.cli.exit_codes import ExitCode
from QuashLibrary.cli.progress import ProgressLine
from QuashLibrary.cli.registry import DEFAULT, missing_message
from QuashLibrary.errors import (
    CommandError,
    DurationError,
    ProofError,
    RegistryError,
    ReportError,
    ReportNotWrittenError,
    TrafficError,
)
from QuashLibrary.language.durations import parse_duration
from QuashLibrary.problems import did_you_mean, shown_path
from QuashLibrary.proof.json_file import read_proof_json, write_proof_json
from QuashLibrary.proof.model import FAULTS
from QuashLibrary.proof.plan import Prover, earlier_trials, empty_proof
from QuashLibrary.proof.table import proof_table
from QuashLibrary.proof.write import JSON_NAME, write_proof
from QuashLibrary.prover.runs import RobotRuns
from QuashLibrary.registry.load import load_registry, unknown_environment
from QuashLibrary.registry.model import BASE, HttpConnection
from QuashLibrary.traffic.mitmdump import find_mitmdump

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Mapping, Sequence

    from QuashLibrary.cli.parser import Parser
    from QuashLibrary.proof.model import Fault, Proof, Trial
    from QuashLibrary.proof.plan import TrialKey
    from QuashLibrary.registry.load import LoadedRegistry

_FOLDER = "proof"
_BLIND = "blind"
_DESCRIPTION = """\
Find the tests that stay green even though the backend never gets a write of the app.

The suite runs once to record the app's requests. Then each test that passed runs alone, and once more for each of
its writes. In that run the write is lost: the backend never gets it, and the app gets an answer that reports success.
"""


_EXAMPLES = (
    "quash prove --registry validations.yaml -- suites",
    'quash prove --registry traffic.yaml --tests "Order *" --budget 30m -- --variable ENV:staging suites',
    "quash prove -- --exclude slow tests/",
    "quash prove --budget 30m --fail-on blind -- tests/",
)


def add_arguments(parser: Parser) -> None:
    """Describe the command and its arguments."""
    parser.describe(_DESCRIPTION, _EXAMPLES, "0 done, 1 --fail-on found something")
    parser.add_argument("robot", metavar="ROBOT_ARGUMENT", nargs="+", help="the arguments of robot, after --")
    parser.add_argument(
        "--registry",
        metavar="FILE",
        type=Path,
        default=Path(os.environ.get("QUASH_REGISTRY") or "validations.yaml"),
        help="a registry with a connection that has an app (default: validations.yaml)",
    )
    parser.add_argument("--environment", metavar="NAME", default="", help="an environment of the connections")
    parser.add_argument("--ui-library", metavar="NAME", default="AppiumLibrary", help="the library of the UI steps")
    parser.add_argument("--tests", metavar="PATTERN", action="append", default=[], help="only tests whose names match")
    parser.add_argument(
        "--faults",
        type=_parse_faults,
        default=("lost",),
        help=f"how to break writes: {', '.join(FAULTS)} (default: lost)",
    )
    parser.add_argument(
        "--budget", type=_parse_budget, metavar="TIME", help="start no new run after this time, e.g. 30m"
    )
    parser.add_argument("--resume", action="store_true", help="reuse the results of an earlier proof in the folder")
    parser.add_argument(
        "--output",
        metavar="FOLDER",
        type=Path,
        default=Path(_FOLDER),
        help=f"the folder of the proof (default: {_FOLDER})",
    )
    parser.add_argument(
        "--fail-on",
        choices=[_BLIND],
        help=f"exit with {int(ExitCode.FOUND)} if a test stays green even though a write is lost",
    )


def run(arguments: Namespace) -> ExitCode:
    """Make the proof, write it, and print its table; a signal to end counts as Ctrl-C."""
    # Also Ctrl-C itself: a shell makes a command in the background ignore it, but the robot runs would not.
    for number in (signal.SIGINT, signal.SIGTERM, getattr(signal, "SIGHUP", signal.SIGTERM)):
        signal.signal(number, _interrupt)
    try:
        _check_registry(arguments.registry, arguments.environment)
        find_mitmdump()
        return _prove(arguments)
    except (ProofError, TrafficError, RegistryError) as error:
        raise CommandError(str(error), ExitCode.BAD_INPUT) from None
    except ReportError as error:
        raise CommandError(str(error), ExitCode.NOT_WRITTEN) from None


def _interrupt(number: int, frame: object) -> None:
    raise KeyboardInterrupt


def _prove(arguments: Namespace) -> ExitCode:
    folder: Path = arguments.output
    known = folder / JSON_NAME
    _make_folder(folder)
    earlier = _earlier(known, arguments) if arguments.resume and known.exists() else {}
    with tempfile.TemporaryDirectory(prefix="quash-proof-") as work:
        proof = _proof(arguments, earlier, Path(work))
    page = write_proof(proof, folder)
    print(proof_table(proof))
    print(f"Proof:   {page.absolute()}")
    return _exit_code(proof, arguments.fail_on)


def _proof(arguments: Namespace, earlier: Mapping[TrialKey, Trial], work: Path) -> Proof:
    registry, environment = arguments.registry, arguments.environment
    words = [*(word for pattern in arguments.tests for word in ("--test", pattern)), *arguments.robot]
    screens = arguments.output / "screens"
    runs = RobotRuns(words, str(registry.absolute()), environment, arguments.ui_library, screens, work)
    blank = empty_proof(shown_path(registry), environment, datetime.now(), arguments.faults)
    progress = ProgressLine(sys.stderr)
    try:
        # Saved after each trial: a proof takes long and may be killed.
        keep = partial(_keep, arguments.output / JSON_NAME)
        return Prover(runs, blank, time.monotonic, progress.show, keep, arguments.budget, earlier).prove()
    finally:
        progress.end()


def _keep(path: Path, proof: Proof) -> None:
    with suppress(OSError):
        write_proof_json(proof, path)


def _make_folder(folder: Path) -> None:
    """Create the folder before the proof, so a long proof cannot be lost at its end.

    Raises:
        ReportNotWrittenError: the folder cannot be written to.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError as error:
        raise ReportNotWrittenError(f"cannot write the proof to {folder}: {error.strerror or error}") from error


def _earlier(path: Path, arguments: Namespace) -> Mapping[TrialKey, Trial]:
    """Return the results of an earlier proof of the same registry and environment.

    Raises:
        ProofError: the earlier proof is of another registry or environment, or cannot be read.
    """
    proof = read_proof_json(path)
    if (proof.registry, proof.environment) != (shown_path(arguments.registry), arguments.environment):
        where = f"{proof.registry}{f', environment {proof.environment}' if proof.environment else ''}"
        raise ProofError(f"{path} is a proof of {where}; write another --output, or leave out --resume")
    return earlier_trials(proof)


def _exit_code(proof: Proof, fail_on: str | None) -> ExitCode:
    if proof.is_interrupted:
        return ExitCode.INTERRUPTED
    return ExitCode.FOUND if fail_on and proof.blind_tests else ExitCode.DONE


def _check_registry(path: Path, environment: str) -> None:
    """Refuse a registry without an app, and an app that must not be broken in this environment.

    Raises:
        RegistryError: the registry has problems.
        ProofError: no connection has an app, or a connection with an app is read only.
    """
    if not path.exists():
        raise ProofError(missing_message(path, is_named=str(path) != DEFAULT))
    loaded = load_registry([path])
    if loaded.problems:
        raise RegistryError(loaded.problems)
    if advice := unknown_environment(loaded, environment):
        raise ProofError(f'no connection has the environment "{environment}"; {advice}')
    apps = list(_apps(loaded, environment))
    if not apps:
        raise ProofError("no connection has an app; add  app: {listen: 8888}  to the connection that the app uses")
    for connection in apps:
        if connection.read_only:
            where = f"in the environment {environment}" if environment else "here"
            raise ProofError(
                f'the connection "{connection.name}" is read-only {where}, so its requests must not be broken'
            )


def _apps(loaded: LoadedRegistry, environment: str) -> Sequence[HttpConnection]:
    proxy = loaded.registry.app_proxy
    named = {name for _, name in proxy.hosts} if proxy else set()
    chosen = (of.get(environment, of[BASE]) for of in loaded.registry.connections.values())
    return [item for item in chosen if isinstance(item, HttpConnection) and (item.app or item.name in named)]


def _parse_faults(text: str) -> tuple[Fault, ...]:
    names = [name.strip() for name in text.split(",")]
    for name in names:
        if name not in FAULTS:
            choices = f"choose {', '.join(FAULTS)}"
            raise ArgumentTypeError(f'unknown fault "{name}"; {did_you_mean(name, FAULTS) or choices}')
    return tuple(fault for fault in FAULTS if fault in names)


def _parse_budget(text: str) -> float:
    try:
        return parse_duration(text)
    except DurationError as error:
        raise ArgumentTypeError(str(error)) from None
