"""The exceptions that Robot Framework must see: part of the tree in `errors.py`, and Robot's own at the same time.

Robot logs no traceback for an error of its own, and acts on its attributes.
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
    """Makes a child step red; its parent decides what follows."""

    ROBOT_SUPPRESS_NAME = True


class UnknownNameError(QuashError, DataError):
    """A slug or a connection is mistyped.

    Robot shows the message of a DataError as it is. To a ValueError it would add that the argument cannot be
    converted, which leaves no room in the first line for the suggested name.
    """
