"""Consoles as sessions on the server: they outlive the page that opened them, and leave nothing behind."""

from dockcycle.live.consoles.about import About, End, Opening, Outlet
from dockcycle.live.consoles.desk import Consoles

__all__ = ["About", "Consoles", "End", "Opening", "Outlet"]
