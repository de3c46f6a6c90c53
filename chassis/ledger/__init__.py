"""Ledgers in the database: tables, booking, reading, checking, plain-text export."""
