"""What German clients write, one message a line (⏎ is a line break).

Written before the rules. The held-out part is never tuned on: when it shows a weakness, write
new sentences of that kind into the first part and improve on those.
"""

REQUESTS = """
der Shop lädt nicht
die Preise stimmen noch nicht
könnt ihr bitte das Logo im Footer tauschen?
moin, der checkout hängt schon wieder
Hallo zusammen, wir bräuchten bis Freitag ein neues Banner für die Startseite.
danke! und wann geht das live?
ok, aber dann bitte auch noch die englische seite
Guten Morgen, kurze Frage: wo finde ich die Zahlen vom letzten Monat?
newsletter ging heute doppelt raus
wir wollen im mai eine kampagne starten
Gibt es schon ein Update zum Relaunch
wie ist der stand
Suche findet nix
Login geht bei mir nicht mehr
Hi <@U0JONAS>, kannst du dir mal das Tracking anschauen?
Super, danke dir! Eine Sache noch: der Button ist auf dem Handy abgeschnitten
passt leider noch nicht
Bitte das PDF austauschen
Rechnung 2024-118 ist doppelt gekommen
Im Anhang die Texte für die neue Landingpage
bilder fehlen
Wer ist bei euch gerade für Buchhaltung zuständig
<https://shop.example.com/cart|Warenkorb> zeigt 404
🚨 Seite ist down 🚨
kein Zugriff auf Jira
Bei uns ist heute Messe, da müsste die Seite schneller sein
Wir haben uns jetzt für Variante B entschieden
die kunden beschweren sich über die versandkosten
hallo, ich komme nicht ins backend
Könntest du mir die Auswertung nochmal schicken? Danke!
Danke vorab für eine kurze Rückmeldung
bräuchte mal eure Hilfe
kann man das Formular auch ohne Telefonnummer abschicken
Budget für Q3?
das hier sieht komisch aus
gutschein code funktioniert nicht im warenkorb
Ab Montag gelten neue Öffnungszeiten: 9-17 Uhr
Vielen Dank für die Umsetzung, aber auf Safari ist das Menü noch verschoben
Frohes Neues! Wann starten wir mit dem Relaunch?
Hilfe
dringend!!
wäre super wenn ihr das heute noch schafft
Ich hätte gerne einen Termin mit Lena nächste Woche
schickt mir bitte das protokoll
was kostet uns das
moin könt ihr den cache leern
ok super, dann macht das bitte so live
Sehr geehrter Herr Weber,⏎⏎die Bestellung 4711 kommt in SAP nicht an.⏎⏎\
Mit freundlichen Grüßen⏎Petra Krämer⏎Nordwind GmbH
&gt; wir haben das gefixt⏎leider sehe ich es noch nicht
neue seite ist gut aber zu lang
morgen auch noch das Banner
wir sind bis montag im urlaub
hallo willkommensmail
danke für den link, geht nicht
danke für die rechnung der betrag ist falsch
super, und jetzt das gleiche für Nordwind
alles gut bei euch? der shop ist down
ok, macht das so live
läuft nur auf chrome
nein
Vielen Dank im Voraus
kein problem, bitte bis morgen
schaut euch das mal an
WG: Angebot⏎Hallo Jonas,⏎⏎Von: Max Muster <max@example.com>⏎\
Gesendet: Montag, 3. Juni 2024 10:12⏎An: Petra⏎Betreff: Angebot⏎⏎wir brauchen es bis Mittwoch
"""

PLEASANTRIES = """
Danke, passt
super, danke dir!
moin
👍
ok
Alles klar, danke
perfekt
Vielen Dank für die schnelle Hilfe!
Guten Morgen zusammen
Schönes Wochenende euch allen!
top 🙌
merci
Klasse, das ging ja schnell
Danke Jonas!
Super, danke euch beiden
Hallo
passt so
einverstanden
jo
danke für die info
Das sieht richtig gut aus 😍
gern geschehen
Kein Problem
kein stress
freut mich
Bis morgen!
LG
läuft wieder, danke!
funktioniert jetzt, vielen lieben dank
<@U0LENA> danke dir
:tada:
:+1::skin-tone-3:
Prima, dann bis Montag
ja, genau
alles gut bei mir
Wir freuen uns!
ok danke für die rückmeldung
hahaha 😂
Guten Rutsch und frohes neues Jahr!
Ich schau es mir an und melde mich
ihr seid die besten
Mega!! Vielen Dank an das ganze Team
thx
okidoki
hat geklappt 👌
Verstanden, danke für die Erklärung
wow, sieht super aus
Tschüss und einen schönen Feierabend
Frohe Ostern 🐣
Hallo zusammen,⏎⏎vielen Dank!⏎⏎Viele Grüße⏎Petra Krämer⏎Nordwind GmbH⏎Tel. 0711 123456
Hallo Jonas, Lena und Tom
Hallo zusammen :)
Na, wie geht's euch?
schon gut
gar nicht schlecht
Mach’s gut!
Morgen zusammen
Frohe Weihnachten euch allen und einen guten Rutsch
noch mal vielen Dank
schau ich mir an und geb Bescheid
&gt; ist jetzt live⏎Danke!
Danke!⏎⏎Am 12.03.2024 um 10:11 schrieb Jonas Weber <jonas@example.com>:⏎\
> Könnt ihr das bitte prüfen?
"""

