import re
from itertools import combinations

from odoo.tests import BaseCase, tagged
from odoo.tools import file_open

from ...models.presence.presence_words import SIGNS
from ...rules import presence as rules

SOURCE = "zhaoshang_office/static/src/presence/"
ENOUGH = 4.5  # WCAG 2, text of any size
WHITE = "#ffffff"
LOOK = re.compile(r"\b(border|border-style|border-radius|clip-path): ([^;]+);")


@tagged("post_install", "-at_install")
class TestPresenceStyle(BaseCase):
    """The month grid can be read by whoever sees colours badly (R069, UX 16, UX 17)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        with file_open(f"{SOURCE}presence.scss") as file:
            cls.style = file.read()
        with file_open(f"{SOURCE}presence_days.js") as file:
            cls.shapes = dict(
                re.findall(r'^    "?([A-Z-])"?: "(\w+)",$', file.read(), re.MULTILINE)
            )

    def blocks(self):
        """Return {shape: declarations} of all kinds of cells, those without a code too."""
        return dict(re.findall(r"^\.o_zs_day_(\w+) \{\n(.*?)^\}", self.style, re.M | re.S))

    def test_each_sign_stands_out_from_its_cell(self):
        """R069, UX 17: 4.5:1 at least, on each stripe of what is hatched as well."""
        blocks = self.blocks()
        self.assertGreaterEqual(blocks.keys(), {*self.shapes.values(), "waits"})
        for shape, block in blocks.items():
            text = re.search(r"^    color: (#\w+);", block, re.M).group(1)
            grounds = re.search(r"background: ([^;]+);", block).group(1)
            for ground in re.findall(r"#\w+", grounds) or [WHITE]:
                with self.subTest(shape, ground=ground):
                    self.assertGreaterEqual(contrast(text, ground), ENOUGH)

    def test_no_two_codes_differ_by_their_colour_alone(self):
        """R069, UX 17: each code has a sign of its own, and a shape that is not its neighbour's."""
        self.assertEqual(set(self.shapes), set(rules.CODES))
        self.assertEqual(len(set(SIGNS.values())), len(rules.CODES))
        looks = {shape: dict(LOOK.findall(block)) for shape, block in self.blocks().items()}
        for one, other in combinations(self.shapes.values(), 2):
            with self.subTest(one, other=other):
                self.assertNotEqual(looks[one], looks[other])

    def test_head_row_and_names_stay_while_the_month_is_scrolled(self):
        """R069, UX 16: below and beside what scrolls; where both meet, the corner is on top."""
        places = {
            name: dict(re.findall(r"(\S+): (\S+);", block))
            for name, block in re.findall(
                r"^    ([^\n]+) \{\n(.*?)^    \}", self.style, re.M | re.S
            )
        }
        for name, edge in (("thead th", "top"), (".o_zs_name", "left")):
            self.assertEqual((places[name]["position"], places[name][edge]), ("sticky", "0"))
        layers = [int(places[name]["z-index"]) for name in (".o_zs_name", "thead th")]
        corner = re.search(r"thead \.o_zs_name,.*?z-index: (\d+);", self.style, re.S)
        self.assertGreater(int(corner.group(1)), max(layers))
        with file_open(f"{SOURCE}presence_grid.xml") as file:
            self.assertRegex(file.read(), r'class="o_zs_grid_scroll [^"]*\boverflow-auto\b')


def contrast(one, other):
    """Return the contrast of two colours like ``#1250a8``, from 1 to 21 (WCAG 2)."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def luminance(colour):
    digits = colour[1:] if len(colour) == 7 else "".join(2 * digit for digit in colour[1:])
    parts = [int(digits[n : n + 2], 16) / 255 for n in (0, 2, 4)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
