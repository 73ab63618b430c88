"""The app under test: which keywords are UI steps, what its screen shows, how its sessions stay alive.

Rule: every request to the app is limited in time, and its failure never hides the backend's answer.
Entry: `ui_library`, `keep_alive.keeping_alive`, and the listener's feature `ui_steps.UiSteps`.
Imports: engine, language, robotside, robotside/robot_api, robotside/state.
"""
