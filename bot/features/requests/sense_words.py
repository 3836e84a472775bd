"""The words :mod:`bot.features.requests.sense` knows. Folded: lower case, ae oe ue ss.

Adding a word to a *small talk* list makes the bot quieter, to a *signal* list more attentive.
A word that could be the matter itself (shop, logo, Montag) belongs in none of them.
"""

from __future__ import annotations

import re


def _set(text: str) -> frozenset[str]:
    return frozenset(text.split())


THANKS = _set(
    """danke dankeschoen dankee ta thnx thanku dank merci thx tx ty tysm thanks thank thankyou
    thanx tnx cheers grazie gracias appreciate appreciated grateful dankbar dankend vergelts"""
)
GREETING = _set(
    """hallo hallochen hallihallo hi hey hello hiya heya howdy moin moinsen servus huhu tach
    gude moinmoin halloechen grueezi gruessgott yo hola salut aloha bonjour na mahlzeit
    willkommen welcome dear liebe liebes lieber greetings"""
)
FAREWELL = _set(
    """tschuess tschuessi tschau ciao bye byebye goodbye cya adieu adios lg vg mfg gruss
    gruesse gruessen frohe frohes froehliche merry regards"""
)
AGREEMENT = _set(
    """ok okay oki okidoki okido okey okk oke k kk ja jo jap jup jep jepp yes yep yeah yup ye
    yah aye sure alright allright klar passt einverstanden verstanden understood agreed noted
    genau exactly precisely aha achso achja joa jaja yea yess yeh yas doki fine stimmt richtig
    correct right roger gerne gern done erledigt dito ditto jawohl absolut absolutely
    definitely sicher certainly deal bestens np ack gotcha tatsaechlich"""
)
PRAISE = _set(
    """super top toll tolle toller tolles klasse prima perfekt perfect great awesome cool nice
    wunderbar wunderbare fantastic fantastisch brilliant excellent amazing wonderful lovely
    genial mega hammer spitze stark starke klappt geklappt funktioniert laeuft works worked
    lieb love loving wow juhu hurra hooray lmao happy freut freue freuen begeistert beste
    besten best rock glueckwunsch glueckwuensche gratuliere congrats congratulations sauber
    bravo chapeau geil krass fein schoen schoene schoenes schoenen hervorragend grossartig gut
    gute guter guten gutes good fine glad pleased delighted sweet legends legend helden
    hilfreich helpful fabulous superb nicely gluecklich zufrieden schnell flott fast quick
    nett nette nettes netter lustig witzig funny helped geholfen cute rofl puh phew uff oha ui
    hui yay woohoo hihi incredible unglaublich epic dope sick bombastisch fabelhaft famos
    respekt kudos bellissimo magnifique"""
)

# Words that say nothing by themselves. With a word from above they stay small talk.
FILLER = _set(
    """ach ah aha oh ooh hm und and auch too also so sehr very really echt wirklich voll ganz
    ganze ganzen total einfach lieben herzlichen herzlich vielen viele viel vielmals tausend
    many much a lot lots million ihr euch eure euer du dir dich deine deinen dein sie ihnen
    ihre ihren you your u youre all alle allen alles everyone everybody everything team
    zusammen beiden both guys folks leute ladies together ich i im ive wir we us uns mir me
    mich es its it das that thats this dies der die den the ist is are seid bist sind war was
    hat ging geht looks look sieht aus schaut klingt sounds sound like wie well jetzt now
    schon already wieder heute today again dann then to fuer for an von of in mit with und
    einen ein eine eins tag day abend evening nachmittag afternoon nacht night week woche
    start on at my mein meine bei here hier bis bald soon later spaeter tomorrow naechste next
    see talk take care macht machs gemacht made work arbeit job leistung worden geworden
    gewesen been wuensche wuenschen wish enjoy have having hab habt haben neues new jahr year
    wochenende weekend feierabend urlaub holiday holidays feiertage weihnachten christmas xmas
    ostern easter rutsch morgen morning gesundes geburtstag birthday zum zur ans dem auf
    besserung get erholsame erholung ruhigen restwoche just only nur be by doch mal naja nun
    hach eh ahh ohh same jung people lovely runde ladies gentlemen crew gang peeps fyi btw
    uebrigens schonmal folks dann mann mensch leutz omg ey tja hierfuer dafuer soweit selbst
    ebenfalls likewise unsererseits meinerseits damit finally endlich gleichfalls"""
)

