"""Make each library use the registry of its suite, because Robot imports equal arguments only once."""

from typing import Any

from QuashLibrary.robotside.robot_api.libraries import class_of, imported_libraries, refresh_keywords
from QuashLibrary.robotside.state.libraries import RegistryOwner
from QuashLibrary.robotside.state.listener_feature import Feature


class SuiteRegistries(Feature):
    """Switches to the suite's registries when a suite starts."""

    def start_suite(self, data: Any, result: Any) -> None:
        """Create keywords again if the suite has another registry than the suite before."""
        for library in imported_libraries().values():
            if issubclass(class_of(library), RegistryOwner) and library.instance.follow_suite():
                refresh_keywords(library)
                self.run.suite.libraries = None
