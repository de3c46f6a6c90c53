"""Use cases: load, rules, decide, save, emit, return. Must not decide about the law themselves."""
