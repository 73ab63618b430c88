"""Robot Framework's side: the library that suites import and the listener.

Entry: `library.QuashLibrary`, `listener.Listener`. Imports: language, registry, engine, views, report.
"""
