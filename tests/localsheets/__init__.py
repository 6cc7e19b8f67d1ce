"""Tests of the loopback Sheets server."""
