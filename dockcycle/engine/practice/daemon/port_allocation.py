"""Assigns published ports of the Docker host to practice containers at their start, each port to one container."""

from collections.abc import Iterable, Iterator

from dockcycle.domain.create.published_ports import Binding, bindings
from dockcycle.domain.lifecycle.container import Port
from dockcycle.engine.practice.daemon.practice_container import PracticeContainer
from dockcycle.engine.practice.programs.start_errors import CannotStartError

#: The range of automatically chosen host ports (moby `libnetwork/portallocator`, ip_local_port_range).
FREE_FROM, FREE_UP_TO = 32_768, 60_999
#: All addresses. Docker lists such a port twice, once for IPv4 and once for IPv6.
_EVERYWHERE = ("0.0.0.0", "::")  # noqa: S104


def allocated_ports(container: PracticeContainer, others: Iterable[PracticeContainer]) -> tuple[Port, ...]:
    """Return the published and exposed ports of `container` at its start.

    Raises CannotStartError if a running container of `others` already has a host port that `container` needs.
    """
    found: list[Port] = []
    wanted = bindings(container.spec.ports)
    # Most containers publish no port. Read the other containers only if this one does.
    up = (other for other in others if wanted and other.is_up)
    taken = {(port.public, port.protocol, port.ip) for other in up for port in other.inspected.ports}
    for binding in wanted:
        private, _, protocol = binding.port.partition("/")
        ips = (binding.host_ip,) if binding.host_ip and binding.host_ip not in _EVERYWHERE else _EVERYWHERE
        public = _free(container, binding, protocol, ips, taken)
        ports = [Port(int(private), protocol, public, ip) for ip in ips]
        taken |= {(port.public, port.protocol, port.ip) for port in ports}
        found += ports
    published = {(port.private, port.protocol) for port in found}
    exposed = [port for port in container.image.ports if (port.private, port.protocol) not in published]
    return tuple(sorted((*found, *exposed), key=lambda port: (port.private, port.protocol, port.ip or "")))


def _free(
    container: PracticeContainer,
    binding: Binding,
    protocol: str,
    ips: tuple[str, ...],
    taken: set[tuple[int | None, str, str | None]],
) -> int:
    """Return the host port of a binding: the first free port in the range it allows; raises CannotStartError."""
    for public in _wanted(binding.host_port):
        if not any(_clash(public, protocol, ip, taken) for ip in ips):
            return public
    first = next(_wanted(binding.host_port))
    words = f"Bind for {ips[0]}:{first} failed: port is already allocated"
    endpoint = f"endpoint {container.inspected.name} ({container.inspected.id})"
    raise CannotStartError(128, f"driver failed programming external connectivity on {endpoint}: {words}", 500)


def _wanted(host_port: str) -> Iterator[int]:
    first, _, last = host_port.partition("-")
    if not int(first or 0):
        return iter(range(FREE_FROM, FREE_UP_TO + 1))
    return iter(range(int(first), int(last or first) + 1))


def _clash(public: int, protocol: str, ip: str, taken: set[tuple[int | None, str, str | None]]) -> bool:
    """Return whether a host port is taken on `ip`. A port on all addresses conflicts with the port on every address."""
    everywhere = {(public, protocol, other) for other in _EVERYWHERE}
    if ip in _EVERYWHERE:
        return any(port[:2] == (public, protocol) for port in taken)
    return (public, protocol, ip) in taken or bool(everywhere & taken)
