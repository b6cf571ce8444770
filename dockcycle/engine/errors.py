"""What can go wrong between us and an engine, as one error with a stable code."""

from http import HTTPStatus


class EngineError(Exception):
    """A refusal or a failure. `code` is one of the contract's words, `status` the engine's HTTP status if it spoke.

    `message` is the engine's own text (untrusted), or the system's when the engine could not be reached.
    """

    def __init__(self, code: str, message: str, status: int | None = None) -> None:
        super().__init__(f"{code}: {message}")
        self.code = code
        self.message = message
        self.status = status


#: The code of an HTTP status where nothing more is known.
CODE_OF_STATUS: dict[int, str] = {
    HTTPStatus.BAD_REQUEST: "bad_request",
    HTTPStatus.FORBIDDEN: "forbidden",
    HTTPStatus.NOT_FOUND: "not_found",
    HTTPStatus.CONFLICT: "conflict",
}
