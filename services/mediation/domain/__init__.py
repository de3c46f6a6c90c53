"""Rules of mediation: frozen data and functions. Must not touch SQL, clock, network or environment."""
