"""Consoles as sessions on the server. A session outlives the page that opened it and leaves no process behind."""

from dockcycle.live.consoles.console_info import About, End, Opening, Outlet
from dockcycle.live.consoles.console_registry import Consoles

__all__ = ["About", "Consoles", "End", "Opening", "Outlet"]
