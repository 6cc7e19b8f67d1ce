"""Stock as arithmetic."""
