"""Content Credentials, with a certificate of the test's own."""

import datetime
import json

import c2pa
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from vc.errors import VCError
from vc.frame import plain_frame
from vc.provenance import SOURCE_TYPE, read_xmp
from vc.video import write
from vc.web import credentials


def _certificate(subject, public, issuer, key, *, issues):
    now = datetime.datetime.now(datetime.UTC)
    who, by = (
        x509.Name(
            [x509.NameAttribute(NameOID.COMMON_NAME, name), x509.NameAttribute(NameOID.ORGANIZATION_NAME, "Test")]
        )
        for name in (subject, issuer)
    )
    usage = x509.KeyUsage(not issues, False, False, False, False, issues, issues, False, False)
    made = (
        x509.CertificateBuilder().subject_name(who).issuer_name(by).public_key(public)
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(1)).not_valid_after(now + datetime.timedelta(1))
        .add_extension(x509.BasicConstraints(issues, None), True).add_extension(usage, True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(public), False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(key.public_key()), False)
    )  # fmt: skip
    if not issues:
        made = made.add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.EMAIL_PROTECTION]), True)
    return made.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM)


@pytest.fixture
def certified(tmp_path, monkeypatch):
    """A host with a certificate."""
    root, own = (ec.generate_private_key(ec.SECP256R1()) for _ in range(2))
    chain = tmp_path / "chain.pem"
    chain.write_bytes(_certificate("host", own.public_key(), "root", root, issues=False)
                      + _certificate("root", root.public_key(), "root", root, issues=True))  # fmt: skip
    key = tmp_path / "key.pem"
    key.write_bytes(own.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8,
                                      serialization.NoEncryption()))  # fmt: skip
    monkeypatch.setenv("VC_C2PA_CERTIFICATE", str(chain))
    monkeypatch.setenv("VC_C2PA_KEY", str(key))
    credentials.signer.cache_clear()
    yield key
    credentials.signer.cache_clear()


def _made(folder, suffix):
    return write([plain_frame((64, 64), 90)] * 3, folder / f"made{suffix}")


@pytest.mark.usefixtures("certified")
@pytest.mark.parametrize("suffix", [".mp4", ".mov"])
def test_a_signed_video_says_who_made_it_and_that_nothing_was_changed(tmp_path, suffix):
    path = _made(tmp_path, suffix)
    credentials.signer()(path)
    told = json.loads(c2pa.Reader(str(path)).json())
    assert told["validation_state"] == "Valid"
    manifest = told["manifests"][told["active_manifest"]]
    (actions,) = (one["data"]["actions"] for one in manifest["assertions"] if one["label"] == "c2pa.actions.v2")
    assert actions[0]["digitalSourceType"] == SOURCE_TYPE
    assert manifest["claim_generator_info"][0]["name"] == "VirtualConductor"
    assert SOURCE_TYPE.encode() in read_xmp(path)


@pytest.mark.usefixtures("certified")
def test_a_changed_video_is_found_out(tmp_path):
    path = _made(tmp_path, ".mp4")
    credentials.signer()(path)
    content = path.read_bytes()
    place = content.index(b"mdat") + 40
    path.write_bytes(content[:place] + bytes([content[place] ^ 255]) + content[place + 1 :])
    assert json.loads(c2pa.Reader(str(path)).json())["validation_state"] == "Invalid"


@pytest.mark.usefixtures("certified")
def test_webm_has_no_place_for_it_and_stays_as_it_is(tmp_path):
    path = _made(tmp_path, ".webm")
    before = path.read_bytes()
    credentials.signer()(path)
    assert path.read_bytes() == before


def test_a_certificate_that_cannot_be_used_is_told_in_words(certified):
    certified.write_text("no key")
    with pytest.raises(VCError, match="cannot be used"):
        credentials.signer()


def test_without_a_certificate_nothing_is_signed(monkeypatch):
    monkeypatch.delenv("VC_C2PA_CERTIFICATE", raising=False)
    monkeypatch.delenv("VC_C2PA_KEY", raising=False)
    credentials.signer.cache_clear()
    assert credentials.signer() is None
