"""The report's HTML pages: readable without scripts or inline styles.

Entry: `writing`. Imports: language, views, report.
"""
