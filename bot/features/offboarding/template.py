"""The default template of an ending, as data: what is done, in which order, in both languages.

The list is that of the account platform's *clean ending*: a good start, not law. Days count from
the last day of the work; owners are found by talent, whatever their role.
"""

from __future__ import annotations

from bot.features.offboarding import template_begin as begin
from bot.features.offboarding import template_end as end
from bot.features.offboarding.template_values import Template

GRACE_DAYS = 30
"""Calendar days between *inactive* and *deleted*."""
DEFAULT = Template(
    key="default",
    names={"en": "Fair and complete", "de": "Fair und vollständig"},
    grace_days=GRACE_DAYS,
    steps=(
        *begin.WIND_DOWN,
        *begin.HAND_OVER,
        *end.CLOSE,
        *end.FAREWELL,
        *end.ACCESS,
        *end.SETTLE,
        *end.BLOCK,
    ),
)
