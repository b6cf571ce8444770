"""What a practice engine can contain at its start."""

from enum import StrEnum


class PracticeFleet(StrEnum):
    """The containers and images of a practice engine after a reset.

    `empty` has no container and no image, so that every step starts with a pull. `small` has about twenty containers in
    all usual states, `busy` has sixty in three Compose projects. Some containers of the last two change over time.
    """

    EMPTY = "empty"
    SMALL = "small"
    BUSY = "busy"