# Whole phrases; each is small talk even where a word of it would be a signal. Regex, folded.
_DAYS = (
    "montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag"
    "|monday|tuesday|wednesday|thursday|friday|saturday|sunday"
)
_WE_WILL = r"(?:melde?n? (?:mich|uns)|gebe?n? bescheid)"
PHRASES: tuple[tuple[str, str], ...] = (
    ("agreement", r"(?:gar |ueberhaupt )?keine? (?:problem|thema|ding|stress|eile|ursache|sorge"
                  r"|sorgen|weiteren fragen|hektik)"),
    ("agreement", r"no (?:problem|worries|probs|prob|rush|hurry|stress|biggie|further questions)"),
    ("agreement", r"(?:nicht dafuer|nichts zu danken|da nicht fuer|gern geschehen|bitteschoen"
                  r"|bitte schoen|bitte sehr|(?:ich habe?|wir haben) zu danken|dont mention it"
                  r"|youre (?:very |most )?welcome|you are welcome|any ?time|my pleasure"
                  r"|happy to help|not at all)"),
    ("agreement", r"(?:alles klar|alles gut|alles bestens|in ordnung|geht klar|gut zu wissen"
                  r"|good to know|all good|all fine|all set|got (?:it|you|ya)|will do|of course"
                  r"|natuerlich|selbstverstaendlich|makes sense|(?:macht|ergibt) sinn"
                  r"|fair enough|no objections|(?:keine|ohne) einwaende|fine by (?:me|us)"
                  r"|(?:works|fine|good|ok|okay) (?:for|with) (?:me|us)|same here|me too)"),
    ("agreement", r"so mach(?:en|e|t) (?:wir|ihr|ich)(?: es| das)?|so machen wirs"
                  r"|mach(?:en|e|t)? (?:wir|ihr) (?:es |das )?so"
                  r"|lets do (?:it|that)(?: (?:that|this) way)?|sounds like a plan"
                  r"|klingt nach (?:einem|nem) plan"),
    ("agreement", r"(?:dann )?weiss ich (?:ja )?(?:jetzt )?bescheid|that explains it"
                  r"|das erklaert(?: es|s)?|(?:dann )?warten wir(?: mal)? ab|wir warten"),
    ("agreement", r"(?:(?:ich|wir) )?(?:schaue?n?|gucke?n?) (?:(?:ich|wir|es|das|mal|gleich) )*"
                  rf"(?:mir|uns)(?: es| das| mal| gleich| spaeter| an)*(?: und {_WE_WILL})?"),
    ("agreement", r"(?:i will|we will|ill|well|let me) (?:(?:have|take) a look|look into it"
                  r"|check(?: it)?|get back to you|be in touch|let you know|pass it on)"
                  r"(?: (?:internally|and (?:get back to you|let you know)))?"),
    ("agreement", rf"(?:ich |wir )?{_WE_WILL}(?: dann| bald| wieder)*"
                  r"|gebe? (?:ich|wir) (?:intern )?(?:so )?weiter"),
    ("greeting", r"(?:guten|gute|schoenen|good) (?:morgen|tag|abend|mittag|morning|evening"
                 r"|afternoon|day)|gruess (?:euch|dich|gott|sie)|sehr geehrter? (?:herr|frau|damen"
                 r"|herren)?"),
    ("greeting", r"(?:^|(?<=\n))(?:morgen|morning)(?=,? (?:zusammen|allerseits|ihr|all|everyone"
                 r"|team)|\s*[.!,]*\s*$)"),
    ("greeting", r"(?:na )?(?:wie (?:gehts|geht es)(?: (?:euch|dir|ihnen))?(?: (?:so|heute))?"
                 r"|(?:ich|wir) hoffen? (?:es|euch|dir|ihnen) geht(?: es)?"
                 r"(?: (?:euch|dir|ihnen|allen))* gut"
                 r"|how are (?:you|things)(?: all| doing)*(?: today)?|hows it going"
                 r"|(?:i )?hope you are (?:well|all well)|alles gut bei (?:euch|dir|ihnen))\s*\??"),
    ("farewell", r"(?:^|(?<=[\n.,!;])|(?<=[\n.,!;] ))bis (?:dann|dahin|morgen|spaeter|bald|gleich"
                 r"|naechste woche)(?=\s*(?:[.,!;\n]|$))"),
    ("farewell", r"(?:(?:dann|danke|also) bis|see (?:you|ya)|talk to you|wir sehen uns|cu)"
                 r"(?: (?:on|am|dann|morgen|spaeter|bald|gleich|naechste woche|tomorrow|later|soon"
                 rf"|next week|then|{_DAYS}))*(?=\s*(?:[.,!;\n]|$))"
                 r"|mach(?:ts|t es|s) gut|take care"),
    ("farewell", r"(?:schoene[nrs]?|erholsame[ns]?|tolle[ns]?|gute[ns]?|have a (?:good|great|nice"
                 r"|lovely)|enjoy (?:your|the)|nice|happy) (?:(?:rest|lange[ns]|langes) )?"
                 r"(?:wochenende|feierabend|urlaub|feiertage?|start in die woche|restwoche"
                 r"|weekend|holidays?|vacation|evening|day|week|woche|reise)"),
    ("praise", r"(?:nicht|gar nicht|not) (?:schlecht|uebel|bad)|(?:kann nicht|couldnt be|cant get)"
               r" (?:besser|better|any better)|cant wait|well done|gut gemacht|was fuer ein \w+"
               r" (?:ergebnis|team)|gefaellt (?:mir|uns)|what a (?:great|lovely) (?:team|result)"
               r"|weiter so|keep it up|hut ab|daumen hoch|thumbs up"
               r"|(?:we|i) (?:really )?(?:love|like) (?:it|this|that|the new \w+)"),
    ("praise", r"(?:was|wie) (?:wuerden|waeren|taeten|machten) (?:wir|ich) (?:bloss |nur )?ohne"
               r" (?:euch|dich|sie)(?: (?:nur|bloss|machen|tun))*|(?:what|where) would (?:we|i)"
               r" (?:ever )?(?:do|be) without (?:you|u)(?: (?:all|guys|lot))?"),
    ("thanks", r"(?:noch ?mal|noch ?mals|noch einmal|once again|again) (?:(?:vielen|herzlichen|ganz"
               r"|many|lieben) )*(?:danke?|thanks|thank you)"),
)  # fmt: skip

