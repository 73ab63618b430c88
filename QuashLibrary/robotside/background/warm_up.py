"""Load the modules that a validation needs, while the app executes the first UI step.

In: the first UI step of a run. Out: loaded modules. An app takes seconds to start, and Python only waits for it.
Otherwise, the first validation would take a quarter of a second longer than the others.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from QuashLibrary.robotside.app.ui_steps import is_ui_keyword, is_ui_step
from QuashLibrary.robotside.state.libraries import registry_owners
from QuashLibrary.robotside.state.listener_feature import Feature
from QuashLibrary.threads import start_thread

if TYPE_CHECKING:
    from QuashLibrary.robotside.state.run import RunState
    from QuashLibrary.robotside.state.step import StepEvent

NEEDED = (
    "QuashLibrary.robotside.use.validations",
    "QuashLibrary.engine.run.runner",
    "QuashLibrary.registry.cache.trees",  # the compilers of an entry, if the registry is from the cache
)
"""The modules that the first validation would otherwise load."""


class WarmUp(Feature):
    """Loads the engine once per run, in a thread."""

    def __init__(self, run: RunState) -> None:
        super().__init__(run)
        self._is_done = False

    def concerns(self, implementation: Any) -> bool:
        """Act at the first keyword of a UI library."""
        return not self._is_done and is_ui_keyword(self.run, implementation)

    def start_step(self, step: StepEvent) -> bool:
        """Start loading at the first UI step of a suite with validations."""
        if (
            not self._is_done
            and is_ui_step(self.run, step)
            and any(owner.registry.slugs for _, owner in registry_owners())
        ):
            self._is_done = True
            start_thread(load, "QuashLibrary-warm-up")
        return True


def load() -> None:
    """Load the modules; if one cannot be loaded, the validation that needs it reports that."""
    for module in NEEDED:
        try:
            import_module(module)
        except ImportError:
            return
