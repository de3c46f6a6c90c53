"""A new service from templates: three folders, no edit of an existing file."""
