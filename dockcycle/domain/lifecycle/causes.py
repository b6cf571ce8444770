"""The causes of an exit: their stable codes, their messages, and the names of the signals in them."""

from collections.abc import Mapping

from dockcycle.domain.i18n import N_

SIGKILL = 9

#: The signal of a `kill` event whose attribute `signal` is missing or overwritten by a label.
UNKNOWN_SIGNAL = 0
SIGNAL_NAMES: Mapping[int, str] = {
    UNKNOWN_SIGNAL: "a signal",
    1: "SIGHUP", 2: "SIGINT", 3: "SIGQUIT", 4: "SIGILL", 6: "SIGABRT", 7: "SIGBUS", 8: "SIGFPE", 9: "SIGKILL",
    10: "SIGUSR1", 11: "SIGSEGV", 12: "SIGUSR2", 13: "SIGPIPE", 14: "SIGALRM", 15: "SIGTERM", 28: "SIGWINCH",
}  # fmt: skip

#: Every cause: its stable code and its message (English, for the catalogue).
CAUSES: Mapping[str, str] = {
    "not_found": N_("The container did not start because its command was not found."),
    "not_executable": N_("The container did not start because its command is not executable."),
    "start_failed": N_("The engine could not start the container."),
    "out_of_memory": N_("The kernel killed the main process (out of memory)."),
    "child_out_of_memory": N_("Exited with code %(code)s after a process in the container ran out of memory."),
    "stop_timed_out": N_(
        "The program did not end within %(seconds)s s of the stop signal, so the engine killed it (exit code 137)."
    ),
    "stopped": N_("Stopped with exit code %(code)s."),
    "force_removed": N_("Removed by force while running."),
    "killed": N_("Killed with docker kill."),
    "signalled": N_("Ended by %(signal)s sent with docker kill."),
    "exited_after_signal": N_("Exited with code %(code)s after %(signal)s was sent to the container."),
    "killed_outside": N_(
        "Ended by SIGKILL that was not sent through the engine, or the program returned exit code 137."
    ),
    "crashed": N_("The program crashed with %(signal)s."),
    "signal_outside": N_(
        "Ended by %(signal)s that was not sent through the engine, or the program returned exit code %(code)s."
    ),
    "no_terminal": N_(
        "The shell had no terminal to read from and ended immediately. Create the container with -it to "
        "keep it running."
    ),
    "finished": N_("The program finished normally (exit code 0)."),
    "failed": N_("The program failed with exit code %(code)s."),
    "command_failed": N_("Exit code %(code)s: usually the command was not found or is not executable."),
    "loop_ended": N_("A stop or kill ended the restart loop."),
    "stop_killed": N_(
        "The program did not end in time after the stop signal, so the engine killed it (exit code 137)."
    ),
    "ended": N_("Exited with code %(code)s. The engine does not record the reason."),
    "unobserved": N_("Exited with code %(code)s. Dockcycle did not observe the exit, so the cause is unknown."),
}


def signal_name(number: int) -> str:
    """Return the name of a signal, `signal 40` for one without a name."""
    return SIGNAL_NAMES.get(number, f"signal {number}")
