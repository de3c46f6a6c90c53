"""How facts travel: log, relay, broker, inbox, reactions, repair. It must not know any noun."""
