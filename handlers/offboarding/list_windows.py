"""The lists of a case: accounts, who can reach what, and what still runs. For the team."""

from __future__ import annotations

from collections.abc import Sequence

from babel.numbers import format_currency

from bot.core.i18n import Translator, format_of, mark
from bot.features.offboarding.endings import OpenEnd
from bot.features.offboarding.kinds import (
    AccessState,
    AccountKind,
    AccountState,
    EndKind,
    Fate,
    System,
)
from bot.features.offboarding.models import Access, Account
from handlers.blocks.fields import until_when
from handlers.digests.words import day
from handlers.offboarding.step_windows import NO_WAY_BACK
from handlers.offboarding.words import (
    ACCESS_STATES,
    ACCOUNT_KINDS,
    ACCOUNT_STATES,
    SYSTEMS,
)
from handlers.slack.blocks import (
    Dict,
    context,
    date_input,
    escape,
    inert,
    menu,
    modal,
    person_input,
    section,
    several,
    shorten,
    text_input,
    when,
)

ACCOUNTS, ACCOUNT, ACCOUNT_STATE = (
    "offboarding_accounts_window",
    "offboarding_account_window",
    "offboarding_account_state_window",
)
ACCESS, HELD, ACCESS_CHANGE = (
    "offboarding_access_window",
    "offboarding_held_window",
    "offboarding_access_change_window",
)
ENDS = "offboarding_ends_window"
NEW, EDIT, REMOVE = "new", "edit", "remove"
INACTIVE, UNDO, DELETED = "inactive", "undo", "deleted"
LINES = 12
"""Lines in one section: 3,000 characters are its limit."""
END_KINDS = {
    EndKind.PROMISE: mark("Promise"),
    EndKind.BALLOT: mark("Ballot"),
    EndKind.IN_SPE: mark("Project in spe"),
}
BLOCKED = mark(
    "The client has a delivery block. Whoever gets access back is served for a while: a second "
    "member of the platform confirms both at once, then the block is back by itself."
)
FATES = {Fate.HANDED_OVER: mark("handed over"), Fate.LET_GO: mark("knowingly let go")}


def _sections(lines: Sequence[str]) -> list[Dict]:
    return [section("\n".join(lines[n : n + LINES])) for n in range(0, len(lines), LINES)]


def accounts(case_id: str, found: Sequence[Account], t: Translator) -> Dict:
    """The list, and what to do with a line of it."""
    blocks = _sections([_account(one, t) for one in found]) or [
        section(t("Nothing is on the list yet. Put every account, domain and tool there."))
    ]
    which = [(one.id, shorten(one.name, 75)) for one in found[:99]]
    states = [(state.value, t(words)) for state, words in ACCOUNT_STATES.items()]
    whats = [(EDIT, t("change the line")), *states, (REMOVE, t("take it from the list"))]
    blocks.append(menu("which", t("Which line?"), [(NEW, t("A new line")), *which], initial=NEW))
    blocks.append(menu("what", t("And then?"), whats, initial=EDIT))
    return modal(
        ACCOUNTS,
        t("Accounts and tools"),
        t("Go on"),
        t("Close"),
        blocks[-100:],
        subject=case_id,
    )


def _account(one: Account, t: Translator) -> str:
    facts = [t(ACCOUNT_KINDS[one.kind]), f"*{t(ACCOUNT_STATES[one.state])}*"]
    if one.to:
        facts.append(t("to {person}", person=escape(one.to)))
    if one.owner:
        facts.append(f"<@{one.owner}>")
    if one.monthly_cents is not None:
        facts.append(t("{amount} a month", amount=money(one.monthly_cents, one.currency, t)))
    if one.notice_on is not None:
        facts.append(t("notice by {day}", day=day(one.notice_on, t, "d MMM y")))
    return f"• {escape(shorten(one.name, 100))} · {' · '.join(facts)}"


def money(cents: int, currency: str, t: Translator) -> str:
    """An amount as people write it."""
    return format_currency(cents / 100, currency, locale=format_of(t.language))


def account(one: Account | None, subject: str, t: Translator) -> Dict:
    """A line of the list, new or to be changed."""
    kinds = [(kind.value, t(words)) for kind, words in ACCOUNT_KINDS.items()]
    kind = one.kind.value if one is not None else AccountKind.ACCOUNT.value
    notice = one.notice_on if one is not None else None
    cost = f"{one.monthly_cents / 100:.2f}" if one and one.monthly_cents is not None else None
    blocks = [
        text_input("name", t("What is it?"), initial=one.name if one else None, max_length=200),
        menu("kind", t("Kind"), kinds, initial=kind),
        person_input("owner", t("Who looks after it?"), one.owner if one else None, optional=True),
        text_input(
            "cost",
            t("Cost a month"),
            initial=cost,
            optional=True,
            hint=t("Such as 29.90; with another currency than euros: 29.90 CHF"),
            max_length=20,
        ),
        date_input("notice", t("Notice has to be given by"), notice, optional=True),
    ]
    return modal(ACCOUNT, t("Account or tool"), t("Save"), t("Back"), blocks, subject=subject)


