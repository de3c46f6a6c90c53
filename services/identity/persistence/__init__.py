"""Rows of accounts and refresh tokens. Must not decide anything."""
