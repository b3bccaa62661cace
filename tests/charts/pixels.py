"""Reads the small pictures that are kept, and says how much two of them differ."""

from __future__ import annotations

import struct
import zlib

import numpy as np
import vl_convert

from build_scripts.charts import png, render, svg

# A picture this much smaller than on a phone still shows every mark, in a few kilobytes.
SCALE, COLOURS = 0.6, 24
# How far a channel may be off before a pixel counts as another: edges are smoothed a little differently by each version.
NEAR = 64


def kept_picture(chart) -> bytes:
    """Draw the narrow layout of a chart as a small picture with few colours, without its texts above and below."""
    scene = render.scene(chart.narrow, chart.language)
    drawn = svg.picture(scene, svg.literal)
    ground = '<rect width="100%" height="100%" fill="#ffffff"/>'
    return png.small(vl_convert.svg_to_png(drawn.replace(">", f">{ground}", 1), scale=SCALE), COLOURS)


def pixels(data: bytes) -> np.ndarray:
    """Return the colours of a picture with a palette, whose rows are stored as they are: height × width × 3."""
    chunks: dict[bytes, bytes] = {}
    for name, body in png._chunks(data):
        chunks[name] = chunks.get(name, b"") + body
    width, height, depth, kind, *_ = struct.unpack(">IIBBBBB", chunks[b"IHDR"])
    assert kind == png.PALETTE
    rows = np.frombuffer(zlib.decompress(chunks[b"IDAT"]), np.uint8).reshape(height, -1)[:, 1:]
    places = rows if depth == 8 else np.stack([rows >> 4, rows & 15], axis=2).reshape(height, -1)
    return np.frombuffer(chunks[b"PLTE"], np.uint8).reshape(-1, 3)[places[:, :width]]


def difference(one: bytes, other: bytes) -> float:
    """Return the share of pixels that differ; 1 for pictures of unlike size."""
    left, right = pixels(one).astype(int), pixels(other).astype(int)
    if left.shape != right.shape:
        return 1.0
    return float((np.abs(left - right).max(axis=2) > NEAR).mean())
