"""Confluence, Cloud and Data Center, as Perron's wiki."""

from integrations.confluence.cloud import CloudWiki
from integrations.confluence.datacenter import DataCenterWiki

__all__ = ["CloudWiki", "DataCenterWiki"]
