"""The command line `quash`: one module for each command.

Rule: a command's module is imported when the command is called. Messages go to the console, results to files, and the
exit code is the verdict.
Entry: `main.main`.
Imports: language, proof, proof (top), prover, registry (top), registry/model, report (top), report/blind_spots,
report/files, report/skeleton, report/summary, traffic, views.
"""
