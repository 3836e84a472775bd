"""Praise and good wishes; the signs are those of :mod:`bot.features.requests.sense_phrases`."""

from __future__ import annotations

PRAISE = (
    r"was fuer (?:eine?[nr]? )?(?:schoene|tolle|super|klasse|geile|coole|gute|grossartige"
    r"|wunderbare|starke|nette)"
    r"[nrs]? …|(?:was fuer eine?|what an?|such an?) (?:team|tag|woche|freude|ueberraschung"
    r"|erleichterung|service|glueck"
    r"|relief|day|week|surprise|joy|service|pleasure|delight|treat|ride|year)",
    r"wie (?:schoen|cool|toll|geil|lieb|nett|suess|lustig|genial|krass"
    r"|aufmerksam)(?: ist das denn)?|(?:what|such) an?"
    r" (?:great|lovely|good|fantastic|wonderful|amazing|beautiful|nice|brilliant|awesome|sweet"
    r"|super) …|how (?:lovely|cool"
    r"|nice|sweet|funny|awesome|great|exciting|fun|cute|kind|amazing|thoughtful"
    r"|wonderful)(?: is (?:that|this))?",
    r"(?:(?:der|die|unser|unsere|mein|meine|my|our|the|auch) )*(?:chef|chefin|boss"
    r"|geschaeftsfuehrung|vertrieb"
    r"|kollegen|kunden|wir|ich|we|management|everyone|everybody|customers|colleagues|ceo|vorstand"
    r"|team|sales|im|were)"
    r"(?: (?:ist|sind|is|are|was|were|im|re|waren|war))?~(?:begeistert|zufrieden|gluecklich"
    r"|thrilled|delighted"
    r"|over the moon|stoked|impressed|beeindruckt|pleased|loves?|liebt|lieben|hin und weg|chuffed"
    r"|schwer begeistert)",
    r"(?:(?:du|ihr|sie|you|ya|youre)(?: guys| lot| all)?|bist du|seid ihr)(?: (?:bist|seid|sind"
    r"|are|re))?~(?:(?:die|der|das|ein|eine|the|a|an"
    r"|wahre|absolute|absoluter|real|true|complete|bunch of) )*(?:aller)?(?:hammer|besten|beste"
    r"|wahnsinn|knaller"
    r"|schatz|engel|held|heldin|helden|stars?|legends?|lifesavers?|best|genius|geniuses|wizards?"
    r"|profis?|pros"
    r"|zauberer|heroes|hero|angels?|goldwert|gold wert|klasse|weltklasse)(?: team| ever)?",
    r"(?:da )?(?:(?:habt ihr|hast du|ihr habt|du hast) (?:euch|dich)~(?:selbst |mal )*uebertroffen"
    r"|(?:you )?(?:outdid yourselves|outdid yourself|nailed it|crushed it|killed it|smashed it"
    r"|rocked it))",
    r"besser (?:gehts|geht es)~nicht|(?:kann|laesst) (?:man|sich) nicht(?:s)? (?:meckern"
    r"|besser machen)",
    r"(?:its |it |that |this |das |es )?(?:turned|came) out~(?:well|great|nice|nicely|beautiful"
    r"|beautifully|lovely)",
    r"(?:ist|sind)?~(?:schoen|gut|stark|toll|cool|schick|huebsch|klasse|prima|genial) geworden",
    r"(?:respekt|wahnsinn|bombe|ein traum|traumhaft|grosses kino|chefs kiss|top notch|weltklasse"
    r"|erste sahne"
    r"|saubere arbeit|ganze arbeit|phaenomenal|phenomenal|stunning|gorgeous|beautiful|impressive"
    r"|beeindruckend"
    r"|neat|interessant|interesting|spannend|exciting|gute idee|good idea|great idea|gute sache)",
    r"(?:that |it |this |das |es )?(?:was|war)~(?:a |an |ein |eine |einen )?(?:lovely|great|fun"
    r"|nice|good|fantastic"
    r"|wonderful|awesome|brilliant|pleasure|schoen|schoener|schoenes|toll|toller|tolles|klasse"
    r"|nett|nettes|netter"
    r"|spannend|spannender|lustig|cooler|cool|guter|gutes|gelungen|gelungener|super|interessant"
    r"|inspiring) …",
    r"(?:great|good|nice|lovely|fantastic|awesome|amazing|super|excellent|brilliant|solid|toller?"
    r"|tolles|klasse"
    r"|schoene[rs]?|gute[rs]?|starke[rs]?|gelungene[rs]?|spannende[rs]?) (?:workshop|call|meeting"
    r"|session|chat|talk"
    r"|presentation|work|job|stuff|one|news|effort|catch|termin|gespraech|arbeit|team|ergebnis"
    r"|leistung|teamwork"
    r"|praesentation|neuigkeiten|nachrichten|nachricht|austausch|result|results|weekend|event"
    r"|abend) ?…",
    r"(?:hat|macht|had|have)~(?:mir |uns |viel |grossen |riesen |lots of |a lot of |much "
    r"|great )*(?:spass|freude|fun)"
    r"(?: gemacht| together)? ?…",
)

