"""Why a pull failed, by the words of engines and registries of several ages."""

import pytest

from dockcycle.domain.pull import PullReason
from dockcycle.engine import Credentials
from dockcycle.engine.docker.pull_errors import pull_error, reason_of, with_reason
from dockcycle.engine.errors import EngineError

SAID = [
    ('Get "https://nohost.invalid/v2/": dial tcp: lookup nohost.invalid on 10.0.0.2:53: no such host', "unknown_host"),
    ("dial tcp: lookup nohost.invalid: Temporary failure in name resolution", "unknown_host"),
    ("Get https://x/v2/: dial tcp: lookup x on [::1]:53: read udp [::1]:53: connection refused", "unknown_host"),
    ("dial tcp: lookup x on 10.0.0.2:53: server misbehaving", "unknown_host"),
    ('Get "http://127.0.0.1:5999/v2/": dial tcp 127.0.0.1:5999: connect: connection refused', "refused"),
    ('Head "http://127.0.0.1:5011/v2/facts/bash/manifests/1": no basic auth credentials', "no_credentials"),
    ("manifest for alpine:nope not found: manifest unknown: manifest unknown", "unknown_image"),
    ("failed to resolve reference \"docker.io/library/alpine:nope\": docker.io/library/alpine:nope: not found",
     "unknown_image"),
    ("name unknown: repository name not known to registry", "unknown_image"),
    ("pull access denied for x, repository does not exist or may require 'docker login'", "unknown_image"),
    ("repository does not exist or may require 'docker login': denied: requested access to the resource is denied",
     "unknown_image"),
    ("invalid reference format: repository name must be lowercase", "bad_name"),
    ("invalid reference format", "bad_name"),
    ("toomanyrequests: You have reached your pull rate limit. You may increase the limit by authenticating", "limited"),
    ("write /var/lib/docker/tmp/GetImageBlob123: no space left on device", "disk_full"),
    ("failed to register layer: Error processing tar file(exit status 1): write /x: no space left on device",
     "disk_full"),
    ("dial tcp 10.1.2.3:443: i/o timeout", "timed_out"),
    ("dial tcp: lookup x on 10.0.0.2:53: read udp 10.0.0.1:41:->10.0.0.2:53: i/o timeout", "timed_out"),
    ("net/http: TLS handshake timeout", "timed_out"),
    ("net/http: request canceled while waiting for connection (Client.Timeout exceeded while awaiting headers)",
     "timed_out"),
    ("context deadline exceeded", "timed_out"),
    ('Get "https://127.0.0.1:5000/v2/": http: server gave HTTP response to HTTPS client', "plain_http"),
    ('failed to do request: Head "https://localhost/v2/x/manifests/1": http: server gave HTTP response to HTTPS client',
     "plain_http"),
    ('Get "https://x/v2/": x509: certificate signed by unknown authority', "other"),
    ("no matching manifest for linux/arm64/v8 in the manifest list entries: not found", "other"),
    ("failed to register layer: open /x: permission denied", "other"),
    ("filesystem layer verification failed for digest sha256:aa", "other"),
    ("", "other"),
]  # fmt: skip
DENIED = [
    "unauthorized: authentication required",
    "unauthorized: incorrect username or password",
    "error from registry: denied",
    "denied: access forbidden",
    "unexpected status from HEAD request to https://x/v2/y/manifests/1: 403 Forbidden",
    "denied: requested access to the resource is denied",
]


@pytest.mark.parametrize(("message", "reason"), SAID)
def test_the_reason_is_in_the_words(message: str, reason: str) -> None:
    assert reason_of(message) == reason
    assert reason_of(message, signed_in=True) == reason


@pytest.mark.parametrize("message", DENIED)
def test_who_gave_no_password_cannot_have_given_a_wrong_one(message: str) -> None:
    assert reason_of(message) is PullReason.NO_CREDENTIALS
    assert reason_of(message, signed_in=True) is PullReason.WRONG_PASSWORD


@pytest.mark.parametrize(
    ("reason", "code"),
    [
        ("no_credentials", "forbidden"), ("unknown_image", "not_found"), ("bad_name", "bad_request"),
        ("unknown_host", "engine_error"), ("limited", "engine_error"), ("other", "engine_error"),
    ],
)  # fmt: skip
def test_the_code_follows_the_reason(reason: str, code: str) -> None:
    message = next(words for words, why in SAID if why == reason)

    assert pull_error(message, None, 500).code == code


def test_a_password_that_a_registry_repeats_is_not_repeated() -> None:
    error = pull_error("unauthorized: s3cret-word is wrong", Credentials("me", "s3cret-word"), 500)

    assert "s3cret-word" not in str(error)
    assert "s3cret-word" not in repr(Credentials("me", "s3cret-word"))


def test_an_engine_that_did_not_answer_keeps_its_code() -> None:
    with pytest.raises(EngineError) as failed, with_reason(None):
        raise EngineError("engine_unreachable", "connection refused")

    assert (failed.value.code, failed.value.reason) == ("engine_unreachable", "other")
