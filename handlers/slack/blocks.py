"""Block Kit, built and checked by slack_sdk's models, as plain dicts."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from slack_sdk.models.blocks import (
    ButtonElement,
    ConfirmObject,
    InputInteractiveElement,
    InteractiveElement,
    UserSelectElement,
)

from handlers.slack.models import (
    Actions,
    Boxes,
    Button,
    Choice,
    Choices,
    Context,
    Day,
    Divider,
    Files,
    Header,
    Input,
    ManyMenu,
    Markdown,
    Menu,
    PeopleMenu,
    PersonMenu,
    Plain,
    Section,
    Words,
)

Dict = dict[str, Any]
SECTION = 3000
"""Slack's limit for a section's text."""
INPUT = 3000
"""Slack's limit for a plain text input."""
OPTIONS = 100
"""Slack's limit for a menu, and for a group in it."""


def shorten(text: str, limit: int) -> str:
    """Cut at ``limit`` characters with an ellipsis."""
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"


def escape(text: str) -> str:
    """Plain text for Slack's mrkdwn: its three control characters are made harmless."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def when(at: datetime, form: str = "{date_short_pretty}, {time}") -> str:
    """A moment as a Slack date token: everybody reads it in their own zone."""
    fallback = at.strftime("%Y-%m-%d %H:%M UTC")
    return f"<!date^{int(at.timestamp())}^{form}|{fallback}>"


def inert(words: str) -> str:
    """Somebody's words as the text of a link: nothing in them is a link or a mention."""
    return words.replace("<", "‹").replace(">", "›").replace("|", "¦")


def quote(text: str, limit: int = 1200) -> str:
    """Somebody's words as a quotation."""
    return "\n".join(f"> {line}" for line in shorten(text.strip(), limit).splitlines())


def section(text: str, block_id: str | None = None, accessory: Any = None) -> Dict:
    block = Section(
        text=Markdown(text=shorten(text, SECTION)),
        block_id=block_id,
        accessory=accessory,
    )
    return block.to_dict()


def context(*texts: str) -> Dict:
    return Context(elements=[Markdown(text=shorten(text, 2000)) for text in texts]).to_dict()


def header(text: str) -> Dict:
    return Header(text=Plain(text=shorten(text, 150))).to_dict()


def divider() -> Dict:
    return Divider().to_dict()


def button(
    text: str,
    action_id: str,
    value: str,
    *,
    style: str | None = None,
    confirm: ConfirmObject | None = None,
) -> ButtonElement:
    return Button(
        text=Plain(text=shorten(text, 75)),
        action_id=action_id,
        value=value,
        style=style,
        confirm=confirm,
    )


def link_button(text: str, action_id: str, url: str) -> ButtonElement:
    return Button(text=Plain(text=shorten(text, 75)), action_id=action_id, url=url)


def person_menu(placeholder: str, action_id: str) -> UserSelectElement:
    return PersonMenu(placeholder=Plain(text=shorten(placeholder, 150)), action_id=action_id)


def actions(block_id: str, *elements: InteractiveElement) -> Dict:
    return Actions(block_id=block_id, elements=list(elements)).to_dict()


def labelled(
    block_id: str,
    label: str,
    element: InputInteractiveElement,
    *,
    optional: bool = False,
    hint: str | None = None,
) -> Dict:
    """An element of a window with its label; what is entered is found under ``block_id``."""
    return Input(
        block_id=block_id,
        label=Plain(text=label),
        hint=Plain(text=hint) if hint else None,
        optional=optional,
        element=element,
    ).to_dict()


def person_input(
    block_id: str, label: str, chosen: str | None = None, *, optional: bool = False
) -> Dict:
    """One person."""
    element = PersonMenu(action_id="value", initial_user=chosen)
    return labelled(block_id, label, element, optional=optional)


def people_input(
    block_id: str, label: str, chosen: Sequence[str], *, optional: bool = False
) -> Dict:
    """Several people; the order is that in which they were chosen."""
    element = PeopleMenu(action_id="value", initial_users=list(chosen) or None)
    return labelled(block_id, label, element, optional=optional)


