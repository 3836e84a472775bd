"""Turns of phrase that want nothing, with a gap for whatever they are about. Folded.

Each line is a regular expression with three signs of its own: ``…`` stands for up to seven words
of the same clause, none of which may be a signal (a wish, a problem, a question, something still
to come); ``¤`` for the same, where they may not be :data:`THINGS` either; and ``~`` for a blank,
with words of :data:`LOOSE` before it. What is left of the message must be small talk as well.
Praise and good wishes are in :mod:`bot.features.requests.sense_kind`.
"""

from __future__ import annotations


def _set(text: str) -> frozenset[str]:
    return frozenset(text.split())


LOOSE = (
    "jetzt|nun|schon|auch|dann|gleich|mal|noch|so|sehr|echt|wirklich|ganz|einfach|total|absolut|ja|"
    "doch|halt|wieder|bereits|inzwischen|gerade|grad|eben|endlich|alle|alles|voellig|richtig|super|"
    "morgen|heute|spaeter|nachher|bald|sofort|direkt|kurz|gern|gerne|intern|es|das|mir|uns|mich|"
    "really|very|so|just|now|already|all|totally|absolutely|completely|quite|too|again|finally|"
    "quickly|simply|fully|today|tomorrow|later|soon|shortly|right|it|this|that|them"
)
"""Words that change nothing wherever they stand."""

THINGS = _set(
    """aktion aktionen banner mail mailing mailings newsletter seite seiten page pages site
    website shop logo text texte texten bild bilder kampagne campaign landingpage button
    header footer app link code gutschein voucher preis preise anzeige anzeigen ads ad post
    posts video videos design slider formular form rechnung invoice budget angebot promo
    promotion flyer karte card motiv grafik story reel artikel produkt produkte product
    products picture pictures image images deal oeffnungszeiten sale rabatt teaser popup
    countdown headline header deko gewinnspiel"""
)
"""What people work on: "frohe Ostern" is a wish, "frohe Ostern Banner" is work."""

STILL_TO_COME = _set(
    """antwort rueckmeldung angebot vorschlag feedback termin entwurf rueckruf ergebnis
    ergebnisse reply answer offer proposal quote hearing draft response update results call
    back"""
)
"""What is looked forward to, or thanked for, because it is wanted."""

THANKS = (
    r"(?:danke?|merci|thanks|thank you|thx|cheers|ty) (?:auch |noch ?mal )?(?:dass|that (?:you"
    r"|this)) …",
    r"(?:danke?|merci|thanks|thank you|thx|cheers)(?: \w+)? (?:an|to) …",
    r"(?:1000|tausend|hundert|million|millionen) ?(?:dank|thanks)",
    r"thanks (?:a )?(?:million|bunch|ton|tons|lot|lots|mil|heaps|loads)|tons of thanks|big thanks?",
    r"(?:danke|thanks|thank you|thx) (?:schon ?mal|trotzdem|trotz allem|anyway|regardless)",
    r"(?:du hast|ihr habt|das hat|das hatte)~(?:mir |uns )?(?: ?(?:den tag|das leben"
    r"|das wochenende|die woche|den hintern))?~gerettet|rettet? (?:mir|uns) den \w+",
    r"(?:you |you(?:ve|re) |that )?(?:saved|a life ?saver|made) (?:my|our) (?:day|week|life|bacon)",
    r"(?:das |this |that )?(?:hilft|helps|hat geholfen|helped)(?:~(?:weiter|a lot|us|me|uns|mir))*",
    r"(?:wir |ich )?(?:wissen|weiss)~(?:zu schaetzen)|(?:much|really|greatly) appreciated",
    r"(?:i|we)~appreciate~(?:it|that|this|your …|the (?:help|effort|support|patience|quick|fast"
    r"|work) …)?"
    r"|(?:kudos|props|shout ?out|hats off|hut ab|lob|grosses lob) …",
)

