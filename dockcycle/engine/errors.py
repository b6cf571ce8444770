"""`EngineError`, the only error of engine calls."""

from http import HTTPStatus

from dockcycle.domain.masking import masked_words

#: The code for an HTTP status, unless a rule of the engine finds a more specific code.
CODE_OF_STATUS: dict[int, str] = {
    HTTPStatus.BAD_REQUEST: "bad_request",
    HTTPStatus.UNAUTHORIZED: "forbidden",
    HTTPStatus.FORBIDDEN: "forbidden",
    HTTPStatus.NOT_FOUND: "not_found",
    HTTPStatus.CONFLICT: "conflict",
}
#: Longer messages of an engine are cut to this many characters.
MESSAGE_CHARACTERS = 4000


class EngineError(Exception):
    """A refusal or a failure.

    `code` is a code of the API. `status` is the HTTP status of the engine's response, None without a response.
    `message` is the engine's own text (untrusted, cut, without lone surrogates), or the system's text if the engine
    was not reached. Engines repeat whole commands in errors, so secrets are masked here, before the message is sent or
    logged. `reason` is why a pull failed (`domain.pull.PullReason`), None for other commands.
    """

    def __init__(self, code: str, message: str, status: int | None = None, reason: str | None = None) -> None:
        message = masked_words(message[:MESSAGE_CHARACTERS].encode(errors="replace").decode())
        super().__init__(f"{code}: {message}")
        self.code = code
        self.message = message
        self.status = status
        self.reason = reason
