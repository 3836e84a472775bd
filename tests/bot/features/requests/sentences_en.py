"""What English clients write, one message a line (⏎ is a line break).

Written before the rules. The held-out part is never tuned on: when it shows a weakness, write
new sentences of that kind into the first part and improve on those.
"""

REQUESTS = """
checkout is broken again
can you swap the hero image please
the prices are still wrong
hey team, quick question about the newsletter
thanks! one more thing: the footer link is dead
ok but please also update the German page
when will this go live
any update on this?
I can't log in to the CMS
we need a banner by Friday
site is down
Hi Jonas, could you have a look at the tracking?
still not working
attached is the new price list
where do I find last month's report
orders are not syncing with SAP
invoice 118 was sent twice
it would be great if this could be done today
who should I talk to about billing
<https://shop.example.com/cart|cart> returns a 500
images missing on mobile
We've decided to go with option B
customers complain about the shipping costs
help
urgent!!
how do i export the list
is it possible to hide the phone field
the search doesnt find anything
let's move the launch to May
Thanks in advance for your quick feedback
Good morning! Is the new version out yet?
budget for Q3?
the button is cut off on my phone
pls remove the old team page
not what we discussed
new opening hours from Monday: 9 to 5
what does it cost
I'd like to book a call with Lena next week
great, now we just need the French version
this looks odd on Safari
We would like to run a campaign in June
something is off with the VAT
Sounds good, but can we make it blue?
thank you for the draft, the headline is too long though
wanna add a second shop
plz fix asap
Hi all, danke for the update, aber der Link geht nicht
Dear Mr Weber,⏎⏎order 4711 does not arrive in SAP.⏎⏎Kind regards,⏎Petra Kramer⏎Northwind Ltd
&gt; deployed to staging⏎i still see the old version
welcome mail
have a look at this
love it, make it red
looks good but bigger
nice to have: dark mode
all good except the footer
happy with variant A
so far so good, footer next
ok 4711
and this one too
have you seen the mail
thanks (the link is dead)
Thanks!⏎⏎PS: the cart is empty
Best regards from Hamburg⏎the shop is offline
FYI⏎⏎From: Max Muster <max@example.com>⏎Sent: Monday, June 3, 2024 10:12⏎To: Petra⏎\
Subject: Offer⏎⏎we need the offer by Wednesday
"""

PLEASANTRIES = """
thanks!
thank you so much
great, thanks
perfect
ok
okay cool
sounds good
looks great!
awesome work team
good morning
hi all
hey Lena
👍
:tada: :tada:
got it
got it, thanks for the update
will do
no worries
no problem
you're welcome
have a great weekend everyone
cheers
thx
ty!
thanks for the quick fix
works now, thank you!
all good
that worked, thanks
makes sense
understood
agreed
yes
yep
lol
haha nice
happy new year!
congrats 🎉
see you tomorrow
bye
love it ❤️
Thanks <@U0LENA>!
thanks Jonas and Lena
fantastic, appreciate it
wow, that was fast
you guys rock
noted
happy to help
we'll have a look and get back to you
my pleasure
Hi Jonas,⏎⏎thank you very much!⏎⏎Best regards,⏎Petra Kramer⏎Northwind Ltd⏎+44 20 1234567
Hello, how are you?
cant wait!
see you on Monday
Thanks Lena :)
morning all
hope you are well
Thank you!⏎⏎On Mon, Jun 3, 2024 at 10:12 AM Jonas Weber <jonas@example.com> wrote:⏎\
> Could you check this?
thanks⏎⏎Sent from my iPhone
once again many thanks
lovely, thank you @Lena
"""

HELD_OUT_REQUESTS = """
cart empties itself
could you tell us whether the redirects are active
please put it online today
the headline needs to change
we haven't seen any orders in analytics since yesterday
phone number in the imprint is wrong
can't find the approval link anymore
thanks for the file. the colours are quite different though
ok understood. can we still have a quick call tomorrow?
change delivery time to 5-7 days
timeout again
when are you free
PayPal option is gone
a customer says she never got a confirmation email
we need three new pages for the trade fair
would this also work in green
same problem as last week
we'd like to pause the project for now
good afternoon, please find the corrected price list below
facebook ads are still running even though the promo ended
no, that's not what I meant
still waiting for access
thanks but I meant the other picture
nice, and when do we get the final artwork
jonas can you give me a ring
how many hours have we used this month
new colleague: Sarah Klein, add her to the channel pls
that didn't work
video stutters on iphone
<!here> server not responding
feedback on the draft: image too dark
product data is complete now, you can import
this isn't what we agreed
quick q
is there a way to export it
sorry for the late notice, we need the print files by Wednesday after all
we are stuck with the translation
approved, go ahead
cookie banner shows up on every click
reminder: logo
call me back please
our CEO thinks the home page is too busy
I'm getting a blank page
hello Lena, hello Jonas,⏎we have a small issue with the filters.⏎Best⏎Tom
super thanks! only the font is still too small
where can I reset my password
shouldn't this have been done yesterday
Please extend the promo by a week. Thanks and have a nice weekend!
Getting an error when I try to check out
wondering if the new logo could go on the invoices too
"""

HELD_OUT_PLEASANTRIES = """
many thanks
thanks a lot!
thank you for your support
cool thanks
good evening
hello everyone
hiya 👋
alright
fine by me
that's fine, thanks
works for me
sure
of course
sounds like a plan
great job everyone
🙏
💯
:raised_hands: :fire:
really nice!
we love the new design
that was quick, thank you
all working now, cheers
so happy with this
talk soon
enjoy your holiday!
merry christmas and a happy new year
don't mention it
anytime
yes, exactly
right
ah ok, that explains it
all fine on our side
get well soon!
happy birthday Sarah 🎂
same here
hahaha
thanks, you too
thanks for the nice call today
you're the best!
brilliant, thank you
done, thanks
we'll be in touch
I'll pass it on internally
thanks for your patience
welcome to the team, Sarah!
np
k
ok great
thanks for letting me know
thanks for looking into this
"""