WISHES = (
    r"viel (?:spass|erfolg|glueck|freude|vergnuegen) ?¤|alles (?:gute|liebe) ?¤|toi toi toi"
    r"|gesundheit",
    r"(?:(?:frohe|schoene|besinnliche|gesegnete|erholsame|gute|tolle|wunderschoene|angenehme"
    r"|sonnige|ruhige"
    r"|entspannte|lange|ein|eine|einen|stressfreie|nette)[nrsm]? (?:\d\.? ?)?)+(?:wochenende|we"
    r"|woche|feiertage?n?"
    r"|feierabend|fest|festtage|weihnacht\w*|ostern|ostertage|osterfest|pfingsten|pfingsttage"
    r"|advent|adventszeit"
    r"|adventssonntag|rutsch|neues|jahr|urlaub|urlaubszeit|ferien|zeit|tage?|abend|morgen|mittag"
    r"|nachmittag|nacht"
    r"|reise|fahrt|flug|heimfahrt|besserung|erholung|genesung|start|sonntag|samstag|freitag|montag"
    r"|wochenstart"
    r"|silvester|nikolaus|nikolaustag|karneval|fasching|restwoche|rest der woche|brueckentag"
    r"|geburtstag|pause|heimweg"
    r"|jahreswechsel|jahresausklang|mittagspause|sommer|herbst|winter|fruehling"
    r"|auszeit)(?: (?:noch|gewuenscht)| ¤)?",
    r"(?:auf|fuer) ein (?:gutes|tolles|erfolgreiches|gesundes|super|schoenes) ?¤|komm(?:t"
    r"|en sie)? gut ¤",
    r"(?:wir |ich )?drueck(?:e|en)?~(?:ich |wir |euch |dir |ihnen |die |ganz |fest |alle )*daumen ¤"
    r"|(?:alle )?(?:daumen|fingers)~(?:sind )?(?:gedrueckt|crossed|hoch)",
    r"(?:herzlich(?:e|en|st)?|liebe|viele|beste|schoene|sonnige) (?:glueckwunsch|glueckwuensche"
    r"|willkommen|gruesse) ¤",
    r"(?:gruesse|gruss|greetings) (?:aus|von|an|from|to) ¤|(?:seasons|warm|best) (?:greetings"
    r"|wishes) ?¤",
    r"(?:ich |wir )?freu(?:e|en|t)?~(?:mich |uns |wir |ich |schon |riesig )*(?:auf|dass|ueber) ¤"
    r"|(?:i |we )?(?:look|am|are"
    r"|were|im)? ?(?:looking )?forward to ¤",
    r"happy (?:birthday|new year|holidays?|easter|xmas|christmas|halloween|thanksgiving|weekend"
    r"|valentines|hanukkah"
    r"|diwali|eid|anniversary|pride|(?:mon|tues|wednes|thurs|fri|satur|sun)day|\w+ day) ?¤",
    r"(?:merry|joyful|blessed) (?:christmas|xmas|holidays|easter) ?¤|(?:restful|relaxing"
    r"|peaceful) ¤",
    r"(?:have|enjoy)(?: (?:a|an|the|your|his|her))?(?: \w+){0,3} (?:weekend|day|evening|holidays?"
    r"|vacation|break|trip"
    r"|time off|week|start|one|rest|lunch|night|flight|afternoon|morning|easter|christmas|time"
    r"|party|meal|leave|summer) ?¤",
    r"enjoy(?: \w+){0,2}|safe (?:travels|trip|journey|flight|drive|home) ?¤|(?:good"
    r"|best of) luck ?¤|break a leg",
    r"(?:get well|feel better|speedy recovery|sleep well|sweet dreams|bon voyage|bon appetit"
    r"|guten appetit) ?¤",
    r"congrat\w* ¤|welcome (?:back|aboard|on board|to the (?:team|channel|club)) ?¤|willkommen ¤",
    r"(?:nice|great|good|lovely|schoen)~(?:to (?:meet|see|have|hear|be)|dass|euch|dich|mit euch"
    r"|von euch|zu|that) ¤",
    r"(?:glad|happy|excited|pleased|thrilled|delighted|froh)~(?:to (?:be (?:here|working|part)"
    r"|meet|work with|hear|see)"
    r"|were finally|we are finally|we finally|to have you|you made it|you like|youre|dass (?:wir"
    r"|ihr|das)) ?¤",
    r"here(?:s| is) to (?:a )?¤|(?:gott|goettin) sei dank|thank (?:god|goodness|heavens)"
    r"|zum glueck|what a relief",
    r"(?:see|catch|talk to|speak to)~(?:you|ya|u)(?:~(?:all|guys|in|on|at|there|next|a|the|then"
    r"|around|bit|few|two"
    r"|three|weeks?|days?|minutes?|hours?|week|month|year|(?:mon|tues|wednes|thurs|fri|satur"
    r"|sun)day))*",
    r"bis (?:dann|dahin|nachher|denne|die tage|zum \w+|in (?:\w+ )?(?:wochen?|tagen?|stunden?"
    r"|minuten?|kuerze)|uebermorgen|demnaechst)(?: dann| mal)?(?=\s*(?:[.,!;\n]|$))"
    r"|bis (?:\w+tag|mittwoch) dann",
)
