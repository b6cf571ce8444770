"""Reads published ports in the notation of `docker run -p` (docker CLI `opts`, go-connections `nat`)."""

import ipaddress
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice

from dockcycle.domain.i18n import N_, UserInputError

_PORT_AT_MOST = 65_535
_PROTOCOLS = ("tcp", "udp", "sctp")
#: IP address with or without brackets, ports of the Docker host, ports of the container, protocol.
_PUBLISH = re.compile(
    r"(?:(?:(?:\[(?P<v6>[^\]]*)\]|(?P<v4>[^:\[\]]*)):)?(?P<host>[\d-]*):)?(?P<own>[\d-]+)(?:/(?P<protocol>\w+))?",
    re.ASCII,
)
_RANGE = re.compile(r"(\d{1,5})(?:-(\d{1,5}))?", re.ASCII)
_NO_PORT = N_('"%(what)s" is not a valid published port. Use for example 8080:80, 127.0.0.1:8080:80 or 53:53/udp.')
_NO_PROTOCOL = N_('"%(what)s" is not a valid published port. The protocol must be tcp, udp or sctp.')
_NO_NUMBER = N_('"%(part)s" in %(what)s is not a valid port. Use a number from %(least)s to 65535.')
_NO_IP = N_('"%(ip)s" in %(what)s is not a valid IP address.')
_RANGES_DIFFER = N_("The port ranges in %(what)s differ in length. Both must have the same number of ports.")
_TOO_MANY_PORTS = N_("A container cannot publish more than 65535 ports.")


@dataclass(frozen=True, slots=True)
class Binding:
    """One published port: the container's `port` (`80/tcp`) and its address on the Docker host.

    An empty `host_port` means any free port.
    """

    port: str
    host_ip: str = ""
    host_port: str = ""


def bindings(ports: Sequence[str]) -> list[Binding]:
    """Return the published ports of `-p`: `[[ip:][host]:]port[/protocol]`, ports as a number or a range `8000-8010`.

    Raises UserInputError for an invalid value or more than 65535 ports.
    """
    found = list(islice(chain.from_iterable(map(_bindings, ports)), _PORT_AT_MOST + 1))
    if len(found) > _PORT_AT_MOST:
        raise UserInputError(_TOO_MANY_PORTS)
    return found


def _bindings(text: str) -> Iterator[Binding]:
    parts = _PUBLISH.fullmatch(text)
    if parts is None:
        raise UserInputError(_NO_PORT, what=text)
    protocol = (parts["protocol"] or "tcp").lower()
    if protocol not in _PROTOCOLS:
        raise UserInputError(_NO_PROTOCOL, what=text)
    ip = _ip(text, parts["v6"] or parts["v4"] or "")
    own, host = _range(text, parts["own"], least=1), _range(text, parts["host"] or "")
    if host and len(own) == 1:  # one container port on any free port of the range
        yield Binding(f"{own[0]}/{protocol}", ip, parts["host"])
        return
    if host and len(host) != len(own):
        raise UserInputError(_RANGES_DIFFER, what=text)
    for place, port in enumerate(own):
        yield Binding(f"{port}/{protocol}", ip, str(host[place]) if host else "")


def _range(text: str, part: str, least: int = 0) -> range:
    if not part:
        return range(0)
    ends = _RANGE.fullmatch(part)
    first, last = (int(ends[1]), int(ends[2] or ends[1])) if ends else (-1, -1)
    if not least <= first <= last <= _PORT_AT_MOST:
        raise UserInputError(_NO_NUMBER, what=text, part=part, least=least)
    return range(first, last + 1)


def _ip(text: str, ip: str) -> str:
    try:
        return str(ipaddress.ip_address(ip)) if ip else ""
    except ValueError:
        raise UserInputError(_NO_IP, what=text, ip=ip) from None


def port_bindings(published: Sequence[Binding]) -> dict[str, list[dict[str, str]]]:
    """Return HostConfig.PortBindings."""
    found: dict[str, list[dict[str, str]]] = {}
    for binding in published:
        found.setdefault(binding.port, []).append({"HostIp": binding.host_ip, "HostPort": binding.host_port})
    return found
