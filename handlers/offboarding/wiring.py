"""Endings, as the registry takes them."""

from __future__ import annotations

import html
from datetime import datetime

from slack_bolt import App
from sqlalchemy.orm import Session

from bot.core.errors import Kindly
from bot.core.i18n import Translator, mark
from bot.core.worker import Drawing
from bot.features.blocks.reading import block_view
from bot.features.blocks.standing import last_blocking
from bot.features.offboarding import (
    access,
    flow,
    over,
    owning,
    reading,
    reminding,
    walking,
    wishing,
)
from bot.features.offboarding.forgetting import forget
from bot.features.offboarding.models import Step
from bot.features.platforms.models import Client
from bot.features.platforms.owning import Matter
from bot.features.platforms.service import called, client_of_channel, clients_of
from handlers.blocks import views as block_views
from handlers.offboarding import (
    case_presses,
    case_views,
    case_windows,
    list_presses,
    report_jobs,
    report_presses,
    step_presses,
    wish_presses,
)
from handlers.offboarding.doers import choosing
from handlers.offboarding.doers.all import DOERS
from handlers.offboarding.doers.jobs import handlers as doers_jobs
from handlers.offboarding.draws import DRAWS
from handlers.slack.blocks import button
from handlers.slack.due import by_the_clock
from handlers.slack.feature import Asker, Command, Context, Feature, Item, Window


def _register(app: App, ctx: Context) -> None:
    case_presses.register(app, ctx)
    step_presses.register(app, ctx)
    list_presses.register(app, ctx)
    wish_presses.register(app, ctx)
    report_presses.register(app, ctx)
    choosing.register(app, ctx, DOERS)


def _offboard(session: Session, asker: Asker, rest: str, now: datetime) -> Drawing | Window:
    """Where the client's ending stands; the window to begin one where there is none."""
    client = _client(session, asker, html.unescape(rest).strip())
    if client is not None:
        drawn = _standing(session, client, asker.t, now)
        if drawn is not None:
            return drawn
    return Window(
        case_windows.start(case_presses.offer(session, asker.user_id, client, asker.t), asker.t)
    )


def _standing(session: Session, client: Client, t: Translator, now: datetime) -> Drawing | None:
    """The case, and below it the block that has come of it."""
    block = block_view(session, client, now)
    case = reading.live_case(session, client.key)
    if case is None and block is not None:
        case = last_blocking(session, client.key)
    below = block_views.standing(block, t) if block is not None else None
    if case is not None:
        card = case_views.case_card(reading.case_view(session, case, t.language, now), t)
        return Drawing(card.text, [*card.blocks, *(below.blocks if below is not None else ())])
    return below


def _client(session: Session, asker: Asker, typed: str) -> Client | None:
    """The client who is named, else the channel's, if it is one of the asker's."""
    theirs = clients_of(session, asker.user_id)
    if not typed:
        here = client_of_channel(session, asker.channel)
        return here if here in theirs else None
    found = called(theirs, typed)
    if len(found) != 1:
        names = ", ".join(one.name for one in theirs)
        raise Kindly(mark("Which client? You work for: {names}"), names=names)
    return found[0]


def _item(session: Session, matter: Matter, t: Translator) -> Item:
    """A step in lists of what somebody has in hand."""
    step = session.get(Step, matter.ref)
    if step is None or step.is_settled:
        return Item()
    stamp = f"{step.id}:{step.version}"
    asks = step.irreversible or step.evidence
    action = "offboarding_done_with" if asks else "offboarding_done"
    return Item(
        (t("a step of an offboarding"),),
        (button(t("Done"), action, stamp), button(t("Blocked"), "offboarding_blocked", stamp)),
    )


def _glances(session: Session, platform: str, now: datetime, t: Translator) -> list[str]:
    """How far the platform's offboardings are: the same view that the case's card draws."""
    cases = [
        reading.case_view(session, case, t.language, now)
        for case in reading.live_cases(session, platform)
    ]
    return [case_views.line(case, t) for case in cases]


FEATURE = Feature(
    "offboarding",
    _register,
    DRAWS,
    {
        reminding.REMIND: by_the_clock(flow.morning),
        over.UNBLOCK: by_the_clock(walking.come_back),
        over.HAND: by_the_clock(flow.hand_later),
        over.GRACE: by_the_clock(access.grace_over),
        **doers_jobs(DOERS),
        **report_jobs.HANDLERS,
    },
    commands=(
        Command(
            "offboard",
            mark("offboard <client>"),
            mark("end the work for a client, or see how its offboarding stands"),
            _offboard,
            writes=True,
        ),
    ),
    owns=(owning.OWNED,),
    glances=_glances,
    renamed=wishing.channel_renamed,
    forget=forget,
    items={owning.OWNED.kind: _item},
)