def account_state(one: Account, state: AccountState, subject: str, t: Translator) -> Dict:
    """Asks what goes with another state: to whom, and whether that is meant."""
    blocks = [section(f"*{escape(one.name)}*: {t(ACCOUNT_STATES[state])}")]
    if state is AccountState.HANDED_OVER:
        blocks.append(text_input("to", t("To whom?"), max_length=200))
    elif state is AccountState.DELETED:
        words = t(NO_WAY_BACK)
        blocks.append(section(words))
    title = t("Account or tool")
    return modal(ACCOUNT_STATE, title, t("Save"), t("Back"), blocks, subject=subject)


def access(case_id: str, found: Sequence[Access], t: Translator) -> Dict:
    """Who can reach what, and what to do about it."""
    blocks = _sections([_held(one, t) for one in found]) or [
        section(t("Nobody is on the list yet. Let Perron look, or put people there yourself."))
    ]
    if found:
        names = [(one.id, shorten(f"{one.name}: {one.what}", 75)) for one in found]
        blocks.append(several("which", t("Who?"), names))
    whats = [
        (NEW, t("put somebody on the list")),
        (INACTIVE, t("was set inactive")),
        (UNDO, t("gets it back")),
        (DELETED, t("was deleted")),
    ]
    blocks.append(menu("what", t("And then?"), whats, initial=INACTIVE if found else NEW))
    return modal(ACCESS, t("Access"), t("Go on"), t("Close"), blocks[-100:], subject=case_id)


def _held(one: Access, t: Translator) -> str:
    facts = [t(SYSTEMS[one.system]), escape(shorten(one.what, 120))]
    facts.append(f"*{t(ACCESS_STATES[one.state])}*")
    if one.state == AccessState.INACTIVE and one.delete_from is not None:
        facts.append(t("to be deleted from {time}", time=when(one.delete_from)))
    return f"• {escape(one.name)} · {' · '.join(facts)}"


def held(case_id: str, t: Translator) -> Dict:
    """Somebody of the client, and what they can reach."""
    systems = [(system.value, t(words)) for system, words in SYSTEMS.items()]
    blocks = [
        menu("system", t("Where?"), systems, initial=System.CLOUD.value),
        text_input("name", t("Who?"), max_length=200),
        text_input("who", t("User name or address there"), max_length=120),
        text_input("what", t("What can they reach?"), max_length=200),
    ]
    return modal(HELD, t("Access"), t("Put on the list"), t("Back"), blocks, subject=case_id)


def access_change(
    found: Sequence[Access], what: str, subject: str, t: Translator, *, blocked: bool = False
) -> Dict:
    """What is about to be recorded of whom; why, where it is given back.

    ``blocked``: the delivery block stands, so giving back is asked for together with a lift.
    """
    submit = t("Record it")
    blocks = _sections([f"• {escape(one.name)} · {escape(one.what)}" for one in found])
    if what == UNDO:
        blocks.append(text_input("why", t("Why?"), multiline=True, max_length=600))
        if blocked:
            blocks += [until_when(t("Until when is the block lifted?"), t), context(t(BLOCKED))]
            submit = t("Ask the team")
    elif what == DELETED:
        words = t(NO_WAY_BACK)
        blocks.append(section(words))
    titles = {
        INACTIVE: t("Set inactive"),
        UNDO: t("Give it back"),
        DELETED: t("Deleted"),
    }
    return modal(ACCESS_CHANGE, titles[what], submit, t("Back"), blocks[-100:], subject=subject)


def ends(case_id: str, found: Sequence[OpenEnd], t: Translator) -> Dict:
    """What still runs or was never begun, and what becomes of it."""
    if not found:
        blocks = [section(t("Nothing is left here."))]
        return modal(ENDS, t("What is left"), None, t("Close"), blocks)
    blocks = _sections([_end(one, t) for one in found])
    open_ = [one for one in found if one.fate is None] or list(found)
    which = [(f"{one.kind.value}|{one.ref}", shorten(one.words, 75)) for one in open_]
    fates = [(fate.value, t(words)) for fate, words in FATES.items()]
    blocks += [
        menu("which", t("What is it about?"), which, initial=which[0][0]),
        menu("fate", t("What becomes of it?"), fates, initial=Fate.HANDED_OVER.value),
        text_input("to", t("To whom, or why it is let go"), max_length=200),
    ]
    return modal(ENDS, t("What is left"), t("Save"), t("Close"), blocks[-100:], subject=case_id)


def _end(one: OpenEnd, t: Translator) -> str:
    words = inert(shorten(one.words, 140))
    shown = f"<{one.link}|{words}>" if one.link else escape(shorten(one.words, 140))
    facts = [t(END_KINDS[one.kind])]
    if one.owner:
        facts.append(f"<@{one.owner}>")
    if one.due is not None:
        facts.append(t("by {time}", time=when(one.due)))
    if one.fate is not None:
        facts.append(f"*{t(FATES[one.fate])}*: {escape(one.to)}")
    return f"• {shown} · {' · '.join(facts)}"


def chosen_access(found: Sequence[Access], ids: Sequence[str]) -> list[Access]:
    """Those of the list that were chosen."""
    return [one for one in found if one.id in set(ids)]
