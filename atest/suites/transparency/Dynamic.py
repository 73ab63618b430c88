"""A dynamic and a hybrid library in one file, with computed attributes."""

from __future__ import annotations

from typing import Any


class Dynamic:
    """Robot's dynamic library API."""

    def __getattr__(self, name: str) -> Any:
        """Refuse what Robot does not need, with an error that is not an AttributeError."""
        if name.startswith(("ROBOT_", "get", "run", "_")):
            raise AttributeError(name)
        raise RuntimeError(f"asked for {name}")

    def get_keyword_names(self) -> list[str]:
        """Return names."""
        return ["Dynamic Keyword", "Dynamic ${what} Keyword", "Dynamic With Named"]

    def get_keyword_arguments(self, name: str) -> list[Any]:
        """Return arguments."""
        known: dict[str, list[Any]] = {
            "Dynamic Keyword": ["*items"],
            "Dynamic With Named": ["first", ("second", 2), "**rest"],
        }
        return known.get(name, ["what"])

    def get_keyword_tags(self, name: str) -> list[str]:
        """Return tags."""
        return ["dynamic"]

    def run_keyword(self, name: str, args: Any, kwargs: Any = None) -> str:
        """Run a keyword."""
        return f"{name} {args} {sorted((kwargs or {}).items())}"


class Hybrid:
    """Robot's hybrid library API."""

    ROBOT_LIBRARY_SCOPE = "GLOBAL"

    def get_keyword_names(self) -> list[str]:
        """Return names."""
        return ["hybrid_keyword"]

    def __getattr__(self, name: str) -> Any:
        """Return a keyword."""
        if name == "hybrid_keyword":
            return lambda *items: f"hybrid {items}"
        raise AttributeError(name)