def date_input(
    block_id: str,
    label: str,
    chosen: date | None = None,
    *,
    optional: bool = False,
    hint: str | None = None,
) -> Dict:
    """A day; it comes back as ``2026-11-30``."""
    initial = chosen.isoformat() if chosen is not None else None
    element = Day(action_id="value", initial_date=initial)
    return labelled(block_id, label, element, optional=optional, hint=hint)


def file_input(block_id: str, label: str, *, most: int = 1, optional: bool = False) -> Dict:
    """Files, at most ``most`` (Slack takes ten)."""
    element = Files(action_id="value", max_files=most)
    return labelled(block_id, label, element, optional=optional)


def text_input(
    block_id: str,
    label: str,
    *,
    initial: str | None = None,
    multiline: bool = False,
    optional: bool = False,
    hint: str | None = None,
    placeholder: str | None = None,
    max_length: int | None = None,
) -> Dict:
    """An input whose value is found under ``block_id`` / ``value``."""
    element = Words(
        action_id="value",
        initial_value=initial or None,
        multiline=multiline,
        placeholder=placeholder,
        max_length=max_length,
    )
    return labelled(block_id, label, element, optional=optional, hint=hint)


def menu(
    block_id: str,
    label: str,
    options: Sequence[tuple[str, str]],
    *,
    initial: str | None = None,
    optional: bool = False,
) -> Dict:
    """A menu of ``(value, text)`` pairs."""
    made = [Choice(value=value, label=shorten(text, 75)) for value, text in options[:OPTIONS]]
    chosen = next((option for option in made if option.value == initial), None)
    element = Menu(action_id="value", options=made, initial_option=chosen)
    return labelled(block_id, label, element, optional=optional)


def several(
    block_id: str,
    label: str,
    options: Sequence[tuple[str, str]],
    chosen: Collection[str] = (),
    *,
    optional: bool = True,
    hint: str | None = None,
) -> Dict:
    """A menu of ``(value, text)`` pairs of which several can be chosen."""
    made = [Choice(value=value, label=shorten(text, 75)) for value, text in options]
    some = {"options": made} if len(made) <= OPTIONS else {"option_groups": _grouped(made)}
    first = [option for option in made if option.value in chosen]
    element = ManyMenu(action_id="value", initial_options=first or None, **some)
    return labelled(block_id, label, element, optional=optional, hint=hint)


def _grouped(options: Sequence[Choice]) -> list[Choices]:
    """A menu takes a hundred options in each of a hundred groups, named by where they begin."""
    parts = [options[n : n + OPTIONS] for n in range(0, len(options), OPTIONS)]
    return [Choices(label=f"{part[0].label}", options=list(part)) for part in parts[:OPTIONS]]


def checkboxes(
    block_id: str,
    label: str,
    options: Sequence[tuple[str, str]],
    *,
    ticked: Collection[str] = (),
) -> Dict:
    """Boxes to tick, of ``(value, text)`` pairs; Slack takes ten at most."""
    made = [Choice(value=value, label=shorten(text, 75)) for value, text in options[:10]]
    already = [option for option in made if option.value in ticked] or None
    element = Boxes(action_id="value", options=made, initial_options=already)
    return labelled(block_id, label, element, optional=True)


def modal(
    callback_id: str,
    title: str,
    submit: str | None,
    close: str,
    blocks: Sequence[Mapping[str, Any]],
    *,
    subject: str = "",
) -> Dict:
    """A modal; ``subject`` is an opaque id and nothing else."""
    view: Dict = {
        "type": "modal",
        "callback_id": callback_id,
        "title": {"type": "plain_text", "text": shorten(title, 24)},
        "close": {"type": "plain_text", "text": shorten(close, 24)},
        "blocks": list(blocks),
        "private_metadata": subject,
    }
    if submit is not None:
        view["submit"] = {"type": "plain_text", "text": shorten(submit, 24)}
    return view
