"""The app without a browser, as a program uses it."""

import av
import numpy as np
import pytest
from gradio_client import Client, handle_file


@pytest.fixture(scope="module")
def client(app_url):
    return Client(app_url, verbose=False)


def _conduct(client, music, photo=None, **changes):
    wish = {
        "model": "textbook",
        "accept_licence": False,
        "seed": 3,
        "start_s": 0,
        "seconds": 2,
        "size": "512",
        **changes,
    }
    return client.predict(
        handle_file(str(music)), handle_file(str(photo)) if photo else None, *wish.values(), api_name="/conduct"
    )


def _file(value):
    return value["video"] if isinstance(value, dict) and "video" in value else value


def test_music_alone_gives_a_skeleton_and_the_motion(client, song):
    stage, plot, motion, skeleton, photo = _conduct(client, song)
    assert np.load(motion).shape == (60, 13, 2)
    assert plot
    assert "<iframe" in stage
    assert not photo
    with av.open(_file(skeleton)) as container:
        assert container.streams.video[0].frames == 60
        assert container.streams.audio[0].duration > 0


def test_a_photo_conducts(client, song, reference_dir):
    astronaut = reference_dir / "photos" / "astronaut.png"
    *_, photo = _conduct(client, song, astronaut, background="stage", dress="tailcoat")
    with av.open(_file(photo)) as container:
        assert container.streams.video[0].frames == 60
        assert (container.streams.video[0].width, container.streams.video[0].height) == (512, 512)


def test_a_photo_without_a_person_is_answered_in_words_and_the_app_stays_up(client, song, tmp_path):
    from PIL import Image

    Image.new("RGB", (400, 300), (90, 140, 200)).save(tmp_path / "sky.png")
    with pytest.raises(Exception, match=r"[Nn]o person"):
        _conduct(client, song, tmp_path / "sky.png")
    assert np.load(_conduct(client, song)[2]).shape == (60, 13, 2)


def test_a_text_file_is_refused_by_name(client, tmp_path):
    (tmp_path / "notes.mp3").write_text("only words " * 100)
    with pytest.raises(Exception, match=r"notes\.mp3 is a text file"):
        _conduct(client, tmp_path / "notes.mp3")


def test_research_only_weights_need_consent(client, song):
    with pytest.raises(Exception, match="accept"):
        _conduct(client, song, model="official")


@pytest.mark.parametrize(
    ("change", "message"), [({"seed": -1}, "seed"), ({"start_s": -2}, "start"), ({"seconds": 0.5}, "length|too short")]
)
def test_numbers_out_of_range_are_refused(client, song, change, message):
    with pytest.raises(Exception, match=rf"(?i){message}"):
        _conduct(client, song, **change)
