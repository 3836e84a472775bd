"""What members answer in German, one message a line (⏎ is a line break). Written before the rules.

ASKS: the client has to answer, decide or send something. DOES_NOT: nothing is awaited. The
held-out parts are never tuned on.
"""

ASKS = """
Welchen Browser nutzen Sie?
Können Sie uns bitte einen Screenshot schicken?
Sollen wir die Änderung heute noch live stellen?
Welche der beiden Varianten gefällt euch besser?
Bis wann braucht ihr das?
Könntest du uns kurz die Bestellnummer geben?
Bitte schicken Sie uns die Zugangsdaten.
Wir bräuchten dafür noch das Logo als SVG von euch.
Bitte um Freigabe.
Bitte geben Sie uns kurz Bescheid, ob das so passt.
Bitte bestätigen, dann spielen wir es ein.
Habt ihr das auch auf dem Handy ausprobiert?
Ist das bei allen Artikeln so oder nur bei denen im Sale?
Wie soll der Text auf dem Button lauten?
Wollen Sie lieber Variante A oder B?
Passt das so für euch?
Ist das so in Ordnung für Sie?
Sagt uns bitte, welche Seiten gemeint sind.
Sag mir bitte Bescheid, ob es jetzt geht.
Könnt ihr das bitte nochmal testen?
Schicken Sie uns bitte noch die Texte für die Landingpage, dann bauen wir sie ein.
Danke für die Info! Seit wann tritt das auf?
Hallo Frau Petersen,⏎um welche Artikel geht es genau?⏎Viele Grüße⏎Jonas
Wir haben zwei Vorschläge gemacht. Für welchen entscheidet ihr euch?
Uns fehlt noch die Freigabe der Texte.
Dafür brauchen wir noch Ihre Freigabe.
Ohne die Rechnungsadresse können wir leider nicht weitermachen. Wie lautet sie?
Bitte entscheidet bis Freitag, welches Bild wir nehmen.
Wann hätten Sie Zeit für ein kurzes Telefonat?
Ich habe es nicht nachstellen können. Tritt es bei Ihnen noch auf?
Wer ist bei Ihnen für die Datenbank zuständig?
Das kostet etwa vier Stunden. Sollen wir loslegen?
Das wären 3 PT, dürfen wir das so umsetzen?
Welche Version habt ihr installiert? Dann kann ich das hier nachstellen.
Wir warten noch auf die Bilder von euch.
Sobald ihr uns die Daten schickt, legen wir los.
Magst du mir kurz die Mail weiterleiten?
Kannst du bitte prüfen, ob die Preise jetzt stimmen?
Ist das nur bei dir so? Bei mir klappt alles.
Bitte einmal ausfüllen und zurückschicken: <https://example.com/formular|Formular>
Haben Sie dazu noch das alte Passwort
Könnten Sie uns noch den Export als CSV bereitstellen.
Wir benötigen noch folgende Angaben von Ihnen: Hausnummer und USt-ID
Rückfrage: gilt das für alle Länder?
Prüft bitte einmal den Entwurf im Anhang und gebt uns euer Feedback.
"""

DOES_NOT = """
Gern geschehen, sonst noch was?
Ist erledigt, ok?
Das ist jetzt behoben.
Wir schauen uns das an und melden uns.
Danke, wir kümmern uns darum.
Kann ich sonst noch etwas für Sie tun?
Sonst noch Fragen?
Der Fehler lag am Cache, bitte einmal neu laden.
Bitte haben Sie noch etwas Geduld.
Bitte entschuldigen Sie die Verzögerung.
Bitte melden Sie sich, falls noch etwas ist.
Meldet euch gern, wenn noch etwas ist.
Bei Fragen gerne melden.
Warum das so ist? Das liegt am Import, der nachts läuft.
Woran lag es? Am Zertifikat, das war abgelaufen.
Was ist da los? Ich schaue gleich nach.
Ist das nicht toll?
Oh, wie konnte das denn passieren? Wir prüfen das.
Wer hätte das gedacht?
<@U0LENA> kannst du dir das bitte mal anschauen?
@Lena, übernimmst du?
Jonas, hast du da noch das Backup?
Alles klar?
Gerne! Schönes Wochenende
Wir haben das Logo getauscht und die Seite ist live.
Das schaffen wir bis Freitag.
Leider geht das technisch nicht, die Schnittstelle gibt das nicht her.
Ich habe die Preise korrigiert, die Korrektur ist in etwa zehn Minuten sichtbar.
Das kann morgen früh raus, wir sagen Bescheid, sobald es live ist.
Wir haben alles, was wir brauchen. Vielen Dank!
Ich brauche dafür noch etwa zwei Stunden.
Wir brauchen dafür ungefähr einen Tag.
&gt; Können Sie den Preis ändern?⏎Ja, ist geändert.
Sie hatten gefragt, ob wir das bis Montag schaffen: ja.
Wie besprochen ist die Seite jetzt offline.
Welche Seiten betroffen sind, sehen wir gerade nach.
Ob das am Server liegt, prüfen wir.
Wenn Sie möchten, zeigen wir Ihnen das gerne im nächsten Termin.
Danke fürs Warten, jetzt ist alles wieder da, oder?
Läuft wieder, gell?
Gute Frage! Das klären wir intern und melden uns morgen.
Das Ticket ist angelegt, den Stand seht ihr dort.
Bitte beachten Sie, dass die Änderung erst morgen greift.
Siehe <https://shop.example.com/suche?q=schuhe>
Nichts zu danken 🙂
"""

HELD_OUT_ASKS = """
Auf welchem Gerät passiert das?
Können wir das am Donnerstag kurz besprechen?
Schickst du mir bitte die Datei nochmal?
Bitte teilen Sie uns mit, welche Farbe es werden soll.
Wir brauchen von euch noch die finale Bildauswahl.
Wie viele Nutzer sind davon betroffen?
Möchten Sie, dass wir das gleich mitmachen?
Passt Dienstag 10 Uhr?
Gebt ihr uns noch das Go für die Texte?
Es fehlt uns noch das Passwort für den FTP-Zugang.
Bitte schaut euch den Entwurf an und sagt uns, was ihr davon haltet.
Gibt es dazu schon eine Entscheidung bei Ihnen?
"""

HELD_OUT_DOES_NOT = """
Kein Problem, gerne wieder!
Das lag an einem Tippfehler, ist korrigiert.
Noch Fragen? Dann einfach melden.
Geht das schneller? Leider nein, der Import braucht so lange.
Ich gebe Bescheid, sobald die Freigabe von Apple da ist.
Sorry, warum auch immer das passiert ist: jetzt stimmt es wieder.
Wir nehmen das mit in die Planung für Januar.
Bitte wundert euch nicht, die Seite ist kurz offline.
<@U0MARA> weißt du, wer das gebaut hat?
Ich melde mich morgen mit einer Schätzung.
Passt, machen wir so.
Freut mich, dass es klappt. Noch etwas?
"""
