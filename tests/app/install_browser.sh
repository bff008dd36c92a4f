#!/bin/sh
# Make sure a Chromium is there for the tests of the page: one on PATH, Debian's or Ubuntu's, or Playwright's own.
set -e
python=$1
for name in chromium chromium-browser google-chrome; do
    if command -v "$name" >/dev/null; then exit 0; fi
done
if "$python" -c 'from playwright.sync_api import sync_playwright as p
with p() as play: play.chromium.launch().close()' 2>/dev/null; then exit 0; fi
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    apt-get update -qq
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium >/dev/null
else
    "$python" -m playwright install chromium
fi
