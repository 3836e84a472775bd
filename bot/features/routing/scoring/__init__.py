"""Who answers a question like this one: learned from who did, one outcome after the other.

Pure: no database, no clock, no network. Read in this order: `text` (words to numbers), `rows`
(what is remembered), then the four that give an opinion (`zero`, `softmax`, `nearby`, `habits`),
`fusion` (how far each is believed, and how sure that makes us), and `scorer`, which folds
outcomes into all of them. docs/routing.md tells it in words, with its sources.
"""

from bot.features.routing.scoring.scorer import Message, Neighbour, Scored, Scorer
from bot.features.routing.scoring.text import Embedder

__all__ = ["Embedder", "Message", "Neighbour", "Scored", "Scorer"]
