"""The words by which a promise is told from everything else, as `finding` folds them.

Folded: lower case, umlauts as two letters, no apostrophes.
"""

from __future__ import annotations

import re


def _any(*patterns: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns))


CONTRACTIONS = (
    (r"\bcan't\b|\bcannot\b|\bcan t\b", "can not"),
    (r"\bwon't\b", "will not"),
    (r"n't\b", " not"),
    (r"'ll\b", " will"),
    (r"'re\b", " are"),
    (r"'m\b", " am"),
    (r"'ve\b", " have"),
    (r"\b(it|that|this|everything|he|she)'s\b", r"\1 is"),
)

NO_LATER = _any(r"\bnicht spaeter als\b", r"\b(?:no|not) later than\b")
HARMLESS = _any(
    r"\bkein(?:e|erlei)? (?:problem|thema|sorgen?|frage|ding|stress)\b",
    r"\b(?:no|not a) (?:problem|worries|worry|doubt|question|issue)\b",
    r"\bdo not worry\b",
    r"\bnicht nur\b",
    r"\bnot only\b",
    r"\bohne (?:probleme?|weiteres)\b",
    r"\bwenn (?:du|ihr|sie) magst\b",
)

DENIED = _any(
    r"\b(?:nicht|nichts|kein\w*|nie|niemals|niemand|weder|leider|unmoeglich|kaum|unwahrscheinlich)\b",
    r"\b(?:not|never|nobody|nothing|neither|nor|unable|impossible|hardly|unlikely|unfortunately)\b",
    r"\b(?:i am|we are) afraid\b",
    r"\bno way\b|\bno chance\b|\bkeine chance\b|\bdaraus wird\b",
    r"\bzu (?:knapp|eng|spaet|kurz)\b|\btoo (?:tight|late|short|soon|early)\b",
)

DOUBTED = _any(
    r"\b(?:wenn|falls|sofern|sobald|vorausgesetzt|es sei denn|solange|je nachdem)\b",
    r"\b(?:if|unless|provided|assuming|as soon as|once|depending|in case|as long as)\b",
    r"\b(?:koennten?|koenntet|wuerden?|muessten?|sollten?|duerften?|waeren?|haetten?)\b",
    r"\b(?:could|would|should|might|may|ought)\b",
    r"\b(?:vielleicht|eventuell|evtl|moeglicherweise|hoffentlich|wahrscheinlich|voraussichtlich"
    r"|vermutlich|womoeglich|wohl|mal sehen|mal schauen|eigentlich|theoretisch|notfalls)\b",
    r"\b(?:maybe|perhaps|possibly|hopefully|probably|likely|presumably|ideally|in theory)\b",
    r"\b(?:versuch\w*|probier\w*|hoff\w*|plan\w*|peilen|anpeilen|angepeilt|ziel|streben|wollen"
    r"|will ich|ich will|moechte[nt]?|denke|glaube|schaetze|schaetzen)\b",
    r"\b(?:try|trying|hope|hoping|plan|planning|planned|aim|aiming|target\w*|want|wants|wish|think"
    r"|guess|believe|expect to|suppose|estimate\w*|roughly)\b",
    r"\b(?:muss|muessen|musst|soll|sollen|darf|duerfen)\b",
    r"\b(?:must|need to|needs to|have to|has to|supposed to)\b",
    r"\b(?:ob|whether)\b",
    r"\b(?:bitte|please)\b",
    r"^(?:ja,? )?(?:koennt|kannst|koennen sie|schafft|schaffst|macht|machst|liefert|habt|hast) "
    r"(?:ihr|du|sie)\b",
    r"^(?:can|could|will|would|do|does|are|is|when|what|who|which|how|shall) "
    r"(?:you|we|i|it|they|the)\b",
    r"^(?:wann|was|wer|wie|welche\w*|warum|wieso)\b",
)

