"""The words of the picture: each state, command and room explained in a sentence (English, for the catalogue)."""

from collections.abc import Mapping

from dockcycle.domain.lifecycle import Command, Room, State
from dockcycle.domain.reference import DOCKER_HUB
from dockcycle.domain.words import N_

STATES: Mapping[State, str] = {
    State.CREATED: N_(
        "It was made from its image and never ran: created is not exited. It has its name, its settings and its files, "
        "and waits for start."
    ),
    State.RUNNING: N_("Its main process (PID 1) runs. When that process ends, the container ends with it."),
    State.PAUSED: N_("All its processes are frozen where they stood: they keep their memory and get no CPU time."),
    State.RESTARTING: N_(
        "Its main process ended, and its restart policy will start it again, waiting twice as long each time, at most "
        "a minute. stop ends the loop."
    ),
    State.REMOVING: N_("It is being removed, its files with it."),
    State.EXITED: N_(
        "It ran, and its main process ended. Its files and its logs stay until it is removed; it can be started again."
    ),
    State.DEAD: N_("Its removal failed half-way, often because its files were in use. It can only be removed."),
}

#: What each command does and how it differs from its neighbours: those of a container and those of images.
COMMANDS: Mapping[str, str] = {
    Command.START: N_(
        "Starts its main process, with its settings and its files as they are. It makes no new container: run does."
    ),
    Command.STOP: N_(
        "Asks its main process to end (SIGTERM, or the image's own signal) and kills it (SIGKILL) when it has not "
        "ended in time. Use it rather than kill: the program can put its things in order."
    ),
    Command.KILL: N_(
        "Ends its main process at once (SIGKILL), without asking: nothing is saved. With another signal it only "
        "delivers that signal."
    ),
    Command.RESTART: N_("Stops it as stop does, then starts it again: the same container, a new process."),
    Command.PAUSE: N_("Freezes all its processes where they stand. Nothing ends and nothing is told to them."),
    Command.UNPAUSE: N_("Lets its frozen processes go on as if nothing had been."),
    Command.RENAME: N_("Gives it another name. It goes on running; its id stays the same."),
    Command.REMOVE: N_(
        "Removes a container that does not run, with its own files and its logs. Its image stays, and so do its "
        "volumes unless -v is given."
    ),
    Command.FORCE_REMOVE: N_(
        "Kills it first if it runs, without asking, and removes it. Whatever it had not written to a volume is lost."
    ),
    Command.EXEC: N_(
        "Starts one more process inside the running container, such as a shell. Leaving it does not end the container."
    ),
    Command.ATTACH: N_(
        "Joins its main process (PID 1) itself. Typing exit ends that process and with it the container; Ctrl-P Ctrl-Q "
        "leaves it running."
    ),
    "pull": N_("Fetches an image from a registry, layer by layer. Layers that are here already are not fetched again."),
    "create": N_("Makes a container from an image and does not start it. It stands in Created until start."),
    "run": N_(
        "Makes a new container from an image and starts it: create and start in one. Each run makes another one."
    ),
    "remove-image": N_(
        "Removes an image, or only the name when it has others. The engine refuses while a container was made from it."
    ),
    "prune-images": N_(
        "Removes every image that has no name any more and is used by no container. Images with a name stay."
    ),
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

#: Why a pull failed (by `domain.pull.PullReason`), and what can be done about it.
PULL_REASONS: Mapping[str, tuple[str, str]] = {
    "unknown_host": (
        N_("The name of the registry is not known."),
        N_("Check the part before the first slash, and the network of the engine's machine."),
    ),
    "refused": (
        N_("Nobody answers at the registry's address."),
        N_("Check host and port. Is the registry running, and may the engine's machine reach it?"),
    ),
    "no_credentials": (
        N_("The registry wants to know who asks, or the image does not exist."),
        N_("Try again with a user and a password, or check the name: registries answer both alike."),
    ),
    "wrong_password": (
        N_("The registry does not accept this user and password."),
        N_("Type them again; an access token may be needed in place of the password."),
    ),
    "unknown_image": (
        N_("The registry does not have this image or this tag."),
        N_("Check spelling and tag: without a tag, latest is meant."),
    ),
    "bad_name": (
        N_("This is no name of an image."),
        N_("It is written host:port/name:tag in lowercase, host and tag may be left out."),
    ),
    "limited": (
        N_("The registry allows no more pulls for now."),
        N_("Wait, or pull with a user and a password: known users may pull more."),
    ),
    "disk_full": (
        N_("The engine's disk is full."),
        N_("Make room: remove images and containers that nobody needs, then try again."),
    ),
    "timed_out": (
        N_("The registry did not answer in time."),
        N_("Try again; layers that are here already are kept."),
    ),
    # moby `daemon/pkg/registry/config.go`: loopback needs no entry; from 29.10 on (moby#53868) it does, beside a list.
    "plain_http": (
        N_("The registry speaks plain HTTP; the engine asks for HTTPS."),
        N_(
            "Give the registry a certificate, or name it in insecure-registries in the engine's daemon.json and reload "
            "the engine (Podman: insecure = true in registries.conf). From Docker 29.10 on a list that names any "
            "must name 127.0.0.0/8 for those on the engine's own machine, too."
        ),
    ),
    "other": (
        N_("The pull failed."),
        N_("The engine says why; layers that are here already are kept."),
    ),
}
#: The same where the image comes from Docker Hub and something else helps: its reference has no host to check.
PULL_REASONS_OF_HUB: Mapping[str, tuple[str, str]] = {
    "unknown_host": (
        N_("The engine cannot find the address of Docker Hub (docker.io)."),
        N_(
            "Check the network and the DNS of the engine's machine. To pull from another registry, write its address "
            "before the name: host:port/name:tag."
        ),
    ),
    "refused": (
        N_("The engine cannot connect to Docker Hub (docker.io)."),
        N_(
            "Check the network, the firewall and the proxy of the engine's machine. To pull from another registry, "
            "write its address before the name: host:port/name:tag."
        ),
    ),
    "timed_out": (
        N_("Docker Hub (docker.io) did not answer in time."),
        N_(
            "Check the network, the firewall and the proxy of the engine's machine, then try again: layers that are "
            "here already are kept."
        ),
    ),
}


def pull_reason(reason: str, registry: str) -> tuple[str, str]:
    """Return why a pull from `registry` failed and what can be done about it, by its `PullReason`."""
    if registry == DOCKER_HUB and reason in PULL_REASONS_OF_HUB:
        return PULL_REASONS_OF_HUB[reason]
    return PULL_REASONS.get(reason, PULL_REASONS["other"])
