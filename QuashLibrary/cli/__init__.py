"""The command line `quash`, with one module for each command.

Rule: a command's module is imported only when the command is called. Messages go to the console and results to files;
the exit code is the verdict.
Entry: `main.main`.
Imports: language, proof, proof (top), prover, registry (top), registry/model, report (top), report/blind_spots,
report/files, report/skeleton, report/summary, traffic, views.
"""
