"""Every exception of the package, as one tree.

    QuashError
    ├── RegistryError                  a registry cannot be used; lists all its problems
    ├── RegistryTextError              a text of a registry cannot be parsed
    │   ├── DurationError
    │   ├── PathError
    │   ├── RequestPatternError
    │   ├── SchemaError
    │   ├── StepPatternError
    │   └── TemplateError
    ├── UnusableValueError             a value is unknown, or cannot be used where it is written
    │   ├── NoLeaseError
    │   └── UnknownTagError
    ├── ConnectError                   a backend cannot be reached
    │   ├── NameLookupError
    │   ├── TlsFilesError
    │   └── LoginError                 in engine/plan/source.py, with the exchange that returned no token
    ├── UnreadableError                an answer, a document or a text on the screen cannot be read
    │   ├── JsonError
    │   │   ├── JsonLimitError
    │   │   └── NotJsonError
    │   ├── UnreadableNumberError
    │   └── UnreadableScreenError
    ├── EvaluationError                a condition can be neither true nor false
    │   ├── CannotJudgeError
    │   ├── DocumentTooDeepError
    │   ├── ExpressionError
    │   └── SlowPatternError
    ├── ReportError                    a report cannot be read or written
    │   ├── ReportNotWrittenError
    │   ├── TruncatedOutputError
    │   ├── UnreadableRecordError
    │   │   └── NewerRecordError
    │   └── UnusableOutputError
    ├── ProofError                     a proof cannot be made
    │   └── UnreadableProofError
    ├── TrafficError                   the app's requests cannot be recorded
    └── CommandError                   a command of `quash` cannot be run

The exceptions that Robot Framework must recognise are in robotside/errors.py: they also derive from Robot's own.
Every message is written for testers, and contains no value that could be secret.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from QuashLibrary.problems import KeyProblem, Problem


class QuashError(Exception):
    """The base of every exception of this package."""


class RegistryError(QuashError):
    """A registry cannot be used; the message lists every problem."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        count = "1 problem" if len(problems) == 1 else f"{len(problems)} problems"
        lines = "\n".join(f"  {problem}" for problem in problems)
        super().__init__(f"the registry has {count}:\n{lines}")


class RegistryTextError(QuashError, ValueError):
    """A text of a registry cannot be parsed; the message says what to write instead."""


class DurationError(RegistryTextError):
    """A value is not a duration; the message names the valid forms."""


class PathError(RegistryTextError):
    """A text is not a JSONPath; the message says what is wrong, where, and what to write instead."""


class RequestPatternError(RegistryTextError):
    """A text is not a pattern of requests; the message says what to write instead."""


class SchemaError(RegistryTextError):
    """A JSON Schema cannot be used; the message lists all its problems."""

    def __init__(self, problems: Iterable[KeyProblem]) -> None:
        self.problems = tuple(problems)
        super().__init__("; ".join(problem.message for problem in self.problems))


class StepPatternError(RegistryTextError):
    """A text is not a step of a suite; the message says why."""


class TemplateError(RegistryTextError):
    """The `${…}` of a text cannot be read; the message says what to write."""


class UnusableValueError(QuashError, ValueError):
    """A value cannot be looked up or used; the message shows no other value."""


class NoLeaseError(UnusableValueError):
    """No value became free, or the lock server does not answer."""


class UnknownTagError(UnusableValueError):
    """A tag names a validation that does not exist."""


class ConnectError(QuashError):
    """A backend cannot be reached."""


class NameLookupError(ConnectError, OSError):
    """A host name cannot be resolved; the message names it."""


class TlsFilesError(ConnectError):
    """A file of `tls` cannot be used."""


class UnreadableError(QuashError, ValueError):
    """A part of an answer cannot be read; the message says why."""


class JsonError(UnreadableError):
    """A text cannot be read as JSON; `sentence` continues a subject: `is not JSON: it is empty`."""

    about = "cannot be read"

    @property
    def sentence(self) -> str:
        """The problem, as the rest of a sentence after its subject."""
        return f"{self.about}: {self}"


class NotJsonError(JsonError):
    """A text is not JSON; the message says why and where, and reads well after "not JSON: "."""

    about = "is not JSON"


class JsonLimitError(JsonError):
    """A text is JSON, but too deep, or a number in it cannot be read; the message says which."""

    about = "is JSON, but cannot be read"


class UnreadableNumberError(UnreadableError):
    """A number is too large, too close to 0 or too long; the message reads well after the number."""


class UnreadableScreenError(UnreadableError):
    """A text on the screen is not a number or an amount, or can be read in two ways."""


class EvaluationError(QuashError, ValueError):
    """A condition can be neither true nor false."""


class CannotJudgeError(EvaluationError):
    """An operator cannot judge the value; the message says why."""


class DocumentTooDeepError(EvaluationError):
    """A document is nested too deeply to be compared with a schema."""


class ExpressionError(EvaluationError):
    """An expression cannot be evaluated; the message is Python's or Robot's own."""


class SlowPatternError(EvaluationError):
    """A regular expression takes too long on a text."""


class ReportError(QuashError):
    """A report cannot be read or written."""


class ReportNotWrittenError(ReportError, OSError):
    """The report cannot be written into its folder, and no part of it is left there."""


class TruncatedOutputError(ReportError, ValueError):
    """The output of a killed run is truncated; the part before the end can be used."""


class UnreadableRecordError(ReportError, ValueError):
    """A message contains a record that this version cannot read."""


class NewerRecordError(UnreadableRecordError):
    """A record was written by a newer version of the library."""


class UnusableOutputError(ReportError, ValueError):
    """A file is not an output of Robot Framework, or cannot be read; the message says what to do."""


class ProofError(QuashError):
    """A proof cannot run; the message says why and what to do."""


class UnreadableProofError(ProofError, ValueError):
    """A proof.json is damaged or has an unsupported version; the message says what to do."""


class TrafficError(QuashError):
    """The app's requests cannot be recorded or broken; the message says why and what to do."""


class UnreadableCurlError(QuashError, ValueError):
    """A text is not a complete curl command; the message says what is missing, and where."""


class CommandError(QuashError):
    """A command of `quash` cannot be run; `code` is the exit code."""

    def __init__(self, message: str, code: int) -> None:
        super().__init__(message)
        self.code = code
