/** The board: the picture with search, groups, a panel for one container, and keys for everything. */

import { Bar } from "./board/bar.js";
import { Doors } from "./board/doors.js";
import { Keys } from "./board/keys.js";
import { Panel } from "./board/panel.js";
import { Said } from "./board/said.js";
import { Counts } from "./counts.js";
import { byId } from "./dom.js";
import { Happenings } from "./happenings.js";
import { Live } from "./live.js";
import { LifecycleMap } from "./map/map.js";
import { openers } from "./openers.js";
import { createPage, feed } from "./page.js";

const page = createPage({ wall: false });
const map = new LifecycleMap(byId("map", HTMLElement), page);
const panel = new Panel(page);
const views = [
  new Live(page),
  new Counts(page, map),
  map,
  panel,
  new Happenings(page),
  new Bar(page, map),
  new Keys(page),
  new Said(page),
  new Doors(page, map, openers(page)),
];
for (const view of views) view.connect();
page.clock.connect();
feed(page);
