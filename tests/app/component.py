"""What tests of the page's editors share: one component of it, with hands to use it; whom and what they edit."""

from pathlib import Path

import numpy as np

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
PERSON, DANUBE = EXAMPLES / "conductor.jpg", EXAMPLES / "blue_danube.ogg"
CLEAR = "button[aria-label=Clear], button[title=Clear], button[aria-label='Remove Image']"


class Component:
    """One component of a page: what it shows, and hands to use it with."""

    def __init__(self, page, where):
        self.page, self.where = page, where

    def ask(self, question):
        return self.page.eval_on_selector(self.where, f"root => root.{question}")

    def wait(self, condition, seconds=30):
        self.page.wait_for_function(
            f"(() => {{ const root = document.querySelector('{self.where}'); return {condition}; }})()",
            timeout=1000 * seconds,
        )

    def find(self, selector):
        return self.page.locator(f"{self.where} {selector}")

    @property
    def notice(self):
        return self.find(".notice")

    def settled(self, act):
        """Do something that asks the server, and wait for the answer."""
        before = self.ask("shown.value.serial")
        act()
        self.wait(f"root.shown.value.serial !== {before}")

    def touch(self, start, end):
        """Draw a finger from one place to another."""
        hand = self.page.context.new_cdp_session(self.page)
        steps = np.linspace(start, end, 6)
        hand.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [_at(steps[0])]})
        for step in steps[1:]:
            hand.send("Input.dispatchTouchEvent", {"type": "touchMove", "touchPoints": [_at(step)]})
        hand.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
        hand.detach()

    def drag(self, start, end):
        mouse = self.page.mouse
        mouse.move(*start)
        mouse.down()
        mouse.move(*end, steps=5)
        mouse.up()


def _at(place):
    return {"x": float(place[0]), "y": float(place[1])}


def grave_faults(page, axe, where):
    """What the rules of `axe` find wrong there and call serious."""
    page.evaluate(axe)
    found = page.evaluate(f"axe.run({{include: ['{where}']}}, {{resultTypes: ['violations']}})")
    return {rule["id"] for rule in found["violations"] if rule["impact"] in ("serious", "critical")}


def fits_a_phone(component):
    """Whether nothing runs off the side of a phone's screen where the component ends."""
    page = component.page
    page.set_viewport_size({"width": 390, "height": 844})
    component.find(".help").scroll_into_view_if_needed()
    width = page.evaluate("document.documentElement.scrollWidth")
    page.set_viewport_size({"width": 1280, "height": 900})
    return width <= 390
