"""Stock as arithmetic: dated movements, levels, cost.  Pure; knows no job and no sheet."""
