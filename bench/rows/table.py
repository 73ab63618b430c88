"""All themes, in the order of the table."""

from bench.rows import (
    app_traffic,
    check,
    command_line,
    first_check,
    generated_tests,
    imports,
    large_answer,
    late_state,
    log_size,
    registry,
    report,
    steps,
    together,
)
from bench.table import Theme

_THEMES = (
    check.THEME,
    log_size.THEME,
    imports.THEME,
    first_check.THEME,
    registry.THEME,
    late_state.THEME,
    together.THEME,
    steps.THEME,
    generated_tests.THEME,
    report.THEME,
    large_answer.THEME,
    app_traffic.THEME,
    command_line.THEME,
)
THEMES: dict[str, Theme] = {theme.name: theme for theme in _THEMES}
