"""Use cases: load, rules, decide, save, return."""
