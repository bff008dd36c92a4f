"""settings.json and the zip: what is written is read back, and what strangers send is looked at first."""

import json
import zipfile

import pytest

from vc.clip import Clip
from vc.motion.export import Take
from vc.web import conducting, examples
from vc.web.bundle import read_back, write_zip
from vc.web.settings import MAX_TEXT, File, Settings, SettingsError, plain, read, sliders_of, write

WISHES = Settings(
    seed=7,
    start_s=1.5,
    seconds=20,
    manner="My own",
    energy=0.3,
    left_hand=-1,
    size="512",
    shape="9:16",
    dress="tails",
    transparent="webm",
    bvh_unit="m",
)
SONG = File("song.mp3", "ab" * 32)


@pytest.fixture
def text():
    return write(WISHES, SONG, None)


def _changed(text, **settings):
    tree = json.loads(text)
    tree["settings"] |= settings
    return json.dumps(tree).encode()


def test_what_is_written_is_read_back(text):
    saved = read(text.encode())
    assert saved.settings == WISHES
    assert saved.music == SONG
    assert saved.photo is None


def test_files_are_named_without_their_folders(tmp_path):
    secret = tmp_path / "visitor" / "song.mp3"
    secret.parent.mkdir()
    secret.write_bytes(b"abc")
    written = write(WISHES, File.of(secret), None)
    assert "visitor" not in written
    assert json.loads(written)["music"]["sha256"].startswith("ba7816bf8f01cfea")


def test_a_setting_by_its_former_name_is_known(text):
    tree = json.loads(text)
    tree["settings"]["style"] = tree["settings"].pop("manner")
    assert read(json.dumps(tree).encode()).settings == WISHES


def test_a_choice_that_is_no_more_is_replaced_and_told(text):
    saved = read(_changed(text, dress="tailcoat"))
    assert saved.settings == WISHES
    assert saved.notes == ("The dress tailcoat is no more: tails stands for it.",)
    assert read(text.encode()).notes == ()


def test_a_zip_brings_its_settings_and_nothing_reaches_the_disk(text, tmp_path):
    motion = tmp_path / "motion.npy"
    motion.write_bytes(b"poses")
    bundle = write_zip(tmp_path / "all.zip", {"motion.npy": motion, "../../up.txt": motion}, text)
    before = sorted(tmp_path.rglob("*"))
    assert read_back(bundle).settings == WISHES
    assert sorted(tmp_path.rglob("*")) == before


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"seed": -1}, "seed has to be a whole number"),
        ({"seed": 1.5}, "seed"),
        ({"seed": True}, "seed"),
        ({"seconds": float("nan")}, "length"),
        ({"start_s": float("inf")}, "start"),
        ({"energy": 1.01}, "energy has to be a number from -1 to 1"),
        ({"model": "../../weights.pt"}, "model"),
        ({"background": "/etc/passwd"}, "background"),
        ({"transparent": True}, "transparent has to be one of no, webm, mov"),
        ({"manner": ["Textbook"]}, "manner"),
        ({"bvh_bones": "maya"}, "bvh bones has to be one of own, mixamo"),
        ({"size": {"a": 1}}, "size"),
        ({"command": "rm"}, "There is no setting 'command'"),
    ],
)
def test_a_setting_out_of_its_range_is_refused_by_name(text, change, message):
    with pytest.raises(SettingsError, match=message):
        read(_changed(text, **change))


@pytest.mark.parametrize(
    "sent",
    [
        b"",
        b"not json",
        b"[]",
        b'{"program": "Other"}',
        b"[" * 60_000,
        b'{"program": "VirtualConductor", "settings": {}}',
    ],
)
def test_what_is_no_settings_file_is_refused_in_words(sent):
    with pytest.raises(SettingsError, match=r"(settings|layout)"):
        read(sent)


def test_a_huge_settings_file_is_refused_unread(tmp_path):
    path = tmp_path / "settings.json"
    path.write_bytes(b" " * (MAX_TEXT + 1))
    with pytest.raises(SettingsError, match=f"more than {MAX_TEXT} bytes"):
        read_back(path)


def test_a_zip_bomb_is_refused_without_being_blown_up(tmp_path):
    path = tmp_path / "bomb.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as bomb:
        bomb.writestr("settings.json", b" " * 50_000_000)
    assert path.stat().st_size < 100_000
    with pytest.raises(SettingsError, match=f"more than {MAX_TEXT} bytes"):
        read_back(path)


