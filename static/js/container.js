/** The page of one container: where it stands and how it came there, what can be done, and tabs for its inside. */

import { Acts } from "./act/acts.js";
import { Doer } from "./act/doer.js";
import { Note } from "./act/note.js";
import { Outcomes } from "./act/outcomes.js";
import { Said } from "./board/said.js";
import { Head } from "./container/head.js";
import { Life } from "./container/life.js";
import { Picture } from "./container/picture.js";
import { Subject } from "./container/subject.js";
import { Tabs } from "./container/tabs.js";
import { Ways } from "./container/ways.js";
import { byId } from "./dom.js";
import { Live } from "./live.js";
import { createPage, feed } from "./page.js";
import { styled } from "./style.js";
import { Gauges } from "./stats/gauges.js";

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
