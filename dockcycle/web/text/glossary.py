"""The texts about states, commands, rooms, HTTP errors and failed pulls (English, for the catalogue)."""

from collections.abc import Mapping

from dockcycle.domain.i18n import N_
from dockcycle.domain.image_reference import DOCKER_HUB
from dockcycle.domain.lifecycle.table import Command, Room, State

STATES: Mapping[State, str] = {
    State.CREATED: N_(
        "Created but never started. The name, the settings and the files of the container are ready. "
        "Start the container to run it."
    ),
    State.RUNNING: N_("The main process (PID 1) is running. When this process ends, the container exits."),
    State.PAUSED: N_("All processes are frozen. They keep their memory and get no CPU time."),
    State.RESTARTING: N_(
        "The main process has ended, and the restart policy will start it again. The back-off doubles "
        "each time, up to one minute. Stop ends the restart loop."
    ),
    State.REMOVING: N_("The engine is removing the container and its files."),
    State.EXITED: N_(
        "The main process has ended. Files and logs are kept until you remove the container. You can start it again."
    ),
    State.DEAD: N_(
        "The engine could not remove the container completely, often because its files were in use. The "
        "only command left is remove."
    ),
}

#: What each command does, and how it differs from similar commands; for containers and for images.
COMMANDS: Mapping[str, str] = {
    Command.START: N_(
        "Starts the main process with the current settings and files of the container. Does not create "
        "a new container; run does."
    ),
    Command.STOP: N_(
        "Sends the stop signal to the main process (SIGTERM, or the signal that the image or the "
        "container sets), then SIGKILL if the process has not ended in time. Prefer stop to kill so "
        "that the program can save its work."
    ),
    Command.KILL: N_(
        "Ends the main process immediately with SIGKILL. The program cannot save its work. Any other "
        "signal is only delivered to the process."
    ),
    Command.RESTART: N_("Stops the container as stop does, then starts the same container with a new main process."),
    Command.PAUSE: N_("Freezes all processes of the container. No process ends, and no process receives a signal."),
    Command.UNPAUSE: N_("Lets the frozen processes continue."),
    Command.RENAME: N_("Changes the name of the container. Its id and its state stay the same."),
    Command.REMOVE: N_(
        "Removes a container that is not running, with its files and logs. The image stays. Volumes "
        "stay too, except anonymous volumes with -v."
    ),
    Command.FORCE_REMOVE: N_(
        "Kills the container if it is running, then removes it. Anything not in a volume is lost."
    ),
    Command.EXEC: N_(
        "Starts a new process in the running container, for example a shell. Closing it leaves the container running."
    ),
    Command.ATTACH: N_(
        "Connects a console to the main process (PID 1). Typing exit ends a shell there, and the "
        "container exits. Ctrl-P Ctrl-Q detaches and leaves the container running."
    ),
    "pull": N_(
        "Downloads an image from a registry, layer by layer. Layers that are already available locally are "
        "not downloaded again."
    ),
    "create": N_(
        "Creates a container from an image without starting it. The container stays in Created until you start it."
    ),
    "run": N_(
        "Creates a new container from an image and starts it: create and start in one step. Each run "
        "creates another container."
    ),
    "remove-image": N_(
        "Removes an image, or only this name if the image has others. The engine refuses to remove an "
        "image that a container uses."
    ),
    "prune-images": N_("Removes all untagged images that no container uses. Images with a tag stay."),
}

#: The name of each room, and the short hint next to the name.
ROOMS: Mapping[Room, tuple[str, str]] = {
    Room.REGISTRY: (N_("Registry"), N_("where images come from")),
    Room.IMAGES: (N_("Images"), N_("local")),
    Room.CREATED: (N_("Created"), N_("never started")),
    Room.RUNNING: (N_("Running"), N_("up")),
    Room.PAUSED: (N_("Paused"), N_("frozen")),
    Room.RESTARTING: (N_("Restarting"), N_("back-off")),
    Room.FAILED: (N_("Exited ≠ 0"), N_("error or signal")),
    Room.EXITED: (N_("Exited 0"), N_("finished cleanly")),
    Room.REMOVING: (N_("Removing"), N_("in progress")),
    Room.DEAD: (N_("Dead"), N_("removal failed")),
    Room.REMOVED: (N_("Removed"), N_("last 10 minutes")),
}

