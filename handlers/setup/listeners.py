"""`/perron setup` and its windows: who may is asked when one opens, and when it is saved."""

from __future__ import annotations

import html
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from slack_bolt import Ack, App
from sqlalchemy.orm import Session

from bot.core import forms
from bot.core.errors import Kindly
from bot.core.i18n import mark
from bot.core.worker import Drawing
from bot.features.declaration import leads, offers, setup
from bot.features.declaration.durations import usual_day
from bot.features.declaration.rules import Facts
from bot.features.declaration.service import packed, unpacked
from bot.features.platforms.calendar import zone
from bot.features.platforms.models import Client, ClientMode, Platform
from bot.features.platforms.service import clients, members, person_name
from handlers.setup import client_windows, menus, saving, suggesting, views
from handlers.setup.talents import talents_offered
from handlers.slack import readers
from handlers.slack.blocks import OPTIONS
from handlers.slack.feature import Asker, Context, Window
from handlers.slack.presses import Press, on_press_open, translator
from handlers.slack.submissions import Submission, answer_to, on_submit, submission_of

Content = Mapping[str, Any]
Save = Callable[[Session, Platform, Content, Submission], object]


def menu(session: Session, asker: Asker, rest: str, _now: datetime) -> Drawing | Window:
    """What can be set up; for a lead of many platforms those whose name begins like ``rest``."""
    led = leads.require_leads(session, asker.user_id)
    typed = html.unescape(rest).strip().casefold()
    found = [one for one in led if one.name.casefold().startswith(typed) or one.key == typed]
    if not found:
        return menus.no_such_platform([one.name for one in led], asker.t)
    return Window(menus.start([_entry(session, one) for one in found], asker.t))


def _entry(session: Session, platform: Platform) -> menus.PlatformEntry:
    found = [
        menus.ClientEntry(one.key, one.name, one.mode == ClientMode.MANAGED)
        for one in clients(session, platform.key)
    ]
    people = sorted(
        (person_name(session, one.user_id), one.user_id) for one in members(session, platform.key)
    )
    named = [(user, name) for name, user in people]
    return menus.PlatformEntry(
        platform.key, platform.name, named, len(talents_offered(session)), found
    )


def register(app: App, ctx: Context) -> None:
    """Listen to the first window, to what is chosen in it, and to what is saved."""
    on_press_open(app, ctx, "setup_open", _open_start)
    app.view(menus.START)(_chosen(ctx))
    for callback, save in SAVES.items():
        on_submit(app, ctx, callback, _saving(save))


# Opening


def _open_start(session: Session, press: Press, _now: datetime) -> Mapping[str, Any]:
    led = leads.require_leads(session, press.user_id)
    return menus.start([_entry(session, one) for one in led], translator(session, press))


def _chosen(ctx: Context) -> Any:
    """The chosen window takes the first one's place: nothing to come back to once it is saved."""

    def listener(ack: Ack, body: dict[str, Any]) -> None:
        form = submission_of(body)
        now = ctx.clock.now()
        t = ctx.db.read(lambda s: readers.person(s, form.user_id))
        try:
            view = ctx.db.write(lambda s: _window(s, Asker(form.user_id, "", t), form, now))
        except Kindly as problem:
            ack(**answer_to(body["view"], form, problem, t))
        else:
            ack(response_action="update", view=dict(view))

    return listener


def _window(session: Session, asker: Asker, form: Submission, now: datetime) -> Mapping[str, Any]:
    what, _, key = form.text("what").partition("|")
    kind, _, rest = what.partition(":")
    return OPENERS[kind](session, asker, key, rest, now)


def _remember(session: Session, now: datetime, platform: Platform, seen: Facts, **more: Any) -> str:
    content = {"platform": platform.key, "seen": packed(seen), **more}
    return forms.remember(session, content, now)


def _open_platform(
    session: Session, asker: Asker, key: str, _rest: str, now: datetime
) -> Mapping[str, Any]:
    platform = leads.require_lead(session, asker.user_id, key)
    seen = setup.platform_facts(session, key)
    subject = _remember(session, now, platform, seen)
    channels = offers.for_team(session, platform)
    return views.platform(subject, seen["platform", key], channels, asker.t)


def _open_suggesting(
    session: Session, asker: Asker, key: str, _rest: str, now: datetime
) -> Mapping[str, Any]:
    platform = leads.require_lead(session, asker.user_id, key)
    seen = setup.platform_facts(session, key)
    subject = _remember(session, now, platform, seen)
    return suggesting.window(subject, seen["platform", key], asker.t)


def _open_rota(
    session: Session, asker: Asker, key: str, _rest: str, now: datetime
) -> Mapping[str, Any]:
    platform = leads.require_lead(session, asker.user_id, key)
    seen = setup.rota_facts(session, key)
    rota = seen.get(("rota", key), {})
    today = now.astimezone(zone(platform.timezone)).date()
    begins = rota.get("begins") or setup.next_monday(today).isoformat()
    subject = _remember(session, now, platform, seen)
    return views.rota(subject, begins, rota.get("members", ()), asker.t)


def _open_members(
    session: Session, asker: Asker, key: str, rest: str, now: datetime
) -> Mapping[str, Any]:
    platform = leads.require_lead(session, asker.user_id, key)
    start = int(rest) * OPTIONS
    seen = dict(sorted(setup.member_facts(session, key).items())[start : start + OPTIONS])
    subject = _remember(session, now, platform, seen)
    return views.members(subject, [one[-1] for one in seen], asker.t)


