"""The library that suites import: it loads the registry and offers the keywords, those of slugs among them.

Robot's dynamic library API; PythonLibCore serves the written keywords, SlugKeywords those of the
registry. What they do is in keywords and validating.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import Any, Literal, cast, get_args

from robot.api import logger
from robot.libraries.BuiltIn import register_run_keyword
from robotlibcore import DynamicCore

from QuashLibrary.engine.outcome import Outcome
from QuashLibrary.errors import RegistryError
from QuashLibrary.problems import did_you_mean
from QuashLibrary.registry.load import LoadedRegistry
from QuashLibrary.registry.model import Registry, Validation
from QuashLibrary.robotside.app.ui_library import imported_libraries
from QuashLibrary.robotside.background.watches import Watching
from QuashLibrary.robotside.errors import RegistryImportError, ValidationError
from QuashLibrary.robotside.keywords import introduction
from QuashLibrary.robotside.keywords.connection_names import ConnectionName, connection_enum
from QuashLibrary.robotside.keywords.inputs import PresetKeywords
from QuashLibrary.robotside.keywords.screen import UiKeywords
from QuashLibrary.robotside.keywords.slugs import OPTIONS, SlugKeywords, slug_enum
from QuashLibrary.robotside.keywords.snapshots import SnapshotKeywords
from QuashLibrary.robotside.keywords.validate import Keywords, Slug, overrides_of
from QuashLibrary.robotside.keywords.watch import WatchKeywords
from QuashLibrary.robotside.listener import Listener
from QuashLibrary.robotside.log import steps as robot_log
from QuashLibrary.robotside.log.run_report import DEFAULT_FOLDER, report_folder
from QuashLibrary.robotside.log.steps import STEP_KEYWORD
from QuashLibrary.robotside.state.session import Session, current_session
from QuashLibrary.robotside.use.registry_files import DEFAULT_REGISTRY, environment_of, load_files, registry_paths
from QuashLibrary.robotside.use.validator import Overrides, Validating
from QuashLibrary.version import __version__
from QuashLibrary.views.texts import shown

Screenshots = Literal["failure", "always", "never"]


class QuashLibrary(DynamicCore):
    """Validates the backend from inside a running Robot Framework test; see `introduction` for the docs."""

    ROBOT_LIBRARY_SCOPE = "GLOBAL"
    ROBOT_LIBRARY_VERSION = __version__
    ROBOT_LIBRARY_DOC_FORMAT = "ROBOT"

    def __init__(  # noqa: PLR0913, PLR0917 - the import's arguments, which suites name
        self,
        registry: str | list[str] = DEFAULT_REGISTRY,
        environment: str | None = None,
        ui_library: str = "AppiumLibrary",
        screenshots: str = "failure",
        report: str | None = "quash",
        strict: bool = True,
    ) -> None:
        """Load the registry. Nothing is asked of the network.

        | *Argument*      | *Meaning* |
        | ``registry``    | file, folder or list of them; relative to the suite, then to the execution directory |
        | ``environment`` | of the connections; else ``${QUASH_ENVIRONMENT}``, else ``%{QUASH_ENVIRONMENT}`` |
        | ``ui_library``  | whose keywords are UI steps and whose app is pictured, see `UI libraries` |
        | ``screenshots`` | when the app's screen is kept beside an outcome: ``failure``, ``always`` or ``never`` |
        | ``report``      | folder beside the log for the report and the files it shows; ``NONE``: no report |
        | ``strict``      | problems of the registry fail the import; else only the validations concerned, when used |
        """
        session = current_session()
        session.ui_libraries.add(ui_library)
        session.strict = session.strict and strict
        self._session: Session = session
        self._names = [registry] if isinstance(registry, str) else list(registry)
        folder = report_folder(report) or DEFAULT_FOLDER
        self._options = _Options(environment, _screenshots(screenshots), folder, strict)
        session.reporting.plan(report)
        try:
            self._bind(registry_paths(self._names))
        except RegistryError as error:
            raise RegistryImportError(str(error)) from None
        self.ROBOT_LIBRARY_LISTENER = Listener.of_session(session)
        self._keywords = Keywords(self)
        super().__init__(
            [self._keywords, SnapshotKeywords(self), PresetKeywords(self), UiKeywords(self), WatchKeywords(self)]
        )

    def _bind(self, paths: tuple[Path, ...]) -> None:
        """Use the registry of these files; RegistryError where it cannot be used."""
        loaded = load_files(self._session, self._names, paths)
        options = self._options
        environment = environment_of(options.environment, loaded)
        _report_problems(loaded, strict=options.strict)
        self._paths = paths
        self._use(loaded, environment)

    def _use(self, loaded: LoadedRegistry, environment: str = "") -> None:
        options = self._options
        self._validating = Validating(self._session, loaded, environment, options.screenshots, options.folder)
        self._slug_keywords = SlugKeywords(loaded.registry)
        self._slug_enum: type[Enum] = slug_enum(loaded.registry)
        self._connection_enum: type[Enum] = connection_enum(loaded.registry)

    def follow_suite(self) -> bool:
        """Use the registry that belongs to the suite that starts; True where that is another one.

        Robot gives suites that import with equal arguments the same library, but a registry is
        relative to its suite.
        """
        paths = registry_paths(self._names)
        if paths == self._paths:
            return False
        try:
            self._bind(paths)
        except RegistryError as error:
            logger.error(f"Importing library 'QuashLibrary' failed: {error}")
            self._paths = paths
            self._use(LoadedRegistry(Registry(files=tuple(map(str, paths)))))
        return True

    # What keywords need.

    def use(self, slugs: list[str], inputs: Mapping[str, object], overrides: Overrides) -> list[Outcome]:
        """Run validations, show them, and follow their failure policies."""
        self._refuse_unknown(slugs, inputs)
        return self._validating.use(self.own_name(), slugs, inputs, overrides)

    def ask(self, slug: str, inputs: Mapping[str, object], overrides: Overrides) -> Outcome:
        """Run a validation, and show nothing yet."""
        self._refuse_unknown([slug], inputs)
        return self._validating.ask([slug], inputs, overrides)[0]

    def conclude(self, outcome: Outcome) -> None:
        """Show an outcome and follow its policy."""
        self._validating.conclude(self.own_name(), [outcome])

    def definition(self, slug: str) -> Validation:
        """Return a validation, of a broken one what stands in for it."""
        return self._validating.validation(slug)

    def value_of(self, outcome: Outcome, wanted: str | None) -> object:
        """Return the value that is wanted of an outcome."""
        return self._keywords.value_of(outcome, wanted)

    def watch(self, slug: str, inputs: Mapping[str, object], overrides: Overrides) -> None:
        """Begin to use a validation in the background."""
        self._refuse_unknown([slug], inputs)
        self._watching().begin(slug, inputs, overrides)

    def await_watched(self, slugs: list[str]) -> list[Outcome]:
        """Wait for watches, show them, and follow their failure policies."""
        return self._watching().wait(slugs)

    def _watching(self) -> Watching:
        return Watching(self._session, self._validating, self.own_name)

    def _refuse_unknown(self, slugs: list[str], inputs: Mapping[str, object]) -> None:
        if any(slug in self.registry.broken for slug in slugs):
            return  # what inputs it would have is not known
        names = [item.name for slug in slugs for item in self.registry.inputs_of(slug)]
        unknown = [name for name in inputs if name not in names]
        if unknown:
            takes = f"known are {', '.join(dict.fromkeys(names))}" if names else "there are none"
            advice = did_you_mean(unknown[0], names) or takes
            raise ValidationError(f'{", ".join(f"@{slug}" for slug in slugs)}: no input "{unknown[0]}"; {advice}')

    def check_connection(self, name: str) -> None:
        """Ask a connection once, and fail where it cannot be used."""
        self._validating.check_connection(name)

    def own_name(self) -> str:
        """Return the name under which the running suite knows this library."""
        for name, instance in imported_libraries().items():
            if instance is self:
                return str(name)
        return type(self).__name__

    def clean(self, text: str) -> str:
        """Return a text with secrets masked and safe for Robot's log."""
        return shown(text, self._session.redactor)

    @property
    def registry(self) -> Registry:
        """The registry of this import."""
        return self._validating.loaded.registry

    @property
    def session(self) -> Session:
        """The session of the process."""
        return self._session

    # Robot's dynamic library API.

    def get_keyword_names(self) -> list[str]:
        """Return the names of all keywords."""
        return [*super().get_keyword_names(), *self._slug_keywords.names, STEP_KEYWORD]

    def run_keyword(self, name: str, args: Any, kwargs: Any = None) -> Any:
        """Run a keyword."""
        if name == STEP_KEYWORD:
            return self._session.running_step().run()
        slug = self._slug_keywords.slug(name)
        if slug is None:
            return super().run_keyword(name, args, kwargs)
        if self._session.attaching.source:
            robot_log.text(self._session.attaching.source)
        names = [item.name for item in self.registry.inputs_of(slug)]
        if self._session.misnamed:
            # Robot takes `oder_id=7` for the first positional argument where the input is called order_id.
            raise ValidationError(self._session.misnamed)
        unknown = self._session.attaching.unknown
        given = {**dict(zip(names, args, strict=False)), **(kwargs or {}), **unknown}
        options = {option: given.pop(option, None) for option in OPTIONS}
        [outcome] = self.use([slug], given, overrides_of(**options))
        return outcome.fetched

    def get_keyword_arguments(self, name: str) -> Any:
        """Return a keyword's arguments."""
        if name == STEP_KEYWORD:
            return ["text"]
        slug = self._slug_keywords.slug(name)
        return super().get_keyword_arguments(name) if slug is None else self._slug_keywords.arguments(slug)

    def get_keyword_types(self, name: str) -> Any:
        """Return the types of a keyword's arguments; slugs are typed as those of the registry."""
        if name == STEP_KEYWORD:
            return {}
        slug = self._slug_keywords.slug(name)
        if slug is not None:
            return self._slug_keywords.types(slug)
        types = super().get_keyword_types(name)
        enums: dict[Any, type[Enum]] = {Slug: self._slug_enum, ConnectionName: self._connection_enum}
        return {key: enums.get(value, value) for key, value in types.items()}

    def get_keyword_documentation(self, name: str) -> str:
        """Return a keyword's documentation."""
        if name == "__intro__":
            return introduction.TEXT
        if name == "__init__":
            return str(type(self).__init__.__doc__)
        if name == STEP_KEYWORD:
            return ""
        slug = self._slug_keywords.slug(name)
        return str(super().get_keyword_documentation(name)) if slug is None else self._slug_keywords.documentation(slug)

    def get_keyword_tags(self, name: str) -> list[str]:
        """Return a keyword's tags."""
        if name == STEP_KEYWORD:
            return ["robot:private"]
        return [] if self._slug_keywords.slug(name) else list(super().get_keyword_tags(name))

    def get_keyword_source(self, name: str) -> str | None:
        """Return where a keyword is defined: for a slug, the registry's file and line."""
        slug = self._slug_keywords.slug(name)
        if slug is not None:
            return self._slug_keywords.source(slug)
        return None if name == STEP_KEYWORD else super().get_keyword_source(name)


def _screenshots(written: str) -> Screenshots:
    """Return when screens are kept; as a type of the argument, a wrong one would end Robot with a traceback."""
    for known in get_args(Screenshots):
        if written == known:
            return cast(Screenshots, known)
    near = did_you_mean(written, get_args(Screenshots))
    raise RegistryImportError(
        f'screenshots should be failure, always or never, is "{written}"; {near}'.removesuffix("; ")
    )


@dataclass(frozen=True, slots=True)
class _Options:
    environment: str | None
    screenshots: Screenshots
    folder: str
    strict: bool


def _report_problems(loaded: LoadedRegistry, *, strict: bool) -> None:
    if loaded.problems and strict:
        raise RegistryError(loaded.problems)
    for problem in loaded.problems:
        logger.warn(str(problem))


for _name in ("Fetch Into Variable", "UI Should Match Backend", "Type Backend Value"):
    register_run_keyword("QuashLibrary", _name, 0, deprecation_warning=False)  # type: ignore[no-untyped-call]
