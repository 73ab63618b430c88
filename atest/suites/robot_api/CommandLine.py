"""A listener of the command line."""


class CommandLine:
    """Receives no events."""

    ROBOT_LISTENER_API_VERSION = 3
