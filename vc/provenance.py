"""What files say of their origin for machines: an XMP packet with IPTC's digital source type.

Sources: IPTC Photo Metadata Standard, `Iptc4xmpExt:DigitalSourceType`, with the vocabulary
cv.iptc.org/newscodes/digitalsourcetype; XMP Specification Part 3, which says where the packet lies in a file.
"""

import struct
import uuid
from pathlib import Path
from typing import Any

# Media that a trained algorithm made, together with others: the photo, the music.
SOURCE_TYPE = "http://cv.iptc.org/newscodes/digitalsourcetype/compositeWithTrainedAlgorithmicMedia"
# Diagrams: data, drawn by the rules of a program.
DATA_TYPE = "http://cv.iptc.org/newscodes/digitalsourcetype/dataDrivenMedia"
DIAGRAM = "A diagram, drawn by a program from data."
SHEET = "Pictures that a program made, beside those that were filmed."
XMP_BOX = uuid.UUID("be7acfcb-97a9-42e8-9c71-999491e3afac").bytes  # of ISO base media files and QuickTime
_PNG_KEY = "XML:com.adobe.xmp"
TAG = "XMP"  # of a Matroska file, for which the specification names no place


def xmp(description: str, source: str = SOURCE_TYPE) -> bytes:
    """The packet, UTF-8. description : for people, without markup; source : IPTC's digital source type"""
    text = f"""<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:Iptc4xmpExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/"
 xmp:CreatorTool="VirtualConductor" Iptc4xmpExt:DigitalSourceType="{source}">
<dc:description><rdf:Alt><rdf:li xml:lang="x-default">{description}</rdf:li></rdf:Alt></dc:description>
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="r"?>"""
    return text.encode()


def in_png(packet: bytes) -> Any:
    """What Pillow's `save` takes as `pnginfo`."""
    from PIL.PngImagePlugin import PngInfo

    info = PngInfo()
    info.add_itxt(_PNG_KEY, packet.decode())
    return info


def save_figure(figure: Any, file: Any, form: str, **how: Any) -> None:
    """Write a figure of Matplotlib, which says that it is a diagram: in XMP where Pillow can put it (png, webp, jpeg),
    else in words, in the fields that svg and pdf have. form, how : as `Figure.savefig` takes them
    """
    packet, words = xmp(DIAGRAM, DATA_TYPE), f"{DIAGRAM} Digital source type: {DATA_TYPE}"
    told: dict[str, Any] = {}
    if form == "png":
        from PIL.PngImagePlugin import iTXt

        told = {"metadata": {_PNG_KEY: iTXt(packet.decode(), "", "")}}
    elif form in ("webp", "jpg", "jpeg"):
        told = {"pil_kwargs": {"xmp": packet}}
    elif form in ("svg", "pdf"):
        told = {"metadata": {"Description" if form == "svg" else "Subject": words}}
    figure.savefig(file, format=form, **told, **how)


def append_xmp(path: Path, packet: bytes) -> None:
    """Add the packet to an mp4 or mov that is complete: a box at its end, which players pass over."""
    with path.open("ab") as file:
        file.write(struct.pack(">I4s", 8 + len(XMP_BOX) + len(packet), b"uuid") + XMP_BOX + packet)


def read_xmp(path: Path) -> bytes | None:
    """The packet of an mp4 or mov, or None."""
    with path.open("rb") as file:
        end = file.seek(0, 2)
        at = 0
        while at + 8 <= end:
            file.seek(at)
            size, kind = struct.unpack(">I4s", file.read(8))
            head = 8
            if size == 1:
                (size,), head = struct.unpack(">Q", file.read(8)), 16
            if kind == b"uuid" and file.read(16) == XMP_BOX:
                return file.read(size - head - 16)
            if size < head:
                return None
            at += size
    return None
