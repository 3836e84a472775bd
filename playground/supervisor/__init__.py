"""The playground as a command: starts Jira, the server and the bot, and ends them again."""
