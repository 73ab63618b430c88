"""Robot library and listener that use each of Robot's private names through the library's robot_api."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from robot.api.deco import keyword, library
from robot.errors import ExecutionFailed
from robot.libraries.BuiltIn import BuiltIn
from robot.running import Keyword

from QuashLibrary.robotside.robot_api import context, libraries, output, patterns, steps, variables
from QuashLibrary.robotside.robot_api.errors import TIMEOUTS, error_details


class Inserted(Keyword):  # type: ignore[misc] # Robot's class has no types
    """A step of a custom class."""

    __slots__ = ()


@library(scope="GLOBAL", listener="SELF")
class Contracts:
    """Each keyword is one contract."""

    ROBOT_LISTENER_API_VERSION = 3

    def __init__(self) -> None:
        """Start watching."""
        self.runs: list[Any] = []
        self.bodies: list[Any] = []
        self.ran: list[str] = []

    def start_test(self, data: Any, result: Any) -> None:
        """Record the current run."""
        self.runs.append(context.current_run())

    def start_library_keyword(self, data: Any, implementation: Any, result: Any) -> None:
        """Prevent a keyword from running if its arguments say so."""
        if data.args and data.args[0] == "must not run":
            steps.prevent(implementation, ExecutionFailed("prevented"))

    start_user_keyword = start_library_keyword

    def end_library_keyword(self, data: Any, implementation: Any, result: Any) -> None:
        """Insert a step after a keyword whose arguments say so."""
        if data.args and data.args[0] == "insert after this":
            inserted = Inserted("Contracts.Note", args=("inserted",))
            self.bodies.append((steps.insert_after(data, [inserted]), inserted))

    @keyword
    def note(self, text: str) -> None:
        """Record that this ran."""
        self.ran.append(text)

    @keyword
    def running_things_are_known(self, suite: str, test: str) -> None:
        """Context: run, suite, test, step, dry run."""
        assert context.current_run() is self.runs[0] is not None
        assert context.current_suite().name == suite
        assert context.current_test().name == test
        data, result = context.current_step()
        assert data.name == "Running Things Are Known"
        assert result.name == data.name
        assert not context.is_dry_run()

    @keyword
    def listeners_of_the_command_line_are_known(self, name: str) -> None:
        """Context: listeners as objects."""
        assert [type(listener).__name__ for listener in context.command_line_listeners()] == [name]

    @keyword
    def names_are_changed_before_they_are_written(self) -> None:
        """Output: the next step is written under another name."""

        def rename(result: Any) -> None:
            if result.name == "No Operation":
                result.name = "Renamed"

        def restore(result: Any) -> None:
            if result.name == "Renamed":
                result.name = "No Operation"

        output.around_steps(rename, restore)

    @keyword
    def variables_are_looked_up(self) -> None:
        """Variables: current values, and original values."""
        then = variables.variables_now()
        BuiltIn().set_local_variable("$here", 2)
        assert (then("here"), variables.variable("here")) == (1, 2)
        assert variables.stored("${here}") == 2
        assert variables.stored("${not_here}") is variables.UNKNOWN
        for look_up in (then, variables.variable):
            try:
                look_up("missing")
            except KeyError:
                continue
            raise AssertionError("a missing variable was found")

    @keyword
    def expressions_are_evaluated(self) -> None:
        """Variables: expressions with $value, which the suite does not see."""
        holds = variables.expression_evaluator()
        assert holds is not None
        assert holds("$value == $here + 1 == value", {"value": 2})
        assert holds("$value == $here", {"value": 2, "here": 2})
        assert variables.variable_or_none("value") is None

    @keyword
    def steps_run_below(self) -> None:
        """Steps: a child of the running one, and its failure."""
        steps.run_below_current(Inserted("Contracts.Note", args=("child",)))
        assert self.ran[-1] == "child"
        try:
            steps.run_below_current(Inserted("BuiltIn.Fail", args=("child failed",)))
        except ExecutionFailed as failure:
            assert str(failure) == "child failed"
        else:
            raise AssertionError("the failure was lost")

    @keyword
    def inserted_step_has_run(self) -> None:
        """Steps: inserted while Robot runs the body, and removed again."""
        body, inserted = self.bodies.pop()
        assert self.ran[-1] == "inserted"
        before = len(body)
        steps.remove(inserted, body)
        assert len(body) == before - 1

    @keyword
    def functions_run_as_steps(self) -> None:
        """Steps: a function as a library's step, with a name that is not a template, and its failure."""
        title = r"\\d{6} of ${missing} and ${{exec()}}"
        steps.run_below_current(steps.OwnStep("Contracts", title, lambda: self.ran.append("function")))
        assert self.ran[-1] == "function"
        _, result = context.current_step()
        assert (result.body[-1].full_name, result.body[-1].status) == (f"Contracts.{title}", "PASS")
        failing = steps.OwnStep("Contracts", "fails", lambda: BuiltIn().fail("the function failed"))
        try:
            steps.run_below_current(failing)
        except ExecutionFailed as failure:
            assert str(failure) == "the function failed"
            assert (result.body[-1].status, result.body[-1].message) == ("FAIL", "the function failed")
        else:
            raise AssertionError("the failure was lost")

    @keyword
    def a_hidden_library_is_found_by_its_marker_alone(self) -> None:
        """Libraries: import, list, refresh, hide."""
        libraries.import_hidden("Collections", (), "Hidden", "marked ")
        assert "Hidden" in libraries.imported_libraries()
        BuiltIn().run_keyword("Hidden.marked Append To List", [], 1)
        try:
            BuiltIn().run_keyword("Hidden.Append To List", [], 1)
        except ExecutionFailed as failure:
            assert "No keyword with name" in str(failure)
        else:
            raise AssertionError("a hidden keyword was found")
        hidden = libraries.imported_libraries()["Hidden"]
        assert libraries.class_of(hidden) is type(hidden.instance)
        libraries.refresh_keywords(hidden)
        BuiltIn().run_keyword("Hidden.marked Append To List", [], 1)

    @keyword
    def the_end_of_the_run_is_heard(self, folder: str) -> None:
        """Output: planned, complete, and the end of the run; the event is written to a file."""
        planned = output.planned_output()
        assert planned is not None
        assert planned.parent == output.output_folder()
        ends = Path(folder) / "ends.txt"

        def write(text: str) -> None:
            complete = planned.exists() and planned.read_text(encoding="utf-8").rstrip().endswith("</robot>")
            with ends.open("a", encoding="utf-8") as file:
                file.write(f"{text} {complete}\n")

        output.when_complete(planned, lambda: write("complete"))
        output.when_complete(planned.with_name("other.xml"), lambda: write("other"))
        output.when_run_ends(lambda: write("over"))
        output.write_result_line("Contract", planned)
        output.write_warning_line("a contract")

    @keyword
    def patterns_match(self) -> None:
        """Patterns: tags, names, called names, skip on failure."""
        assert patterns.tags_match(["check* AND pay"], ["checkout", "pay"])
        assert patterns.name_matches(["orders *"], ["Orders_Are Paid"])
        assert set(patterns.called_names("Given Shop.pay 7", "Shop")) >= {"Given Shop.pay 7", "Shop.pay 7", "pay 7"}
        assert patterns.is_skipped_on_failure(context.current_test())

    @keyword
    def timeouts_are_known(self) -> None:
        """Errors: Robot's timeouts are recognised, and messages are as Robot shows them."""
        try:
            BuiltIn().run_keyword("Too Slow")
        except BaseException as error:
            assert isinstance(error, TIMEOUTS) or "timeout 100 milliseconds exceeded" in str(error)
        try:
            raise ValueError("on purpose")
        except ValueError:
            assert error_details()[0] == "ValueError: on purpose"