HELD_OUT_REQUESTS = """
warenkorb leert sich von alleine
Könnt ihr uns sagen, ob die Weiterleitungen schon aktiv sind?
bitte heute noch online stellen
Die Überschrift muss noch geändert werden
wir sehen seit gestern keine bestellungen mehr in analytics
Moin Moin, bei uns ist die Telefonnummer im Impressum falsch
ich finde den freigabelink nicht mehr
habt ihr schon was von der agentur in berlin gehört
Danke für die Datei. Die Farben weichen aber stark ab.
Ok, verstanden. Können wir trotzdem morgen kurz telefonieren?
Lieferzeit anpassen auf 5-7 Tage
schon wieder ein timeout
wann habt ihr zeit
Zahlungsart PayPal fehlt
Kundin meldet, dass sie keine Bestellbestätigung bekommen hat
Für die Messe brauchen wir 3 neue Seiten
geht das auch in grün
gleiches problem wie letzte woche
Wir möchten das Projekt vorerst pausieren.
Guten Tag Herr Weber, anbei die korrigierte Preisliste.
ab wann ist die neue version da
facebook anzeigen laufen noch obwohl die aktion vorbei ist
Nein, so war das nicht gemeint
ich glaub da stimmt was mit der mwst nicht
Haben noch keinen Zugang bekommen
danke, aber ich meinte das andere bild
Top, und bis wann bekommen wir die Reinzeichnung
jonas kannst du bitte mal anrufen
Wie viele Stunden sind diesen Monat schon verbraucht?
Neue Kollegin: Sarah Klein, bitte zum Channel hinzufügen
ging leider nicht
hat leider nicht geklappt
das Video ruckelt auf dem iPhone
@here der server antwortet nicht
feedback zum entwurf: headline zu lang, bild zu dunkel
Produktdaten sind jetzt vollständig, ihr könnt importieren
eigentlich hatten wir was anderes besprochen
mal ne frage
Gibts ne Möglichkeit die Liste zu exportieren
Sorry für die späte Meldung, wir brauchen die Druckdaten doch schon Mittwoch
wir kommen mit der Übersetzung nicht weiter
Freigabe erteilt, ihr könnt loslegen
cookie banner kommt bei jedem klick neu
erinnerung: logo
bitte um rückruf
Unser Geschäftsführer findet die Startseite zu unruhig
mir wird eine weiße seite angezeigt
Hallo Lena, hallo Jonas,⏎wir haben da ein kleines Thema mit den Filtern.⏎Viele Grüße⏎Tom
> Am 3. Mai schrieb Jonas:⏎> ist live⏎super danke! nur die schrift ist noch zu klein
wo kann ich das passwort zurücksetzen
sollte das nicht schon gestern fertig sein
Die Rabattaktion bitte um eine Woche verlängern. Danke euch und schönes Wochenende!
"""

HELD_OUT_PLEASANTRIES = """
Dankeschön!
besten dank
herzlichen Dank für eure Unterstützung
cool, danke
Guten Abend
Servus
grüß euch
Hi Lena 👋
okay, alles klar
in ordnung
so machen wir's
klingt gut
passt perfekt, danke dir vielmals
wunderbar, dann warten wir ab
🙏
❤️
:raised_hands: :fire:
sehr schön geworden!
Hut ab, tolle Arbeit
gefällt uns sehr gut
Das ging aber flott, danke!
Jetzt klappt alles, danke fürs schnelle Beheben
bin begeistert
bis später
schönen Urlaub dir!
Schöne Feiertage und guten Rutsch
keine ursache
kein Ding
gerne
sehr gerne
ja
stimmt
genau so
Ah ok, dann weiß ich Bescheid
alles bestens
Gute Besserung!
Herzlichen Glückwunsch zum Geburtstag 🎂
dito
lol
haha sehr gut
danke, wünsche ich dir auch
Danke für den netten Call heute
Ihr seid spitze!
Prima, vielen Dank
erledigt, danke
wir melden uns
gebe ich intern weiter
Danke für deine Geduld
Willkommen im Team, Sarah!
dir auch ein schönes Wochenende
"""
