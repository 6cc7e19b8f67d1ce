"""The checks of staff rows, and how rows become orders: pure functions in visible tuples."""
