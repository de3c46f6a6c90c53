"""Who calls and what they may do; decided in the service, never in the gateway."""
