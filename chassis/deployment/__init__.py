"""What is deployed follows from the manifests: files for the servers. It must not open a connection."""
