"""A picture to bake into, and what a credential may have that the formats of pictures take for their own."""

import io

from PIL import Image

PIECES = ("]]>", "]]", ">", "<![CDATA[", "&amp;", "</svg>", "--", "é", "字", "\U0001f393", '"', "\\", "\n", "\x7f", "x")


def picture(**options):
    file = io.BytesIO()
    Image.radial_gradient("L").resize((64, 64)).save(file, "PNG", **options)
    return file.getvalue()
