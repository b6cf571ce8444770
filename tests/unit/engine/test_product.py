"""Which product an engine is, from the components that `/version` lists."""

from dockcycle.engine.connection import product_of


def test_podman_names_its_engine_among_the_components() -> None:
    """As Podman 5.8.6 answers."""
    assert product_of({"Components": [{"Name": "Podman Engine", "Version": "5.8.6"}, {"Name": "Conmon"}]}) == "Podman"


def test_anything_else_is_taken_for_docker() -> None:
    """Docker lists `Engine`, containerd and runc; an old one may list nothing."""
    assert product_of({"Components": [{"Name": "Engine", "Version": "28.5.2"}]}) == "Docker"
    assert product_of({"Components": None}) == "Docker"
    assert product_of({}) == "Docker"
