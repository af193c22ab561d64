"""A picture in fewer colours is the same picture to those who look at it."""

import io

import pytest
from PIL import Image

from testamur.publishing import palette


def picture(image):
    file = io.BytesIO()
    image.save(file, "PNG")
    return file.getvalue()


def opened(data):
    return Image.open(io.BytesIO(data)).convert("RGBA")


@pytest.mark.parametrize("size", [(401, 299), (64, 64)])
def test_every_filter_of_png_is_undone(size):
    noise = Image.merge("RGBA", [Image.effect_noise(size, 90).rotate(turn) for turn in (0, 90, 180, 270)])
    gradient = Image.radial_gradient("L").resize(size)
    for image in (noise, Image.merge("RGBA", [gradient, gradient.rotate(90), gradient, gradient])):
        width, height, pixels = palette._decode(picture(image))
        assert (width, height) == size
        assert pixels.tobytes() == image.tobytes()


def test_a_picture_of_few_colours_keeps_every_pixel():
    image = Image.radial_gradient("L").resize((90, 90)).quantize(40).convert("RGBA")
    assert opened(palette.reduce(picture(image))).tobytes() == image.tobytes()


def test_a_rich_picture_keeps_its_colours_while_it_is_small_and_loses_some_when_it_is_large():
    sides = [Image.linear_gradient("L").resize((200, 200)).rotate(turn) for turn in (0, 90, 45)]
    gradient = picture(Image.merge("RGBA", [*sides, Image.new("L", (200, 200), 255)]))
    assert palette.reduce(gradient) == gradient
    noise = Image.merge("RGBA", [Image.effect_noise((200, 200), 90) for _ in "rgba"])
    assert len(palette.reduce(picture(noise))) < len(picture(noise)) / 3
