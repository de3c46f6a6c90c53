"""Contents that are too large for a row: kept under keys that tell nothing, in a folder or an S3 bucket."""
