"""The exceptions that Robot Framework must recognise: part of the tree in `errors.py` and also Robot's own.

Robot logs no traceback for its own errors, and acts on their attributes.
"""

from robot.errors import DataError, RobotError

from QuashLibrary.errors import QuashError


class RegistryImportError(QuashError, RobotError):
    """The registry cannot be used."""

    ROBOT_SUPPRESS_NAME = True


class ValidationError(QuashError, RobotError, AssertionError):
    """A validation did not pass: the test fails here."""

    ROBOT_SUPPRESS_NAME = True


class ContinuableValidationError(ValidationError):
    """A validation did not pass: the test continues and ends as failed."""

    ROBOT_CONTINUE_ON_FAILURE = True


class FatalValidationError(ValidationError):
    """A validation did not pass: the run ends."""

    ROBOT_EXIT_ON_FAILURE = True


class StepError(QuashError, RobotError):
    """Makes a child step red; its parent decides what happens next."""

    ROBOT_SUPPRESS_NAME = True


class UnknownNameError(QuashError, DataError):
    """A slug or a connection is mistyped.

    Robot shows the message of a DataError unchanged. For a ValueError, it would first say that the argument cannot be
    converted, which leaves no room for the suggested name in the first line.
    """
