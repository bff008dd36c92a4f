"""The app without a browser, as a program uses it; and what strangers may try."""

import http.server
import json
import struct
import subprocess
import threading
import urllib.error
import urllib.request
import zlib
from concurrent.futures import ThreadPoolExecutor

import av
import numpy as np
import pytest
from gradio_client import Client, handle_file
from PIL import Image

from vc.video import LABEL
from vc.web.endpoints import ENDPOINTS
from vc.web.questions import QUESTIONS


@pytest.fixture(scope="module")
def client(app_url):
    return Client(app_url, verbose=False)


def _conduct(client, music, photo=None, **wishes):
    return client.predict(
        music=handle_file(str(music)), photo=handle_file(str(photo)) if photo else None,
        **({"seed": 3, "seconds": 2, "size": "512"} | wishes), api_name="/conduct",
    )  # fmt: skip


def test_music_alone_gives_a_skeleton_the_motion_and_the_settings(client, song):
    video, motion, settings = _conduct(client, song, manner="Lyrical")
    assert np.load(motion).shape == (60, 13, 2)
    with av.open(video) as container:
        assert container.streams.video[0].frames == 60
        assert container.streams.audio[0].duration > 0
    with open(settings) as file:
        saved = json.load(file)
    assert (saved["settings"]["seed"], saved["settings"]["manner"]) == (3, "Lyrical")
    assert saved["music"]["name"] == "song.mp3"


def test_every_video_says_that_it_was_made_by_a_program(client, song):
    video, *_ = _conduct(client, song)
    with av.open(video) as container:
        assert container.metadata["comment"] == LABEL
    assert "AI-generated" in LABEL


def test_a_photo_conducts(client, song, reference_dir):
    astronaut = reference_dir / "photos" / "astronaut.png"
    video, *_ = _conduct(client, song, astronaut, background="stage", dress="tails")
    with av.open(video) as container:
        assert container.streams.video[0].frames == 60
        assert (container.streams.video[0].width, container.streams.video[0].height) == (512, 512)


@pytest.fixture(scope="module")
def beach(tmp_path_factory):
    path = tmp_path_factory.mktemp("beach") / "beach.png"
    Image.new("RGB", (640, 480), (230, 200, 40)).save(path)
    return path


def test_any_picture_can_be_behind(client, song, beach):
    wishes = {"music": handle_file(str(song)), "seconds": 1, "size": "512", "picture": handle_file(str(beach))}
    video, *_, settings = client.predict(**wishes, api_name="/figure")
    with av.open(video) as container:
        picture = next(container.decode(video=0)).to_ndarray(format="rgb24").astype(int)
    assert np.abs(picture[4:40, 4:40].mean((0, 1)) - (230, 200, 40)).max() < 12
    with open(settings) as file:
        assert json.load(file)["picture"]["name"] == "beach.png"
    with pytest.raises(Exception, match="transparent video has no picture"):
        client.predict(**wishes, transparent="webm", api_name="/figure")
    with pytest.raises(Exception, match="drawn conductor has no picture"):
        client.predict(**wishes, api_name="/conduct")


def test_the_stage_has_a_curtain_or_a_hall(client, song, reference_dir):
    photo = handle_file(str(reference_dir / "photos" / "astronaut.png"))
    wishes = {"music": handle_file(str(song)), "photo": photo, "seconds": 1, "size": "512"}
    shown = []
    for background in ("stage", "hall"):
        video, *_ = client.predict(**wishes, background=background, api_name="/stage")
        with av.open(video) as container:
            shown.append(next(container.decode(video=0)).to_ndarray(format="rgb24").astype(int))
    assert np.abs(shown[0] - shown[1])[:60].mean() > 4
    with pytest.raises(Exception, match="one of stage, hall, not blur"):
        client.predict(**wishes, background="blur", api_name="/stage")


def test_motion_and_skeleton_have_addresses_of_their_own(client, song):
    motion, _settings = client.predict(music=handle_file(str(song)), api_name="/motion")
    assert np.load(motion).shape == (240, 13, 2)
    video, same, _ = client.predict(music=handle_file(str(song)), size="512", shape="4:5", api_name="/skeleton")
    np.testing.assert_array_equal(np.load(same), np.load(motion))
    with av.open(video) as container:
        assert container.streams.video[0].frames == 240
        assert (container.streams.video[0].width, container.streams.video[0].height) == (512, 640)


