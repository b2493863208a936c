"""The product with two tables of the benchmark's own, measured through its own backend, settings and server."""
