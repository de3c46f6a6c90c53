"""The thin HTTP/JSON door in front of the services. It owns no data and no rule, and must not import a service."""
