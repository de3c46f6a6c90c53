"""Rules of sign-in: frozen data and functions. Must not touch SQL, clock, network or environment."""
