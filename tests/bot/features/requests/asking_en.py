"""What members answer in English, one message a line (⏎ is a line break). Written before the rules.

ASKS: the client has to answer, decide or send something. DOES_NOT: nothing is awaited. The
held-out parts are never tuned on.
"""

ASKS = """
Which browser are you using?
Could you send us a screenshot?
Shall we put it live today?
Which of the two do you prefer?
By when do you need this?
Can you give me the order number, please?
Please send us the login details.
We still need the logo as an SVG from you.
Please approve.
Please let us know whether this works for you.
Please confirm and we'll deploy it.
Have you tried it on a phone as well?
Is it all products or only those on sale?
What should the button say?
Would you rather have option A or B?
Does that work for you?
Is that all right with you?
Tell us which pages you mean, please.
Let me know if it works now.
Could you please test again?
Please send over the copy for the landing page, then we'll build it.
Thanks for the info! Since when has this been happening?
Hi Grace,⏎which articles is this about exactly?⏎Best regards⏎Jonas
We made two drafts. Which one shall we take?
We are still missing your approval of the texts.
For this we need your sign-off.
We cannot go on without the billing address. What is it?
Please decide by Friday which picture we should use.
When would you have time for a short call?
I couldn't reproduce it. Does it still happen?
Who looks after the database on your side?
That would take about four hours. Should we go ahead?
That would be three days of work, are you OK with that?
Which version have you installed? Then I can reproduce it here.
We are waiting for the pictures from you.
As soon as you send us the data, we can start.
Would you mind forwarding the mail?
Can you check whether the prices are right now?
Is it only you? It works for me.
Please fill this in and send it back: <https://example.com/form|form>
Do you still have the old password
Could you provide the export as CSV.
We need the following from you: house number and VAT ID
Quick question: does this apply to all countries?
Please have a look at the draft and give us your feedback.
"""

DOES_NOT = """
You're welcome, anything else?
Done, ok?
This is fixed now.
We'll look into it and get back to you.
Thanks, we're on it.
Is there anything else I can do for you?
Any other questions?
It was the cache, please reload the page once.
Please bear with us a little longer.
Please excuse the delay.
Please get in touch if anything else comes up.
Let me know if you need anything else.
Feel free to ask if you have any questions.
Why is that? The import only runs at night.
What was the cause? The certificate had expired.
What is going on there? I'll check right away.
Isn't that great?
Oh, how could that happen? We are checking.
Who would have thought?
<@U0LENA> can you have a look please?
@Lena, will you take this?
Jonas, do you still have the backup?
All good?
My pleasure! Have a nice weekend
We have replaced the logo and the page is live.
We'll manage that by Friday.
Unfortunately that is not possible, the interface does not allow it.
I have corrected the prices, you will see it in about ten minutes.
It can go out tomorrow morning, we will let you know once it is live.
We have everything we need. Thank you!
I need about two more hours for this.
We need roughly a day for that.
&gt; Can you change the price?⏎Yes, it's changed.
You asked whether we can do it by Monday: yes.
As discussed, the page is offline now.
Which pages are affected is what we are finding out.
Whether it is the server, we are checking.
If you like, we'll show you in the next meeting.
Thanks for waiting, everything is back now, right?
It's running again, isn't it?
Good question! We'll clarify that internally and come back tomorrow.
The ticket is there, you can follow it.
Please note that the change takes effect tomorrow.
See <https://shop.example.com/search?q=shoes>
No worries 🙂
"""

HELD_OUT_ASKS = """
On which device does this happen?
Can we talk about it on Thursday?
Would you send me the file again?
Please tell us which colour it should be.
We need the final selection of pictures from you.
How many users are affected?
Do you want us to do that as well?
Does Tuesday at 10 suit you?
Can you give us the go for the texts?
We're missing the password for the FTP access.
Please take a look and tell us what you think.
Is there a decision on your side yet?
"""

HELD_OUT_DOES_NOT = """
No problem, any time!
It was a typo, corrected.
Questions? Just write.
Can it be faster? Sadly no, the import takes that long.
I'll let you know as soon as Apple has approved it.
Sorry, whatever the reason was: it is correct again.
We'll take that into the planning for January.
Please don't be surprised, the page is offline for a moment.
<@U0MARA> do you know who built this?
I'll come back tomorrow with an estimate.
Fine, let's do that.
Glad it works. Something else?
"""
