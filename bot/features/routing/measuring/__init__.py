"""How well routing routes: the production router on files of questions, beside simple methods."""
