"""Promises of capacity with their life cycle: who comes, when, on what terms, and who waits for a place."""
