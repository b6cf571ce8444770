"""Dockcycle: the Docker container lifecycle as a live picture."""

__version__ = "0.1.0"
