"""Strict JQL: what jira820 does not understand, it ignores; here it is refused, as Jira would.

Only the clauses that jira820 honours pass, and ``worklogDate``, which the proxy answers itself.
Everything else is a 400 with Jira's wording, or, where Jira would understand and jira820 would
not, with a sentence that says so.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from playground.jira.answers import JiraError
from playground.jira.fields import is_day

TOKEN = re.compile(
    r"""\s*(?:(?P<text>"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')"""
    r"""|(?P<mark>!=|>=|<=|!~|[=<>~(),])|(?P<word>[^\s()=!<>~,"']+))"""
)
EQUAL = frozenset({"=", "!=", "in", "not in"})
ORDERED = frozenset({"=", "<", "<=", ">", ">="})
FIELDS: dict[str, frozenset[str]] = {
    **dict.fromkeys(("project", "key", "labels", "assignee", "reporter"), EQUAL),
    **dict.fromkeys(("status", "statuscategory", "issuetype", "type"), EQUAL),
    **dict.fromkeys(("created", "updated", "resolved", "due", "duedate"), ORDERED),
    **dict.fromkeys(("text", "summary", "description"), frozenset({"~"})),
    "worklogdate": ORDERED,
}
SORTABLE = {"key", "created", "updated", "resolved", "due", "duedate", "summary"}
DATE = re.compile(r"-?\d+[dwmhy]?|\d{4}-\d{2}-\d{2}")
JOINS_INSIDE = re.compile(r"[()]|\s(and|or|order\s+by)\s", re.IGNORECASE)


@dataclass(frozen=True)
class Clause:
    """One condition: a lower-case field, an operator in lower case, the values without quotes.

    ``at`` says which tokens of the query it is made of.
    """

    field: str
    operator: str
    values: tuple[str, ...]
    at: slice


class Reader:
    """A recursive descent over the tokens of one query; collects its clauses."""

    def __init__(self, jql: str) -> None:
        self.tokens = list(_tokens(jql))
        self.at = 0
        self.clauses: list[Clause] = []

    def read(self) -> list[Clause]:
        if self.peek() not in ("", "order"):
            self.either()
        if self.peek() == "order":
            self.order()
        if self.peek():
            raise _syntax(f"Expecting either 'OR' or 'AND' but got '{self.raw()}'.")
        return self.clauses

    def either(self) -> None:
        self.both()
        while self.take("or"):
            self.both()

    def both(self) -> None:
        self.one()
        while self.take("and"):
            self.one()

    def one(self) -> None:
        if self.take("("):
            self.either()
            self.expect(")")
        elif self.peek() == "not":
            raise JiraError(400, ["This Jira (jira820) does not understand a leading NOT."])
        else:
            self.clause()

    def clause(self) -> None:
        begins = self.at
        name = self.word("a field name")
        field = name.lower()
        if field not in FIELDS:
            raise JiraError(400, [_no_field(name)])
        operator = self.operator()
        if operator not in FIELDS[field]:
            text = f"The operator '{operator}' is not supported by the '{name}' field."
            raise JiraError(400, [text])
        many = operator in ("in", "not in")
        values = self.values(many)
        self.clauses.append(Clause(field, operator, values, slice(begins, self.at)))

    def operator(self) -> str:
        if self.take("not"):
            self.expect("in")
            return "not in"
        found = self.peek()
        if found not in ("=", "!=", "<", "<=", ">", ">=", "~", "!~", "in", "is", "was", "changed"):
            raise _syntax(f"Expecting operator but got '{self.raw()}'.")
        self.at += 1
        return found

    def values(self, many: bool) -> tuple[str, ...]:
        if not many:
            return (self.value(),)
        self.expect("(")
        found = [self.value()]
        while self.take(","):
            found.append(self.value())
        self.expect(")")
        return tuple(found)

    def value(self) -> str:
        text = self.word("a value")
        if self.peek() == "(":
            raise JiraError(400, [f"Unable to find JQL function '{text}()'."])
        if text.lower() in ("empty", "null"):
            raise JiraError(400, ["This Jira (jira820) does not understand EMPTY."])
        if JOINS_INSIDE.search(text):
            raise JiraError(400, [f"This Jira (jira820) cannot search for '{text}'."])
        return text

    def order(self) -> None:
        self.expect("order")
        self.expect("by")
        while True:
            name = self.word("a field name")
            if name.lower() not in SORTABLE:
                raise JiraError(400, [f"Not able to sort using field '{name}'."])
            _ = self.take("asc") or self.take("desc")
            if not self.take(","):
                return

    def peek(self) -> str:
        """The next token in lower case, quotes kept; empty at the end."""
        return self.raw().lower()

    def raw(self) -> str:
        return self.tokens[self.at] if self.at < len(self.tokens) else ""

    def take(self, token: str) -> bool:
        if self.peek() != token:
            return False
        self.at += 1
        return True

    def expect(self, token: str) -> None:
        if not self.take(token):
            raise _syntax(f"Expecting '{token}' but got '{self.raw()}'.")

    def word(self, what: str) -> str:
        token = self.raw()
        if not token or token in "()," or token in ("=", "!=", "<", "<=", ">", ">=", "~", "!~"):
            raise _syntax(f"Expecting {what} but got '{token}'.")
        self.at += 1
        if token[0] in "\"'":
            return re.sub(r"\\(.)", r"\1", token[1:-1])
        return token


def check(jql: str, exists: Callable[[str, str], bool], strict: bool = True) -> list[Clause]:
    """Read a query or raise a 400.

    ``exists(field, value)`` says whether a project, key, status or issue type is known. With
    ``strict`` False (Jira's ``validateQuery=false``) unknown values are let through.
    """
    clauses = Reader(jql).read()
    for clause in clauses:
        for value in clause.values:
            if FIELDS[clause.field] is ORDERED and not DATE.fullmatch(value):
                text = f"Date value '{value}' for field '{clause.field}' is invalid."
                raise JiraError(400, [text])
            if clause.field == "worklogdate" and not is_day(value):
                raise JiraError(400, ["This Jira (jira820) knows worklogDate by whole days only."])
            if strict and not exists(clause.field, value):
                raise JiraError(400, [_no_value(clause.field, value)])
    return clauses


def replaced(jql: str, field: str, keys: Callable[[str, str], list[str]]) -> str:
    """The query with every clause of a field put as the keys of the issues that it matches.

    ``keys(operator, value)`` names them; no issue has the key that stands for none.
    """
    reader = Reader(jql)
    clauses = [clause for clause in reader.read() if clause.field == field]
    for clause in reversed(clauses):
        found = keys(clause.operator, clause.values[0]) or ["NONE-0"]
        reader.tokens[clause.at] = [f"key in ({', '.join(found)})"]
    return " ".join(reader.tokens) if clauses else jql


def _tokens(jql: str) -> Iterator[str]:
    at = 0
    end = len(jql.rstrip())
    while at < end:
        match = TOKEN.match(jql, at)
        if not match:
            raise _syntax(f"The character '{jql[at:].lstrip()[0]}' is not allowed here.")
        yield match[0].strip()
        at = match.end()


def _syntax(text: str) -> JiraError:
    return JiraError(400, [f"Error in the JQL Query: {text}"])


def _no_field(name: str) -> str:
    return f"Field '{name}' does not exist or you do not have permission to view it."


def _no_value(field: str, value: str) -> str:
    if field == "key":
        return f"An issue with key '{value}' does not exist for field 'key'."
    return f"The value '{value}' does not exist for the field '{field}'."
