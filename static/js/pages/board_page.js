/** Entry point of the board (`/`): creates the views and connects them to the server. */

import { lazyCommandViews, loadCommands } from "../commands/lazy_commands.js";
import { BoardBar } from "../board/board_bar.js";
import { RoomButtons } from "../board/room_buttons.js";
import { GaugeSwitch } from "../board/gauge_switch.js";
import { BoardKeys } from "../board/board_keys.js";
import { BoardView } from "../board/board_view.js";
import { MapView } from "../board/map_view.js";
import { Announcer } from "../ui/announcer.js";
import { CountPills } from "../ui/count_pills.js";
import { byId } from "../ui/dom.js";
import { EventTicker } from "../ui/event_ticker.js";
import { ConnectionBanner } from "../ui/connection_banner.js";
import { LifecycleMap } from "../map/lifecycle_map.js";
import { openers } from "../ui/dialogs/dialog_openers.js";
import { PaletteOpener } from "../palette/palette_opener.js";
import { PracticeOpener } from "../practice/practice_opener.js";
import { createPage, feed } from "./page.js";
import { styled } from "../ui/stylesheets.js";

await styled();
const page = createPage({ wall: false });
const map = new LifecycleMap(byId("map", HTMLElement), page);
const view = new BoardView(page, new MapView(map));
const announcer = new Announcer(page);
const board = feed(page);
const controller = lazyCommandViews(page, {
  map,
  view,
  send: board.act,
  speak: (text) => announcer.announce(text),
});
const views = [
  new ConnectionBanner(page),
  new CountPills(page, view),
  map,
  new EventTicker(page),
  new BoardBar(page, view),
  new GaugeSwitch(page, map),
  view,
  new BoardKeys(page, view),
  new RoomButtons(page, map, openers(page, controller)),
  new PaletteOpener(page, controller),
  new PracticeOpener(page),
  announcer,
];
for (const view of views) view.connect();
page.clock.connect();
await loadCommands(page, controller);
board.connect();
