"""The rows of the table, by theme: each module measures one theme. Entry point: `THEMES` of `table.py`."""
