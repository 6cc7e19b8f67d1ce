"""The jobs: each a pure function from tables to contents, named by a verb and a noun."""
