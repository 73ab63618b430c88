"""A proof: which tests notice that a write of the app was lost, and which stay green.

Rule: plain data, the order of trials, and what shows them; a run of Robot Framework is handed in, so nothing here
imports Robot. Only `write` imports `pages`.
Entry: `plan.Prover`, `write.write_proof`.
Imports: language, report/files, report/formats, report/summary.
"""
