"""Jira, Data Center and Cloud, as Perron's tracker."""

from integrations.jira.adapter import JiraTracker
from integrations.jira.ending import JiraEnding
from integrations.jira.markup import escape

__all__ = ["JiraEnding", "JiraTracker", "escape"]