@pytest.mark.parametrize(("transparent", "form"), [("webm", "1"), ("mov", "yuva444p12le")])
def test_a_transparent_video_is_the_file_and_not_its_preview(client, song, transparent, form):
    video, *_, settings = client.predict(
        music=handle_file(str(song)), seconds=1, size="512", transparent=transparent, api_name="/skeleton"
    )
    assert video.endswith(f"conducting_skeleton.{transparent}")
    with av.open(video) as container:
        stream = container.streams.video[0]
        assert form == (stream.metadata["alpha_mode"] if transparent == "webm" else stream.codec_context.pix_fmt)
        assert sum(1 for _ in container.decode(stream)) == 30
    with open(settings) as file:
        assert json.load(file)["settings"]["transparent"] == transparent


def test_beats_of_a_file_are_conducted_and_kept_in_the_settings(client, song, tmp_path):
    (tmp_path / "mine.txt").write_text("0.5 1\n1.0 2\n1.5 1\n")
    _, settings = client.predict(music=handle_file(str(song)), seconds=2, score=handle_file(str(tmp_path / "mine.txt")),
                                 api_name="/motion")  # fmt: skip
    with open(settings) as file:
        assert [beat[0] for beat in json.load(file)["by_hand"]["beats"]] == [0.5, 1.0, 1.5]
    (tmp_path / "prose.musicxml").write_text("Dear orchestra")
    with pytest.raises(Exception, match=r"prose\.musicxml cannot be read as a score"):
        client.predict(music=handle_file(str(song)), seconds=2, score=handle_file(str(tmp_path / "prose.musicxml")),
                       api_name="/motion")  # fmt: skip


def test_a_manner_changes_the_motion_and_sliders_count_with_my_own(client, song):
    def motion(**wishes):
        return np.load(client.predict(music=handle_file(str(song)), **wishes, api_name="/motion")[0])

    plain, quiet = motion(), motion(manner="Intimate")
    assert np.ptp(quiet[:, 10], axis=0).sum() < 0.9 * np.ptp(plain[:, 10], axis=0).sum()
    np.testing.assert_array_equal(motion(energy=1), plain)
    assert not np.array_equal(motion(manner="My own", energy=1), plain)


def test_what_the_endpoints_take_is_explained(app_url):
    with urllib.request.urlopen(f"{app_url}gradio_api/info") as answer:
        named = json.load(answer)["named_endpoints"]
    assert sorted(named) == sorted(f"/{one.name}" for one in (*ENDPOINTS, *QUESTIONS))
    for endpoint in named.values():
        assert endpoint["description"]
        assert all(one["parameter_name"] for one in endpoint["parameters"])
    for endpoint in ENDPOINTS:
        assert {"music", "seed", "start_s", "seconds", "manner", "by_hand"} <= set(endpoint.words)


def test_curl_is_enough(app_url, song, tmp_path):
    def curl(*words):
        done = subprocess.run(["curl", "-sS", "--max-time", "60", *words], capture_output=True, check=True)
        return done.stdout.decode()

    (there,) = json.loads(curl("-F", f"files=@{song}", f"{app_url}gradio_api/upload"))
    music = {"path": there, "meta": {"_type": "gradio.FileData"}}
    call = json.loads(curl("-H", "Content-Type: application/json", "-d", json.dumps({"music": music, "seed": 3}),
                           f"{app_url}gradio_api/call/v2/motion"))  # fmt: skip
    told = curl("-N", f"{app_url}gradio_api/call/motion/{call['event_id']}")
    assert "event: complete" in told
    motion, _settings = json.loads(told.split("data: ")[-1])
    curl("-o", str(tmp_path / "motion.npy"), motion["url"])
    assert np.load(tmp_path / "motion.npy").shape == (240, 13, 2)


def test_stage_figure_and_neural_performer_have_addresses_of_their_own(client, song, reference_dir):
    wishes = {"music": handle_file(str(song)), "seconds": 1, "size": "512"}
    photo = handle_file(str(reference_dir / "photos" / "astronaut.png"))
    calls = {"stage": {"photo": photo, "camera": "close"}, "figure": {"who": "maestro"}, "neural": {}}
    for name, more in calls.items():
        video, motion, _settings = client.predict(**wishes, **more, api_name=f"/{name}")
        kind = "neural" if name == "neural" else "avatar"
        assert video.endswith(f"conducting_{kind}.mp4")
        with av.open(video) as container:
            assert container.streams.video[0].frames == 30
        assert np.load(motion).shape == (30, 13, 2)
    with pytest.raises(Exception, match="A photo is needed"):
        client.predict(**wishes, api_name="/stage")


