"""Takes the screenshots of the documentation on practice engines: `python -m tools.screenshots [NAME…]`."""

import base64
import struct
import sys
import tempfile
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

from bench.chromium import page_of
from tests.support.app import App

FOLDER = Path(__file__).parent.parent / "docs" / "screenshots"
KIB_AT_MOST = 400
#: Wait before the screenshot, so that the fleet has changed and the list of recent events is not empty.
MOVING_MS = 9000
_COLOURS = 256

#: Returns the most frequent colours of an image, and for each pixel the index of the nearest of them.
_TO_PALETTE = """
async ([png, most]) => {
  const image = new Image();
  image.src = `data:image/png;base64,${png}`;
  await image.decode();
  const { width, height } = image;
  const context = new OffscreenCanvas(width, height).getContext("2d");
  context.drawImage(image, 0, 0);
  const pixels = new Uint32Array(context.getImageData(0, 0, width, height).data.buffer);
  const counts = new Map();
  for (const pixel of pixels) counts.set(pixel, (counts.get(pixel) ?? 0) + 1);
  const parts = (pixel) => [pixel & 255, (pixel >> 8) & 255, (pixel >> 16) & 255];
  const palette = [...counts].sort(([, a], [, b]) => b - a).slice(0, most).map(([pixel]) => parts(pixel));
  const nearest = (pixel) => {
    const [r, g, b] = parts(pixel);
    let best = 0, least = Infinity;
    palette.forEach(([x, y, z], index) => {
      const far = (r - x) ** 2 + (g - y) ** 2 + (b - z) ** 2;
      if (far < least) [best, least] = [index, far];
    });
    return best;
  };
  for (const pixel of counts.keys()) counts.set(pixel, nearest(pixel));
  const chosen = Uint8Array.from(pixels, (pixel) => counts.get(pixel));
  const url = await new Promise((done) => {
    const reader = new FileReader();
    reader.onload = () => done(reader.result);
    reader.readAsDataURL(new Blob([chosen]));
  });
  return { width, height, palette: palette.flat(), pixels: url.slice(url.indexOf(",") + 1) };
}
"""


@dataclass(frozen=True)
class Shot:
    """One screenshot: the options of the practice address, the path of the page, and the size in pixels.

    `typed` are lines to type into a new console on the page of a container.
    """

    name: str
    fleet: str
    path: str
    width: int
    height: int
    typed: tuple[str, ...] = ()


SHOTS = (
    Shot("board", "", "/?theme=dark", 1600, 900),
    Shot("board-phone", "", "/?theme=light", 390, 844),
    Shot(
        "container", "", "/containers/local/shop-web-1?theme=light#console", 1440, 900, ("ls -l /", "ps", "echo 안녕")
    ),
    Shot("wall-200-1080", "containers=200", "/wall", 1920, 1080),
    Shot("wall-200-2160", "containers=200", "/wall", 3840, 2160),
    Shot("wall-2000-1080", "containers=2000", "/wall", 1920, 1080),
    Shot("wall-2000-2160", "containers=2000", "/wall", 3840, 2160),
)


def main(names: list[str]) -> int:
    """Take the screenshots in `names`, or all if it is empty; return the exit code (1: a file is too large)."""
    FOLDER.mkdir(exist_ok=True)
    sizes = {shot.name: take(shot) for shot in SHOTS if not names or shot.name in names}
    for name, size in sizes.items():
        print(f"{name}.png: {size / 1024:.0f} KiB")
    return int(any(size > KIB_AT_MOST * 1024 for size in sizes.values()))


def take(shot: Shot) -> int:
    """Take one screenshot, write the file and return its size in bytes."""
    with tempfile.TemporaryDirectory() as folder:
        settings = {"DOCKCYCLE_ENGINES": f"local=practice://?{shot.fleet}"}
        with App(settings, Path(folder) / "app.log") as app, page_of(shot.width, shot.height) as page:
            app.wait_live()
            page.emulate_media(reduced_motion="reduce")  # no animated card covers a name
            page.goto(app.url + shot.path)
            page.wait_for_selector('body[data-live="live"] [data-container]')
            type_lines(page, shot.typed)
            page.wait_for_timeout(MOVING_MS)
            written = encoded(page, page.screenshot())
    return (FOLDER / f"{shot.name}.png").write_bytes(written)


def type_lines(page: Page, lines: tuple[str, ...]) -> None:
    """Open a shell and type `lines` into it; do nothing without lines."""
    if not lines:
        return
    page.locator('[data-act="open-exec"]').click()
    page.wait_for_selector('[data-state="live"] .xterm-rows:has-text("#")')
    for line in lines:
        page.keyboard.type(f"{line}\n")


def encoded(page: Page, png: bytes) -> bytes:
    """Return a screenshot as a PNG with a palette, which has a third of the size of the browser's PNG."""
    page.goto("about:blank")
    found = page.evaluate(_TO_PALETTE, [base64.b64encode(png).decode(), _COLOURS])
    return packed(found, base64.b64decode(found["pixels"]))


def packed(image: dict[str, Any], pixels: bytes) -> bytes:
    """Return the PNG file. Each row begins with the filter byte 0, "None" (PNG specification, 9)."""
    width, height = image["width"], image["height"]
    rows = b"".join(b"\0" + pixels[row * width : (row + 1) * width] for row in range(height))
    header = struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)
    chunks = {b"IHDR": header, b"PLTE": bytes(image["palette"]), b"IDAT": zlib.compress(rows, 9), b"IEND": b""}
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunk(kind, body) for kind, body in chunks.items())


def chunk(kind: bytes, body: bytes) -> bytes:
    """Return one PNG chunk: length, type, data and CRC."""
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
