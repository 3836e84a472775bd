"""A platform's figures in words, beside their picture; the same for every member."""

from __future__ import annotations

from bot.core.i18n import Translator
from bot.core.worker import Drawing
from bot.features.accuracy.figures import ENOUGH, Figures, Month
from handlers.accuracy.picture import Labels
from handlers.digests.words import image, short
from handlers.slack.blocks import context, escape, header, section

FEW = 5
"""Questions of a month below which no share is told of it."""


def title(found: Figures, t: Translator) -> str:
    """Which platform's."""
    return t("{platform}: who was suggested, and who answered", platform=found.platform)


def parts(t: Translator) -> tuple[str, ...]:
    """What became of questions, in the order of the picture."""
    return (
        t("the first suggested"),
        t("the second or third"),
        t("somebody else"),
        t("the team was asked"),
    )


def labels(found: Figures, t: Translator) -> Labels:
    """What is written in the picture."""
    return Labels(
        title=title(found, t),
        parts=parts(t),
        months=[short(month.first, "LLL", t) for month in found.months],
        shares=[_right(month, t) for month in found.months],
    )


def _right(month: Month, t: Translator) -> str:
    if month.guessed < FEW:
        return ""
    return t("{share}% right", share=_share(month.right, month.guessed))


def _share(some: int, whole: int) -> int:
    return round(100 * some / whole) if whole else 0


def lines(found: Figures, t: Translator) -> list[str]:
    """The figures, a line each."""
    whole = found.whole
    if found.early:
        return [
            t.plural(
                "It is too early to say: {n} question was predicted and answered so far, and it "
                "takes {enough}.",
                "It is too early to say: {n} questions were predicted and answered so far, and it "
                "takes {enough}.",
                whole.all,
                enough=ENOUGH,
            )
        ]
    said = [
        t(
            "{all} questions were answered in six months. For {guessed} of them somebody was "
            "suggested:",
            all=whole.all,
            guessed=whole.guessed,
        ),
        t(
            "the first suggested answered {n} ({share}%),",
            n=whole.right,
            share=_share(whole.right, whole.guessed),
        ),
        t(
            "one of the first three {n} ({share}%).",
            n=whole.right + whole.near,
            share=_share(whole.right + whole.near, whole.guessed),
        ),
        t(
            "Nobody was guessed, and the team was asked: {n} ({share}% of all).",
            n=whole.team,
            share=_share(whole.team, whole.all),
        ),
    ]
    if found.passes:
        over = found.over
        share = _share(over.passed, over.all)
        said.append(
            t(
                "Up to last month, passed on by somebody: {n} ({share}%).",
                n=over.passed,
                share=share,
            )
        )
    return said


def alt(found: Figures, t: Translator) -> str:
    """The picture in words, with its figures."""
    months = [
        f"{short(month.first, 'LLLL', t)}: "
        + ", ".join(
            f"{count} {name}"
            for count, name in zip(
                (month.right, month.near, month.other, month.team), parts(t), strict=True
            )
        )
        for month in found.months
        if month.all
    ]
    return "\n".join([title(found, t), *months])


def card(found: Figures, picture: str | None, t: Translator) -> Drawing:
    """The card: the picture if it is there, and the figures."""
    blocks = [header(title(found, t))]
    if picture is not None:
        blocks.append(image(picture, alt(found, t)))
    blocks += words(found, t)
    return Drawing(title(found, t), blocks)


def words(found: Figures, t: Translator) -> list[dict[str, object]]:
    """The figures, and how they came about."""
    how = t(
        "Written down when a question came, counted when somebody answered. Who is asked first "
        "often takes it, so this flatters a little. It counts questions, never people, and "
        "everybody here sees the same."
    )
    return [section("\n".join(escape(line) for line in lines(found, t))), context(how)]


def answer(found: Figures, coming: str | None, t: Translator) -> Drawing:
    """What the one who asked reads at once; ``coming``: the channel in which the picture comes."""
    said = title(found, t)
    blocks = [section(f"*{escape(said)}*"), *words(found, t)]
    if coming is not None:
        blocks.append(context(t("As a picture it comes to {channel} in a moment.", channel=coming)))
    return Drawing(said, blocks)
