"""What a run, a suite and a test hold, and what ends with them.

Rule: data, and how it is found; nothing here writes to the log or asks a backend. A second `robot.run()` in the same
process starts with a RunState of its own, and so does a run inside a run.
Entry: `run.run_state`.
Imports: engine, engine/check, engine/plan, engine/run, language, registry (top), registry/model, robotside,
robotside/robot_api, traffic.
"""
