"""The library that suites import: it loads the registry and provides the keywords, including those of slugs.

This module only implements Robot's dynamic library API. PythonLibCore serves the keywords that are methods,
SlugKeywords those of the registry. `keywords/` and `use/` implement them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from robot.api import logger
from robot.libraries.BuiltIn import register_run_keyword
from robotlibcore import DynamicCore

from QuashLibrary.errors import RegistryError
from QuashLibrary.registry.load import LoadedRegistry
from QuashLibrary.registry.model import Registry
from QuashLibrary.registry.model.later import MadeLater
from QuashLibrary.robotside.errors import RegistryImportError, ValidationError
from QuashLibrary.robotside.keywords.app_requests import AppRequestKeywords
from QuashLibrary.robotside.keywords.arguments import RESERVED, Slug, overrides_of, public_arguments, public_name
from QuashLibrary.robotside.keywords.connection_names import ConnectionName, connection_enum
from QuashLibrary.robotside.keywords.inputs import InputKeywords
from QuashLibrary.robotside.keywords.screen import ScreenKeywords
from QuashLibrary.robotside.keywords.service import validations_of
from QuashLibrary.robotside.keywords.slugs import SlugKeywords, slug_enum
from QuashLibrary.robotside.keywords.snapshots import SnapshotKeywords
from QuashLibrary.robotside.keywords.validate import ValidationKeywords
from QuashLibrary.robotside.keywords.watch import WatchKeywords
from QuashLibrary.robotside.listener import library_listener
from QuashLibrary.robotside.log import messages
from QuashLibrary.robotside.options import DEFAULT_REGISTRY, DEFAULT_REPORT, DEFAULT_UI_LIBRARY, ImportOptions
from QuashLibrary.robotside.robot_api.cells import written_cells
from QuashLibrary.robotside.robot_api.context import current_step, suite_is_importing
from QuashLibrary.robotside.state.imported_registry import ImportedRegistry
from QuashLibrary.robotside.state.libraries import RegistryOwner
from QuashLibrary.robotside.state.run import run_state
from QuashLibrary.robotside.use.dry_run import misnamed_input
from QuashLibrary.robotside.use.registry_files import environment_of, load_files, registry_paths
from QuashLibrary.robotside.use.written_calls import OPTIONS, read_call
from QuashLibrary.version import __version__

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from enum import Enum
    from pathlib import Path

    from QuashLibrary.engine.plan.values import Scope, Unknown
    from QuashLibrary.registry.model import Connection

THEMES = (
    ValidationKeywords,
    SnapshotKeywords,
    InputKeywords,
    ScreenKeywords,
    AppRequestKeywords,
    WatchKeywords,
)


class QuashLibrary(DynamicCore, RegistryOwner):
    """Checks the backend from inside a running Robot Framework test; see `introduction` for the docs."""

    ROBOT_LIBRARY_SCOPE = "GLOBAL"
    ROBOT_LIBRARY_VERSION = __version__
    ROBOT_LIBRARY_DOC_FORMAT = "ROBOT"

    def __init__(  # noqa: PLR0913, PLR0917 - the arguments of the import
        self,
        registry: str | list[str] = DEFAULT_REGISTRY,
        environment: str | None = None,
        ui_library: str = DEFAULT_UI_LIBRARY,
        screenshots: str = "failure",
        report: str | None = DEFAULT_REPORT,
        strict: bool = True,
        mutate: bool = False,
        evidence: str = "failure",
    ) -> None:
        """Load the registry. Nothing is sent over the network.

        Examples:
        | Library    QuashLibrary
        | Library    QuashLibrary    registry=validations.yaml    environment=staging
        | Library    QuashLibrary    registry=shop    ui_library=Browser    screenshots=never

        | *Argument*      | *Meaning* |
        | ``registry``    | file, folder or list of them; relative to the suite, else to where ``robot`` was started |
        | ``environment`` | the environment to use; default: ``${QUASH_ENVIRONMENT}``, else ``%{QUASH_ENVIRONMENT}`` |
        | ``ui_library``  | the library whose keywords are the UI steps; it takes screenshots, see `UI libraries` |
        | ``screenshots`` | when to save the app's screen with an outcome: ``failure``, ``always`` or ``never`` |
        | ``report``      | folder next to the log for the report and its files; ``NONE``: no report |
        | ``strict``      | ``True``: a registry problem fails all tests; ``False``: only those that use that part |
        | ``mutate``      | ``True``: also try passed validations on altered answers, to find changes that they miss |
        | ``evidence``    | when to log the full evidence, including complete answers: ``failure`` or ``always`` |
        """
        run = run_state()
        names = (registry,) if isinstance(registry, str) else tuple(registry)
        self._options = ImportOptions(names, environment, ui_library, screenshots, report, strict, mutate, evidence)
        self._imported = ImportedRegistry(run, self._options, self, LoadedRegistry(Registry()))
        self._bind_or_note(registry_paths(names))
        if self._problem and not suite_is_importing():
            raise RegistryImportError(self._problem)
        if (listener := library_listener(run)) is not None:
            self.ROBOT_LIBRARY_LISTENER = listener
        super().__init__([theme(self._imported) for theme in THEMES])

    @property
    def registry(self) -> Registry:
        """The registry of this import."""
        return self._imported.registry

    @property
    def options(self) -> ImportOptions:
        """The arguments of this import."""
        return self._options

    @property
    def connections(self) -> Mapping[str, Connection]:
        """The connections of this import in its environment, by name."""
        builder = validations_of(self._imported).call_builder
        return MadeLater(self.registry.connections, builder.connection)

    @property
    def scope(self) -> Scope:
        """The current meaning of names."""
        return validations_of(self._imported).call_builder.around.scope()

    @property
    def problem(self) -> str:
        """Why this import cannot be used; empty if it can."""
        return self._problem

    def follow_suite(self) -> bool:
        """Use the registry of the running suite; return True if it differs from the previous one.

        Robot gives suites that import with equal arguments the same library, but a registry is relative to its suite.
        """
        paths = registry_paths(self._options.registries)
        if paths == self._paths:
            return False
        self._bind_or_note(paths)
        return True

    def _bind_or_note(self, paths: tuple[Path, ...]) -> None:
        """Use the registry of these files, or note why that is impossible.

        Robot would report a failed import only as unknown keywords, so the suite's tests report the reason instead.
        """
        self._problem = ""
        try:
            self._options.check_values()
            self._bind(paths)
        except (RegistryError, RegistryImportError) as error:
            self._problem = str(error)
            self._use(paths, LoadedRegistry(Registry(files=tuple(map(str, paths)))))

    def _bind(self, paths: tuple[Path, ...]) -> None:
        """Use the registry of these files.

        Raises:
            RegistryError: it cannot be used.
        """
        loaded = load_files(self._imported.run, self._options.registries, paths)
        environment = environment_of(self._options.environment, loaded)
        if loaded.problems and self._options.strict:
            raise RegistryError(loaded.problems)
        for problem in loaded.problems:
            logger.warn(str(problem))
        self._use(paths, loaded, environment)

    def _use(self, paths: tuple[Path, ...], loaded: LoadedRegistry, environment: str = "") -> None:
        self._paths = paths
        self._imported.loaded, self._imported.environment = loaded, environment
        self._slug_keywords = SlugKeywords(loaded.registry)
        self._slug_enum: type[Enum] = slug_enum(loaded.registry)
        self._connection_enum: type[Enum] = connection_enum(loaded.registry)

    # Robot's dynamic library API.

    def get_keyword_names(self) -> list[str]:
        """Return the names of all keywords."""
        return [*super().get_keyword_names(), *self._slug_keywords.names]

    def run_keyword(self, name: str, args: Any, kwargs: Any = None) -> Any:
        """Run a keyword."""
        slug = self._slug_keywords.slug(name)
        return super().run_keyword(name, args, kwargs) if slug is None else self._run_slug(slug, args, kwargs or {})

    def _run_slug(self, slug: str, args: Sequence[Any], named: dict[str, Any]) -> dict[str, object]:
        step, _ = current_step()
        attached, unknown = self._attached(step)
        if attached:
            messages.text(attached)
        elif step is not None:
            # Robot treats `oder_id=7` as the first positional argument if the input is called order_id.
            call = read_call(self.registry, f"@{slug}", written_cells(step))
            if call is not None and (message := misnamed_input(call)):
                raise ValidationError(message)
        names = [item.name for item in self.registry.inputs_of(slug)]
        given = {**dict(zip(names, args, strict=False)), **named, **unknown}
        options = {option: given.pop(option, None) for option in OPTIONS}
        source = attached.removeprefix("Attached in ").removeprefix("Attached by ")
        [outcome] = validations_of(self._imported).use([slug], given, overrides_of(**options), source)
        return outcome.fetched

    @staticmethod
    def _attached(step: Any) -> tuple[str, dict[str, Unknown]]:
        """Return the source of an attached step, and its inputs that could not be looked up."""
        from QuashLibrary.robotside.attach.attached_steps import AttachedStep

        return (step.call.source, step.unknown) if isinstance(step, AttachedStep) else ("", {})

    def get_keyword_arguments(self, name: str) -> Any:
        """Return a keyword's arguments."""
        slug = self._slug_keywords.slug(name)
        return self._slug_keywords.arguments(slug) if slug else public_arguments(super().get_keyword_arguments(name))

    def get_keyword_types(self, name: str) -> Any:
        """Return the types of a keyword's arguments; slugs have the Enum of the registry's slugs."""
        slug = self._slug_keywords.slug(name)
        if slug is not None:
            return self._slug_keywords.types(slug)
        types = super().get_keyword_types(name)
        enums: dict[Any, type[Enum]] = {Slug: self._slug_enum, ConnectionName: self._connection_enum}
        return {public_name(key): enums.get(value, value) for key, value in types.items() if key != RESERVED}

    def get_keyword_documentation(self, name: str) -> str:
        """Return a keyword's documentation."""
        if name == "__intro__":
            from QuashLibrary.robotside.keywords import introduction

            return introduction.TEXT
        if name == "__init__":
            return str(type(self).__init__.__doc__)
        slug = self._slug_keywords.slug(name)
        return str(super().get_keyword_documentation(name)) if slug is None else self._slug_keywords.documentation(slug)

    def get_keyword_tags(self, name: str) -> list[str]:
        """Return a keyword's tags."""
        return [] if self._slug_keywords.slug(name) else list(super().get_keyword_tags(name))

    def get_keyword_source(self, name: str) -> str | None:
        """Return the source of a keyword; for a slug, the registry's file and line."""
        slug = self._slug_keywords.slug(name)
        source: str | None = super().get_keyword_source(name) if slug is None else self._slug_keywords.source(slug)
        return source


for _name in ("Fetch Into Variable", "UI Should Match Backend", "Type Backend Value"):
    register_run_keyword("QuashLibrary", _name, 0, deprecation_warning=False)  # type: ignore[no-untyped-call]
