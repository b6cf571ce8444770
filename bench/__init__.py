"""Measures the performance figures of Dockcycle; `python -m bench` prints them as a table."""
