"""People, farewell and the end of the channels: against a Slack over HTTP."""

from __future__ import annotations

from functools import partial

from sqlalchemy import select

from bot.features.offboarding import access
from bot.features.offboarding.kinds import AccessState, Does, StepState, System, Turn
from bot.features.offboarding.noting import Act
from bot.features.promises.models import ClientWord
from bot.features.record import service as record
from bot.ports import Refused
from integrations.slack.chat import SlackChat
from playground.testing import Running
from tests.handlers.offboarding.doers.walk import Walk, found, refs, trouble
from tests.memory_chat import MemoryChat

PEOPLE, LEAVE, FAREWELL = Does.SLACK_PEOPLE, Does.SLACK_LEAVE, Does.FAREWELL


def on_list(walk: Walk) -> list[tuple[str, str, str, str]]:
    rows = walk.db.read(lambda s: access.of_case(s, walk.case))
    return [(row.system, row.who, row.name, row.what) for row in rows]


def test_the_clients_people_are_listed_and_noted_once(in_slack: Walk) -> None:
    in_slack.given(PEOPLE)
    step = in_slack.look(PEOPLE)
    assert found(step) == [
        "Anke Petersen: #nordwind-gleiswerk, #nordwind-relaunch",
        "Til Hansen: #nordwind-gleiswerk, #nordwind-relaunch",
    ]
    assert step.checked_at is None
    in_slack.look(PEOPLE)
    assert on_list(in_slack) == [
        (System.SLACK, user, name, channel)
        for user, name in (("U0ANKE", "Anke Petersen"), ("U0TIL", "Til Hansen"))
        for channel in ("#nordwind-gleiswerk", "#nordwind-relaunch")
    ]


def test_nobody_is_there_any_more(in_slack: Walk, slack: Running) -> None:
    in_slack.given(PEOPLE)
    channels = [slack.world.channels[one] for one in ("C0NORDWIND", "C0NWRELAUNCH")]
    for channel in channels:
        slack.call(partial(channel.members.remove, "U0ANKE"))
        slack.call(partial(channel.members.remove, "U0TIL"))
    step = in_slack.look(PEOPLE)
    assert step.checked_at is not None
    assert in_slack.evidence(PEOPLE)[0].words == "Nobody of the client is in a shared channel."


def test_channels_are_left_for_good_and_who_ends_the_invitation_is_kept(
    in_slack: Walk, chat: SlackChat
) -> None:
    step = in_slack.look(LEAVE)
    assert refs(step) == ["C0NORDWIND", "C0NWRELAUNCH"]
    in_slack.choose(LEAVE, refs=["C0NORDWIND"], how="leave", who="U0JONAS")
    in_slack.die()
    in_slack.work()
    assert not chat.channel("C0NORDWIND").is_member
    step = in_slack.step(LEAVE)
    assert (step.state, step.checked_at is not None) == (StepState.DONE, True)
    noted = in_slack.db.read(lambda s: record.entries(s, client_key="nordwind"))
    [did] = [one.after for one in noted if one.what == Act.DID]
    assert "Jonas Weber ends the Connect invitation." in {one["words"] for one in did["results"]}


def test_a_channel_is_archived_and_a_refusal_leaves_it_to_a_person(
    in_slack: Walk, chat: SlackChat
) -> None:
    in_slack.look(LEAVE)
    refusing = MemoryChat(lambda: 0.0, before=[Refused("restricted_action")])
    in_slack.give("chat", refusing)
    step = in_slack.do(LEAVE, refs=["C0NORDWIND"], how="archive", who="")
    assert (step.turn, step.state, step.checked_at) == (Turn.DID, StepState.POSSIBLE, None)
    in_slack.give("chat", chat)
    step = in_slack.do(LEAVE, refs=["C0NORDWIND"], how="archive", who="")
    assert chat.channel("C0NORDWIND").is_archived
    assert step.state == StepState.DONE


def test_a_farewell_is_said_once_in_a_persons_words(in_slack: Walk) -> None:
    in_slack.meet("C0NORDWIND")
    step = in_slack.look(FAREWELL)
    assert found(step) == ["#nordwind-gleiswerk: Anke Petersen, Til Hansen"]
    in_slack.choose(FAREWELL, refs=["C0NORDWIND"], text="Danke für sechs gute Jahre.")
    in_slack.die()
    in_slack.work()
    words = in_slack.db.read(lambda s: s.scalars(select(ClientWord)).all())
    said = [(one.channel, one.text, one.by) for one in words]
    assert said == [("C0NORDWIND", "Danke für sechs gute Jahre.", "U0MARA")]
    assert in_slack.step(FAREWELL).state == StepState.DONE


def test_where_perron_may_not_write_the_farewell_is_a_persons(in_slack: Walk) -> None:
    step = in_slack.look(FAREWELL)
    assert step.turn == Turn.FAILED
    assert "may not write" in trouble(step)


def test_what_is_to_be_deleted_is_shown_and_nothing_is_deleted(in_slack: Walk) -> None:
    in_slack.given(PEOPLE)
    in_slack.look(PEOPLE)
    step = in_slack.look(Does.ACCESS_DELETED)
    assert all("set inactive first" in line for line in found(step))
    rows = in_slack.db.read(lambda s: access.of_case(s, in_slack.case))
    assert {row.state for row in rows} == {AccessState.ACTIVE}
