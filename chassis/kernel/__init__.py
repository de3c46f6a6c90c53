"""Pure building blocks of rules: no SQL, no network, no clock, no environment."""
