"""What a voter gets once a ballot is closed: how it ended, and whether they are in."""

from __future__ import annotations

from bot.core.i18n import Translator
from bot.core.worker import Drawing
from bot.features.ballots.models import Stage
from bot.features.ballots.reading import Offered, Shown
from handlers.ballots.parts import Blocks, plain
from handlers.ballots.result_views import bullets, hand_buttons, headline, until
from handlers.slack.blocks import actions, context, escape, header, section, shorten


def voter(ballot: Shown, hand: Offered | None, t: Translator) -> Drawing:
    """What a voter's message says once it is closed, and the question that follows a go."""
    title = headline(ballot, t)
    blocks = [header(title), section(f"*{plain(ballot.what)}*")]
    if ballot.link:
        blocks.append(section(f"<{ballot.link}|{t('The result, in the team channel')}>"))
    if ballot.stage == Stage.HANDS and not ballot.asked_again:
        blocks += [
            section(_your_hand(hand, t)),
            *takes(ballot, t),
            actions(f"hand|{ballot.id}", *hand_buttons(ballot, t)),
        ]
    gone = t("The link between you and your vote was destroyed when it closed.")
    return Drawing(title, [*blocks, context(gone)])


def takes(ballot: Shown, t: Translator) -> Blocks:
    """What it takes, where somebody said so."""
    return bullets(t("What it takes"), [plain(ballot.needs)] if ballot.needs else [], t)


def hands_again(ballot: Shown, has_spoken: bool, t: Translator) -> Drawing:
    """Half of the time for the answer is over: are you in; or, once all have said, the word."""
    what = escape(shorten(" ".join(ballot.what.split()), 120))
    if has_spoken:
        text = t(
            "Everybody has spoken about “{what}”, and nobody has said for the team: we stand "
            "behind it.",
            what=what,
        )
        where = f"<{ballot.link}|{t('The result, in the team channel')}>" if ballot.link else ""
        return Drawing(text, [section(f"{text} {until(ballot, t)} {where}".strip())])
    text = t("“{what}” is a go, and your hand is still asked: in, or not with you?", what=what)
    only_you = t("Only you read this. You need not say why if it is not with you.")
    row = actions(f"hand|{ballot.id}", *hand_buttons(ballot, t))
    body = section(f"{text} {until(ballot, t)}")
    return Drawing(text, [body, *takes(ballot, t), row, context(only_you)])


def _your_hand(hand: Offered | None, t: Translator) -> str:
    if hand is None:
        return t(
            "Are you in, and with what? What you say now stands under your name. You need not "
            "say why if it is not with you, and however you voted, you are free to choose."
        )
    if hand.is_in:
        return t("You are in, with: {words}", words=plain(hand.words, 500))
    return t("Not with you, you said. You need not say why, and can still change it.")
