"""`/perron setup` and its windows: who may is asked when one opens, and when it is saved."""

from __future__ import annotations

import html
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from slack_bolt import App
from sqlalchemy.orm import Session

from bot.core import forms
from bot.core.errors import Kindly
from bot.core.i18n import mark
from bot.core.worker import Drawing
from bot.features.declaration import setup
from bot.features.declaration.durations import usual_day
from bot.features.declaration.rules import Facts
from bot.features.declaration.service import packed, unpacked
from bot.features.platforms.calendar import zone
from bot.features.platforms.models import ClientMode, Platform
from bot.features.platforms.service import clients, members
from handlers.setup import menus, saving, views
from handlers.setup.blocks import MOST
from handlers.setup.talents import offered
from handlers.slack.feature import Asker, Context
from handlers.slack.presses import Press, on_press_open, translator
from handlers.slack.submissions import Submission, on_submit

Content = Mapping[str, Any]
Save = Callable[[Session, Platform, Content, Submission], object]


def menu(session: Session, asker: Asker, rest: str, _now: datetime) -> Drawing:
    """What can be set up; for a lead of many platforms those whose name begins like ``rest``."""
    led = setup.require_leads(session, asker.user_id)
    typed = html.unescape(rest).strip().casefold()
    found = [one for one in led if one.name.casefold().startswith(typed) or one.key == typed]
    if not found:
        return menus.no_such_platform([one.name for one in led], asker.t)
    return menus.setup([_entry(session, one) for one in found], asker.t)


def _entry(session: Session, platform: Platform) -> menus.PlatformEntry:
    found = [
        menus.ClientEntry(one.key, one.name, one.mode == ClientMode.MANAGED)
        for one in clients(session, platform.key)
    ]
    count = len(members(session, platform.key))
    return menus.PlatformEntry(platform.key, platform.name, count, len(offered(session)), found)


def register(app: App, ctx: Context) -> None:
    """Listen to the buttons and menus of the answer, and to the windows they open."""
    on_press_open(app, ctx, "setup_platform", _open_platform)
    on_press_open(app, ctx, "setup_rota", _open_rota)
    for page in range(20):
        on_press_open(app, ctx, f"setup_members_{page}", _open_members)
    on_press_open(app, ctx, "setup_member", _open_member)
    on_press_open(app, ctx, "setup_client", _open_client)
    on_press_open(app, ctx, "setup_client_new", _open_new_client)
    on_press_open(app, ctx, "setup_responsible", _open_responsible)
    for callback, save in SAVES.items():
        on_submit(app, ctx, callback, _saving(save))


# Opening


def _remember(session: Session, now: datetime, platform: str, seen: Facts, **more: Any) -> str:
    content = {"platform": platform, "seen": packed(seen), **more}
    return forms.remember(session, content, now)


def _open_platform(session: Session, press: Press, now: datetime) -> Mapping[str, Any]:
    platform = setup.require_lead(session, press.user_id, press.value)
    seen = setup.platform_facts(session, platform.key)
    subject = _remember(session, now, platform.key, seen)
    return views.platform(subject, seen["platform", platform.key], translator(session, press))


def _open_rota(session: Session, press: Press, now: datetime) -> Mapping[str, Any]:
    platform = setup.require_lead(session, press.user_id, press.value)
    seen = setup.rota_facts(session, platform.key)
    rota = seen.get(("rota", platform.key), {})
    today = now.astimezone(zone(platform.timezone)).date()
    begins = rota.get("begins") or setup.next_monday(today).isoformat()
    subject = _remember(session, now, platform.key, seen)
    return views.rota(subject, begins, rota.get("members", ()), translator(session, press))


def _open_members(session: Session, press: Press, now: datetime) -> Mapping[str, Any]:
    key, _, page = press.value.partition(":")
    platform = setup.require_lead(session, press.user_id, key)
    facts = sorted(setup.member_facts(session, platform.key).items())
    seen = dict(facts[int(page) * MOST : (int(page) + 1) * MOST])
    subject = _remember(session, now, platform.key, seen)
    return views.members(subject, [one[-1] for one in seen], translator(session, press))


