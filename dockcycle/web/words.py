"""The words of the picture: each state and room explained in a sentence (English, for the catalogue)."""

from collections.abc import Mapping

from dockcycle.domain.lifecycle import Room, State
from dockcycle.domain.words import N_

STATES: Mapping[State, str] = {
    State.CREATED: N_("It was made and never ran: created is not exited."),
    State.RUNNING: N_("Its main process runs."),
    State.PAUSED: N_("Its processes are frozen where they stood; memory is kept."),
    State.RESTARTING: N_(
        "Its main process ended; the restart policy waits a little longer each time to start it again."
    ),
    State.REMOVING: N_("It is being removed."),
    State.EXITED: N_("Its main process ended; the container and its files are still there."),
    State.DEAD: N_("Its removal failed half-way; it can only be removed."),
}

#: Each room's name and the short hint beside it.
ROOMS: Mapping[Room, tuple[str, str]] = {
    Room.REGISTRY: (N_("Registry"), N_("where images come from")),
    Room.IMAGES: (N_("Images"), N_("local")),
    Room.CREATED: (N_("Created"), N_("never started")),
    Room.RUNNING: (N_("Running"), N_("up")),
    Room.PAUSED: (N_("Paused"), N_("frozen")),
    Room.RESTARTING: (N_("Restarting"), N_("back-off")),
    Room.FAILED: (N_("Exited ≠ 0"), N_("failed or killed")),
    Room.EXITED: (N_("Exited 0"), N_("finished cleanly")),
    Room.REMOVING: (N_("Removing"), N_("going")),
    Room.DEAD: (N_("Dead"), N_("removal failed")),
    Room.REMOVED: (N_("Removed"), N_("last 10 minutes")),
}
