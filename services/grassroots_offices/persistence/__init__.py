"""Rows of grassroots_offices and their mapping to domain objects. Must not decide anything."""