UNDERSTOOD = (
    r"(?:hab|habe|haben|habs|habens|hab ichs|haben wirs)~(?:ichs|wirs|ich|wir)?~(?:verstanden"
    r"|kapiert"
    r"|gerafft|gecheckt|gesehen|gefunden|notiert|gelesen|geschnallt|aufgeschrieben|vorgemerkt)",
    r"(?:das |kann ich |koennen wir )?~(?:versteh(?:e|en)?(?! ich das)|verstaendlich"
    r"|nachvollziehbar"
    r"|nachvollziehen|leuchtet ein|leuchtet mir ein|klingt logisch|logisch)(?: ich| wir| gut)*",
    r"(?:ist |wird )?(?:notiert|vermerkt|vorgemerkt)|gelesen|zur kenntnis genommen",
    r"(?:i|we)~(?:get|got|see|understand)(?:~(?:it|that|you|now|what you mean|your point"
    r"|the point))*",
    r"(?:(?:its|thats|all|crystal|perfectly|totally|quite)~)*(?:understandable|clear"
    r"|logical)(?: now)?",
    r"that clears (?:it|things|that) up|(?:made|took) a note(?: of (?:it|that|this))?|duly noted",
    r"read it|point taken|fair point|good point|guter punkt|guter einwand",
    r"genau (?:das|so|wie|was)(?: (?:das|ich|wir|es|mir|uns|hab|habe|haben|hatten?|meinte|meinten"
    r"|wollte|wollten|gemeint|gedacht|gewuenscht|vorgestellt|gesucht|gebraucht|gewollt))*",
    r"exactly (?:what|how|as|the way|like) (?:i|we) (?:meant|wanted|needed|imagined|hoped for"
    r"|asked for|had in mind|pictured it|were looking for|was looking for|thought|expected)",
    r"(?:da )?(?:hast|habt|haben|hat|du hast|ihr habt)~(?:du |ihr |sie )?(?:voellig "
    r"|absolut )?recht",
    r"you(?:re| are)~right|true|(?:very|so) true|(?:i|we)~(?:think|thought|feel) (?:so|the same)",
    r"seh(?:e|en)?(?: ich| wir| das| auch)* (?:genau ?so|so|aehnlich|aehnlich so)",
    r"(?:i|we)?~(?:agree|agreed)~(?:with (?:you|that|this))?|(?:couldnt|cant) agree more",
)

SETTLED = (
    r"(?:das |es |die sache |damit )?(?:hat|haette)~sich~(?:von selbst |von allein |damit )?"
    r"(?:erledigt|geklaert|gegeben|aufgeklaert|geloest)|vergesst? es|vergiss es",
    r"(?:ist |wurde )?~(?:erledigt|geklaert|geregelt)",
    r"never ?mind|nvm|forget (?:it|about it)|scratch that|ignore (?:me|that|this)|disregard",
    r"(?:its |thats |all |got it )?~(?:sorted|figured out|cleared up|taken care of|dealt with)",
    r"(?:i |we |ive |weve )?(?:found|figured|worked)(?: (?:it|them|out|that|myself|ourselves))+",
    r"(?:it )?(?:solved|resolved|fixed|sorted) itself|(?:no longer|not) (?:needed"
    r"|necessary)(?: anymore)?",
    r"(?:nicht|kein|keine) mehr (?:noetig|notwendig|relevant)",
    r"(?:falsche[rs]?|wrong) (?:kanal|channel|chat|thread|fenster|gruppe|window|room|group)",
    r"(?:war |was |das war )?(?:mein|unser|my|our) (?:fehler|versehen|mistake|fault|bad|error|typo)"
    r"|(?:war |was |das war )?(?:ein |a |an )?(?:fehler|bedienfehler|tippfehler|versehen|mistake"
    r"|error"
    r"|typo|user error) (?:von mir|von uns|meinerseits|unsererseits|on (?:my|our) (?:side|end|part)"
    r"|of mine|of ours|by me|by us)|(?:i|we) can~see(?: it| that| them)?",
    r"(?:lag|liegt|war) an (?:mir|uns)|(?:was|were) (?:me|us)|meine schuld|(?:hab"
    r"|habe) mich vertippt",
    r"(?:sorry|sry|sorri|ups|upsi|uups|oops|whoops|oopsie|entschuldigung|entschuldige|verzeihung"
    r"|pardon"
    r"|tut mir leid|apologies|my apologies|excuse me)(?: (?:dafuer|about that|for that|nochmal))?",
)

WORKS_NOW = (
    r"(?:geht|klappt|laeuft|funktioniert|tut|(?<= )(?:gehts|klappts|laeufts|funktionierts|tuts))"
    r"(?:~(?:bei mir|bei uns|einwandfrei|wunderbar|prima|perfekt|top|tadellos|wie geschmiert"
    r"|reibungslos|bestens|problemlos|gut|rund|fehlerfrei))*",
    r"(?:(?:ist|sind|wieder|alles)~)*(?:wieder da|wieder online|wieder normal|wie neu)",
    r"(?:it |that |everything |all )?~(?:works|worked|runs|loads|working|running)(?:~(?:fine|well"
    r"|great|perfectly|flawlessly|like a charm|like a dream|smoothly|for me|for us|as expected"
    r"|nicely"
    r"|beautifully|a treat|up|online|to normal|and running|in order))*",
    r"back (?:up|online|to normal|in business)(?: and running)?|up and running|good as new",
)

