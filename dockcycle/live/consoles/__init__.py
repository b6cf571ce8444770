"""Consoles as sessions on the server. A session outlives the page that opened it and leaves no process behind."""

from dockcycle.live.consoles.about import About, End, Opening, Outlet
from dockcycle.live.consoles.desk import Consoles

__all__ = ["About", "Consoles", "End", "Opening", "Outlet"]
