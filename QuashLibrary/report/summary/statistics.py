"""Sum a run up: what failed, who never asked, how long backends took.

In: the tests of a run, one after the other, of which only what is listed here is kept. Out: a RunSummary, which every
form of the report shows.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from statistics import median

from QuashLibrary.report.read.model import SILENT_TAG, Kind, RunInfo, ShownOutcome, Status, TestRun


@dataclass(frozen=True, slots=True)
class Spread:
    """How some durations are spread, in seconds."""

    count: int
    least: float
    median: float
    most: float


@dataclass(frozen=True, slots=True)
class TestEntry:
    """A test in a list. Counts are of outcomes; `warnings` are those that did not pass and failed nothing.

    `reason` is in one line what did not pass: an outcome, else what the test's message says.
    """

    id: str
    name: str
    suite: tuple[str, ...]
    status: Status
    kind: Kind
    started: datetime | None
    elapsed: float
    ui_steps: int
    passed: int
    failed: int
    errors: int
    warnings: int
    silent: int
    reason: str
    blind_spot: bool
    slugs: tuple[str, ...]
    notes: tuple[str, ...]

    @property
    def full_name(self) -> str:
        """The name with those of its suites."""
        return ".".join((*self.suite, self.name))


@dataclass(frozen=True, slots=True)
class Use:
    """One use of a validation in the run; `lag` as in ShownOutcome, at most that where it held `at_once`."""

    test_id: str
    test_name: str
    verdict: str
    silent: bool
    warned: bool
    started: datetime
    elapsed: float
    attempts: int
    lag: float | None
    at_once: bool
    summary: str


@dataclass(frozen=True, slots=True)
class ValidationFigures:
    """What the run says of a validation; `lag` is of those uses that were waited for, and is None where none was."""

    slug: str
    description: str
    connection: str
    defined: str
    uses: tuple[Use, ...]

    @property
    def name(self) -> str:
        """The slug as it is written where it is used."""
        return f"@{self.slug}"

    def count(self, verdict: str) -> int:
        """Return how many uses ended so."""
        return sum(use.verdict == verdict for use in self.uses)

    @property
    def silent(self) -> int:
        """How many of its uses were silent failures."""
        return sum(use.silent for use in self.uses)

    @property
    def lag(self) -> Spread | None:
        """How long after the UI step it became true, where it was not true at once."""
        return spread([use.lag for use in self.uses if use.lag is not None and not use.at_once])

    @property
    def at_once(self) -> int:
        """How many uses found it true at the first attempt."""
        return sum(use.at_once for use in self.uses)


@dataclass(frozen=True, slots=True)
class ConnectionFigures:
    """What the run says of a backend: how long its answers took, and how long until it was consistent.

    `errors` are of its attempts.
    """

    name: str
    attempts: int
    errors: int
    answer: Spread | None
    lag: Spread | None


@dataclass(frozen=True, slots=True)
class RunSummary:
    """A run summed up. `tests` has setups and teardowns of suites that did steps as well; counts are of tests alone."""

    info: RunInfo
    tests: tuple[TestEntry, ...]
    validations: tuple[ValidationFigures, ...]
    connections: tuple[ConnectionFigures, ...]

    def with_status(self, status: Status) -> int:
        """Return how many tests ended so."""
        return sum(test.status == status for test in self.tests if test.kind == "test")

    @property
    def total(self) -> int:
        """How many tests there are."""
        return sum(test.kind == "test" for test in self.tests)

    @property
    def silent(self) -> tuple[TestEntry, ...]:
        """Tests with silent failures."""
        return tuple(test for test in self.tests if test.silent)

    @property
    def failed(self) -> tuple[TestEntry, ...]:
        """Tests in which a validation failed while the UI failed too, or without UI."""
        return tuple(test for test in self.tests if test.failed and not test.silent)

    @property
    def errors(self) -> tuple[TestEntry, ...]:
        """Tests in which a backend could not be asked."""
        return tuple(test for test in self.tests if test.errors and not (test.failed or test.silent))

    @property
    def other_failures(self) -> tuple[TestEntry, ...]:
        """Tests that failed for another reason: no validation did."""
        missed = {test.id for test in (*self.silent, *self.failed, *self.errors)}
        return tuple(test for test in self.tests if test.status == "FAIL" and test.id not in missed)

    @property
    def warned(self) -> tuple[TestEntry, ...]:
        """Tests with warnings and nothing worse of a backend."""
        worse = {test.id for tests in (self.silent, self.failed, self.errors, self.other_failures) for test in tests}
        return tuple(test for test in self.tests if test.warnings and test.id not in worse)

    @property
    def blind_spots(self) -> tuple[TestEntry, ...]:
        """Tests that passed and never asked the backend."""
        return tuple(test for test in self.tests if test.blind_spot)


@dataclass(slots=True)
class Summing:
    """Sums a run up, test by test."""

    _tests: list[TestEntry] = field(default_factory=list)
    _uses: dict[str, list[Use]] = field(default_factory=dict)
    _known: dict[str, ShownOutcome] = field(default_factory=dict)
    _answers: dict[str, list[float]] = field(default_factory=dict)
    _errors: dict[str, int] = field(default_factory=dict)

    def add(self, test: TestRun) -> TestEntry:
        """Add a test, and return its entry."""
        for shown in test.outcomes:
            self._add_outcome(test, shown)
        entry = entry_of(test)
        self._tests.append(entry)
        return entry

    def summary(self, info: RunInfo) -> RunSummary:
        """Return the sum of all that was added; validations and connections by their names."""
        validations = [self._validation(slug) for slug in sorted(self._uses)]
        return RunSummary(info, tuple(self._tests), tuple(validations), tuple(self._connections(validations)))

    def _add_outcome(self, test: TestRun, shown: ShownOutcome) -> None:
        record = shown.record
        self._known.setdefault(record.slug, shown)
        if not (record.remembered or shown.retried):
            self._uses.setdefault(record.slug, []).append(_use(test, shown))
        answers = self._answers.setdefault(record.connection, [])
        for attempt in record.attempts:
            answers += [attempt.took] * (attempt.number - attempt.first + 1)
        errors = sum(item.number - item.first + 1 for item in record.attempts if item.verdict == "error")
        self._errors[record.connection] = self._errors.get(record.connection, 0) + errors

    def _validation(self, slug: str) -> ValidationFigures:
        record = self._known[slug].record
        return ValidationFigures(slug, record.description, record.connection, record.defined, tuple(self._uses[slug]))

    def _connections(self, validations: Sequence[ValidationFigures]) -> Iterable[ConnectionFigures]:
        for name in sorted(self._answers):
            uses = [use for figures in validations if figures.connection == name for use in figures.uses]
            answers = self._answers[name]
            lag = spread([use.lag for use in uses if use.lag is not None and not use.at_once])
            yield ConnectionFigures(name, len(answers), self._errors[name], spread(answers), lag)


def entry_of(test: TestRun) -> TestEntry:
    """Return a test as it stands in a list."""
    missed = [shown for shown in test.outcomes if shown.missed]
    hard = [shown.record for shown in missed if not shown.soft]
    worst = sorted(missed, key=lambda shown: (not shown.silent, shown.soft, shown.record.verdict != "failed"))
    gone = _gone(test)
    message = first_line(test.message) if test.status != "PASS" or gone.any else ""
    return TestEntry(
        id=test.id,
        name=test.name,
        suite=test.suite,
        status=test.status,
        kind=test.kind,
        started=test.started,
        elapsed=test.elapsed,
        ui_steps=test.ui_steps,
        passed=sum(shown.record.verdict == "passed" for shown in test.outcomes),
        failed=sum(record.verdict == "failed" for record in hard) + gone.failed,
        errors=sum(record.verdict == "error" for record in hard) + gone.errors,
        warnings=len(missed) - len(hard) + gone.warnings,
        silent=len(test.silent_failures) + gone.silent,
        reason=worst[0].record.summary if worst and _is_reason(worst[0], test) else message,
        blind_spot=test.blind_spot,
        slugs=test.asked,
        notes=test.notes,
    )


def spread(values: Sequence[float | None]) -> Spread | None:
    """Return how durations are spread; None where there are none."""
    known = [value for value in values if value is not None]
    return Spread(len(known), min(known), median(known), max(known)) if known else None


def _is_reason(worst: ShownOutcome, test: TestRun) -> bool:
    """Whether the worst outcome of a test is what is to be told of it; what only warns fails no test."""
    return worst.silent or not worst.soft or test.status != "FAIL"


@dataclass(frozen=True, slots=True)
class _Gone:
    """What only the tags of a test tell: the outcomes themselves are not in its log."""

    failed: int = 0
    errors: int = 0
    warnings: int = 0
    silent: int = 0

    @property
    def any(self) -> bool:
        """Whether there is anything."""
        return bool(self.failed or self.errors or self.warnings)


def _gone(test: TestRun) -> _Gone:
    known = {shown.record.slug for shown in test.outcomes}
    slugs = [slug for slug in test.tagged_as_failed if slug not in known]
    if not slugs:
        return _Gone()
    silent = int(SILENT_TAG in test.tags and not test.silent_failures)
    if test.status == "PASS":
        return _Gone(warnings=len(slugs), silent=silent)
    errors = sum(f"@{slug} error: " in test.message for slug in slugs)
    return _Gone(failed=len(slugs) - errors, errors=errors, silent=silent)


def first_line(message: str) -> str:
    """Return the first line of a message, and the next one where that only announces it."""
    lines = [line.strip() for line in message.splitlines() if line.strip()]
    return " ".join(lines[: 2 if lines and lines[0].endswith(":") else 1])


def _use(test: TestRun, shown: ShownOutcome) -> Use:
    record = shown.record
    return Use(
        test_id=test.id,
        test_name=test.name,
        verdict=record.verdict,
        silent=shown.silent,
        warned=shown.soft,
        started=record.started,
        elapsed=record.elapsed,
        attempts=record.attempts[-1].number if record.attempts else 0,
        lag=shown.lag,
        at_once=shown.at_once,
        summary=record.summary,
    )
