"""Absences in Slack: away, back, who takes what, what happened meanwhile, one's own calendar."""
