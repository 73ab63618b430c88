"""The command line: `quash`, one module for each command.

Rule: a command is imported when it is called. Messages go to the console, results to files, the verdict is the
exit code.
Entry: `main.main`.
Imports: language, report, report (top), report/read.
"""
