"""The demonstration of QuashLibrary: a small shop, its app, and a suite that runs twice.

``python -m demo.run`` shows what a UI test alone cannot see. The wheel contains nothing of this folder.
"""
