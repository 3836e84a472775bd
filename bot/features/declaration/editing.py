"""Changing in Slack what is declared: the same state, path and checks as `perron apply`.

A window knows the facts as they were when it was opened; what was submitted is merged with what
is there now, so that two people at once do not undo each other.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy.orm import Session

from bot.core.errors import Kindly
from bot.core.i18n import mark
from bot.features.declaration import rules, state
from bot.features.declaration.fields import Form
from bot.features.declaration.merge import Action, Change, merge
from bot.features.declaration.reader import Field, Wrong, flag, typed
from bot.features.declaration.rules import Facts, Key, Trouble, describe, troubles
from bot.features.declaration.service import follow_up, order
from bot.features.platforms.models import Platform
from bot.features.platforms.service import person_name

logger = logging.getLogger(__name__)

YES = "yes"
PERSONAL = ("skill", "hours")
"""Kinds of facts whose values are the person's own: the log says that, not what."""
WITH_INPUTS = ("platform", "rota", "member", "hours", "client")
"""Kinds of facts whose fields are inputs of a window each."""
IN_SLACK = {
    rules.NO_MEMBER: mark("{found} is no member of {platform}."),
    rules.NO_TALENT: mark("There is no such talent any more."),
    rules.MANAGED_ONLY: mark(
        "Responsibilities are for managed clients: take them away first, then change the mode."
    ),
    rules.TEAM_CHANNEL_TWICE: mark("This is the team channel of another platform already."),
    rules.IS_TEAM_CHANNEL: mark("This is a team channel; a client's channel is another one."),
    rules.ON_BOTH_SIDES: mark("{person} is a member; a contact is a client's person."),
}
"""The rules between facts, as somebody in front of a window reads them."""

Typed = Mapping[str, Any]
"""What a window's inputs hold, by name: a text, or a tuple of what was chosen."""


class AtField(Kindly):
    """Something cannot be saved; ``field`` is the input it belongs to."""

    def __init__(self, field: str, msgid: str, **params: Any) -> None:
        super().__init__(msgid, **params)
        self.field = field


class NotAllowed(AtField):
    """A value is not one that is allowed; ``wrong`` says what is, in msgids."""

    def __init__(self, field: str, wrong: Wrong) -> None:
        super().__init__(field, mark("What fits here: {allowed}."), allowed=str(wrong))
        self.wrong = wrong


def read(form: Form, names: Sequence[str], given: Typed) -> dict[str, Any]:
    """The values of the inputs ``names``, by the same fields that a file is read with."""
    return {name: value(form[name], name, given.get(name) or "") for name in names}


def value(field: Field, name: str, given: str) -> Any:
    """One value; NotAllowed where it is none."""
    try:
        return typed(field, given == YES if given and field.read is flag else given)
    except Wrong as wrong:
        raise NotAllowed(name, wrong) from None


def edit(session: Session, seen: Facts, wanted: Facts, by: str) -> list[Change]:
    """Make ``wanted`` of what was ``seen``. AtField where it clashes with something."""
    before = state.current(session)
    here = {key: before[key] for key in before if key in seen or key in wanted}
    plan = merge(seen, here, wanted)
    for conflict in plan.conflicts:
        raise AtField(
            (conflict.field if conflict.key[0] in WITH_INPUTS else None) or input_of(conflict.key),
            mark("Somebody changed this meanwhile. Close the window and open it again to see it."),
        )
    plan.changes.sort(key=order)
    _check(session, before, plan.changes)
    for change in plan.changes:
        state.write(session, change)
        _note(change, by)
    follow_up(session, plan.changes)
    return plan.changes


def _check(session: Session, before: Facts, changes: Sequence[Change]) -> None:
    """What did not go together before may stay so; nothing new may come."""
    known = {(one.key, one.msgid) for one in troubles(before)}
    for trouble in troubles(_after(before, changes)):
        if (trouble.key, trouble.msgid) not in known:
            raise AtField(
                input_of(trouble.key, trouble), IN_SLACK[trouble.msgid], **_named(session, trouble)
            )


def _after(before: Facts, changes: Sequence[Change]) -> Facts:
    after = dict(before)
    for change in changes:
        if change.action is Action.REMOVE:
            after.pop(change.key, None)
        else:
            after[change.key] = {**after.get(change.key, {}), **change.values}
    return after


def input_of(key: Key, trouble: Trouble | None = None) -> str:
    """The input of a window that a fact belongs to, where its fields have none of their own."""
    if key[0] == "responsible":
        managed = trouble is not None and trouble.msgid == rules.MANAGED_ONLY
        return "mode" if managed else f"responsible-{key[-1]}"
    return {
        "platform": "team_channel",
        "rota": "members",
        "member": "members",
        "channel": "channels",
        "contact": "contacts",
        "skill": key[-1],
    }.get(key[0], key[0])


def _named(session: Session, trouble: Trouble) -> dict[str, Any]:
    """With people and platforms by their names."""
    params = dict(trouble.params)
    for name in ("person", "found"):
        if name in params and trouble.msgid != rules.NO_TALENT:
            params[name] = person_name(session, params[name])
    platform = session.get(Platform, params.get("platform", ""))
    return params | ({"platform": platform.name} if platform is not None else {})


def _note(change: Change, by: str) -> None:
    """Who changed what. Nobody reads somebody's levels or hours in a log."""
    note: dict[str, Any] = {"by": by, "what": describe(change.key), "action": str(change.action)}
    if change.key[0] not in PERSONAL:
        note |= {"values": dict(change.values), "before": dict(change.before)}
    logger.info("set up in Slack", extra=note)
