"""Rows of mediation and their mapping to domain objects. Must not decide anything."""