def _open_member(
    session: Session, asker: Asker, key: str, rest: str, now: datetime
) -> Mapping[str, Any]:
    platform = leads.require_lead(session, asker.user_id, key)
    seen = setup.member_facts(session, key, rest)
    if not seen:
        raise Kindly(
            mark("{person} is no longer a member of {platform}."),
            person=person_name(session, rest),
            platform=platform.name,
        )
    subject = _remember(session, now, platform, seen, user=rest)
    return views.member(subject, rest, seen["member", key, rest], asker.t)


def _open_client(
    session: Session, asker: Asker, key: str, _rest: str, now: datetime
) -> Mapping[str, Any]:
    platform, client = _led_client(session, asker, key)
    facts = setup.client_facts(session, client.key)
    chosen = {
        kind: sorted(one[-1] for one in facts if one[0] == kind)[:OPTIONS]
        for kind in ("channel", "contact")
    }
    seen = {
        one: values
        for one, values in facts.items()
        if one[0] == "client" or one[-1] in chosen[one[0]]
    }
    subject = _remember(session, now, platform, seen, client=client.key)
    day = usual_day(platform.hours)
    values = seen["client", client.key]
    offered = offers.for_client(session, client.key)
    channels, contacts = chosen["channel"], chosen["contact"]
    return client_windows.client(subject, values, offered, channels, contacts, day, asker.t)


def _open_new_client(
    session: Session, asker: Asker, key: str, _rest: str, now: datetime
) -> Mapping[str, Any]:
    platform = leads.require_lead(session, asker.user_id, key)
    subject = _remember(session, now, platform, {}, client=None)
    offered = offers.for_client(session, None)
    return client_windows.client(subject, None, offered, (), (), usual_day(platform.hours), asker.t)


def _open_responsible(
    session: Session, asker: Asker, key: str, rest: str, now: datetime
) -> Mapping[str, Any]:
    platform, client = _led_client(session, asker, key)
    start = int(rest) * menus.PAGE
    some = talents_offered(session)[start : start + menus.PAGE]
    talents = [talent.key for talent in some]
    seen = setup.responsible_facts(session, client.key, talents)
    subject = _remember(session, now, platform, seen, client=client.key, talents=talents)
    who = {one[-1]: values["user_id"] for one, values in seen.items()}
    named = [(talent.key, talent.names) for talent in some]
    return client_windows.responsible(subject, client.name, named, who, asker.t)


def _led_client(session: Session, asker: Asker, key: str) -> tuple[Platform, Client]:
    client = leads.client_here(session, key)
    platform = leads.require_lead(session, asker.user_id, client.platform_key)
    return platform, client


OPENERS: dict[str, Callable[[Session, Asker, str, str, datetime], Mapping[str, Any]]] = {
    "platform": _open_platform,
    "suggesting": _open_suggesting,
    "rota": _open_rota,
    "members": _open_members,
    "member": _open_member,
    "client": _open_client,
    "new": _open_new_client,
    "responsible": _open_responsible,
}
"""By the word that a choice of the first window begins with."""


# Saving


def _saving(save: Save) -> Callable[[Session, Submission, datetime], None]:
    def rule(session: Session, form: Submission, _now: datetime) -> None:
        content = saving.content_of(session, form)
        platform = leads.require_lead(session, form.user_id, content["platform"])
        with saving.at_its_input(session, form):
            save(session, platform, content, form)

    return rule


def _seen(content: Content) -> Facts:
    return unpacked(content["seen"])


def _save_platform(
    session: Session, platform: Platform, content: Content, form: Submission
) -> None:
    setup.save_platform(session, platform.key, _seen(content), form.values, form.user_id)


def _save_suggesting(
    session: Session, platform: Platform, content: Content, form: Submission
) -> None:
    setup.save_suggesting(session, platform.key, _seen(content), form.values, form.user_id)


def _save_rota(session: Session, platform: Platform, content: Content, form: Submission) -> None:
    setup.save_rota(session, platform.key, _seen(content), form.values, form.user_id)


def _save_members(session: Session, platform: Platform, content: Content, form: Submission) -> None:
    setup.save_members(session, platform.key, _seen(content), form.values, form.user_id)


def _save_member(session: Session, platform: Platform, content: Content, form: Submission) -> None:
    user = content["user"]
    setup.save_member(session, platform.key, user, _seen(content), form.values, form.user_id)


def _save_client(session: Session, platform: Platform, content: Content, form: Submission) -> None:
    client = content["client"]
    if client is not None:
        leads.require_client(session, platform, client)
    setup.save_client(session, platform, client, _seen(content), form.values, form.user_id)


def _save_responsible(
    session: Session, platform: Platform, content: Content, form: Submission
) -> None:
    client = leads.require_client(session, platform, content["client"])
    setup.save_responsible(
        session, client.key, content["talents"], _seen(content), form.values, form.user_id
    )


SAVES: dict[str, Save] = {
    views.PLATFORM: _save_platform,
    suggesting.SUGGESTING: _save_suggesting,
    views.ROTA: _save_rota,
    views.MEMBERS: _save_members,
    views.MEMBER: _save_member,
    client_windows.CLIENT: _save_client,
    client_windows.RESPONSIBLE: _save_responsible,
}
