"""Charts as inline SVG, in the colours of the page that they stand on."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import NamedTuple

WIDTH, ROW, LABEL, NUMBER = 720, 26, 150, 70
HEIGHT = 180
LEGEND = 22


class Bar(NamedTuple):
    """A labelled bar, in parts: (class of the colour, amount)."""

    label: str
    parts: tuple[tuple[str, int], ...]

    @property
    def total(self) -> int:
        """The sum of its parts."""
        return sum(amount for _, amount in self.parts)

    @property
    def drawn(self) -> list[tuple[str, int]]:
        """The parts that are anything."""
        return [part for part in self.parts if part[1]]


def across(bars: Sequence[Bar], title: str) -> str:
    """Bars from left to right, one under another; empty where there is nothing to draw."""
    longest = max((bar.total for bar in bars), default=0)
    if not longest:
        return ""
    room = WIDTH - LABEL - NUMBER
    drawn = []
    for number, bar in enumerate(bars):
        top, x = number * ROW, float(LABEL)
        drawn.append(f'<text class="soft-fill" x="0" y="{top + 17}">{escape(bar.label)}</text>')
        for name, amount in bar.drawn:
            width = room * amount / longest
            drawn.append(_rect(name, x, top + 4, max(width, 1.0), ROW - 9, f"{bar.label}: {amount} {name}"))
            x += width
        drawn.append(f'<text class="ink-fill" x="{WIDTH}" y="{top + 17}" text-anchor="end">{_number(bar.total)}</text>')
    return _svg(drawn, len(bars) * ROW, title, _names(bars))


def upright(bars: Sequence[Bar], title: str) -> str:
    """Bars from the bottom up, one beside another, for a course of time."""
    highest = max((bar.total for bar in bars), default=0)
    if not highest:
        return ""
    step = WIDTH / max(len(bars), 6)
    drawn = []
    for number, bar in enumerate(bars):
        x, y = number * step, float(HEIGHT)
        for name, amount in bar.drawn:
            height = (HEIGHT - 20) * amount / highest
            y -= height
            drawn.append(_rect(name, x + 4, y, step - 8, max(height, 0.5), f"{bar.label}: {amount} {name}"))
        middle = x + step / 2
        drawn.append(_label("ink-fill", middle, y - 5, _number(bar.total)))
        drawn.append(_label("soft-fill", middle, HEIGHT + 16, bar.label))
    return _svg(drawn, HEIGHT + 24, title, _names(bars))


def _names(bars: Sequence[Bar]) -> list[str]:
    return list(dict.fromkeys(name for bar in bars for name, _ in bar.drawn))


def _svg(drawn: list[str], height: int, title: str, names: Sequence[str]) -> str:
    """The drawing with its legend underneath."""
    for number, name in enumerate(names):
        x = number * 130
        drawn.append(_rect(name, x, height + 9, 12, 12, name))
        drawn.append(f'<text class="soft-fill" x="{x + 18}" y="{height + 19}">{escape(name)}</text>')
    inner = "".join(drawn)
    return (
        f'<svg class="drawn" viewBox="0 0 {WIDTH} {height + LEGEND}" role="img" aria-label="{escape(title)}">'
        f"<title>{escape(title)}</title>{inner}</svg>"
    )


def _rect(name: str, x: float, y: float, width: float, height: float, hint: str) -> str:
    box = f'x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height:.1f}" rx="2"'
    return f'<rect class="fill {escape(name)}" {box}><title>{escape(hint)}</title></rect>'


def _label(kind: str, x: float, y: float, text: str) -> str:
    return f'<text class="{kind}" x="{x:.1f}" y="{y:.1f}" text-anchor="middle">{escape(text)}</text>'


def _number(value: int) -> str:
    return f"{value:,}".replace(",", "\u202f")
