/** The wall display: the picture, the answer to "is everything all right?", the time, and what happened last. */

import { Counts } from "./counts.js";
import { Happenings } from "./happenings.js";
import { Live } from "./live.js";
import { LifecycleMap } from "./map/map.js";
import { byId } from "./dom.js";
import { createPage, feed } from "./page.js";
import { styled } from "./style.js";
import { Drift } from "./wall/drift.js";
import { Verdict, WallClock } from "./wall/answer.js";

await styled();
const page = createPage({ wall: true });
const map = new LifecycleMap(byId("map", HTMLElement), page);
const views = [
  new Live(page),
  new Counts(page, map),
  new Verdict(page, map),
  map,
  new Happenings(page),
  new WallClock(page),
  new Drift(page),
];
for (const view of views) view.connect();
page.clock.connect();
feed(page);
