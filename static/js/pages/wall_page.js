/** Entry point of the wall (`/wall`): the lifecycle map, a verdict on the whole board, the time, and recent events. */

import { CountPills } from "../ui/count_pills.js";
import { EventTicker } from "../ui/event_ticker.js";
import { ConnectionBanner } from "../ui/connection_banner.js";
import { LifecycleMap } from "../map/lifecycle_map.js";
import { byId } from "../ui/dom.js";
import { createPage, feed } from "./page.js";
import { styled } from "../ui/stylesheets.js";
import { BurnInDrift } from "../wall/burn_in_drift.js";
import { Verdict, WallClock } from "../wall/verdict.js";

await styled();
const page = createPage({ wall: true });
const map = new LifecycleMap(byId("map", HTMLElement), page);
const views = [
  new ConnectionBanner(page),
  new CountPills(page, map),
  new Verdict(page, map),
  map,
  new EventTicker(page),
  new WallClock(page),
  new BurnInDrift(page),
];
for (const view of views) view.connect();
page.clock.connect();
feed(page).connect();