def test_exports_are_written_for_programs(client, song):
    files, motion, _ = client.predict(music=handle_file(str(song)), seconds=1, kinds=["bvh", "csv"], api_name="/export")
    assert sorted(file.rsplit(".", 1)[1] for file in files) == ["bvh", "csv"]
    assert np.load(motion).shape == (30, 13, 2)


def test_beats_are_found_set_right_and_conducted(client, song):
    found = client.predict(music=handle_file(str(song)), api_name="/beats")
    assert found["bpm"] == pytest.approx(100, abs=2)
    quick = client.predict(music=handle_file(str(song)), changes=[{"do": "double"}], api_name="/beats")
    assert len(quick["beats"]) == pytest.approx(2 * len(found["beats"]), abs=2)
    _, settings = client.predict(music=handle_file(str(song)), by_hand={"beats": quick["beats"]}, api_name="/motion")
    with open(settings) as file:
        assert json.load(file)["by_hand"]["beats"] == quick["beats"]
    with pytest.raises(Exception, match="there is not"):
        client.predict(music=handle_file(str(song)), changes=[{"do": "fly"}], api_name="/beats")
    with pytest.raises(Exception, match="by_hand has to be an object"):
        client.predict(music=handle_file(str(song)), by_hand=[1], api_name="/motion")


def test_joints_are_seen_and_set_right(client, reference_dir):
    photo = handle_file(str(reference_dir / "photos" / "astronaut.png"))
    seen = client.predict(photo=photo, api_name="/joints")
    x, y = seen["people"][0]["joints"]["left_wrist"]
    moved = client.predict(photo=photo, moved={"left_wrist": [x + 9, y]}, api_name="/joints")
    assert moved["joints"] == {"left_wrist": [pytest.approx(x + 9, abs=0.1), pytest.approx(y, abs=0.1)]}
    with pytest.raises(Exception, match="no joint"):
        client.predict(photo=photo, moved={"tail": [1, 1]}, api_name="/joints")


# ---- refused in words


def test_a_photo_without_a_person_is_answered_in_words_and_the_app_stays_up(client, song, tmp_path):
    from PIL import Image

    Image.new("RGB", (400, 300), (90, 140, 200)).save(tmp_path / "sky.png")
    with pytest.raises(Exception, match=r"[Nn]o person"):
        _conduct(client, song, tmp_path / "sky.png")
    assert np.load(_conduct(client, song)[1]).shape == (60, 13, 2)


def test_a_text_file_is_refused_by_name(client, tmp_path):
    (tmp_path / "notes.mp3").write_text("only words " * 100)
    with pytest.raises(Exception, match=r"notes\.mp3 is a text file"):
        _conduct(client, tmp_path / "notes.mp3")


def test_a_playlist_named_wav_is_not_followed(client, song, tmp_path):
    (tmp_path / "list.wav").write_text(f"ffconcat version 1.0\nfile {song}\n")
    with pytest.raises(Exception, match=r"list\.wav is a playlist"):
        _conduct(client, tmp_path / "list.wav")


def test_a_bomb_of_900_megapixels_is_refused(client, song, tmp_path):
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", 30_000, 30_000, 8, 2, 0, 0, 0)
    rows = zlib.compress(b"\0" * 1000)
    bomb = tmp_path / "bomb.png"
    bomb.write_bytes(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b""))
    with pytest.raises(Exception, match=r"megapixels"):
        _conduct(client, song, bomb)
    with pytest.raises(Exception, match=r"megapixels"):  # behind somebody, too
        _conduct(client, song, who="maestro", picture=handle_file(str(bomb)))


def test_research_only_weights_need_consent(client, song):
    with pytest.raises(Exception, match="accept"):
        _conduct(client, song, model="official")


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"seed": -1}, "seed"),
        ({"start_s": -2}, "start"),
        ({"seconds": 0.5}, "length"),
        ({"energy": 3}, "energy|between|maximum"),
        ({"size": "9000"}, "size|choices"),
    ],
)
def test_wishes_out_of_range_are_refused(client, song, change, message):
    with pytest.raises(Exception, match=rf"(?i){message}"):
        _conduct(client, song, **change)


@pytest.fixture
def neighbour():
    """A server that nobody should ask: (its address, what it was asked)."""
    asked = []

    class Neighbour(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append(self.path)
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_args):
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Neighbour)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}", asked
    server.shutdown()


