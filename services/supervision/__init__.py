"""Supervision (监督): what the bureau counts, checks and has put right."""
