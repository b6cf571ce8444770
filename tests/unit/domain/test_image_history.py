"""Secrets in the history of an image: variables, build arguments and commands."""

import pytest

from dockcycle.domain.image_history import HistoryStep, masked_step
from dockcycle.domain.masking_rules import HIDDEN


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("ENV DB=hunter2", f"ENV DB={HIDDEN}"),
        ("/bin/sh -c #(nop)  ENV GREETING=hunter2 words", f"/bin/sh -c #(nop)  ENV GREETING={HIDDEN}"),
        ("ARG TOKEN=hunter2", f"ARG TOKEN={HIDDEN}"),
        ("ENV PATH=/bin:/usr/bin", "ENV PATH=/bin:/usr/bin"),
        (
            "RUN |2 KEY=hunter2 LANG=C /bin/sh -c make -j2 # buildkit",
            f"RUN |2 KEY={HIDDEN} LANG=C /bin/sh -c make -j2 # buildkit",
        ),
        ("|2 A=hunter2 hunter2 B=hunter2 /bin/sh -c true", f"|2 A={HIDDEN} B={HIDDEN} /bin/sh -c true"),
        ("|1 ANY=hunter2 /bin/sh -c true", f"|1 ANY={HIDDEN} /bin/sh -c true"),
        ("RUN /bin/sh -c curl --password=hunter2 x", f"RUN /bin/sh -c curl --password={HIDDEN} x"),
        ('CMD ["nginx" "-g" "daemon off;"]', 'CMD ["nginx" "-g" "daemon off;"]'),
        ("COPY . /app # buildkit", "COPY . /app # buildkit"),
        ("", ""),
    ],
)
def test_values_of_variables_and_secrets_are_masked(text: str, shown: str) -> None:
    step = HistoryStep(1, text, 2, "comment", ("a:1",))

    masked = masked_step(step)

    assert masked.created_by == shown
    assert (masked.created_ns, masked.size, masked.comment, masked.tags) == (1, 2, "comment", ("a:1",))


def test_a_secret_in_the_comment_is_masked() -> None:
    assert "hunter2" not in masked_step(HistoryStep(0, "RUN x", 0, "token=hunter2")).comment
