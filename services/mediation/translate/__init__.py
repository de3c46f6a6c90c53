"""Between proto messages and domain objects. Must not know rows or rules."""
