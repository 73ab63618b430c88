"""The runs of a proof: each in a process of its own, which reports to the prover and lets it break requests.

Rule: what a backend answered stays in memory, here and in the process of the run.
Entry: `runs.RobotRuns`; `one_run` is the program of the processes, `feature.ProofFeature` listens in them.
Imports: proof, report/read, robotside (top), robotside/app, robotside/robot_api, robotside/state, traffic, views.
"""
