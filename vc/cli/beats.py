"""python -m vc beats: what is heard in music, as a table, a picture, or clicks."""

import argparse
from pathlib import Path

from vc.audio.clicks import write_clicks
from vc.audio.rhythm.annotation import as_table, write_annotation
from vc.cli.bars import Bars
from vc.files import refuse_overwriting
from vc.pipeline import listen


def add_arguments(command: argparse.ArgumentParser) -> None:
    command.add_argument("music", help="mp3, wav, flac, ogg, opus, m4a, or a video with sound")
    command.add_argument("--beats", metavar="FILE", help="labels to take the beats from instead, of any known kind")
    command.add_argument("--ear", metavar="own|beat-this[=FILE.ckpt]", help="who hears the beats (default own)")
    command.add_argument("--score", metavar="FILE.mxl", help="score of the piece, to follow the music by")
    command.add_argument("--out", metavar="OUT.beats.tsv", help="write the beats there, instead of printing them")
    command.add_argument("--plot", metavar="OUT.png", type=Path, help="draw the beats, the bars and what was heard")
    command.add_argument("--click", metavar="OUT.wav", help="write the music with a click on each beat")
    command.add_argument("--start", type=float, default=0.0, metavar="S", help="start in the music, in seconds")
    command.add_argument("--seconds", type=float, metavar="S", help="length; default up to the end")
    command.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> None:
    refuse_overwriting(
        [("the music", options.music), ("the beats that are known", options.beats), ("the score", options.score)],
        [("the table of beats", options.out), ("the picture", options.plot), ("the music with clicks", options.click)],
    )
    with Bars() as show:
        heard = listen(options.music, start_s=options.start, seconds=options.seconds, rhythm=options.beats,
                       score=options.score, ear=options.ear, on_progress=show)  # fmt: skip
    if options.click:
        write_clicks(options.click, options.music, heard.rhythm, start_s=options.start, seconds=options.seconds)
    if options.plot:
        from vc.motion.hearing import hear_chances
        from vc.motion.plot import save_beats_plot

        save_beats_plot(options.plot, heard.rhythm, heard.mel, hear_chances(heard.mel), start_s=options.start)
    if options.out:
        write_annotation(options.out, heard.rhythm, start_s=options.start)
    elif not (options.click or options.plot):
        print(as_table(heard.rhythm, start_s=options.start), end="")