#: The text for an HTTP status without a more specific error.
HTTP_ERRORS: Mapping[int, str] = {
    404: N_("Nothing exists at this URL. Check the URL."),
    405: N_("This URL does not support the method of the request."),
    413: N_("The request body is too large."),
}

#: Why a pull failed, by `domain.pull.PullReason`, and what the user can do.
PULL_REASONS: Mapping[str, tuple[str, str]] = {
    "unknown_host": (
        N_("The engine cannot find the address of this registry."),
        N_("Check the host before the first slash of the image name, and the network and the DNS of the Docker host."),
    ),
    "refused": (
        N_("The registry refused the connection."),
        N_("Check the host and the port. Check that the registry is running and that the Docker host can reach it."),
    ),
    "no_credentials": (
        N_("The registry requires a sign-in, or the image does not exist."),
        N_(
            "Check the image name, or try again with a user name and a password. Registries give the same "
            "answer in both cases."
        ),
    ),
    "wrong_password": (
        N_("The registry does not accept this user name and password."),
        N_("Check both and try again. Some registries require an access token in place of the password."),
    ),
    "unknown_image": (
        N_("The registry does not have this image or this tag."),
        N_("Check the spelling and the tag. Without a tag, the engine pulls latest."),
    ),
    "bad_name": (
        N_("This is not a valid image name."),
        N_("Use host:port/name:tag with a lower-case name. The host and the tag are optional."),
    ),
    "limited": (
        N_("The registry does not allow more pulls at the moment."),
        N_("Wait, or pull with a user name and a password, which may allow more pulls."),
    ),
    "disk_full": (
        N_("The disk of the engine is full."),
        N_("Remove images and containers that are no longer needed, then try again."),
    ),
    "timed_out": (
        N_("The registry did not respond in time."),
        N_("Try again. Layers that are already downloaded are kept."),
    ),
    # moby `daemon/pkg/registry/config.go`: loopback addresses need no entry. From 29.10 on (moby#53868), they need one
    # if the list is not empty.
    "plain_http": (
        N_("The registry uses plain HTTP, but the engine requires HTTPS."),
        N_(
            "Give the registry a certificate, or add the registry to insecure-registries in daemon.json"
            " of the engine and reload the engine (Podman: insecure = true in registries.conf). From "
            "Docker 29.10, a list that is not empty must also contain 127.0.0.0/8 for registries on the"
            " Docker host itself."
        ),
    ),
    "other": (
        N_("The pull failed."),
        N_("See the message from the engine. Layers that are already downloaded are kept."),
    ),
}
#: The same for Docker Hub, where the advice differs: the image name has no host to check.
PULL_REASONS_OF_HUB: Mapping[str, tuple[str, str]] = {
    "unknown_host": (
        N_("The engine cannot find the address of Docker Hub (docker.io)."),
        N_(
            "Check the network and the DNS of the Docker host. To pull from another registry, write its"
            " address before the name: host:port/name:tag."
        ),
    ),
    "refused": (
        N_("The engine cannot connect to Docker Hub (docker.io)."),
        N_(
            "Check the network, the firewall and the proxy of the Docker host. To pull from another "
            "registry, write its address before the name: host:port/name:tag."
        ),
    ),
    "timed_out": (
        N_("Docker Hub (docker.io) did not respond in time."),
        N_(
            "Check the network, the firewall and the proxy of the Docker host, then try again. Layers "
            "that are already downloaded are kept."
        ),
    ),
}


def pull_reason(reason: str, registry: str) -> tuple[str, str]:
    """Return two sentences for a `PullReason`: why the pull from `registry` failed, and what the user can do."""
    if registry == DOCKER_HUB and reason in PULL_REASONS_OF_HUB:
        return PULL_REASONS_OF_HUB[reason]
    return PULL_REASONS.get(reason, PULL_REASONS["other"])
