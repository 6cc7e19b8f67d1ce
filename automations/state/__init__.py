"""The local folder: lock, second copy of journals, small memories.  Losing it costs no fact."""
