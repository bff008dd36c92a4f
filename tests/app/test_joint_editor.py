"""The joint editor: what it does for a visitor with a mouse, a finger, or the keyboard alone."""

import re
from dataclasses import replace

import numpy as np
import pytest
import skimage.data
from PIL import Image
from playwright.sync_api import expect

from tests.app.component import CLEAR, PERSON, Component, fits_a_phone, grave_faults
from vc import pipeline
from vc.cli import main
from vc.errors import PhotoError
from vc.render.options import PhotoVideo
from vc.skeleton import Motion
from vc.web import joints
from vc.web.settings import File

pytestmark = pytest.mark.usefixtures("gradio_cache")


@pytest.fixture(scope="module")
def edited_joints():
    return joints.edit_joints(str(PERSON))


def test_a_moved_joint_changes_the_drawn_person(waving, tmp_path):
    photo = tmp_path / "small.png"  # quick to take apart
    with Image.open(PERSON) as picture:
        picture.resize((picture.width * 400 // picture.height, 400)).save(photo)
    edited_joints = joints.edit_joints(str(photo))
    x, y = edited_joints.people[0].joints["left_elbow"]
    moved = joints.change(edited_joints, {"do": "move", "joints": {"left_elbow": [x + 20, y - 28]}})

    def drawn(edited_joints):
        looks = joints.chosen(edited_joints, str(photo))
        renderer = pipeline.open_renderer(PhotoVideo(photo, size=(128, 128), **looks))
        return next(iter(renderer(Motion(waving.points[:2]), None))).planes.astype(int)

    assert np.abs(drawn(moved) - drawn(edited_joints)).max() > 20


def test_person_and_joints_come_back_from_the_settings(edited_joints):
    x, y = edited_joints.people[0].joints["left_wrist"]
    moved = joints.change(edited_joints, {"do": "move", "joints": {"left_wrist": [x + 5, y]}})
    recalled = joints.Recalled(File.of(PERSON).sha256, 0, {"left_wrist": [x + 5, y]})
    assert joints.chosen(recalled, str(PERSON)) == joints.chosen(moved, str(PERSON))
    assert joints.chosen(replace(recalled, sha256="0" * 64), str(PERSON)) == {}
    with pytest.raises(PhotoError, match="no person"):
        joints.chosen(replace(recalled, person=7), str(PERSON))


@pytest.mark.parametrize(
    ("wish", "message"),
    [
        (None, "there is not"),
        ({"do": "person", "person": 3}, "no person 3"),
        ({"do": "person", "person": "0"}, "no person"),
        ({"do": "person", "person": True}, "no person"),
        ({"do": "move", "joints": []}, "there is not"),
        ({"do": "move", "joints": {"left_wing": [1, 2]}}, "no joint 'left_wing'"),
        ({"do": "move", "joints": {"left_wrist": [1]}}, "two numbers"),
        ({"do": "move", "joints": {"left_wrist": [float("nan"), 2]}}, "not a place"),
        ({"do": "move", "joints": {"left_wrist": [1e6, 2]}}, "far outside"),
        ({"do": "head"}, "three numbers"),
        ({"do": "head", "head": [1, 2, "3"]}, "three numbers"),
        ({"do": "head", "head": [1, 2, float("inf")]}, "three numbers"),
        ({"do": "head", "head": [-5, 2, 40]}, "outside the photo"),
        ({"do": "head", "head": [50, 50, 2]}, "radius from 10"),
        ({"do": "move", "joints": {"left_shoulder": [300, 250], "right_shoulder": [300, 250]}}, "same place"),
    ],
)
def test_a_bad_wish_about_joints_is_refused_in_words(edited_joints, wish, message):
    with pytest.raises(PhotoError, match=message):
        joints.change(edited_joints, wish)


def test_the_command_line_refuses_joints_that_nobody_has(song, tmp_path, capsys):
    (tmp_path / "joints.json").write_text('{"left_wing": [1, 2]}')
    photo = ["--photo", str(PERSON), "--joints", str(tmp_path / "joints.json")]
    assert main(["conduct", str(song), *photo, "--seconds", "4", "--out", str(tmp_path / "out.mp4")]) == 2
    assert "no joint 'left_wing'" in capsys.readouterr().err


@pytest.fixture(scope="module")
def pair(tmp_path_factory):
    """The person twice in one picture."""
    with Image.open(PERSON) as picture:
        width, height = picture.width, picture.height
        two = Image.new("RGB", (2 * width, height))
        two.paste(picture, (0, 0))
        two.paste(picture.transpose(Image.Transpose.FLIP_LEFT_RIGHT), (width, 0))
    path = tmp_path_factory.mktemp("photos") / "two.jpg"
    two.resize((width, height // 2)).save(path)
    return path


def _choose(page, photo):
    if page.locator("#photo img").count():
        page.locator("#photo").locator(CLEAR).first.click()
        expect(page.locator("#photo img")).to_have_count(0)
    page.set_input_files("#photo input[type=file]", str(photo))
    expect(page.locator("#photo img").first).to_be_visible(timeout=20_000)


@pytest.fixture(scope="module")
def drawing_board(touch_page):
    page = touch_page
    _choose(page, PERSON)
    page.get_by_text("Check the photo").click()
    board = Component(page, "#joints .vc-joints")
    board.wait("root?.shown?.value?.people.length === 1")
    return board


@pytest.fixture
def board(drawing_board):
    """The joint editor with the person as found."""
    if drawing_board.ask("shown.value.moved.left_wrist") or drawing_board.ask("shown.value.moved.right_wrist"):
        drawing_board.settled(lambda: drawing_board.find("[data-do=reset]").click())
    drawing_board.find("svg").scroll_into_view_if_needed()
    return drawing_board


def _joint(board, name):
    box = board.find(f"[data-joint={name}] .dot").bounding_box()
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def test_the_person_is_shown_with_outline_and_joints(board):
    assert board.ask("querySelectorAll('[data-joint]').length") == len(joints.JOINTS)
    assert len(board.ask("querySelector('.person.chosen').getAttribute('d')")) > 500
    expect(board.find("[data-joint=left_wrist]")).to_have_attribute(
        "aria-label", re.compile(r"Left wrist, \d+ across, \d+ down")
    )


@pytest.mark.parametrize("by", ["drag", "touch"])
def test_a_joint_is_dragged_and_put_back(board, by):
    scale = board.ask("shown.value.width") / board.find("svg").bounding_box()["width"]
    was = board.ask("shown.places.left_wrist")
    x, y = _joint(board, "left_wrist")
    board.settled(lambda: getattr(board, by)((x, y), (x + 12, y - 9)))
    assert board.ask("shown.value.moved.left_wrist") == pytest.approx([was[0] + 12 * scale, was[1] - 9 * scale], abs=4)
    expect(board.notice).to_contain_text("next video uses this")
    board.settled(lambda: board.find("[data-do=reset]").click())
    assert board.ask("shown.places.left_wrist") == was


def test_a_joint_is_moved_by_keys(board):
    was = board.ask("shown.places.right_wrist")
    board.find("[data-joint=right_wrist]").focus()
    board.page.keyboard.press("Shift+ArrowUp")
    board.page.keyboard.press("ArrowLeft")
    board.wait("root.shown.value.moved.right_wrist")
    assert board.ask("shown.value.moved.right_wrist") == pytest.approx([was[0] - 1, was[1] - 10], abs=0.2)
    board.page.keyboard.press("Tab")
    assert board.page.evaluate("document.activeElement.dataset.joint") == "left_hip"


def test_a_joint_that_cannot_be_there_is_refused_in_words(board):
    was = board.ask("shown.places.left_wrist")
    board.settled(lambda: board.ask("ask({do: 'move', joints: {left_wrist: [1e7, 5]}})"))
    expect(board.notice).to_have_text(re.compile("left_wrist .* lies far outside the photo"))
    assert board.ask("shown.places.left_wrist") == was


def test_axe_finds_nothing_serious_in_the_joint_editor(board, axe):
    assert grave_faults(board.page, axe, "#joints") == set()


def test_on_a_phone_the_joint_editor_does_not_run_off_the_side(board):
    assert fits_a_phone(board)


def test_of_several_people_one_is_chosen_by_a_click(drawing_board, pair):
    page = drawing_board.page
    _choose(page, pair)
    page.get_by_text("Check the photo").click()
    drawing_board.wait("root.shown.value?.people.length === 2")
    expect(drawing_board.notice).to_contain_text("Click on the one who shall conduct")
    other = drawing_board.find(".person:not(.chosen)")
    other.scroll_into_view_if_needed()
    box = other.bounding_box()
    drawing_board.settled(lambda: page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2))
    assert drawing_board.ask("shown.value.person") == 1
    nose = drawing_board.ask("shown.places.nose")
    assert nose == drawing_board.ask("shown.value.people[1].joints.nose")


def test_where_nobody_is_the_drawn_conductor_is_offered(drawing_board, tmp_path):
    page = drawing_board.page
    Image.new("RGB", (400, 300), (90, 140, 200)).save(tmp_path / "sky.png")
    _choose(page, tmp_path / "sky.png")
    page.get_by_text("Check the photo").click()
    expect(drawing_board.notice).to_contain_text("No person was found", timeout=20_000)
    drawing_board.find("[data-do=without]").click()
    expect(page.locator("#photo img")).to_have_count(0)


def test_around_a_head_without_a_human_face_a_circle_is_drawn(drawing_board, tmp_path):
    page = drawing_board.page
    photo = tmp_path / "cat.png"
    Image.fromarray(skimage.data.chelsea()).save(photo)
    _choose(page, photo)
    expect(drawing_board.notice).to_have_text("Choose a photo first.", timeout=30_000)  # the one before is forgotten
    page.get_by_text("Check the photo").click()
    drawing_board.wait("root.shown.value?.people.length === 0 && root.shown.value.picture", seconds=120)
    expect(drawing_board.notice).to_contain_text("Draw the circle around the head")
    x, y, radius = drawing_board.ask("shown.value.circle")
    assert not drawing_board.ask("shown.value.marked")
    drawing_board.find("[data-joint=head_rim]").focus()
    drawing_board.settled(lambda: page.keyboard.press("Shift+ArrowRight"))
    drawing_board.wait("root.shown.value.marked")
    assert drawing_board.ask("shown.value.circle") == pytest.approx([x, y, radius + 10], abs=0.3)
    drawing_board.find("[data-joint=head_middle]").focus()
    drawing_board.settled(lambda: page.keyboard.press("Shift+ArrowDown"))
    drawing_board.wait(f"root.shown.value.circle[1] > {y + 5}")
    assert drawing_board.ask("shown.value.circle") == pytest.approx([x, y + 10, radius + 10], abs=0.3)
    drawing_board.settled(lambda: drawing_board.find("[data-do=reset]").click())
    drawing_board.wait("!root.shown.value.marked")
    assert drawing_board.ask("shown.value.circle") == pytest.approx([x, y, radius], abs=0.3)


def test_a_circle_is_remembered_with_its_photo_and_takes_the_place_of_joints(edited_joints):
    marked = joints.change(edited_joints, {"do": "head", "head": [120, 90.5, 60]})
    assert joints.chosen(marked, str(PERSON)) == {"head": (120.0, 90.5, 60.0)}
    PhotoVideo(PERSON, **joints.chosen(marked, str(PERSON)))
    recalled = joints.Recalled(File.of(PERSON).sha256, 0, None, [120, 90.5, 60])
    assert joints.chosen(recalled, str(PERSON)) == {"head": (120.0, 90.5, 60.0)}
    assert joints.chosen(joints.change(marked, {"do": "reset"}), str(PERSON)) == {}
