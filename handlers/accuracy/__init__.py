"""A platform's figures on routing in Slack: ``/perron routing``, in words and as a picture."""
