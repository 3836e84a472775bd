"""Files from the other side come without a name, and get it afterwards."""

from __future__ import annotations

from bot.features.requests import files
from bot.features.requests.intake import Incoming
from bot.features.requests.models import Message
from tests.bot.features.house import ANKE, NORD, House

JOB = "requests.name_files"


def post(house: House) -> str:
    """A photo of theirs, nameless, and a list that has its name."""
    return house.say(ANKE, "", files=("", "Liste.pdf"), file_ids=("F1", "F2"))


def message(house: House, ts: str) -> Message:
    return house.session.get_one(Message, (NORD, ts))


def test_only_what_has_no_name_is_asked_about_and_the_cards_follow(house: House) -> None:
    ts = post(house)
    assert house.jobs(JOB) == [{"channel": NORD, "ts": ts, "files": ["F1", ""]}]
    request = house.request(ts)
    version = request.version
    files.named(house.session, NORD, ts, ["Foto.png", ""])
    assert message(house, ts).files == ["Foto.png", "Liste.pdf"]
    assert request.version == version + 1


def test_a_file_with_its_name_or_small_talk_is_not_asked_about(house: House) -> None:
    house.say(ANKE, "", files=("Liste.pdf",), file_ids=("F2",))
    house.say(ANKE, "Danke")
    assert house.jobs(JOB) == []


def test_out_of_reach_nothing_changes(house: House) -> None:
    ts = post(house)
    version = house.request(ts).version
    files.named(house.session, NORD, ts, ["", ""])
    assert (message(house, ts).files, house.request(ts).version) == (["", "Liste.pdf"], version)


def test_deleted_or_edited_meanwhile_it_stays_as_it_is(house: House) -> None:
    ts = post(house)
    house.edit(ANKE, ts, "Nur noch eines", files=("",), file_ids=("F3",))
    files.named(house.session, NORD, ts, ["Foto.png", ""])
    assert message(house, ts).files == [""]
    assert house.jobs(JOB)[-1]["files"] == ["F3"], "the edit asks by itself"
    house.remove(ts)
    files.named(house.session, NORD, ts, ["Bild.png"])
    assert message(house, ts).files == []


def test_what_was_put_off_before_files_had_ids_is_still_understood() -> None:
    incoming = Incoming(NORD, "1.0", ANKE, None, "", files=("a",))
    payload = incoming.as_payload()
    assert Incoming.from_payload(payload) == incoming
    del payload["file_ids"]
    assert Incoming.from_payload({**payload, "files": ["a"]}) == incoming
