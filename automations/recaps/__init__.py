"""Recaps as figures per day and as lines to read.  Pure; knows no job and no sheet."""
