"""Makes PNG pictures small: charts have few colours, so a palette of 256 shows them in a quarter of the bytes."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from build_scripts.charts import theme

SIGNATURE = b"\x89PNG\r\n\x1a\n"
SUB, RGBA, PALETTE = 1, 6, 3
MOST, FEW = 256, 16

Pixels = npt.NDArray[np.uint8]
Keys = npt.NDArray[np.uint16]


def _chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = len(SIGNATURE)
    while at < len(data):
        (size,) = struct.unpack(">I", data[at : at + 4])
        yield data[at + 4 : at + 8], data[at + 8 : at + 8 + size]
        at += 12 + size


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


END = _chunk(b"IEND", b"")


@dataclass(frozen=True, slots=True)
class Runs:
    """A picture as runs of equal pixels: the colour and the length of each, row after row; no run crosses a row."""

    width: int
    height: int
    colours: Pixels
    lengths: npt.NDArray[np.intp]


def _runs(data: bytes) -> Runs | None:
    """Read a picture as runs; None if it is written in another way than we read."""
    chunks = list(_chunks(data))
    width, height, depth, kind, *_ = struct.unpack(">IIBBBBB", chunks[0][1])
    if (depth, kind) != (8, RGBA):
        return None
    raw = zlib.decompress(b"".join(body for name, body in chunks if name == b"IDAT"))
    rows = np.frombuffer(raw, np.uint8).reshape(height, width * 4 + 1)
    if (rows[:, 0] != SUB).any():
        return None
    # The filter Sub keeps each pixel as its difference from the one to its left, modulo 256: equal ones are zeros.
    steps = np.ascontiguousarray(rows[:, 1:]).view(np.uint32)
    changed = steps != 0
    changed[:, 0] = True
    places = np.flatnonzero(changed)
    sums = steps.ravel()[places].view(np.uint8).reshape(-1, 4)[:, :3].astype(np.int64).cumsum(axis=0)
    first = np.searchsorted(places, np.arange(height) * width)
    before = np.concatenate([np.zeros((1, 3), np.int64), sums])[first]
    lengths = np.diff(np.append(places, width * height))
    colours = (sums - before[places // width]).astype(np.uint8)
    return Runs(width, height, colours, lengths)


def _key(rgb: npt.NDArray[np.integer]) -> Keys:
    """Return the bucket of each colour: five bits of each channel."""
    wide = rgb.astype(np.uint16) >> 3
    keys: Keys = (wide[..., 0] << 10 | wide[..., 1] << 5 | wide[..., 2]).astype(np.uint16)
    return keys


def _of_theme() -> Pixels:
    return np.array([list(bytes.fromhex(literal[1:])) for literal in theme.variables()], np.uint8)


def _palette(runs: Runs, keys: Keys, most: int) -> tuple[Pixels, npt.NDArray[np.uint8]]:
    """Return the commonest colours, and the place in them of each bucket. Colours of the theme are kept as they are."""
    shown = np.zeros((1 << 15, 3), np.uint8)
    shown[keys] = runs.colours
    # Of colours in one bucket the first in the theme's table wins, so that white paper stays white.
    literals = _of_theme()[::-1]
    shown[_key(literals)] = literals
    counts = np.bincount(keys, weights=runs.lengths, minlength=1 << 15)
    used = np.flatnonzero(counts)
    kept = np.sort(used[np.argsort(-counts[used], kind="stable")][:most])
    palette = shown[kept]
    distance = ((shown[used][:, None].astype(np.int32) - palette[None].astype(np.int32)) ** 2).sum(axis=2)
    places = np.zeros(1 << 15, np.uint8)
    places[used] = distance.argmin(axis=1)
    return palette, places


def _packed(places: Pixels, width: int) -> tuple[int, Pixels]:
    """Return the depth in bits, and the rows: two pixels share a byte where sixteen colours are enough."""
    rows = places.reshape(-1, width)
    if rows.max() >= FEW or width % 2:
        return 8, rows
    return 4, (rows[:, 0::2] << 4 | rows[:, 1::2]).astype(np.uint8)


def small(data: bytes, colours: int = MOST) -> bytes:
    """Return an opaque RGBA picture with a palette of at most so many colours (256 or less); any other picture as it is."""
    runs = _runs(data)
    if runs is None:
        return data
    keys = _key(runs.colours)
    palette, places = _palette(runs, keys, colours)
    depth, pixels = _packed(np.repeat(places[keys], runs.lengths), runs.width)
    # Each row begins with the number of its filter; colours of a palette are best left as they are, which is filter 0.
    rows = np.pad(pixels, ((0, 0), (1, 0)))
    header = struct.pack(">IIBBBBB", runs.width, runs.height, depth, PALETTE, 0, 0, 0)
    return (
        SIGNATURE
        + _chunk(b"IHDR", header)
        + _chunk(b"PLTE", palette.tobytes())
        + _chunk(b"IDAT", zlib.compress(rows.tobytes(), 6))
        + END
    )
