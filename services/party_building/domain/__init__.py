"""Rules of party_building: frozen data and functions. Must not touch SQL, clock, network or environment."""
