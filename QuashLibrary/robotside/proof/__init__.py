"""The part of a proof inside a run: it reports the app's writes, and breaks the write that the prover names.

Rule: it does nothing in a run that no proof has started.
Entry: `feature.ProofFeature`; `one_run` is the program of the processes.
Imports: registry/model, report/skeleton, robotside/app, robotside/robot_api, robotside/state, traffic, views.
"""