def _call(app_url, name, data):
    """Begin a call with a body of one's own making, past gradio_client's checks; what the app answers, as text."""
    body = json.dumps({"data": data}).encode()
    asked = urllib.request.Request(f"{app_url}gradio_api/call/{name}", body, {"Content-Type": "application/json"})
    with urllib.request.urlopen(asked) as begun:
        event = json.load(begun)["event_id"]
    with urllib.request.urlopen(f"{app_url}gradio_api/call/{name}/{event}", timeout=60) as told:
        return told.read().decode()


@pytest.mark.parametrize("form", [
    lambda url: {"path": url}, lambda url: {"path": url, "url": url}, lambda url: {"path": url, "is_stream": True},
])  # fmt: skip
def test_no_address_is_fetched_for_anybody(app_url, neighbour, song, form):
    address, asked = neighbour
    sent = form(f"{address}/secret.wav") | {"meta": {"_type": "gradio.FileData"}}
    defaults = [False, "textbook", 0, 0, 2, "Textbook", 0, 0, 0, 0]
    assert "event: error" in _call(app_url, "motion", [sent, *defaults])
    mine = Client(app_url, verbose=False).predict(music=handle_file(str(song)), seconds=2, api_name="/motion")
    assert np.load(mine[0]).shape == (60, 13, 2)
    assert asked == []


@pytest.mark.parametrize("place", range(10))
def test_no_address_is_fetched_as_any_value(app_url, neighbour, place):
    address, asked = neighbour
    values = [None, False, "textbook", 0, 0, 2, "Textbook", 0, 0, 0, 0]
    values[place] = {"path": f"{address}/secret.wav", "meta": {"_type": "gradio.FileData"}}
    assert "event: error" in _call(app_url, "motion", values)
    assert asked == []


def test_an_address_that_names_a_file_of_the_machine_is_refused(app_url, neighbour):
    address, asked = neighbour
    for place in ("/etc/passwd", "/tmp/../etc/passwd", "//etc/passwd"):
        sent = {"path": f"{address}/gradio_api/file={place}", "meta": {"_type": "gradio.FileData"}}
        assert "event: error" in _call(app_url, "motion", [sent, False, "textbook", 0, 0, 2, "Textbook", 0, 0, 0, 0])
    assert asked == []


def test_files_of_the_machine_are_not_conducted(app_url):
    sent = {"path": "/etc/passwd", "meta": {"_type": "gradio.FileData"}}
    assert "event: error" in _call(app_url, "motion", [sent, False, "textbook", 0, 0, 2, "Textbook", 0, 0, 0, 0])


def test_nobody_gets_past_the_queue(app_url):
    body = json.dumps({"data": [None], "fn_index": 0}).encode()
    direct = urllib.request.Request(f"{app_url}gradio_api/run/motion", body, {"Content-Type": "application/json"})
    with pytest.raises(urllib.error.HTTPError, match="404"):
        urllib.request.urlopen(direct)


def test_where_a_photo_was_taken_reaches_no_result(client, song, reference_dir, tmp_path):
    from PIL import Image

    exif = Image.Exif()
    exif[0x9286] = "a secret remark"
    exif.get_ifd(0x8825).update({1: "N", 2: (59.0, 54.0, 49.0), 3: "E", 4: (10.0, 45.0, 8.0)})
    marked = tmp_path / "me.jpg"
    Image.open(reference_dir / "photos" / "astronaut.png").convert("RGB").save(marked, exif=exif)
    assert Image.open(marked).getexif().get_ifd(0x8825)
    for path in _conduct(client, song, marked, seconds=1):
        with open(path, "rb") as file:
            content = file.read()
        assert b"secret remark" not in content
        assert b"Exif" not in content
        assert b"GPS" not in content


def test_eight_visitors_at_once_get_each_their_own(app_url, sound_writer, click_samples, tmp_path):
    """Pieces of different lengths: nobody gets another's motion or settings."""
    pieces = [sound_writer(tmp_path / f"visitor{number}.wav", click_samples(2 + number)) for number in range(8)]

    def visit(piece):
        return Client(app_url, verbose=False).predict(music=handle_file(str(piece)), api_name="/motion")

    with ThreadPoolExecutor(8) as visitors:
        answers = list(visitors.map(visit, pieces))
    assert [len(np.load(motion)) for motion, _ in answers] == [30 * (2 + number) for number in range(8)]
    names = [json.loads(open(settings).read())["music"]["name"] for _, settings in answers]  # noqa: SIM115
    assert names == [piece.name for piece in pieces]
