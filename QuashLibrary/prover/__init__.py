"""The processes of a proof: Robot Framework run for one test at a time, and what came of it.

Rule: what a backend answered stays in memory, here and in the processes.
Entry: `runs.RobotRuns`.
Imports: language, proof, report/read, robotside/proof, traffic.
"""
