"""Rekapin: jobs that keep an online shop's Google Sheet trustworthy."""

__version__ = "0.1.0"
