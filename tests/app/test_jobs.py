"""Work in the background: two at once, in the order they came, stoppable, and patient with a page that is reloaded."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.app.coroutines import done
from vc.errors import Cancelled, MusicError
from vc.models.registry import find_model
from vc.web import jobs as room
from vc.web.estimate import FRAMES_PER_S, PREPARE_S, Speed, clock, in_words
from vc.web.following import follow
from vc.web.jobs import Busy, Jobs
from vc.web.lately import Lately
from vc.web.status import announcement, status_html


class Held:
    """Work that waits until it is let go, and asks for leave all the time."""

    def __init__(self):
        self.began, self.go = threading.Event(), threading.Event()

    def __call__(self, job):
        self.began.set()
        while not self.go.wait(0.01):
            job.report("Drawing the skeleton video", 30, 120)
        yield "result"


@pytest.fixture
def held():
    work = Held()
    yield work
    work.go.set()


def test_a_result_is_there_as_soon_as_it_is_made(held):
    def work(job):
        yield "first"
        yield from held(job)

    job = Jobs().start(work, "page")
    assert held.began.wait(10)
    assert (job.result, job.over) == ("first", False)
    held.go.set()
    job.future.result(10)
    assert (job.result, job.results, job.over) == ("result", 2, True)


def test_a_page_has_one_job_at_a_time(held):
    jobs = Jobs()
    jobs.start(held, "page")
    with pytest.raises(Busy, match="press Stop"):
        jobs.start(held, "page")
    other = jobs.start(held, "another page")
    assert jobs.of("another page") is other


def test_those_who_come_later_wait_and_know_how_many_are_before_them(held):
    jobs = Jobs(at_once=1)
    jobs.start(held, "first")
    assert held.began.wait(10)
    second, third = jobs.start(held, "second"), jobs.start(held, "third")
    assert [jobs.before(job) for job in (second, third)] == [0, 1]
    assert "you are next" in status_html(second, jobs.before(second))
    assert "1 before you" in status_html(third, jobs.before(third))


def test_too_many_are_refused_in_words(held, monkeypatch):
    monkeypatch.setattr(room, "MAX_WAITING", 1)
    jobs = Jobs(at_once=1)
    jobs.start(held, "first")
    assert held.began.wait(10)
    jobs.start(held, "second")
    with pytest.raises(Busy, match="try again"):
        jobs.start(held, "third")


def test_stop_ends_it_for_the_page_at_once_and_the_work_at_its_next_question(held):
    job = Jobs().start(held, "page")
    assert held.began.wait(10)
    job.stop()
    assert job.over
    assert "Stopped" in status_html(job)
    with pytest.raises(Cancelled):
        job.future.result(10)


def test_who_stops_while_waiting_is_never_begun(held):
    jobs = Jobs(at_once=1)
    jobs.start(held, "first")
    second = Held()
    waiting = jobs.start(second, "second")
    waiting.stop()
    held.go.set()
    jobs.start(third := Held(), "third")
    assert third.began.wait(10)
    third.go.set()
    assert not second.began.is_set()


def test_a_page_that_comes_back_finds_its_job(held):
    jobs = Jobs()
    job = jobs.start(held, "page")
    job.leave()
    assert jobs.find(job.key) is job
    job.come_back("page after the reload")
    assert jobs.of("page after the reload") is job
    assert jobs.of("page") is None
    held.go.set()
    job.future.result(10)
    assert job.result == "result"


def test_a_page_that_stays_away_lets_its_job_go(held, monkeypatch):
    monkeypatch.setattr(room, "GRACE_S", 0.0)
    job = Jobs().start(held, "page")
    job.leave()
    with pytest.raises(Cancelled):
        job.future.result(10)


@pytest.mark.parametrize("key", ["", None, 5, "guessed", ["list"]])
def test_no_key_but_the_right_one_opens_a_job(held, key):
    jobs = Jobs()
    jobs.start(held, "page")
    assert jobs.find(key) is None


def test_old_jobs_are_forgotten(held, monkeypatch):
    monkeypatch.setattr(room, "MAX_KEPT", 1)
    held.go.set()
    jobs = Jobs(at_once=1)
    made = [jobs.start(held, f"page {number}") for number in range(4)]
    for job in made:
        job.future.result(10)
    jobs.start(held, "last")
    assert [jobs.find(job.key) is None for job in made] == [True, True, True, False]


def test_an_error_is_told_in_words_and_a_defect_without_its_insides():
    def fails(_job):
        raise MusicError("<b>song</b> is silent.")
        yield

    def breaks(_job):
        raise KeyError("secret detail")
        yield

    jobs = Jobs()
    silent, broken = jobs.start(fails), jobs.start(breaks)
    silent.future.exception(10)
    broken.future.exception(10)
    assert "&lt;b&gt;song&lt;/b&gt; is silent." in status_html(silent)
    assert "secret" not in status_html(broken)
    assert "mistake of its own" in announcement(broken)


def test_a_status_counts_frames_and_a_screen_reader_hears_quarters(held):
    job = Jobs().start(held, "page")
    assert held.began.wait(10)
    while job.total != 120:
        job.is_cancelled()
    assert "30 of 120 frames" in status_html(job)
    assert 'value="30" max="120"' in status_html(job)
    assert announcement(job) == "Drawing the skeleton video, 25 per cent."


def test_the_estimate_learns_how_fast_this_machine_is():
    speed = Speed()
    before = speed.whole_s("textbook", ("skeleton", "photo"), "720", 180)
    drawn = sum(PREPARE_S[kind] + 5400 / FRAMES_PER_S[kind]["720"] for kind in ("skeleton", "photo"))
    assert before == pytest.approx(180 / find_model("textbook").music_s_per_s + drawn)
    half_as_fast = 0.5 * FRAMES_PER_S["photo"]["720"]
    speed.remember("photo", "720", frames=300, seconds=300 / half_as_fast)  # half as fast as the machine of the table
    assert speed.whole_s("textbook", ("skeleton", "photo"), "720", 180) == pytest.approx(2 * before)
    speed.remember("photo", "720", frames=3, seconds=0.1)  # too short to say anything
    assert speed.ratio == pytest.approx(0.5)


def test_transparent_videos_are_drawn_twice_and_estimated_so():
    speed = Speed()
    opaque, clear = (speed.drawing_s("skeleton", "720", 60, kind) for kind in ("no", "webm"))
    assert clear - 2 * opaque == pytest.approx(60 * 30 * 0.040, abs=0.2)
    speed.remember("skeleton", "720", frames=1800, seconds=2 * clear, transparent="webm")
    assert speed.ratio == pytest.approx(0.5, abs=0.01)


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(3, "a few seconds"), (22, "about 20 s"), (58, "about 1 min"), (200, "about 3 min"), (3590, "about 1 h"),
     (4300, "about 1 h 10 min")],
)  # fmt: skip
def test_a_time_is_told_as_people_tell_it(seconds, words):
    assert in_words(seconds) == words
    assert (clock(154), clock(3754)) == ("2:34", "1:02:34")


def test_a_rehearsal_gives_way_to_the_next_work_of_its_page_and_undoes_nothing():
    jobs, begun, go_on = Jobs(), threading.Event(), threading.Event()

    def rehearse(job):
        begun.set()
        assert go_on.wait(60)
        job.report("Listening", 1, 2)
        yield "never"

    first = jobs.start(rehearse, page="mine", gives_way=True)
    assert begun.wait(60)
    second = jobs.start(lambda _job: iter(["video"]), page="mine")
    go_on.set()
    second.future.result(60)
    assert (first.given_way, first.over, first.result, second.result) == (True, True, None, "video")

    async def said():
        return [shown async for shown in follow(first, jobs, lambda _: {"tabs": "the rehearsal's"})]

    assert done(said()) == [{}]  # Gradio tells the last once more at the end: it must not undo what the next job told


def test_what_is_being_made_is_made_once_for_all_who_ask():
    lately, made, both = Lately(most=2), [], threading.Barrier(2)

    def make():
        made.append("once")
        return "made"

    def ask(_):
        both.wait(60)
        return lately.get("asked", make)

    with ThreadPoolExecutor(2) as visitors:
        assert list(visitors.map(ask, range(2))) == ["made", "made"]
    assert made == ["once"]
    for name in ("second", "third"):
        lately.get(name, make)
    assert lately.get("asked", lambda: "anew") == "anew", "the oldest is let go"
