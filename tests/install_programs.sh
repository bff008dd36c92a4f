#!/bin/sh
# The programs that tests run beside Python: a Chromium, FluidSynth with two soundfonts, Node with npm, nginx. What is missing
# is installed on Debian and Ubuntu by root; elsewhere a browser comes from Playwright, and for the rest a line says
# what to install (tests/skips.py says which tests may then be skipped).
set -e
python=$1
missing=""

has() { command -v "$1" >/dev/null; }

has_browser() {
    has chromium || has chromium-browser || has google-chrome || "$python" -c 'from playwright.sync_api import sync_playwright as p
with p() as play: play.chromium.launch().close()' 2>/dev/null
}

has_browser || missing="$missing chromium"
has fluidsynth || missing="$missing fluidsynth"
[ -n "$VC_SOUNDFONTS" ] || [ -f /usr/share/sounds/sf2/FluidR3_GM.sf2 ] || missing="$missing fluid-soundfont-gm"
[ -n "$VC_SOUNDFONTS" ] || [ -f /usr/share/sounds/sf3/MuseScore_General.sf3 ] || missing="$missing musescore-general-soundfont"
has npm || missing="$missing nodejs npm"
has nginx || [ -x /usr/sbin/nginx ] || missing="$missing nginx-light"
[ -n "$missing" ] || exit 0

if [ "$(id -u)" = 0 ] && has apt-get; then
    apt-get update -qq
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing >/dev/null
    exit 0
fi
case "$missing" in *chromium*) "$python" -m playwright install chromium ;; esac
echo "For all tests install what is missing of:$missing (Debian's and Ubuntu's names)"
