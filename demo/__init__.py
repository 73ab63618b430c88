"""The demonstration of QuashLibrary: a small shop, its app, and a suite that is run twice.

``python -m demo.run`` shows what a UI test alone cannot see. Nothing here is shipped in the wheel.
"""
