/** Entry point of a container page: state, counted transitions, commands, and tabs such as console and logs. */

import { createCommands } from "../commands/command_set.js";
import { ResultToasts } from "../commands/result_toasts.js";
import { Announcer } from "../ui/announcer.js";
import { ContainerHead } from "../container/container_head.js";
import { CommandsAndFacts } from "../container/commands_and_facts.js";
import { LifecyclePicture } from "../container/lifecycle_picture.js";
import { CurrentContainer } from "../container/current_container.js";
import { Tabs } from "../container/container_tabs.js";
import { TransitionCounts } from "../container/transition_counts.js";
import { byId } from "../ui/dom.js";
import { ConnectionBanner } from "../ui/connection_banner.js";
import { PaletteOpener } from "../palette/palette_opener.js";
import { createPage, feed } from "./page.js";
import { styled } from "../ui/stylesheets.js";
import { HeadGauges } from "../stats/head_gauges.js";

await styled();
const page = createPage({ wall: false });
const { engine = "", asked = "" } = byId("container", HTMLElement).dataset;
const subject = new CurrentContainer(page, { engine, asked });
const announcer = new Announcer(page);
const speak = (/** @type {string} */ text) => announcer.announce(text);
const board = feed(page);
const { tracker, tooltip, controller } = createCommands(page, { send: board.act, speak });
const counts = new TransitionCounts(page, subject);
const views = [
  new ConnectionBanner(page, (state) => subject.missing(state)),
  subject,
  new ContainerHead(page, subject),
  new HeadGauges(page, subject),
  tracker,
  tooltip,
  counts,
  new LifecyclePicture(page, { subject, counts, controller }),
  new CommandsAndFacts(page, { subject, tracker, controller }),
  new ResultToasts(controller, { speak, opened: () => null }),
  new Tabs(page, subject),
  new PaletteOpener(page, () => Promise.resolve(controller)),
  announcer,
];
for (const view of views) view.connect();
page.clock.connect();
board.connect();
