"""Grassroots legal-service offices (基层法律服务所)."""
