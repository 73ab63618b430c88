"""Validations in the background: begun, shown between the steps of the test, awaited, and ended with their owner.

Rule: everything here runs in the main thread; the threads are the engine's. A watch that begins in a test belongs to
the test, any other one to the suite.
Entry: `watches.Watches` for keywords, and the listener's feature `watch_feature.WatchFeature`.
Imports: engine, engine/run, language, robotside, robotside/app, robotside/log, robotside/robot_api, robotside/state,
robotside/use, views.
"""