NOT_MINE = _any(
    r"\b(?:sagte|sagten|sagt|meinte|meinten|meint|schrieb|schrieben|schreibt|laut|zitat|hiess|heisst"
    r"|angeblich|behaupte\w*|versprach\w*|gesagt|gemeint|geschrieben|erzaehlt\w*)\b",
    r"\b(?:said|says|wrote|writes|told|tells|claim\w*|according to|apparently|quote|promised)\b",
    r"\b(?:er|anke|der kunde|die kundin|die druckerei|die agentur|der hoster|der lieferant)"
    r" (?:\w+ ){0,2}(?:schafft|liefert|macht|schickt|wird|hat|kann)\b",
    r"\b(?:he|she|they|the client|the agency|the printer|the supplier|the vendor) "
    r"(?:\w+ )?(?:will|can|is|are|has|have|delivers?|sends?)\b",
    r"\b(?:brauchen|brauche|benoetigen|benoetige|erwarten|erwarte|warten|warte) (?:wir|ich)\b",
    r"\b(?:wir|ich) (?:brauchen|brauche|benoetigen|benoetige|erwarten|erwarte|warten|warte)\b",
    r"\b(?:we|i) (?:will |are |am |do )?(?:still )?(?:need|require|expect|wait|waiting|await)\b",
    r"\bbescheid\b|\brueckmeldung\b|\bmelde\w* (?:mich|uns|ich|wir)\b|\b(?:ich|wir) melden?\b"
    r"|\bzurueckruf\w*\b",
    r"\bget back to\b|\blet you know\b|\bbe in touch\b|\bcall you\b|\btell you\b",
    r"\bkeep you posted\b",
    r"\bzeit\b|\bfrist\b|\burlaub\b|\bferien\b|\bfeiertag\b|\bgeschlossen\b|\bkrank\b"
    r"|\babwesend\b|\bausser haus\b|\bdienstreise\b",
    r"\b(?:holiday|vacation|out of office|away|closed|off|sick|have until|have time)\b",
    r"\btreffen\b|\btermin\b|\bmeeting\b|\bmeet\b|\bworkshop\b|\btelefonier\w*|\bsprechen\b"
    r"|\bbesprech\w*|\btalk\b|\bspeak\b|\bdiscuss\w*|\bsehen (?:wir )?uns\b|\bsee you\b",
    r"\b(?:eure|euer|eurer|eurem|euren|your) (?:\w+ ){0,3}(?:ist|sind|wird|werden|is|are|will)\b",
)
"""Others' words and dates; and what is no work: a call, an answer, a meeting, an absence."""

PAST = _any(
    r"\b(?:gestern|vorgestern|letzte\w*|vorige\w*|vergangene\w*|damals|bereits|schon)\b",
    r"\b(?:yesterday|last|ago|already|previously)\b",
    r"\b(?:war|waren|wurde|wurden|hatten?|ging|gingen|kam|kamen)\b",
    r"\b(?:was|had|did|went|came|sent|delivered|finished|shipped|fixed|released)\b",
    r"\b(?:haben|habe|hab) (?:wir |ich )?(?:\w+ ){0,5}ge\w+(?:t|en)\b",
)

UNTIL = _any(
    r"\bbis\b",
    r"\bspaetestens\b",
    r"\bby\b",
    r"\bbefore\b",
    r"\buntil\b",
    r"\bvor\b",
    r"\binnerhalb\b",
    r"\bbinnen\b",
    r"\bwithin\b",
    r"\bnoch (?:heute|diese)\b",
    r"\bheute noch\b",
)

_DEED = (
    r"(?:schaff|liefer|mach|erledig|schick|send|stell|setz|bau|krieg|bekomm|uebergeb|geb"
    r"|veroeffentlich|deploy|spiel|korrigier|beheb|bring|reich|leg|ueberarbeit|aktualisier"
    r"|programmier|entwickel|entwerf|erstell|schreib|zeig|teil|lad|fix|launch|schliess"
    r"|finalisier|implementier|pass|tausch|uebernehm|schalt|release|zieh|stemm|kuemmer|fertig"
    r"|verschick|versend|ergaenz|aender|optimier|repariere?|loes|vorbereit|bereit|hol|raeum|mail"
    r"|push|merg|migrier|uebersetz|gestalt|zeichn|mess|auswert|wert|dokumentier|verbesser|richt)"
)
_DONE = (
    r"(?:fertig\w*|erledigt|soweit|so weit|bereit|drin|drauf|online|live|durch|umgesetzt|geliefert"
    r"|behoben|raus|verschickt|gemacht|geloest|korrigiert|eingebaut|angepasst|da|gefixt|erstellt"
    r"|veroeffentlicht|abgeschlossen|hin|geschafft|verfuegbar|im griff|vom tisch)"
)
_WORK = (
    r"(?:deliver|send|finish|ship|fix|get|have|make|do|build|complete|release|launch|publish|deploy"
    r"|update|hand|provide|prepare|set|wrap|push|roll|share|upload|implement|write|design|correct"
    r"|change|add|turn|manage|put|take care|sort|bring|show|test|merge|resolve|repair|replace"
    r"|submit|draft|translate|clean|close|migrate|go live|be (?:done|ready|finished|live|through))"
)
_HAND_OVER = r"(?:deliver|send|finish|ship|fix|release|launch|publish|deploy|upload|submit)"
_WORKING = (
    r"(?:delivering|sending|finishing|shipping|fixing|releasing|launching|publishing|deploying"
    r"|updating|handing|wrapping|pushing|rolling|uploading|submitting|going live|doing|building)"
)
_READY = (
    r"(?:done|ready|finished|live|fixed|delivered|complete|completed|online|there|out|sorted"
    r"|resolved|shipped|in place|up and running|up|published|deployed|updated|sent|with you"
    r"|in your inbox|yours)"
)