# All that a message says when it confirms, below a closed request, that things are as they should.
CONFIRMED = _set(
    """online live behoben angekommen erhalten bekommen received fixed solved geloest gefunden
    found arrived sehe klappen got da there here hier eingegangen gesehen seen see"""
)
THINGS = _set(
    """mail mails email emails e-mail datei dateien file files nachricht message unterlagen
    paket parcel post link zugang zugangsdaten login einladung invite invitation pdf protokoll
    minutes document documents dokument dokumente papers kann can"""
)
"""What may be confirmed as having come."""
CALLS = re.compile(
    "[❓❔⁉‼❗🆘🚨]|:(?:question|grey_question|interrobang|bangbang|sos|rotating_light"
    "|exclamation|heavy_exclamation_mark):"
)
"""Signs that ask or call without a word."""

# What may be thanked for, at the end of a clause: "danke für …". Not what is still to come.
THANKS_FOR = r"\b(?:danke?|thanks?|thank you|thx|ty|merci|cheers)\b(?: \w+){0,4}? (?:fuers?|for)\b"
STILL_TO_COME = _set(
    """eine einen ein kurze kurzes baldige zeitnahe vorab voraus advance a an bis by until
    umgehend asap prompt im wenn if falls dass ist sind hat wird geht laedt is are has does"""
)

# Greetings after which a single unknown word is somebody's name.
SPOKEN_TO = (GREETING | THANKS | {"team"}) - _set("willkommen welcome na liebe liebes lieber yo")

QUESTION = _set(
    """wer wen wem was wann warum wieso weshalb wo wohin woher wie wieviel wieviele welche
    welcher welches ob who whom what when why where which how whether"""
)
INVERTED = _set(
    """ist sind hat habt haben kann koennt koennen kannst gibt gibts wird werden muss muessen
    darf duerfen soll sollen sollte sollten geht is are was do does did can could would will
    should has have had am may might klappt laeuft funktioniert tut works macht erledigt
    prueft schaut kommt kennt wisst seht schafft seid kriegt bekommt denkt stellt shouldnt
    isnt arent doesnt didnt"""
)
ASKED_AT_ONCE = _set("gehts klappts laeufts funktionierts tuts")
"""At the beginning of a clause these ask; "jetzt gehts" does not."""
EXCLAIMED = _set(
    "cool geil schoen toll nice lovely awesome great lieb nett suess genial sweet funny"
)
"""After "wie" or "how" these praise."""
INSTRUCTION = re.compile(
    r"(?:^|[.!,;:\n]\s*)(?:(?:ja|ok|okay|gut|dann|gerne|gern|also|yes|fine|sure|super|then) )*"
    r"(?:macht?|nehmt?|nimm|schickt?|gebt?|zeigt?|go|do|make|take|send|put|keep|show|add|remove)"
    r" (?:es|das|ihr|mal|uns|mir|it|that|this|so|them|ahead|for it)\b"
)
ONLY_THERE = re.compile(r"\b(?:nur|only) (?:bei|auf|in|im|am|on|for|at|with|mit)\b")
PRONOUN = _set("ich du er sie es wir ihr man das der die i you he she it we they this that there")
WISH = _set(
    """bitte please pls plz kannst kann koennt koent koennte koennten koenntest koenntet can
    could would wuerde wuerden wuerdet wuenschen brauche brauchen braeuchte braeuchten
    benoetige benoetigen moechte moechten moechtet will wollen wollten haette haetten need
    needs want wants wanna should sollte sollten soll sollen muss muessen must help hilfe
    dringend urgent urgently asap eilt anbei anhang attached attachment frage fragen question
    questions bescheid lets add wondering reminder erinnerung"""
)
PROBLEM = _set(
    """nicht nich nix nichts kein keine keinen keiner leider unfortunately fehlt fehlen fehler
    error errors bug kaputt broken problem probleme issue issues falsch wrong missing down
    haengt langsam slow not no never cant cannot doesnt dont didnt isnt arent wont havent
    hasnt still immer aber but however though jedoch allerdings trotzdem ausser except nein
    nope komisch odd weird noch doppelt twice abgeschnitten eigentlich obwohl"""
)