OWN_DOING = (
    r"(?:(?:ich|wir)~(?:mach|mache|machen|klaer|klaere|klaeren|kuemmer|kuemmere|kuemmern|pruef"
    r"|pruefe"
    r"|pruefen|schau|schaue|schauen|guck|gucke|gucken|geb|gebe|geben|leite|leiten|frag|frage|fragen"
    r"|besprech|bespreche|besprechen|sag|sage|sagen|meld|melde|melden|les|lese|lesen|teste|testen"
    r"|ueberlege?|ueberlegen|sprech|spreche|sprechen|stimme?|stimmen)"
    r"|(?:mach|mache|machen|klaer|klaere|klaeren|kuemmer|kuemmere|kuemmern|pruef|pruefe|pruefen"
    r"|schau"
    r"|schaue|schauen|guck|gucke|gucken|geb|gebe|geben|leite|leiten|frag|frage|fragen|besprech"
    r"|bespreche|besprechen|sag|sage|sagen|meld|melde|melden|les|lese|lesen|teste|testen|ueberlege?"
    r"|ueberlegen)~(?:ich|wir))"
    r"(?:~(?:drum|darum|an|rein|drueber|durch|weiter|bescheid|ab|nach|mit|dem|den|der|team|kollegen"
    r"|kollegin|chef|chefin|vertrieb|zurueck|euch|dir|ihnen|in ruhe|in aller ruhe|die tage|im team"
    r"|untereinander|und|selbst|selber|vor|von|hier|bei))*",
    r"(?:wird|werden)~(?:gemacht|erledigt|gecheckt|geprueft|so gemacht)|(?:ich )?(?:bin"
    r"|sind)~(?:dran|dabei)",
    r"(?:(?:i|we)(?: will|m going to|re going to)?|ill|well|let me(?! know)|let us|gonna)~(?:do"
    r"|check"
    r"|look|have|take (?:care|a look|note|notes|over)|get|come|pass|clarify|ask|discuss|review"
    r"|read|test|try|let|sort|handle|see|think"
    r"|talk|forward|share|be)(?:~(?:a look|a proper look|a closer look|a read|into|with|the team"
    r"|my|our"
    r"|team|colleagues|colleague|boss|sales|internally|over|about|on|onto|up|know|care|of|through"
    r"|around"
    r"|back|to|you|in touch|and|out|asap|some thought|first|here|come|get|let|do|check|look))*",
    r"will (?:do|check|look|have a|take (?:care|a look|note)|get back|pass|clarify|ask|discuss"
    r"|review|read|test|try|sort|handle"
    r"|forward|share|be in touch|let you know|come back)(?:~(?:a|look|proper look|closer look|into"
    r"|with|the team"
    r"|internally|over|on|care of|through|to you|in|of))*",
    r"(?:doing|checking|looking|taking|having|reading|testing|handling|working"
    r"|discussing)~(?:a look|into"
    r"|on|at|internally|with the team|care of|through)*(?:~)*|(?:im |were )?on it|can do"
    r"|consider it done",
)

SOOTHING = (
    r"(?:gar |so |halb |weiter |ja )*nicht (?:so |weiter )?(?:schlimm|wild|tragisch|dramatisch"
    r"|eilig"
    r"|dringend)|halb so (?:wild|schlimm)|macht~(?:gar )?nichts|eilt~nicht|hat~(?:ja |noch )?zeit",
    r"kein (?:grund|anlass) (?:zur|zu|fuer) (?:eile|hektik|panik|sorge|stress|aufregung)",
    r"(?:kann|kanns)~(?:jedem |mal )?(?:passieren|vorkommen)|passiert(?: (?:mal|halt|doch|schon"
    r"|eben|jedem|den besten|dem besten))+",
    r"(?:lass|lasst|lassen sie|nehmt|nimm)~(?:dir|euch|sich) (?:ruhig |gern |gerne |alle )?zeit",
    r"(?:no|not any) need to (?:hurry|rush|worry|panic|stress|apologi[sz]e)|(?:dont"
    r"|no need to) worry …",
    r"(?:it )?(?:doesnt|does not|didnt) matter|no (?:harm done|big deal|drama|sweat|pressure"
    r"|bother)",
    r"(?:it )?(?:happens|could happen)(?: to (?:the best of us|anyone|all of us))?",
    r"take your time|whenever you (?:can|like|get to it|have time|have a minute)|not urgent"
    r"|all in good time",
    r"von mir aus|meinetwegen|(?:thats|its)~(?:ok|okay|fine|good|great|alright)(?: (?:with|by"
    r"|for) (?:me|us))?",
    r"(?:von|aus) (?:unserer|meiner) (?:seite|sicht)(?:~(?:aus|ist|ists|passt|gut|ok|okay"
    r"|in ordnung|fein"
    r"|top|prima|bestens|klar|her))*|(?:meiner|unserer)seits",
    r"(?:good|fine|ok|okay|well|perfect|great|clear)? ?(?:from|on|at) (?:my|our) (?:side|end|part"
    r"|view)",
    r"(?:habe |haben |ich |wir |es gibt )*keine? (?:weiteren? |offenen "
    r"|sonstigen )?(?:anmerkung(?:en)?|fragen"
    r"|einwaende|einwand|wuensche|ergaenzung(?:en)?|korrekturen)(?: mehr| von (?:mir|uns"
    r"|unserer seite))*",
    r"nichts (?:mehr )?(?:hinzuzufuegen|zu ergaenzen|auszusetzen|zu meckern|anzumerken)",
    r"(?:i |we )?(?:have )?(?:no|nothing) (?:further |more |other |else )?(?:comments?|questions"
    r"|remarks|notes"
    r"|objections?|complaints|to add|to complain(?: about)?)",
    r"lets do (?:it|that)(?: (?:that|this) way| like (?:that|this))|(?:kann|can)~(?:be )?(?:zu"
    r"|closed|geschlossen werden"
    r"|zugemacht werden|abgehakt werden)|(?:you|u) can close(?:~(?:the ticket|the thread))*",
)

