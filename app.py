"""The Hugging Face Space starts here; `vc app` starts the same. The page itself is vc/web/page.py."""

import spaces  # noqa: F401  # isort: skip  - on a ZeroGPU Space it has to be imported before torch

from vc.web.start import start

if __name__ == "__main__":
    start()
