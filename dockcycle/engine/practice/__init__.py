"""A Docker Engine in memory: for machines without Docker, for tests and for benches; it obeys the lifecycle table."""

from dockcycle.engine.practice.engine import PracticeEngine

__all__ = ["PracticeEngine"]
