"""Interactive elements, images, and where each may stand."""

from __future__ import annotations

from typing import Any

from playground.slack.blockkit.objects import (
    CONFIRM,
    DATE,
    DISPATCH,
    FILTER,
    GROUPS,
    PLAIN,
    RICH,
    TIME,
    option,
    options,
    plain,
)
from playground.slack.blockkit.rules import (
    Check,
    Field,
    Findings,
    anything,
    boolean,
    integer,
    items,
    may,
    need,
    one_of,
    string,
    typed,
)


def action_id(value: Any, path: str, found: Findings) -> None:
    """Unique in its block, as Slack demands; a click names the block, too."""
    string(255)(value, path, found)
    if value in found.action_ids:
        found.note(f"action_id already exists: {value}", path)
    found.action_ids.add(str(value))


ACTION = {"action_id": may(action_id)}
FOCUS = {"focus_on_load": may(boolean)}
HINT = {"placeholder": may(plain(150))}
ASK = {"confirm": may(CONFIRM)}
MENU = ACTION | FOCUS | HINT | ASK
MANY = {"max_selected_items": may(integer)}
TEXT_INPUT = ACTION | FOCUS | HINT | {"dispatch_action_config": may(DISPATCH)}
STATIC = {"options": may(options(100, PLAIN)), "option_groups": may(GROUPS)}
EXTERNAL = {"min_query_length": may(integer)}
URL_SENT = {"response_url_enabled": may(boolean)}
CONVERSATION = {"default_to_current_conversation": may(boolean), "filter": may(FILTER)}


def _first(name: str, check: Check) -> dict[str, Field]:
    return {f"initial_{name}": may(check)}


ONE = option(PLAIN)
SEVERAL = items(ONE, 100)
ID = string(40)
IDS = items(ID, 100)

BUTTON = (
    ACTION
    | ASK
    | {
        "text": need(plain(75)),
        "value": may(string(2000, 0)),
        "url": may(string(3000)),
        "style": may(one_of("primary", "danger")),
        "accessibility_label": may(string(75)),
    }
)
IMAGE = {
    "image_url": may(string(3000)),
    "slack_file": may(anything),
    "alt_text": need(string(2000)),
}

ELEMENTS: dict[str, dict[str, Field]] = {
    "button": BUTTON,
    "image": IMAGE,
    "overflow": ACTION | ASK | {"options": need(options(5, PLAIN))},
    "static_select": MENU | STATIC | _first("option", ONE),
    "multi_static_select": MENU | STATIC | MANY | _first("options", SEVERAL),
    "external_select": MENU | EXTERNAL | _first("option", ONE),
    "multi_external_select": MENU | EXTERNAL | MANY | _first("options", SEVERAL),
    "users_select": MENU | _first("user", ID),
    "multi_users_select": MENU | MANY | _first("users", IDS),
    "conversations_select": MENU | CONVERSATION | URL_SENT | _first("conversation", ID),
    "multi_conversations_select": MENU | CONVERSATION | MANY | _first("conversations", IDS),
    "channels_select": MENU | URL_SENT | _first("channel", ID),
    "multi_channels_select": MENU | MANY | _first("channels", IDS),
    "datepicker": MENU | _first("date", DATE),
    "timepicker": MENU | _first("time", TIME) | {"timezone": may(string(100))},
    "datetimepicker": ACTION | ASK | FOCUS | _first("date_time", integer),
    "checkboxes": ACTION
    | ASK
    | FOCUS
    | {"options": need(options(10)), "initial_options": may(items(option(), 10))},
    "radio_buttons": ACTION
    | ASK
    | FOCUS
    | {"options": need(options(10)), "initial_option": may(option())},
    "plain_text_input": TEXT_INPUT
    | _first("value", string(3000, 0))
    | {"multiline": may(boolean), "min_length": may(integer), "max_length": may(integer)},
    "email_text_input": TEXT_INPUT | _first("value", string(3000, 0)),
    "url_text_input": TEXT_INPUT | _first("value", string(3000, 0)),
    "number_input": TEXT_INPUT
    | _first("value", string(100, 0))
    | {
        "is_decimal_allowed": need(boolean),
        "min_value": may(string(100)),
        "max_value": may(string(100)),
    },
    "rich_text_input": TEXT_INPUT | _first("value", RICH),
    "file_input": ACTION | {"filetypes": may(items(string(20), 100)), "max_files": may(integer)},
}

TEXT_INPUTS = {
    "plain_text_input",
    "email_text_input",
    "url_text_input",
    "number_input",
    "rich_text_input",
}
SELECTS = {name for name in ELEMENTS if name.endswith("_select")}
SINGLE = {name for name in SELECTS if not name.startswith("multi_")}
CHOICES = {"checkboxes", "radio_buttons", "datepicker", "timepicker"}

IN_ACTIONS = {"button", "overflow", "datetimepicker"} | SINGLE | CHOICES
IN_SECTION = {"button", "overflow", "image"} | SELECTS | CHOICES
IN_INPUT = TEXT_INPUTS | SELECTS | CHOICES | {"datetimepicker", "file_input"}


def element(allowed: set[str]) -> Check:
    """An element of one of these types; static menus need options or groups, not both."""
    check = typed(ELEMENTS, allowed)

    def check_element(value: Any, path: str, found: Findings) -> None:
        check(value, path, found)
        if not isinstance(value, dict):
            return
        kind = value.get("type")
        if kind in ("static_select", "multi_static_select") and (
            ("options" in value) == ("option_groups" in value)
        ):
            found.note("must have either options or option_groups", path)
        if kind == "image" and ("image_url" in value) == ("slack_file" in value):
            found.note("must have either image_url or slack_file", path)

    return check_element
