"""Watch validations in the background: begin them, show them between the test's steps, await them, and end them.

Rule: everything here runs in the main thread; the engine has the other threads. A watch that begins in a test belongs
to the test, any other watch to the suite.
Entry: `watches.Watches` for keywords, and the listener's feature `watch_feature.WatchFeature`.
Imports: engine, engine/run, language, robotside, robotside/app, robotside/log, robotside/robot_api, robotside/state,
robotside/use, views.
"""
