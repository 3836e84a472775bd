"""A platform's quarter in words, beside its picture; the same for every member."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.core.i18n import Translator
from bot.core.worker import Drawing
from bot.features.promises.looking_back import Back, Fate
from bot.features.promises.values import Outcome
from handlers.digests.words import image
from handlers.promises.picture import Labels
from handlers.slack.blocks import context, escape, header, section


def title(back: Back, t: Translator) -> str:
    """Which platform, and when."""
    quarter = back.quarter
    return t("{platform}, Q{n} {year}", platform=back.platform, n=quarter.number, year=quarter.year)


def labels(back: Back, t: Translator) -> Labels:
    """What is written in the picture."""
    return Labels(
        title=title(back, t),
        ballots=t("Ballots"),
        sure=t("Promises, by how sure we were"),
        outcomes=_outcomes(t),
        fates=_fates(t),
        bands=(t("not sure"), t("rather sure"), t("sure")),
    )


def _outcomes(t: Translator) -> dict[Outcome, str]:
    return {
        Outcome.GO: t("go"),
        Outcome.NO: t("no"),
        Outcome.UNDECIDED: t("not decided"),
    }


def _fates(t: Translator) -> dict[Fate, str]:
    return {
        Fate.KEPT: t("kept"),
        Fate.NEW_DATE: t("new date"),
        Fate.NOT_KEPT: t("not kept"),
        Fate.OPEN: t("open"),
    }


def alt(back: Back, t: Translator) -> str:
    """The picture in words, with its figures."""
    return "\n".join([title(back, t), *lines(back, t)])


def lines(back: Back, t: Translator) -> list[str]:
    """The figures, a line each."""
    found = [t("Ballots: {counts}", counts=_counts(back.outcomes, _outcomes(t), t))]
    found.append(t("Promises made: {counts}", counts=_counts(back.promises, _fates(t), t)))
    for name, band in zip(labels(back, t).bands, back.sure, strict=False):
        if sum(band.values()):
            counts = _counts(band, _fates(t), t)
            found.append(t("Where we were {sure}: {counts}", sure=name, counts=counts))
    return found


def _counts(found: Mapping[Any, int], names: Mapping[Any, str], t: Translator) -> str:
    told = [f"{count} {names[one]}" for one in names if (count := found.get(one, 0))]
    return ", ".join(told) or t("none")


def looking_back(back: Back, picture: str | None, t: Translator) -> Drawing:
    """The card: the picture if it is there, and the figures."""
    blocks = [header(title(back, t))]
    if picture is not None:
        blocks.append(image(picture, alt(back, t)))
    blocks.append(section("\n".join(escape(line) for line in lines(back, t))))
    blocks.append(context(t("Everybody here sees the same. No figure is about a person.")))
    return Drawing(title(back, t), blocks)
