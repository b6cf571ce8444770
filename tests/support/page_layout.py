"""Measures the layout of a page: elements that are cut off, overlap or scroll, and the sizes of texts."""

from typing import Any

from playwright.sync_api import Page

#: Rounding of sub-pixels, as a part of the window's height: a line of 1080.
SLACK = 1 / 1080

_MEASURE = """
(part) => {
  const slack = innerHeight * part;
  const view = { left: 0, top: 0, right: innerWidth, bottom: innerHeight };
  const shown = (one) => one.checkVisibility({ visibilityProperty: true, opacityProperty: true });
  const rect = (one) => one.getBoundingClientRect();
  const inside = (a, b) => a.left >= b.left - slack && a.top >= b.top - slack
    && a.right <= b.right + slack && a.bottom <= b.bottom + slack;
  const apart = (a, b) => a.left >= b.right - slack || b.left >= a.right - slack
    || a.top >= b.bottom - slack || b.top >= a.bottom - slack;
  const round = ({ left, top, right, bottom }) => [left, top, right, bottom].map((side) => Math.round(side));

  const rooms = [...document.querySelectorAll("[data-room]")].filter(shown);
  const cards = [...document.querySelectorAll("[data-container]")];
  const texts = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const { currentNode: node } = walker;
    const parent = node.parentElement;
    if (!node.data.trim() || parent.closest("script, style, noscript, .spoken") || !shown(parent)) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    const size = parseFloat(getComputedStyle(parent).fontSize);
    for (const line of range.getClientRects()) texts.push({ parent, size, line, text: node.data.trim() });
  }

  const cut = [];
  const demand = (what, of, within) => { if (!inside(of, within)) cut.push([what, round(of), round(within)]); };
  for (const room of rooms) demand(room.dataset.room, rect(room), view);
  for (const card of cards) {
    demand(card.dataset.container, rect(card), rect(card.closest("[data-room]")));
    if (!shown(card)) cut.push([card.dataset.container, "not shown"]);
  }
  // What counts of a line is its letters: the box of its font is higher than they are.
  const letters = ({ line, size }) => {
    const spare = Math.max(0, line.height - size) / 2;
    return { left: line.left, right: line.right, top: line.top + spare, bottom: line.bottom - spare };
  };
  for (const one of texts) {
    const home = one.parent.closest("[data-container], [data-room], .news, .notice > div");
    demand(one.text, letters(one), home ? rect(home) : view);
  }

  const overlaps = [];
  const keepApart = (list, name, box = rect) => {
    const boxes = list.map((one) => [name(one), box(one)]).sort(([, a], [, b]) => a.top - b.top);
    boxes.forEach(([one, a], index) => {
      for (let other = index + 1; other < boxes.length && boxes[other][1].top < a.bottom; other += 1)
        if (!apart(a, boxes[other][1])) overlaps.push([one, boxes[other][0]]);
    });
  };
  keepApart(rooms, (room) => room.dataset.room);
  for (const room of rooms) {
    const own = [...room.querySelectorAll("[data-container], .more, .group")].filter(shown);
    keepApart(own, (one) => one.dataset.container ?? one.textContent);
  }
  keepApart(texts, ({ text }) => text, letters);
  const words = texts.filter(({ parent }) => parent.closest("[data-edge]"));
  for (const word of words)
    for (const room of rooms) if (!apart(letters(word), rect(room))) overlaps.push([word.text, room.dataset.room]);

  window.scrollTo(9999, 9999);
  const scrolls = scrollX || scrollY ? [["window", scrollX, scrollY]] : [];
  const { documentElement: root } = document;
  if (root.clientWidth !== innerWidth || root.clientHeight !== innerHeight) scrolls.push(["scrollbar"]);
  for (const one of document.querySelectorAll("body *")) {
    const { overflowX, overflowY } = getComputedStyle(one);
    if ([overflowX, overflowY].some((how) => how === "auto" || how === "scroll") && shown(one))
      scrolls.push([one.tagName, one.className]);
  }

  const roomFacts = (room) => {
    const own = [...room.querySelectorAll("[data-container]")];
    const problems = own.filter((card) => card.matches("[data-problem]"));
    const full = problems.filter((card) => card.dataset.level === "problem");
    const calm = own.filter((card) => !card.matches("[data-problem]"));
    const more = room.querySelector(".cards > .more");
    const top = (list, edge) => list.map((card) => rect(card)[edge]);
    return {
      problems: problems.map((card) => card.dataset.container),
      names: full.map((card) => parseFloat(getComputedStyle(card.querySelector("b")).fontSize)),
      more: more && shown(more) ? more.textContent : "",
      first: problems.length && calm.length
        ? Math.max(...top(problems, "bottom")) <= Math.min(...top(calm, "top")) + slack : null,
    };
  };
  const tell = ({ text, size }) => ({ text, size });
  const isCount = ({ parent }) => parent.matches(".room .count, .counts b");
  return {
    height: innerHeight,
    scrolls, cut, overlaps,
    containers: cards.map((card) => card.dataset.container),
    texts: texts.map(tell),
    counts: texts.filter(isCount).map(tell),
    rooms: Object.fromEntries(rooms.map((room) => [room.dataset.room, roomFacts(room)])),
  };
}
"""


def measure(page: Page) -> dict[str, Any]:
    """Return what the page looks like now; `scrolls`, `cut` and `overlaps` are empty where all is well."""
    seen: dict[str, Any] = page.evaluate(_MEASURE, SLACK)
    return seen
