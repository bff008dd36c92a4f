"""Content Credentials (C2PA): a signed statement in a video that a program made it, for hosts who have a certificate.

VC_C2PA_CERTIFICATE names a file with the chain of certificates in PEM, the own one first; VC_C2PA_KEY one with its
private key (ES256). Made by c2pa-python, the reference implementation; WebM has no place for it.
"""

import json
import os
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import Any

from vc import __version__
from vc.errors import VCError
from vc.provenance import SOURCE_TYPE

SIGNED = (".mp4", ".mov")
_MANIFEST = {
    "claim_generator_info": [{"name": "VirtualConductor", "version": __version__}],
    "assertions": [{"label": "c2pa.actions.v2", "data": {"actions": [
        {"action": "c2pa.created", "digitalSourceType": SOURCE_TYPE},
    ]}}],
}  # fmt: skip


@lru_cache(1)
def signer() -> Callable[[Path], None] | None:
    """What signs a video in place, or None where the host has no certificate. Raises VCError."""
    certificate, key = os.environ.get("VC_C2PA_CERTIFICATE"), os.environ.get("VC_C2PA_KEY")
    if not certificate and not key:
        return None
    try:
        import c2pa

        info = c2pa.C2paSignerInfo(alg=b"es256", sign_cert=Path(certificate or "").read_bytes(),
                                   private_key=Path(key or "").read_bytes(), ta_url=None)  # fmt: skip
        signing = c2pa.Signer.from_info(info)
    except ImportError as error:
        raise VCError("Content Credentials need a package: pip install 'virtualconductor[hosting]'.") from error
    except (OSError, c2pa.C2paError) as error:
        raise VCError(f"VC_C2PA_CERTIFICATE and VC_C2PA_KEY cannot be used: {error}") from error

    def sign(path: Path) -> None:
        _sign(c2pa, signing, path)

    return sign


def _sign(c2pa: Any, signing: Any, path: Path) -> None:
    if path.suffix not in SIGNED:
        return
    signed = path.with_name(f"signed_{path.name}")
    c2pa.Builder(json.dumps(_MANIFEST)).sign_file(str(path), str(signed), signing)
    signed.replace(path)
