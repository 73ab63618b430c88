"""What a run says in one line: how many tests, and what the backend had to say of them."""

from QuashLibrary.report.statistics import RunSummary, TestEntry


def headline(summary: RunSummary) -> str:
    """Return `2 silent failures, 1 error, 3 blind spots in 7 tests`, or that nothing is amiss."""
    parts = [
        counted(len(tests), *words)
        for tests, words in (
            (summary.silent, ("silent failure",)),
            (summary.failed, ("failed",)),
            (summary.errors, ("error",)),
            (summary.warned, ("warning",)),
            (summary.other_failures, ("other failure",)),
            (summary.blind_spots, ("blind spot",)),
        )
        if tests
    ]
    tests = counted(summary.total, "test")
    if parts:
        return f"{', '.join(parts)} in {tests}"
    return (
        f"{tests}, no failures"
        if any(figures.uses for figures in summary.validations)
        else f"{tests}, none asked a backend"
    )


def counted(number: int, word: str) -> str:
    """Return `1 error`, `2 errors`; `failed` stays as it is."""
    return f"{number:,} {word}" if number == 1 or word.endswith("ed") else f"{number:,} {word}s"


def test_name(test: TestEntry) -> str:
    """Return the name of a test with those of its suites."""
    return ".".join((*test.suite, test.name))
