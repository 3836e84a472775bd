"""A client's wish to end: what the client reads of it, and the team's card about it.

What the client reads takes client-safe data only: the name of their own company.
"""

from __future__ import annotations

from typing import Any

from bot.core.i18n import Translator
from bot.core.worker import Drawing
from bot.features.offboarding.kinds import WishState
from bot.features.offboarding.showing import ClientEnding, WishView
from handlers.slack.blocks import actions, button, context, escape, modal, section, when

WISH = "offboarding_wish_window"
Dict = dict[str, Any]


def confirm(ending: ClientEnding, channel: str, t: Translator) -> Dict:
    """Asks a client's person whether they mean it; to the client."""
    if ending.asked:
        words = t.to_client("You have told us already. Somebody of us will talk with you soon.")
        return modal(WISH, t.to_client("End the work"), None, t("Close"), [section(words)])
    words = t.to_client(
        "Would you like to end the work with us? Then somebody of us will talk with you "
        "about how and when. Nothing else happens before that."
    )
    return modal(
        WISH,
        t.to_client("End the work"),
        t.to_client("Yes, please"),
        t("Cancel"),
        [section(words)],
        subject=channel,
    )


def wish_card(wish: WishView, t: Translator) -> Drawing:
    """The team's card: somebody talks with the client, and carries on or not."""
    text = t(
        "{person} of {client} would like to end the work together ({time}).",
        person=f"<@{wish.by}>",
        client=escape(wish.client),
        time=when(wish.at),
    )
    blocks = [section(text)]
    by = f"<@{wish.answered_by}>"
    if wish.state is WishState.OPEN:
        blocks.append(
            context(
                t(
                    "They were thanked, and told that somebody will talk with them. "
                    "Nothing else has happened."
                )
            )
        )
        value = f"{wish.id}:{wish.version}"
        go = button(t("Prepare the offboarding"), "offboarding_carry_on", value, style="primary")
        blocks.append(
            actions(
                f"wish|{wish.id}",
                go,
                button(t("We have talked: it goes on"), "offboarding_drop_wish", value),
            )
        )
    elif wish.state is WishState.DROPPED:
        blocks.append(context(t("{person} has talked with them: the work goes on.", person=by)))
    else:
        blocks.append(context(t("{person} is preparing the offboarding.", person=by)))
    return Drawing(text, blocks)
