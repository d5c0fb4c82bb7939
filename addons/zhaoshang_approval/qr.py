"""A QR code as a drawing: sharp at any size, nothing to fetch."""

from markupsafe import Markup

QUIET = 4  # modules of white around it, as readers want


def qr_svg(text):
    """The code as an ``<svg>`` without a size of its own."""
    from reportlab.graphics.barcode.qr import QrCodeWidget  # it loads fonts

    code = QrCodeWidget(text, barLevel="M").qr
    code.make()
    side = code.moduleCount + 2 * QUIET
    dark = "".join(
        f"M{column + QUIET} {row + QUIET}h1v1h-1z"
        for row, modules in enumerate(code.modules)
        for column, is_dark in enumerate(modules)
        if is_dark
    )
    return Markup(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}" class="zs_qr"'
        ' shape-rendering="crispEdges"><path d="{dark}"/></svg>'
    ).format(side=side, dark=dark)
