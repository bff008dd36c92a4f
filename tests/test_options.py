"""An option is declared once; command line, page and endpoints are made from the declaration."""

import argparse
from pathlib import Path

import numpy as np
import pytest

from vc.cli.options import add_options, given
from vc.errors import MusicError
from vc.options import OptionError, option, options, options_of


@options
class Toy:
    tempo: float | None = option(None, "beats a minute", ge=20, le=300, label="Tempo", note="0: found")
    bars: int = option(4, "how many", ge=1, le=99, flag="--number-of-bars", label="Bars")
    colour: str = option("red", "of the paint", choices={"red": "Red as a rose", "blue": "Blue"}, label="Colour")
    paper: str | Path = option("white", "below", choices=("white", "grey"), or_else="a picture")
    loud: bool = option(False, "as loud as it goes")
    score: object = option(None, "the notes", read=lambda path: f"read from {path}")
    inner: int = 7  # no option: nobody is asked


def _by_name():
    return {one.name: one for one in options_of(Toy)}


def test_a_declaration_says_all_that_is_needed_to_offer_it():
    found = _by_name()
    assert list(found) == ["tempo", "bars", "colour", "paper", "loud", "score"]
    tempo, bars = found["tempo"], found["bars"]
    assert (tempo.kind, tempo.optional, tempo.low, tempo.high, tempo.label) == (float, True, 20, 300, "Tempo")
    assert (bars.kind, bars.optional, bars.default, bars.flag) == (int, False, 4, "--number-of-bars")
    assert (found["colour"].choices, found["colour"].titles) == (("red", "blue"), ("Red as a rose", "Blue"))
    assert found["paper"].rule == "one of white, grey, or a picture"
    assert found["loud"].kind is bool


def _said(*words):
    parser = argparse.ArgumentParser()
    add_options(parser, options_of(Toy))
    return given(parser.parse_args(words), options_of(Toy))


def test_the_command_line_gives_what_was_said_and_nothing_else():
    assert _said() == {}
    said = _said("--tempo", "90.5", "--number-of-bars", "3", "--loud", "--score", "a.mid", "--paper", "my.png")
    assert said == {"tempo": 90.5, "bars": 3, "loud": True, "score": "read from a.mid", "paper": "my.png"}
    assert Toy(**said).tempo == 90.5


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"tempo": 5}, "tempo has to be a number from 20 to 300, not 5"),
        ({"tempo": float("nan")}, "not nan"),
        ({"tempo": "90"}, "not '90'"),
        ({"bars": 2.5}, "bars has to be a whole number from 1 to 99, not 2.5"),
        ({"bars": True}, "not True"),
        ({"colour": "green"}, "one of red, blue, not 'green'"),
        ({"colour": None}, "one of red, blue, not None"),
        ({"loud": 1}, "true or false"),
        ({"volume": 3}, "volume"),
    ],
)
def test_what_cannot_be_is_refused_in_words(wrong, message):
    with pytest.raises(OptionError, match=message):
        Toy(**wrong)


def test_values_of_numpy_and_other_papers_are_taken():
    assert Toy(bars=np.int64(3), tempo=np.float64(90)).bars == 3
    assert Toy(paper=Path("my.png")).paper == Path("my.png")
    with pytest.raises(AttributeError):
        Toy().bars = 5


def test_a_class_may_say_which_error_it_means():
    @options
    class Part:
        ERROR = MusicError
        start_s: float = option(0.0, ge=0, le=9)

    with pytest.raises(MusicError, match="start has to be a number from 0 to 9, not -1"):
        Part(start_s=-1)


def test_what_all_of_a_kind_share_is_given_by_name():
    @options(kw_only=True)
    class Drawing:
        size: str = option("s", choices=("s", "m"), kw_only=True)

    @options
    class Portrait(Drawing):
        photo: str

    assert Portrait("me.jpg", size="m").photo == "me.jpg"
    assert [one.name for one in options_of(Portrait)] == ["size"]
    with pytest.raises(OptionError, match="needs a photo"):
        Portrait()


def test_the_page_makes_a_field_of_each_kind():
    import gradio as gr

    from vc.web.layout import _field

    found = _by_name()
    with gr.Blocks():
        tempo, bars, colour = (_field(found[name]) for name in ("tempo", "bars", "colour"))
    assert isinstance(tempo, gr.Number)
    assert (tempo.value, tempo.label, tempo.info) == (0, "Tempo", "0: found")
    assert (bars.value, bars.precision) == (4, 0)
    assert isinstance(colour, gr.Radio)
    assert colour.choices == [("Red as a rose", "red"), ("Blue", "blue")]
