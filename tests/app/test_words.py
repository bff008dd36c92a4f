"""The page in other languages: everything that is seen is translated, by one table."""

import ast
import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.app.visiting import MINUTE, TABS, serious
from vc.errors import VCError
from vc.web.page import build
from vc.web.words import tables

# What is the same in Chinese: names, formats, numbers, what stands in a file, and what Gradio shows while it
# works, which it has in English alone.
SAME = re.compile(
    r"processing \|.*|"
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
    context = browser.new_context(locale="zh-CN", viewport={"width": 1280, "height": 900}, color_scheme="dark")
    page = context.new_page()
    with page.expect_request("**/heartbeat/**", timeout=2 * MINUTE):
        page.goto(app_url)
    expect(page.locator("#conduct")).to_have_text("指挥", timeout=MINUTE)
    yield page
    context.close()


def test_a_visitor_from_china_reads_chinese_everywhere(chinese, axe):
    """In the dark, where axe finds nothing serious either."""
    page = chinese
    page.evaluate(axe)
    assert page.evaluate("document.documentElement.lang") == "zh-CN"
    for folded in page.locator(
        "#about button, #options > button, #manners > button, #together > button, #repeat > button"
    ).all():
        folded.click()
    english, wrong = _english(page), serious(page)
    page.get_by_role("button", name=re.compile("欢乐颂")).click()
    expect(page.locator("#your-video video")).to_be_visible(timeout=MINUTE)
    expect(page.locator("#status")).to_contain_text("预先制作")
    for tab in (tables()["zh-CN"][name] for name in TABS):
        page.get_by_role("tab", name=tab, exact=True).click()
        english |= _english(page)
        wrong |= serious(page)
    assert english == set()
    assert wrong == {}
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


# ---- what may be refused

SOURCES = Path(__file__).resolve().parents[2] / "vc"
# Rooms and files that no visitor of the page gets to, or only a host does.
ELSEWHERE = (
    "cli", "data", "train", "evaluate", "parallel.py", "weights.py", "files.py", "video.py", "skeleton.py",
    "__init__.py",
    "models/wan.py", "models/beat_this.py", "models/checkpoint.py", "models/__init__.py", "models/ear", "workers",
    "audio/clicks.py", "motion/generate.py", "motion/export", "motion/plot.py", "motion/hearing.py",
    "pipeline/outputs.py",
    "render/avatar", "render/neural.py", "web/credentials.py", "web/start.py", "web/watching.py", "web/hosting.py",
)  # fmt: skip


def _template(node):
    """The text of an expression with {} for what is put in, or None."""
    if isinstance(node, ast.Constant):
        return node.value if isinstance(node.value, str) else None
    if isinstance(node, ast.JoinedStr):
        return "".join(part.value if isinstance(part, ast.Constant) else "{}" for part in node.values)
    return None


def _refusals():
    """What is raised for visitors, with {} for what is put in."""
    for path in sorted(SOURCES.rglob("*.py")):
        if str(path.relative_to(SOURCES)).startswith(ELSEWHERE):
            continue
        for node in ast.walk(ast.parse(path.read_text())):
            if not isinstance(node, ast.Raise) or not isinstance(node.exc, ast.Call) or not node.exc.args:
                continue
            kind = ast.unparse(node.exc.func).rpartition(".")[2]
            if kind in USER_ERRORS and (text := _template(node.exc.args[0])) and re.search("[A-Za-z]{2} [a-z]", text):
                yield text


def _said(text, table):
    """As words.js looks it up."""
    if text in table:
        return table[text]
    if text.endswith(".") and text[:-1] in table:
        return table[text[:-1]] + "。"
    for key, words in table.items():
        if "{}" in key and (found := re.fullmatch("(.+?)".join(map(re.escape, key.split("{}"))), text)):
            parts = iter(found.groups())
            return re.sub(r"\{(\d*)\}", lambda at: _part(found[int(at[1])] if at[1] else next(parts), table), words)  # noqa: B023
    return None


def _part(text, table):
    return _said(text, table) or text


def _kinds_of_errors(kind=VCError):
    return {kind.__name__}.union(*map(_kinds_of_errors, kind.__subclasses__()))


USER_ERRORS = _kinds_of_errors()


@pytest.mark.parametrize("language", sorted(tables()))
def test_whatever_is_refused_is_said_in_the_visitor_s_language(language):
    table, found = tables()[language], list(_refusals())
    assert len(found) > 120, "the walk finds them"
    assert {text for text in found if not _said(text.replace("{}", "7"), table)} == set()


@pytest.mark.parametrize(
    ("english", "chinese"),
    [
        ("song.mp3 has 96 channels; at most 64 are taken. Mix it down to two first.",
         "song.mp3 有 96 个声道；最多 64 个。请先混合为两个声道。"),
        ("3 taps came for 12 s of music; there is room for 2.", "12 秒的音乐收到 3 次敲击；最多 2 次。"),
        ("a.xml cannot be read as a score: it has no metre.", "a.xml 无法作为乐谱读取：没有拍号。"),
        ("me.gif is a GIF animation. Choose a JPEG, PNG, WEBP, HEIC or AVIF photo.",
         "me.gif 是GIF 动画。请选择 JPEG、PNG、WEBP、HEIC 或 AVIF 照片。"),
        ("The seed has to be a whole number from 0 to 9, not -1.", "“seed”须为 0 至 9 的整数，而不是 -1。"),
        ("Not done: Stopped.", "未完成：已停止。"),
    ],
)  # fmt: skip
def test_names_and_numbers_keep_their_places(english, chinese):
    assert _said(english, tables()["zh-CN"]) == chinese
