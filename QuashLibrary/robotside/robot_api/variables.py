"""The values that Robot's variables have now."""

from robot.libraries.BuiltIn import BuiltIn, RobotNotRunningError


def robot_value(name: str) -> object:
    """Return a Robot variable's value; None where there is none or Robot does not run."""
    try:
        return BuiltIn().get_variable_value(f"${{{name}}}")
    except RobotNotRunningError:
        return None
