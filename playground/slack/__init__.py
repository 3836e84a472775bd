"""The Slack side: world, Web API, events, interactivity, Socket Mode."""
