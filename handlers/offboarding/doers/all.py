"""Every kind that Perron does or checks by a job, with who does it."""

from __future__ import annotations

from bot.features.offboarding.kinds import Does
from handlers.offboarding.doers import (
    access_lists,
    farewell,
    jira_archive,
    jira_issues,
    jira_worklogs,
    report,
    slack_leave,
    slack_people,
    wiki_page,
    wiki_readers,
)
from handlers.offboarding.doers.export import doer as export
from handlers.offboarding.doers.jobs import Doers

DOERS: Doers = {
    Does.JIRA_ISSUES: jira_issues.ISSUES,
    Does.JIRA_WORKLOGS: jira_worklogs.WORKLOGS,
    Does.JIRA_ARCHIVE: jira_archive.ARCHIVE,
    Does.WIKI_PAGE: wiki_page.LAST_PAGE,
    Does.WIKI_READERS: wiki_readers.READERS,
    Does.SLACK_PEOPLE: slack_people.PEOPLE,
    Does.SLACK_EXPORT: export.EXPORT,
    Does.SLACK_LEAVE: slack_leave.CHANNELS,
    Does.FAREWELL: farewell.WORD,
    Does.ACCESS_INACTIVE: access_lists.INACTIVE,
    Does.ACCESS_DELETED: access_lists.DELETED,
    Does.REPORT: report.REPORTS,
}