def _open_member(session: Session, press: Press, now: datetime) -> Mapping[str, Any]:
    platform = setup.require_lead(session, press.user_id, press.value)
    user = press.selected or ""
    seen = setup.member_facts(session, platform.key, user)
    if not seen:
        raise Kindly(
            mark("<@{person}> is no member of {platform} yet. Add them under Members first."),
            person=user,
            platform=platform.name,
        )
    subject = _remember(session, now, platform.key, seen, user=user)
    values = seen["member", platform.key, user]
    return views.member(subject, user, values, translator(session, press))


def _open_client(session: Session, press: Press, now: datetime) -> Mapping[str, Any]:
    platform = setup.require_lead(session, press.user_id, press.value)
    client = setup.require_client(session, platform, press.selected or "")
    facts = setup.client_facts(session, client.key)
    chosen = {
        kind: sorted(key[-1] for key in facts if key[0] == kind)[:MOST]
        for kind in ("channel", "contact")
    }
    seen = {
        key: values
        for key, values in facts.items()
        if key[0] == "client" or key[-1] in chosen[key[0]]
    }
    subject = _remember(session, now, platform.key, seen, client=client.key)
    return views.client(
        subject,
        seen["client", client.key],
        chosen["channel"],
        chosen["contact"],
        usual_day(platform.hours),
        translator(session, press),
    )


def _open_new_client(session: Session, press: Press, now: datetime) -> Mapping[str, Any]:
    platform = setup.require_lead(session, press.user_id, press.value)
    subject = _remember(session, now, platform.key, {}, client=None)
    day = usual_day(platform.hours)
    return views.client(subject, None, (), (), day, translator(session, press))


def _open_responsible(session: Session, press: Press, now: datetime) -> Mapping[str, Any]:
    platform = setup.require_lead(session, press.user_id, press.value)
    key, _, page = (press.selected or "").partition(":")
    client = setup.require_client(session, platform, key)
    start = int(page or 0) * menus.PAGE
    some = offered(session)[start : start + menus.PAGE]
    talents = [talent.key for talent in some]
    seen = setup.responsible_facts(session, client.key, talents)
    subject = _remember(session, now, platform.key, seen, client=client.key, talents=talents)
    return views.responsible(
        subject,
        client.name,
        [(talent.key, talent.names) for talent in some],
        {one[-1]: values["user_id"] for one, values in seen.items()},
        translator(session, press),
    )


# Saving


def _saving(save: Save) -> Callable[[Session, Submission, datetime], None]:
    def rule(session: Session, form: Submission, _now: datetime) -> None:
        content = saving.content_of(session, form)
        platform = setup.require_lead(session, form.user_id, content["platform"])
        with saving.at_its_input(session, form):
            save(session, platform, content, form)

    return rule


def _seen(content: Content) -> Facts:
    return unpacked(content["seen"])


def _save_platform(
    session: Session, platform: Platform, content: Content, form: Submission
) -> None:
    setup.save_platform(session, platform.key, _seen(content), form.values, form.user_id)


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
        setup.require_client(session, platform, client)
    setup.save_client(session, platform, client, _seen(content), form.values, form.user_id)


def _save_responsible(
    session: Session, platform: Platform, content: Content, form: Submission
) -> None:
    client = setup.require_client(session, platform, content["client"])
    setup.save_responsible(
        session, client.key, content["talents"], _seen(content), form.values, form.user_id
    )


SAVES: dict[str, Save] = {
    views.PLATFORM: _save_platform,
    views.ROTA: _save_rota,
    views.MEMBERS: _save_members,
    views.MEMBER: _save_member,
    views.CLIENT: _save_client,
    views.RESPONSIBLE: _save_responsible,
}
