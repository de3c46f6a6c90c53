"""Use cases: load, rules, decide, save, emit, return."""
