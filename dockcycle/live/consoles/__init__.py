"""Consoles: sessions on the server. A session outlives the page that opened it and leaves no process behind."""

from dockcycle.live.consoles.console_info import ConsoleInfo, End, OpenRequest, Outlet
from dockcycle.live.consoles.console_registry import ConsoleRegistry

__all__ = ["ConsoleInfo", "ConsoleRegistry", "End", "OpenRequest", "Outlet"]
