"""Rows of party_building and their mapping to domain objects. Must not decide anything."""
