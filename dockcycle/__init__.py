"""Dockcycle: a web application that shows Docker containers by state on a live board and runs commands on them."""

__version__ = "0.1.0"
