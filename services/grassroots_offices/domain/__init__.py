"""Rules of grassroots_offices: frozen data and functions. Must not touch SQL, clock, network or environment."""
