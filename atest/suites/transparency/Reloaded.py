"""A library whose keywords change."""

from __future__ import annotations

from robot.libraries.BuiltIn import BuiltIn


class Reloaded:
    """Has one keyword for each name that was added."""

    ROBOT_LIBRARY_SCOPE = "GLOBAL"

    def __init__(self) -> None:
        """Start with one name."""
        self._names = ["add_name"]

    def get_keyword_names(self) -> list[str]:
        """Return names."""
        return list(self._names)

    def add_name(self, name: str) -> None:
        """Add a keyword."""
        setattr(self, name, lambda: f"this is {name}")
        self._names.append(name)
        BuiltIn().reload_library("Reloaded")
