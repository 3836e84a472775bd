"""Which Confluence is spoken to is said by the settings."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import SecretStr

from bot.outside import build_wiki
from bot.settings import ConfluenceSettings, Deployment, Mode, Settings, SlackSettings
from integrations.confluence import CloudWiki, DataCenterWiki
from playground.confluence import EMAIL, TOKEN
from tests.playground.confluence.running import RunningConfluence

SLACK = SlackSettings(
    mode=Mode.HTTP, bot_token=SecretStr("xoxb-x"), signing_secret=SecretStr("secret")
)


def settings(**confluence: Any) -> Settings:
    section = ConfluenceSettings(**confluence)
    return Settings(_env_file=None, slack=SLACK, confluence=section)  # type: ignore[call-arg]


def test_without_an_address_there_is_none() -> None:
    assert build_wiki(settings()) is None


@pytest.mark.parametrize("end", ["", "/", "/wiki", "/wiki/"])
def test_cloud(confluence: RunningConfluence, end: str) -> None:
    url = f"{confluence.url}{end}"
    given = {"url": url, "token": TOKEN, "user": EMAIL, "deployment": Deployment.CLOUD}
    wiki = build_wiki(settings(**given))
    assert isinstance(wiki, CloudWiki)
    assert wiki.whoami() == "Perron"


def test_data_center(confluence: RunningConfluence) -> None:
    wiki = build_wiki(settings(url=f"{confluence.url}/", token=TOKEN))
    assert isinstance(wiki, DataCenterWiki)
    assert wiki.whoami() == "Perron"
