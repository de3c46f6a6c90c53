"""What the gateway itself shows: documents, their pages, the start page. It must not call a service."""
