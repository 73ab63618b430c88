"""The app under test: which keywords are UI steps, what its screen shows, how its sessions stay alive.

Rule: whatever is asked of the app is bounded in time, and its failure never hides what the backend said.
Entry: `ui_library`, `keep_alive.keeping_alive`, and the listener's feature `ui_steps.UiSteps`.
Imports: engine, language, robotside, robotside/robot_api, robotside/state.
"""
