"""Rules of legal aid: frozen data and functions. Must not touch SQL, clock, network or environment."""
