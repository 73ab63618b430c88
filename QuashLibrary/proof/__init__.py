"""Prove which tests notice that a write of the app was lost, and which tests stay green.

Rule: contains the plain data, the order of trials and their presentation. The caller passes in the Robot Framework
runs, so nothing here imports Robot. Only `write` imports `pages`.
Entry: `plan.Prover`, `write.write_proof`.
Imports: language, report/files, report/formats, report/summary.
"""
