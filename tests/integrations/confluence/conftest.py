"""A small Confluence over real HTTP, and wikis that speak to it."""

from __future__ import annotations

import pytest

from bot.ports import PageDraft, Wiki
from bot.ports.wiki import Bullets, Heading, Link, Paragraph, Table
from integrations.confluence import CloudWiki, DataCenterWiki
from playground.confluence import EMAIL, TOKEN
from tests.playground.confluence.running import RunningConfluence, confluence, running_confluence

__all__ = ["confluence", "running_confluence"]


@pytest.fixture
def data_center(confluence: RunningConfluence) -> DataCenterWiki:
    return DataCenterWiki(confluence.url, TOKEN)


@pytest.fixture
def cloud(confluence: RunningConfluence) -> CloudWiki:
    return CloudWiki(confluence.url, EMAIL, TOKEN)


@pytest.fixture(params=["data_center", "cloud"])
def wiki(request: pytest.FixtureRequest) -> Wiki:
    """Perron's account: once Data Center, once Cloud."""
    found: Wiki = request.getfixturevalue(request.param)
    return found


@pytest.fixture
def draft() -> PageDraft:
    return PageDraft(
        space="NORD",
        title="Last information: Nordwind & friends",
        body=(
            Heading("Decisions"),
            Paragraph(("Keep <b>the</b> voucher, see ", Link("the thread", "https://x.test/?a&b"))),
            Bullets(("first\nline", ("two ", Link("mail", "mailto:anke@nordwind.example")))),
            Table(("What", "Who"), (("Domain", "Anke"), ("Shop & till", "Til"))),
        ),
        label="perron-0a1b2c",
    )
