"""Recaps: their figures and the screen as it is read."""
