"""A cycle: read, decide, plan, write.  The one place where the stages meet."""