SURE = (
    re.compile(rf"\b(?:wir|ich) {_DEED}\w*\b"),
    re.compile(rf"\b{_DEED}\w{{0,4}} (?:wir|ich)\b"),
    re.compile(
        rf"\b(?:wir|ich) (?:werden?|koennen|kann)\b.*\b\w*{_DEED}\w*"
        rf"|\b(?:werden?|koennen|kann) (?:wir|ich)\b.*\b\w*(?:{_DEED}|liefern|haben)\w*"
    ),
    re.compile(r"\b(?:wir|ich) (?:sind|bin)\b.*\b(?:fertig|durch|soweit|so weit)\b"),
    re.compile(r"\b(?:sind|bin) (?:wir|ich)\b.*\b(?:fertig|durch|soweit|so weit)\b"),
    re.compile(
        r"\b(?:ihr|du|sie) (?:bekommt|bekommst|bekommen|kriegt|kriegst|kriegen|erhaltet|erhaeltst"
        r"|erhalten)\b|\b(?:bekommt|bekommst|bekommen|kriegt|kriegst|kriegen|erhaltet|erhaeltst"
        r"|erhalten) (?:ihr|du|sie)\b"
    ),
    re.compile(
        rf"\b(?:we|i)(?: (?:will|can|shall|are going to|am going to|promise to|commit to"
        rf"|guarantee to))(?: \w+){{0,3}}? {_WORK}\b"
    ),
    re.compile(rf"\b(?:we are|i am|am|are)(?: \w+){{0,2}} {_WORKING}\b"),
    re.compile(r"\byou (?:will|can)(?: \w+)? (?:have|get|receive|see)\b"),
    re.compile(r"\byou get (?:it|this|that|them|the|a|all|everything)\b"),
    re.compile(rf"(?<!\bi )(?<!\bwe )\b(?:will|is going to|are going to) be(?: \w+)? {_READY}\b"),
    re.compile(r"\b(?:will go|goes|go|going) live\b|\bgehe?(?:t|n)?\b.*\b(?:live|online|raus)\b"),
    re.compile(r"\b(?:versprochen|wird gemacht|wird erledigt|geht klar|zugesagt|abgemacht)\b"),
    re.compile(r"\b(?:we|i) promise\b|\byou have my word\b|\bconsider it done\b"),
)
"""Enough with any date."""

GOING = (
    re.compile(rf"\b(?:we|i) {_HAND_OVER} (?:it|this|that|them|the|you|a|everything|all)\b"),
    re.compile(r"^(?:ja,? |yes,? |ok,? )?(?:das |es |alles )?kommt\b"),
    re.compile(r"\b(?:haben|hab|habe) (?:wir|ich)\b.*\b(?:fertig|soweit|so weit)\b"),
    re.compile(r"\b(?:ist|sind)\b.*\b(?:live|online|fertig)\b"),
    re.compile(r"\b(?:wird|werden)\b.*\b(?:fertig|geliefert|erledigt|behoben|umgesetzt|live)\b"),
)
"""Enough where the date is one on which something happens."""

