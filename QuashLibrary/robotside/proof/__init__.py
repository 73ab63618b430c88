"""What a run does for a proof that it is part of: it reports what the app writes, and breaks what it is told to.

Rule: it does nothing in a run that no proof has started.
Entry: `feature.ProofFeature`; `one_run` is the program of the processes.
Imports: registry/model, report/skeleton, robotside/app, robotside/robot_api, robotside/state, traffic, views.
"""
