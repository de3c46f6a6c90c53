"""Rows of supervision and their mapping to domain objects. Must not decide anything."""