_TIMES = (
    r"(?: (?:heute|jetzt|gleich|kurz|grad|gerade|eben|noch|erst|nur|schon|wieder|mal|auch|dann"
    r"|leider|ab|bis|gegen|um"
    r"|von|nach|vor|der|den|im|in|am|zum|zur|beim|einem|einer|naechste|stunde|mittag|vormittag"
    r"|nachmittag|abend|frueh"
    r"|rest|tag|today|now|soon|shortly|for|a|bit|moment|minute|minutes|the|day|afternoon|morning"
    r"|until|till|from|at|only"
    r"|noon|again|right|just|of|onwards|back|an|hour|half|this|von|zuhause|aus|from|home|mehr"
    r"|\d{1,2}[:.]?\d{0,2}"
    r"(?: ?(?:uhr|am|pm|h|min|minuten))?))*"
)
PRESENCE = (
    rf"(?:ich )?(?:bin|sitze|sitz|arbeite|mache|mach|gehe|geh){_TIMES} (?:mittagspause|pause"
    r"|mittagessen|essen|termin|terminen|meeting|meetings|call|calls|homeoffice|home ?office|ho"
    r"|feierabend|unterwegs|weg|afk|ausser haus|da|erreichbar|buero|zug|auto|arzt|zahnarzt|platz"
    rf"|schluss|zurueck|nicht (?:mehr )?(?:da|erreichbar|am platz|im buero)){_TIMES}",
    rf"wir sind{_TIMES} (?:mittagspause|termin|meeting|call|feierabend|unterwegs|essen){_TIMES}",
    rf"(?:im|i am|ill be|i will be|were|we are|well be|only|am){_TIMES} (?:out|off|away|afk|ooo"
    rf"|wfh|in|lunch"
    r"|meeting|meetings|call|calls|train|working from home|working remotely|driving|travelling"
    r"|commuting|out of office"
    rf"|desk|office){_TIMES}",
    rf"(?:brb|afk|ooo|wfh|back in (?:a bit|a minute|\d+)|working from home|working remotely"
    rf"|in a meeting|in meetings"
    r"|in a call|on a call|on a train|(?:off|out) (?:to|for|at) lunch|at lunch|on lunch"
    r"|lunch break|done for (?:today|the day)"
    rf"|signing off|heading (?:out|home)|logging off|calling it a day|away from (?:my )?(?:desk"
    rf"|keyboard)){_TIMES}",
)

AGREEMENT = UNDERSTOOD + SETTLED + WORKS_NOW + OWN_DOING + SOOTHING

AUTOMATIC = (
    r"^\W*(?:abwesenheitsnotiz|abwesenheit|automatische (?:antwort|abwesenheit\w*)|automatic reply"
    r"|auto(?:matic|mated)?[ -]?(?:reply|response|antwort)|out of office(?: reply)?"
    r"|ooo)\b\W*[:\n-]",
    r"^(?=.*\b(?:nicht im buero|ausser haus|abwesend|nicht erreichbar|out of (?:the )?office"
    r"|on (?:\w+ )?leave|im urlaub"
    r"|on (?:vacation|holiday)|elternzeit)\b)(?=.*\b(?:wenden sie sich|kontaktieren sie"
    r"|in dringenden faellen|weitergeleitet"
    r"|limited access|for urgent|in urgent|urgent matters|(?:will|ill) (?:reply|respond|get back"
    r"|answer)|zugriff auf"
    r"|beantworte[n]? (?:ich )?(?:ihre|deine|alle)|ihre (?:e-?mail|nachricht))\b)",
)
"""A whole message that a machine wrote while somebody was away."""
