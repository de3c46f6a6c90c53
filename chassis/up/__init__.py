"""What `sifa up` needs to start, watch and stop the processes of one machine. It must not import a service."""
