"""A listener of the command line."""


class CommandLine:
    """Hears nothing."""

    ROBOT_LISTENER_API_VERSION = 3
