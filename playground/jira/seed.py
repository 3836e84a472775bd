"""What Jira knows at the start: projects, people, issue types, and who may do what.

Names are those of the playground's agency; nothing here is secret, the tokens are for show.
"""

from __future__ import annotations

from dataclasses import dataclass, field

RIGHTS = (
    "BROWSE_PROJECTS",
    "CREATE_ISSUES",
    "EDIT_ISSUES",
    "ASSIGN_ISSUES",
    "ASSIGNABLE_USER",
    "LINK_ISSUES",
    "ADD_COMMENTS",
    "TRANSITION_ISSUES",
    "MOVE_ISSUES",
    "BULK_CHANGE",
    "WORK_ON_ISSUES",
    "ADMINISTER_PROJECTS",
    "ADMINISTER",
)
ALL_RIGHTS = frozenset(RIGHTS)

PROJECTS = {"NORD": "Nordwind Shop", "HARB": "Harbour & Co", "WERK": "Gleiswerk"}
"""Those of the clients, and the agency's own."""
ISSUE_TYPES = {"Task": "6", "Bug": "1", "Story": "5"}
MISSING_TYPES = {"WERK": ("Story",)}
"""What a project does without."""
PRIORITIES = {"Highest": "1", "High": "2", "Medium": "3", "Low": "4", "Lowest": "5"}
SCHEMES = {10_000: "Agency work", 10_001: "Read only"}
"""Permission schemes by id; under `READ_ONLY` nothing can be done to issues but read them."""
READ_ONLY = 10_001
READING = frozenset({"BROWSE_PROJECTS", "ADMINISTER_PROJECTS", "ADMINISTER"})
CATEGORIES = {10_100: "Clients", 10_101: "Former clients"}
CUSTOM_FIELDS = {"customfield_10300": "Invoice"}
"""Fields of every issue that only /control/jira/field fills."""


def types_of(project: str) -> tuple[str, ...]:
    """The names of the issue types that a project has."""
    lacks = MISSING_TYPES.get(project, ())
    return tuple(name for name in ISSUE_TYPES if name not in lacks)


STATUSES = (
    ("Open", "todo", "1"),
    ("In Progress", "inprogress", "3"),
    ("In Review", "inprogress", "10001"),
    ("Done", "done", "10002"),
)


@dataclass(frozen=True)
class Account:
    """Somebody whom Jira knows. ``token`` opens the API; without one they only appear by name."""

    name: str
    display: str
    account_id: str
    token: str | None = None
    rights: dict[str, frozenset[str]] = field(default_factory=dict)

    @property
    def email(self) -> str:
        return f"{self.name}@gleiswerk.example"


TOKEN = "playground-jira-token"
"""The token of the technical user ``perron``, who may do everything in all projects."""
READER_TOKEN = "playground-jira-reader-token"
"""The token of ``reader``, who sees NORD, creates nothing, and does not see HARB at all."""
EVERYWHERE = dict.fromkeys(PROJECTS, ALL_RIGHTS)
ACCOUNTS = (
    Account("perron", "Perron", "5b10a2844c20165700ede210", TOKEN, EVERYWHERE),
    Account("mara", "Mara Vogt", "5b10a2844c20165700ede211", None, EVERYWHERE),
    Account("jonas", "Jonas Weber", "5b10a2844c20165700ede212", None, EVERYWHERE),
    Account("lena", "Lena Brandt", "5b10a2844c20165700ede213", None, EVERYWHERE),
    Account("emre", "Emre Aydin", "5b10a2844c20165700ede214", None, EVERYWHERE),
    Account("sofie", "Sofie Martens", "5b10a2844c20165700ede215", None, EVERYWHERE),
    Account(
        "reader",
        "Read Only",
        "5b10a2844c20165700ede216",
        READER_TOKEN,
        {"NORD": frozenset({"BROWSE_PROJECTS"})},
    ),
)
