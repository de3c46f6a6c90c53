"""Figures of one process for Prometheus. It must not tell anything about a person, nor let anybody wait."""
