"""The words :mod:`bot.features.requests.belonging` knows. Folded: lower case, ae oe ue ss."""

from __future__ import annotations

import re

from bot.features.requests import sense_words


def _set(text: str) -> frozenset[str]:
    return frozenset(text.split())


GOES_ON = re.compile(
    r"^(?:und|and|auch|also|sonst|btw|uebrigens|ps|nachtrag|update|re|zu[mr]?|wegen|zwecks|betr\w*"
    r"|about|regarding|on the|for the|hier (?:noch|nochmal|waere|ist|kommt|sind)|so heres|heres"
    r"|here is|here are|statt\w*|instead|beide[s]?|both|gleiche[s]?|same|inzwischen|meanwhile"
    r"|mittlerweile|jetzt|now|dafuer|dazu"
    r"|(?:es|das|it|this|that) (?:ist|geht|war|hat|betrifft|passiert|waere|is|was|has|happens"
    r"|would))\b"
    r"|\b(?:immer ?noch|noch immer|weiterhin|nach wie vor|schon wieder|nochmals?|noch ?mal"
    r"|noch einmal|wieder|auch nicht|ebenfalls|genauso|dabei|dazu|dafuer|damit|stattdessen"
    r"|inzwischen|gleiches|das gleiche|dasselbe"
    r"|mittlerweile|weitere[rs]?|uebrigens|nachtrag|was neues|schon jemand|noch jemand|besser"
    r"|schlimmer"
    r"|still|again|any (?:news|update|progress)|as well|either|too|instead|another|meanwhile|btw"
    r"|in addition|furthermore|follow(?:ing)? up|anyone looked|looked into|the same|worse"
    r"|no better)\b"
)
"""What goes on with something that was said before."""

SETTLES = re.compile(
    r"\b(?:erledigt|geklaert|vergesst|vergiss|geht(?: es)? wieder|gehts wieder|laeuft wieder"
    r"|klappt wieder|wieder da|zurueckziehen|never ?mind|nvm|forget (?:it|about|the|that)"
    r"|works again"
    r"|working again|sorted|solved|resolved|no longer needed|back up)\b"
)
"""What says that something is over."""

OTHER_TOPIC = re.compile(
    r"\b(?:neues thema|anderes thema|andere frage|was anderes|etwas anderes|unabhaengig davon"
    r"|ganz andere[rs]?|neue anfrage|neues anliegen|themenwechsel|new topic|other topic"
    r"|different (?:topic|question|thing|matter)|something else|another (?:question|topic|thing)"
    r"|unrelated|other question|separate (?:topic|question|issue))\b"
)

OPENS = re.compile(
    r"^(?:hallo|hi|hey|hello|moin|guten|good|dear|sehr geehrte\w*|liebe[rs]?|wir (?:brauchen"
    r"|braeuchten"
    r"|moechten|wuerden|wollen|haetten|suchen|planen|ziehen)|we (?:need|want|would|plan"
    r"|are planning)"
    r"|wed|(?:kann|koennen) (?:man|wir|ich|unsere)|(?:can|could) (?:we|i|our|customers|people)"
    r"|unser[e]?"
    r"|our)\b"
)
"""How people begin with something new, more often than they go on so."""

YES_OR_NO = _set(
    """ja jo jup jap nein nee noe doch genau passt klar gerne gern lieber eher beides nur alle keine
    noch yes yep yeah no nope sure fine rather both only all none not works neither either"""
)
ASKS = _set(
    """wer wen wem was wann warum wieso weshalb wo wie wieviel welche welcher welches kann kannst
    koennt koennten koennen gibt gibts habt hast ist sind brauchen wir who what when why where which
    how can could is are do does did would will have has we i my unser unsere meine our hallo hi"""
)
"""What begins with these is no answer."""
WANTS = _set(
    """bitte brauchen braeuchten brauche braeuchte moechten wollen please need needs want wants
    would wed"""
)
DEFINITE = _set("der die das den dem des beim zum zur vom diese diesen diesem dieses the this that")
"""What stands before something that both know."""
RANKS = _set("seite page platz place position rang rank")
"""A number behind these may change: the matter stays the same."""
GENERIC = _set(
    """seite seiten startseite homepage webseite website page pages site shop online kunde kunden
    kundin customer customers neu neue neuer neues neuen new google mail mails text link nummer
    termin freitag montag dienstag mittwoch donnerstag friday monday tuesday wednesday thursday
    handy phone laptop produkt produkte product products bild bilder picture pictures"""
)
"""What many matters are about."""

_FUNCTION = _set(
    """aber als am an ans auf aus bei beim bis da dabei daher damit dann darf dass davon dazu dein
    dem den denn der des die dies diese diesem diesen dieser doch dort du durch ein eine einem einen
    einer eines er es etwa etwas fuer gegen gerade gibt grad hab habe haben hat hatte hier hin ich
    ihm ihn ihnen ihr im immer in ins ist ja jede jeden jeder jetzt kam kein keine kommen kommt
    koennte koennen laut machen man mehr mein mir mit muss nach nicht noch nun nur ob oder ohne
    paar schon sehr seid sein seit sich sie sind so soll sonst ueber um und uns unser unsere unter
    vom von vor waere war waren was weg weil weiter welche wenn wer werden wie wieder will wir wird
    wo wurde wuerde zu zum zur zwei drei evtl hoechstens ungefaehr halt eben mal gut besser sehe
    heute gestern morgen woche tag tage jahr monat geht gehts gehen laesst lassen sagen sagt
    a about after all also am an and any are as at be been being but by can come comes could did do
    does doesn dont for from get gets getting got had has have he her here his how i if in into is
    isn it its just me more most my no not now of off on one only or other our out over own per
    please really said same say says she should so some such than that the their them then there
    these they this those through to too up us use very via want was way we well were what when
    where which while who why will with would you your again today yesterday tomorrow week day month
    year ever look looks looking like liked see show shows seen shown make made take takes put goes
    going go went"""
)
COMMON = (
    sense_words.FILLER
    | sense_words.WISH
    | sense_words.PROBLEM
    | sense_words.QUESTION
    | sense_words.INVERTED
    | sense_words.PRONOUN
    | sense_words.GREETING
    | sense_words.AGREEMENT
    | _FUNCTION
)
"""Words that say nothing about the matter."""
