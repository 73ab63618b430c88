"""The state of a run, a suite and a test, which ends with them.

Rule: this folder has data and finds it; it never writes to the log or sends a request. A second `robot.run()` in the
same process starts with its own RunState, and so does a run inside a run.
Entry: `run.run_state`.
Imports: engine, engine/check, engine/plan, engine/run, language, registry (top), registry/model, robotside,
robotside/robot_api, traffic.
"""
