"""The labels of a container that tell its project."""

from collections.abc import Mapping, Sequence

PROJECT_LABEL = "com.docker.compose.project"
SERVICE_LABEL = "com.docker.compose.service"
#: The labels that name the project of a container, in order of precedence, if the settings name no others.
DEFAULT_PROJECT_LABELS = (PROJECT_LABEL,)


def project_of(labels: Mapping[str, str], names: Sequence[str]) -> str | None:
    """Return the value of the first label of `names` that is present and not empty, else None."""
    return next((value for name in names if (value := labels.get(name))), None)
