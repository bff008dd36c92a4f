"""What tests of the page do as a visitor: choose, conduct, look at tabs and results."""

from playwright.sync_api import expect

MINUTE = 60_000
expect.set_options(timeout=MINUTE)  # a busy machine takes its time
TABS = ["Your video", "Skeleton", "Motion", "Live stage", "Beats", "Compare"]


def choose(page, song, photo=None, length="0:08"):
    page.set_input_files("#music input[type=file]", str(song))
    expect(page.locator("#music")).to_contain_text(length)
    if photo:
        page.set_input_files("#photo input[type=file]", str(photo))
        expect(page.locator("#photo img").first).to_be_visible(timeout=MINUTE)


def choose_small(page):
    page.get_by_text("Options", exact=True).click()
    page.locator("#size").get_by_text("512").click()


def open_with_music(open_page, song):
    """With music, to be conducted in small videos."""
    page = open_page()
    choose(page, song)
    choose_small(page)
    return page


def conduct(page):
    key = page.locator("#key").locator("input, textarea")
    before = key.input_value()
    page.click("#conduct")
    expect(key).not_to_have_value(before)
    expect(page.locator("#status")).to_contain_text("Done.", timeout=4 * MINUTE)


def rehearse(page):
    """Until the drawn conductor plays in place of the stage, which this browser cannot show."""
    page.get_by_role("tab", name="Beats").click()
    page.click("#quick")
    expect(page.get_by_role("tab", name="Skeleton")).to_have_attribute("aria-selected", "true", timeout=120_000)


def open_tab(page, name):
    page.get_by_role("tab", name=name).click()


def play_video(page, where):
    """Play the video for a moment; how far it got, with its sound's and picture's presence."""
    return page.eval_on_selector(
        f"{where} video",
        """async video => { video.muted = true; await video.play();
           await new Promise(done => { video.ontimeupdate = () => video.currentTime > 0.3 && done(); });
           return {at: video.currentTime, length: video.duration, width: video.videoWidth,
                   sound: video.webkitAudioDecodedByteCount}; }""",
    )


def download(page, link, folder):
    with page.expect_download() as awaited:
        page.locator(link).first.click()
    path = folder / awaited.value.suggested_filename
    awaited.value.save_as(path)
    return path


def serious(page):
    """What axe finds serious, by the name of its rule; its script is to be run first."""
    result = page.evaluate("axe.run(document, {resultTypes: ['violations'], iframes: false})")
    return {
        rule["id"]: [node["html"][:120] for node in rule["nodes"]]
        for rule in result["violations"]
        if rule["impact"] in ("serious", "critical")
    }
