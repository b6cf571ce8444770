/** The board: the picture with search, groups, a panel for one container, and keys for everything. */

import { begun } from "./act/begin.js";
import { Bar } from "./board/bar.js";
import { Doors } from "./board/doors.js";
import { GaugeSwitch } from "./board/gauge_switch.js";
import { Keys } from "./board/keys.js";
import { Said } from "./board/said.js";
import { Counts } from "./counts.js";
import { byId } from "./dom.js";
import { Happenings } from "./happenings.js";
import { Live } from "./live.js";
import { LifecycleMap } from "./map/map.js";
import { openers } from "./openers.js";
import { createPage, feed } from "./page.js";
import { styled } from "./style.js";

await styled();
const page = createPage({ wall: false });
const map = new LifecycleMap(byId("map", HTMLElement), page);
const said = new Said(page);
const views = [
  new Live(page),
  new Counts(page, map),
  map,
  new Happenings(page),
  new Bar(page, map),
  new GaugeSwitch(page, map.root),
  new Keys(page),
  new Doors(page, map, openers(page)),
  said,
];
for (const view of views) view.connect();
page.clock.connect();
await begun(page, {
  map,
  send: (body, withinMs) => board.act(body, withinMs),
  speak: (text) => said.say(text),
});
const board = feed(page);
