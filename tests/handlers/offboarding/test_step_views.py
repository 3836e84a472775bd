"""What a step offers follows what Perron can do there."""

from __future__ import annotations

from bot.features.offboarding.kinds import Does
from handlers.offboarding.doers.all import DOERS
from handlers.offboarding.step_views import ONLY_LOOKS


def test_nothing_is_offered_to_be_chosen_where_perron_only_looks() -> None:
    looks = {does for does in Does if does in DOERS and DOERS[does].do is None}
    within = {does for does in ONLY_LOOKS if does not in DOERS}
    assert looks | within == set(ONLY_LOOKS)