UNTIL_ONLY = (
    re.compile(rf"\b(?:haben|hab|habe) (?:wir|ich)\b.*\b{_DONE}\b"),
    re.compile(rf"\b(?:wir|ich) (?:haben|hab|habe)\b.*\b{_DONE}\b"),
    re.compile(
        r"\b(?:ihr habt|du hast|sie haben|habt ihr|hast du|haben sie)\b.*\b"
        rf"(?:das|es|alles|ihn|sie|den|die|{_DONE})\b"
    ),
    re.compile(rf"\b(?:ist|sind|wird|werden|steht|stehen|laeuft|laufen)\b.*\b{_DONE}\b"),
    re.compile(
        r"\bbis \S+(?: \S+){0,2} (?:steht|stehen|laeuft)\b|\bsteht das\b|\bsteh(?:t|en) bis\b"
    ),
    re.compile(rf"^(?:ja,? |ok,? )?{_DONE}\b.*\b(?:bis|spaetestens)\b"),
    re.compile(rf"\b(?:bis|spaetestens)\b.*\b{_DONE}\W*$"),
    re.compile(rf"\b(?:we|i) {_WORK}\b"),
    re.compile(rf"^(?:yes,? |ok,? |sure,? )?{_READY} (?:by|before|within)\b"),
    re.compile(rf"\b(?:it|this|that|everything|all)(?: \w+)? is {_READY} (?:by|before|within)\b"),
    re.compile(r"\bexpect (?:it|them|this|that|the|a)\b|\blook for (?:it|the|a)\b"),
    re.compile(r"^(?:das |es |alles )?kommt\b"),
)
"""Enough where something is to be done *by* a date."""

_DAY = (
    r"(?:montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonnabend|sonntag)\w*"
    r"|(?:mon|tues|wednes|thurs|fri|satur|sun)day\b"
)
_MONTH = r"(?:jan|feb|m[äa]r|apr|mai\b|may\b|jun|jul|aug|sep|okt|oct|nov|de[zc])[a-zä]*\.?"
BEGINS = re.compile(
    rf"""(?:
        (?:heute|morgen|[üu]bermorgen|today|tomorrow|tonight|eod|eow|cob)\b
      | {_DAY}
      | (?:der\ |the\ )?(?:ende?|anfang|mitte|mid|early|start|beginning)\b
      | (?:nächste|kommende|diese|next|coming|this)[nmrs]?\b
      | (?:in|innerhalb|binnen|within)\s+(?:the\ next\ |den\ nächsten\ |von\ |der\ nächsten\ )?
        (?:\d+|an?|one|two|three|four|five|six|ten|ein\w*|zwei|drei|vier|fünf|sechs|zehn|the)\b
      | (?:the\ )?\d{{1,2}}(?:st|nd|rd|th)\b
      | \d{{1,2}}\.(?:\s?(?:\d{{1,2}}\.?(?:\d{{2,4}})?|{_MONTH}))?
      | \d{{1,2}}(?::\d\d)?\s?(?:uhr|am|pm|h)\b
      | \d{{1,2}}\ {_MONTH}
      | \d{{1,2}}/\d{{1,2}} | \d{{4}}-\d\d-\d\d
      | {_MONTH}\s+\d{{1,2}}
      | (?:noon|mittag|mittags|feierabend|monatsende|wochenende|weihnachten|christmas|weekend)\b
      | kw\s?\d+
    )""",
    re.IGNORECASE | re.VERBOSE,
)
GREETING = re.compile(r"\b(?:guten|good|schönen|schoenen)\s+$", re.IGNORECASE)
SPOKEN_DATES = (
    (re.compile(r"^(?:noch\s+)?(?:diese[r]?\s+woche|this\s+week|eow)$", re.I), "end of the week"),
    (re.compile(r"^(?:innerhalb\s+von|innerhalb\s+der|binnen|within)\s+", re.I), "in "),
    (re.compile(r"^in\s+(?:the\s+next|den\s+nächsten)\s+", re.I), "in "),
    (re.compile(r"^in\s+(?:the|an?)\s+hour$", re.I), "in 1 hour"),
    (re.compile(r"\s+(?:noch|spätestens|latest|at the latest)$", re.I), ""),
    (re.compile(r"\s+(?:früh)$", re.I), " früh"),
)
"""How people say dates inside a sentence, and how they are read."""
