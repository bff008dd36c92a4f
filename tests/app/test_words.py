"""The page in other languages: everything that is seen is translated, by one table."""

import re

import pytest
from playwright.sync_api import expect

from tests.app.test_page import MINUTE, TABS
from vc.web.page import build
from vc.web.words import tables

# What is the same in Chinese: names, formats, numbers, and what stands in a file.
SAME = re.compile(
    r"VirtualConductor|\W*|[\d:.,/ ×x]+|mp4|MP4|JPEG|PNG|WebM|Gradio|API|zip|upper_arm_l|mixamorig:LeftArm|float32"
    r"|WebM（VP9）|MOV（ProRes 4444）|\d+(\.\d+)?\s(MB|KB|ms)|motion|[\d:/ ]+NaN:NaN|.*\.(npy|glb|mp4|json|zip|ogg|mp3)"
    r"|.*(, ICME 2021|, JCST 37|VirtualConductor: Music|Self-Supervised Music|Let's Play Music:).*"
)
SEEN = """() => {
  const texts = [], walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const {data, parentElement: on} = walk.currentNode;
    const seen = on.checkVisibility({visibilityProperty: true}) && !on.closest('script, style, footer');
    if (seen && data.trim()) texts.push(data.trim());
  }
  const named = [...document.querySelectorAll('[placeholder], #who input')].map((one) => one.placeholder ?? '');
  return [...texts, ...named];
}"""


def _english(page):
    """What is seen and has no Chinese sign in it, though it has words."""
    texts = {text for text in page.evaluate(SEEN) if re.search("[A-Za-z]{2}", text)}
    return {text for text in texts if not re.search("[\u4e00-\u9fff]", text) and not SAME.fullmatch(text)}


@pytest.fixture
def chinese(browser, app_url):
    context = browser.new_context(locale="zh-CN", viewport={"width": 1280, "height": 900})
    page = context.new_page()
    with page.expect_request("**/heartbeat/**", timeout=2 * MINUTE):
        page.goto(app_url)
    expect(page.locator("#conduct")).to_have_text("指挥", timeout=MINUTE)
    yield page
    context.close()


def test_a_visitor_from_china_reads_chinese_everywhere(chinese):
    page = chinese
    assert page.evaluate("document.documentElement.lang") == "zh-CN"
    for folded in page.locator("#about button, #options > button, #manners > button, #repeat > button").all():
        folded.click()
    english = _english(page)
    page.get_by_role("button", name=re.compile("欢乐颂")).click()
    expect(page.locator("#your-video video")).to_be_visible(timeout=MINUTE)
    expect(page.locator("#status")).to_contain_text("预先制作")
    for tab in (tables()["zh-CN"][name] for name in TABS):
        page.get_by_role("tab", name=tab, exact=True).click()
        english |= _english(page)
    assert english == set()
    page.get_by_role("button", name="指挥", exact=True).click()
    expect(page.locator("#status")).to_contain_text("正在")
    page.get_by_role("button", name="停止", exact=True).click()
    expect(page.locator("#status")).to_contain_text("已停止")


def test_whoever_reads_english_is_shown_english(open_page):
    page = open_page()
    expect(page.locator("#conduct")).to_have_text("Conduct")
    assert page.evaluate("document.documentElement.lang") == "en"


@pytest.mark.parametrize("language", sorted(tables()))
def test_no_text_of_a_field_is_left_out(language):
    table = tables()[language]
    missing = {text for text in _texts_of_fields() if text not in table and not SAME.fullmatch(text)}
    assert missing == set()


def _texts_of_fields():
    """Labels, notes, choices and buttons of the page as it is built, without the endpoints' hidden row."""
    for block in filter(_is_seen, build().blocks.values()):
        words = [getattr(block, name, None) for name in ("label", "info", "placeholder")]
        if type(block).__name__ == "Button":
            words.append(block.value)
        words += [title for title, _ in getattr(block, "choices", None) or []]
        yield from (text for text in words if isinstance(text, str) and re.search("[A-Za-z]{2}", text))


def _is_seen(block):
    while block is not None:
        if getattr(block, "visible", True) == "hidden" or (type(block).__name__ == "Row" and not block.visible):
            return False
        block = block.parent
    return True


def test_translations_keep_what_changes():
    for table in tables().values():
        for key, words in table.items():
            assert key.count("{}") == len(re.findall(r"\{\d*\}", words)), key
