"""What arrives at the agency's own software, and what each of its answers means."""

import hashlib
import hmac
import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bot.ports import Busy, Unreachable
from integrations.webhook import SignedHook, signature
from tests.integrations.webhook.receiver import Receiver, receiver

SECRET = "a secret of both sides"


@pytest.fixture
def software() -> Iterator[Receiver]:
    with receiver() as software:
        yield software


def send(software: Receiver) -> None:
    hook = SignedHook(software.url, SECRET)
    hook.send(event="step.changed", delivery="d1", body='{"ä": 1}'.encode())


def test_an_event_arrives_with_a_signature_that_can_be_checked(software: Receiver) -> None:
    send(software)
    [got] = software.got
    assert got.path == "/hook?for=perron"
    assert got.body == '{"ä": 1}'.encode()
    assert got.headers["X-Perron-Event"] == "step.changed"
    assert got.headers["X-Perron-Delivery"] == "d1"
    fields = dict(part.split("=") for part in got.headers["X-Perron-Signature"].split(","))
    assert abs(time.time() - int(fields["t"])) < 60
    signed = fields["t"].encode() + b"." + got.body
    assert fields["v1"] == hmac.new(SECRET.encode(), signed, hashlib.sha256).hexdigest()


@pytest.mark.parametrize("status", [301, 307, 400, 401, 404, 410, 500, 503])
def test_whatever_is_not_a_yes_is_tried_again(software: Receiver, status: int) -> None:
    software.answers = [(status, {"Location": software.url})]
    with pytest.raises(Unreachable, match=str(status)):
        send(software)
    assert len(software.got) == 1, "a redirect is not followed"


@pytest.mark.parametrize(
    ("asked", "wait"), [({"Retry-After": "7"}, 7), ({"Retry-After": "99999"}, 900), ({}, 30)]
)
def test_a_receiver_may_ask_to_wait(software: Receiver, asked: dict[str, str], wait: float) -> None:
    software.answers = [(429, asked)]
    with pytest.raises(Busy) as caught:
        send(software)
    assert caught.value.retry_after == wait


def test_nobody_there_and_an_answer_that_drips_end_in_time() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        url = f"http://127.0.0.1:{server.getsockname()[1]}/"
        ended = threading.Event()

        def drip() -> None:
            there, _ = server.accept()
            with there:
                while not ended.wait(0.02):
                    try:
                        there.sendall(b"H")
                    except OSError:
                        return

        thread = threading.Thread(target=drip)
        thread.start()
        begun = time.monotonic()
        with pytest.raises(Unreachable):
            SignedHook(url, SECRET, patience=0.2).send(event="e", delivery="d", body=b"{}")
        assert time.monotonic() - begun < 60
        ended.set()
        thread.join()
    with pytest.raises(Unreachable):
        SignedHook(url, SECRET).send(event="e", delivery="d", body=b"{}")


def test_the_documented_check_takes_what_is_sent_and_nothing_else(software: Receiver) -> None:
    page = (Path(__file__).parents[3] / "docs" / "webhook.md").read_text(encoding="utf-8")
    known: dict[str, Any] = {}
    exec(page.partition("```python\n")[2].partition("```")[0], known)
    send(software)
    [got] = software.got
    header = got.headers["X-Perron-Signature"]
    assert known["is_from_perron"](SECRET, header, got.body)
    assert not known["is_from_perron"](SECRET, header, got.body + b" ")
    assert not known["is_from_perron"]("another secret", header, got.body)
    assert not known["is_from_perron"](SECRET, signature(SECRET, 1, got.body), got.body)
