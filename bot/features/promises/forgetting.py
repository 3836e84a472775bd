"""What promises forget: what was said to the client, and who is named in what was promised."""

from __future__ import annotations

from sqlalchemy import update
from sqlalchemy.orm import Session

from bot.core.forgetting import Counts, Forgetting, added, own, strike
from bot.features.promises.models import (
    ClientAnswer,
    ClientWord,
    Lesson,
    LessonWanted,
    Promise,
    PromiseChange,
)


def forget(session: Session, forgetting: Forgetting) -> Counts:
    """Letters to the client go; what was promised stays, without the people."""
    letters = session.execute(
        update(ClientWord)
        .where(ClientWord.client_key == forgetting.client_key, ClientWord.text != "")
        .values(text="")
        .returning(ClientWord.id)
    ).all()
    models = (ClientWord, ClientAnswer, Promise, PromiseChange, Lesson)
    return added(
        [
            {"client_word": len(letters)},
            own(session, forgetting, LessonWanted.user_id),
            strike(session, forgetting, *models),
        ]
    )
