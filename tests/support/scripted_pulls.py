"""Pulls whose response a `ScriptedHttpServer` sends."""

import json

from dockcycle.engine.discovery import parse_address
from dockcycle.engine.docker.docker_engine import DockerEngine
from tests.support.scripted_http_server import ScriptedHttpServer, chunk


def line(raw: object) -> bytes:
    return chunk(json.dumps(raw).encode() + b"\r\n")


def connected(server: ScriptedHttpServer) -> DockerEngine:
    engine = DockerEngine("scripted", parse_address(server.url))
    engine.connect()
    return engine
