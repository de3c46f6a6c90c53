"""OpenAPI 3.1 documents made from descriptor images alone. It must not call a service or know one."""
