"""The page's work for programs: /conduct, /skeleton and /motion, by gradio_client, curl or MCP."""

from typing import Any

import gradio as gr

from vc import pipeline
from vc.errors import VCError

from .conducting import Results, conduct, notice_of, save_settings
from .following import wait_for
from .jobs import Jobs
from .settings import AUTO, Settings

_CONCURRENCY = "programs"
MAX_PROGRAMS = 8  # calls of programs under way or waiting for a place; the rest wait in Gradio's queue


class Endpoints:
    """The functions behind the addresses; what they make is the same as the page's."""

    def __init__(self, jobs: Jobs) -> None:
        self._jobs = jobs

    async def conduct(
        self,
        music: str,
        photo: str | None = None,
        accept_licence: bool = False,
        model: str = pipeline.DEFAULT_MODEL,
        seed: int = 0,
        start_s: float = 0,
        seconds: float = 0,
        style: str = "Textbook",
        energy: float = 0,
        gesture: float = 0,
        smoothness: float = 0,
        left_hand: float = 0,
        size: str = "720",
        shape: str = AUTO,
        background: str = "photo",
        dress: str = "own",
    ) -> tuple[str, str, str]:
        """Conduct a piece of music: a video of the person in the photo conducting it, or of a drawn conductor.

        Args:
            music: a music file, uploaded; addresses are not fetched
            photo: picture of the person who conducts, yourself or someone who agreed; without it a skeleton is drawn
            accept_licence: accept the research-only licence of the model "official"
            model: "baton", "textbook", "amcnet", "performer" or "official"
            seed: another number is another interpretation, the same number the same motion; 0 to 2147483647
            start_s: where in the music to begin, seconds
            seconds: how much of the music; 0 is up to the end, at most three hours
            style: "Textbook", "Lyrical", "Energetic" or "Intimate"; with "My own" the next four numbers count
            energy: -1 to 1
            gesture: size of the gestures, -1 to 1
            smoothness: -1 to 1
            left_hand: how much of it, -1 to 1
            size: pixels of the picture's shorter side, "512", "720" or "1080"
            shape: "16:9", "9:16", "1:1", "4:5", "photo" (the photo's own), or "auto": 16:9, and 1:1 at 512
            background: of the photo video, "photo", "blur" or "stage"
            dress: of the photo video, "own" or "tailcoat", or in three dimensions "tails", "gown", "suit", "black"

        Returns:
            the mp4 with the music, the motion as .npy (float32, shape (T, 13, 2), 30 poses a second), settings.json
        """
        settings = _settings(
            model=model, seed=seed, start_s=start_s, seconds=seconds, style=style, energy=energy, gesture=gesture,
            smoothness=smoothness, left_hand=left_hand, size=size, shape=shape, background=background, dress=dress,
        )  # fmt: skip
        results = await self._made(settings, music, photo, accept_licence, "photo" if photo else "skeleton")
        return str(results.photo_video or results.skeleton), results.motion, save_settings(results)

    async def skeleton(
        self,
        music: str,
        accept_licence: bool = False,
        model: str = pipeline.DEFAULT_MODEL,
        seed: int = 0,
        start_s: float = 0,
        seconds: float = 0,
        style: str = "Textbook",
        energy: float = 0,
        gesture: float = 0,
        smoothness: float = 0,
        left_hand: float = 0,
        size: str = "720",
        shape: str = AUTO,
    ) -> tuple[str, str, str]:
        """Conduct a piece of music and draw the conductor as a skeleton. The arguments are those of /conduct.

        Args:
            music: a music file, uploaded; addresses are not fetched
            accept_licence: accept the research-only licence of the model "official"
            model: "baton", "textbook", "amcnet", "performer" or "official"
            seed: another number is another interpretation
            start_s: where in the music to begin, seconds
            seconds: how much of the music; 0 is up to the end
            style: "Textbook", "Lyrical", "Energetic" or "Intimate"; with "My own" the next four numbers count
            energy: -1 to 1
            gesture: size of the gestures, -1 to 1
            smoothness: -1 to 1
            left_hand: how much of it, -1 to 1
            size: pixels of the picture's shorter side, "512", "720" or "1080"
            shape: "16:9", "9:16", "1:1", "4:5", "photo" (the photo's own), or "auto": 16:9, and 1:1 at 512

        Returns:
            the mp4 with the music, the motion as .npy (float32, shape (T, 13, 2), 30 poses a second), settings.json
        """
        settings = _settings(
            model=model, seed=seed, start_s=start_s, seconds=seconds, style=style, energy=energy, gesture=gesture,
            smoothness=smoothness, left_hand=left_hand, size=size, shape=shape,
        )  # fmt: skip
        results = await self._made(settings, music, None, accept_licence, "skeleton")
        return str(results.skeleton), results.motion, save_settings(results)

    async def motion(
        self,
        music: str,
        accept_licence: bool = False,
        model: str = pipeline.DEFAULT_MODEL,
        seed: int = 0,
        start_s: float = 0,
        seconds: float = 0,
        style: str = "Textbook",
        energy: float = 0,
        gesture: float = 0,
        smoothness: float = 0,
        left_hand: float = 0,
    ) -> tuple[str, str]:
        """Conduct a piece of music without drawing anything: the quickest. The arguments are those of /conduct.

        Args:
            music: a music file, uploaded; addresses are not fetched
            accept_licence: accept the research-only licence of the model "official"
            model: "baton", "textbook", "amcnet", "performer" or "official"
            seed: another number is another interpretation
            start_s: where in the music to begin, seconds
            seconds: how much of the music; 0 is up to the end
            style: "Textbook", "Lyrical", "Energetic" or "Intimate"; with "My own" the next four numbers count
            energy: -1 to 1
            gesture: size of the gestures, -1 to 1
            smoothness: -1 to 1
            left_hand: how much of it, -1 to 1

        Returns:
            the motion as .npy (float32, shape (T, 13, 2), 30 poses a second), settings.json
        """
        settings = _settings(
            model=model, seed=seed, start_s=start_s, seconds=seconds, style=style, energy=energy, gesture=gesture,
            smoothness=smoothness, left_hand=left_hand,
        )  # fmt: skip
        results = await self._made(settings, music, None, accept_licence)
        return results.motion, save_settings(results)

    async def _made(
        self, settings: Settings, music: str | None, photo: str | None, accept_licence: bool, *kinds: str
    ) -> Results:
        if not music:
            raise gr.Error("Music is needed: upload a music file first.", duration=None, print_exception=False)
        if (notice := notice_of(settings.model)) and not accept_licence:
            raise gr.Error(
                f"Please accept first, with accept_licence=True: {notice}", duration=None, print_exception=False
            )
        try:
            job = self._jobs.start(conduct(settings, music, photo, accept_licence=accept_licence, kinds=kinds))
        except VCError as error:
            raise gr.Error(str(error), duration=None, print_exception=False) from error
        return await wait_for(job)


def _settings(**wishes: Any) -> Settings:
    try:
        return Settings(**wishes)
    except VCError as error:
        raise gr.Error(str(error), duration=None, print_exception=False) from error


def build_endpoints(jobs: Jobs, music: Any, photo: Any, licence: Any, fields: dict[str, Any]) -> None:
    """Name the endpoints. Their fields are the page's; their buttons are not to be seen."""
    behind = Endpoints(jobs)
    drawn = [name for name in fields if name not in ("background", "dress")]
    moved = [name for name in drawn if name not in ("size", "shape")]
    with gr.Row(visible=False):
        video, motion, settings = gr.File(label="Video"), gr.File(label="Motion"), gr.File(label="Settings")
        for call, inputs, outputs in (
            (behind.conduct, [music, photo, licence, *fields.values()], [video, motion, settings]),
            (behind.skeleton, [music, licence, *(fields[name] for name in drawn)], [video, motion, settings]),
            (behind.motion, [music, licence, *(fields[name] for name in moved)], [motion, settings]),
        ):
            name = call.__name__
            gr.Button(name).click(
                call, inputs, outputs, api_name=name, concurrency_id=_CONCURRENCY, concurrency_limit=MAX_PROGRAMS
            )
