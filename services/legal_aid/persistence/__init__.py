"""Rows of legal aid and their mapping to domain objects. Must not decide anything."""
