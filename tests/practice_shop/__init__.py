"""Tests of the practice shop."""
