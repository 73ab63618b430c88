"""Load what a validation needs while the app does what its first UI step says.

In: the first UI step of a run. Out: nothing but loaded modules. An app takes seconds to start, in which Python only
waits for it; without this, the first validation would take a quarter of a second longer than the others.
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
"""What the first validation would load otherwise."""


class WarmUp(Feature):
    """Loads the engine once in a run, in a thread."""

    def __init__(self, run: RunState) -> None:
        super().__init__(run)
        self._is_done = False

    def concerns(self, implementation: Any) -> bool:
        """Act at the first keyword of a UI library."""
        return not self._is_done and is_ui_keyword(self.run, implementation)

    def start_step(self, step: StepEvent) -> bool:
        """Begin with the first UI step of a suite that has validations."""
        if (
            not self._is_done
            and is_ui_step(self.run, step)
            and any(owner.registry.slugs for _, owner in registry_owners())
        ):
            self._is_done = True
            start_thread(load, "QuashLibrary-warm-up")
        return True


def load() -> None:
    """Load the modules; one that cannot be loaded is reported by the validation that needs it."""
    for module in NEEDED:
        try:
            import_module(module)
        except ImportError:
            return
