/** The page of one container: where it stands and how it came there, what can be done, and tabs for its inside. */

import { Acts } from "../commands/command_tracker.js";
import { Doer } from "../commands/command_controller.js";
import { Note } from "../ui/tooltip.js";
import { Outcomes } from "../commands/result_toasts.js";
import { Said } from "../ui/announcer.js";
import { Head } from "../container/container_head.js";
import { Life } from "../container/commands_and_facts.js";
import { Picture } from "../container/lifecycle_picture.js";
import { Subject } from "../container/current_container.js";
import { Tabs } from "../container/container_tabs.js";
import { Ways } from "../container/transition_counts.js";
import { byId } from "../ui/dom.js";
import { Live } from "../ui/connection_banner.js";
import { createPage, feed } from "./page.js";
import { styled } from "../ui/stylesheets.js";
import { Gauges } from "../stats/head_gauges.js";

await styled();
const page = createPage({ wall: false });
const { engine = "", asked = "" } = byId("container", HTMLElement).dataset;
const subject = new Subject(page, { engine, asked });
const said = new Said(page);
const speak = (/** @type {string} */ text) => said.say(text);
const acts = new Acts(page, (body, withinMs) => board.act(body, withinMs));
const note = new Note(speak);
const doer = new Doer(page, acts, note);
const ways = new Ways(page, subject);
const views = [
  new Live(page, (state) => subject.missing(state)),
  subject,
  new Head(page, subject),
  new Gauges(page, subject),
  acts,
  note,
  ways,
  new Picture(page, { subject, ways, doer }),
  new Life(page, { subject, acts, doer }),
  new Outcomes(acts, { speak, opened: () => null }),
  new Tabs(page, subject),
  said,
];
for (const view of views) view.connect();
page.clock.connect();
const board = feed(page);