def test_zips_of_other_kinds_are_refused_in_words(tmp_path, text):
    crowd, twice, other, cut = (tmp_path / name for name in ("crowd.zip", "twice.zip", "other.zip", "cut.zip"))
    with zipfile.ZipFile(crowd, "w") as bundle:
        for number in range(101):
            bundle.writestr(f"{number}", "")
    with zipfile.ZipFile(twice, "w") as bundle:
        bundle.writestr("settings.json", text)
        with pytest.warns(UserWarning, match="Duplicate"):
            bundle.writestr("settings.json", text)
    with zipfile.ZipFile(other, "w") as bundle:
        bundle.writestr("folder/settings.json", text)
    cut.write_bytes(twice.read_bytes()[:60])
    for path, message in ((crowd, "101 files"), (twice, "several"), (other, "no settings.json"), (cut, "damaged")):
        with pytest.raises(SettingsError, match=message):
            read_back(path)


def test_the_fields_of_the_page_are_settings():
    settings = Settings(
        **plain({"model": "textbook", "seed": 3.0, "start_s": None, "seconds": None, "manner": "Lyrical"})
    )
    assert (settings.seed, settings.start_s, settings.seconds, settings.manner) == (3, 0, None, "Lyrical")
    assert isinstance(settings.seed, int)


def test_a_preset_counts_and_not_the_sliders_unless_they_are_my_own():
    assert Settings(manner="Energetic", energy=-1).wishes.energy == sliders_of("Energetic")[0] > 0
    assert Settings(manner="My own", energy=-1).wishes.energy == -1


def test_transparent_are_all_videos_that_can_be():
    clear = Settings(transparent="mov", background="stage")
    for kind, more in (("skeleton", {}), ("avatar", {}), ("photo", {"photo": "me.jpg"})):
        assert (clear.video(kind, **more).background, clear.clear(kind)) == ("none", "mov")
        assert Settings(background="stage").clear(kind) == "no"
    assert clear.clear("neural") == "no"
    assert clear.video("neural") == Settings().video("neural")


def test_views_and_places_reach_whoever_conducts():
    chosen = Settings(camera="film", background="hall")
    photo, figure = (chosen.video(kind, **more) for kind, more in (("photo", {"photo": "me.jpg"}), ("avatar", {})))
    assert (photo.camera, photo.background) == (figure.camera, figure.background) == ("film", "hall")
    assert Settings(background="blur").video("avatar").background == "stage"


def test_the_live_stage_begins_with_the_view_of_the_videos(monkeypatch, waving):
    monkeypatch.setattr(conducting, "export", lambda *_: "you.glb")
    monkeypatch.setattr(conducting, "stage_html", lambda *_, view, **_how: view)
    take = Take(waving, clip=Clip("music.mp3"))
    views = [conducting.live(take, view) for view in ("front", "three-quarter", "close", "full", "film")]
    assert views == ["front", "three-quarter", "close", "front", "front"]


def test_the_videos_have_the_shape_that_was_chosen():
    assert Settings(size="720", shape="9:16").pixels(None) == (720, 1280)
    assert Settings(size="512").pixels(None) == (512, 512)
    assert Settings(size="1080", shape="photo").pixels(None) == (1920, 1080)
    assert Settings(size="512", shape="photo").pixels(str(examples.PHOTO)) == (512, 640)
    with pytest.raises(SettingsError, match="shape has to be one of auto, 16:9"):
        Settings(shape="2:1")


def test_whoever_is_dressed_otherwise_is_made_anew(monkeypatch, tmp_path):
    """The person on the live stage is kept for the next take, and only for the same wishes."""
    made = []
    monkeypatch.setattr(conducting.pipeline, "person_of", lambda video: made.append(video) or object())
    photo = str(tmp_path / "me.jpg")

    def person(**wishes):
        looks = {name: wishes.pop(name) for name in ("head", "person") if name in wishes}
        return conducting.person_of(Settings(**wishes), photo, looks)

    first = person(dress="gown")
    assert person(dress="gown") is first
    others = [
        person(dress="gown", colour="darkred"),
        person(dress="gown", build="slim"),
        person(dress="gown", still_face=True),
        person(dress="gown", head=(100.0, 90.0, 40.0)),
        person(dress="gown", person=1),
    ]
    assert len({id(one) for one in (first, *others)}) == len(made) == 6
