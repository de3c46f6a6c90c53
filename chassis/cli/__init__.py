"""The `sifa` command: a table of entry points, one module per wish."""
