"""What can be known to be wrong before the work starts."""

from functools import partial
from typing import Any

from vc import pipeline
from vc.errors import VCError

from .conducting import notice_of
from .settings import OFFERED, checked, plain


def check(music: str | None, accept_licence: bool, **values: Any) -> dict[str, str]:
    """What can be known to be wrong before the work starts, by the field that it belongs to."""
    wishes = plain({name: value for name, value in values.items() if name in OFFERED})
    notice = notice_of(wishes["model"])
    questions = {"music": partial(_check_music, music)}
    questions |= {name: partial(checked, name, value) for name, value in wishes.items()}
    wrong = {} if accept_licence or not notice else {"accept_licence": f"Please accept first: {notice}"}
    for name, question in questions.items():
        try:
            question()
        except VCError as error:
            wrong[name] = str(error)
    return wrong


def _check_music(music: str | None) -> None:
    if not music:
        raise VCError("Choose a music file first.")
    pipeline.check_music(music)
