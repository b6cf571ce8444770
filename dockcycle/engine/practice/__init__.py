"""A simulated Docker Engine in memory, for machines without Docker, for tests and for benchmarks.

It accepts and refuses commands by the lifecycle table.
"""

from dockcycle.engine.practice.practice_engine import PracticeEngine

__all__ = ["PracticeEngine"]
