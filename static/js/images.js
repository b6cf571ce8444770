/** The page of images: what is here, who uses it, what is being pulled, and what can be done with it. */

import { byId } from "./dom.js";
import { openers } from "./openers.js";
import { Actions } from "./images/actions.js";
import { ImagesBar } from "./images/bar.js";
import { ImageKeys } from "./images/keys.js";
import { noImages } from "./images/notice.js";
import { ImageTable } from "./images/table.js";
import { Live } from "./live.js";
import { createPage, feed } from "./page.js";
import { needsCredentials } from "./pull/failure.js";
import { styled } from "./style.js";
import { PullList } from "./pull/list.js";

await styled();
const page = createPage({ wall: false });
const open = openers(page);
const table = new ImageTable(byId("images", HTMLElement), page);
const again = (/** @type {import("../../types/images.d.ts").Pull} */ { engine, reference, error }) =>
  open.pull({ engine, reference, username: needsCredentials(error) });
const views = [
  new Live(page, noImages),
  table,
  new PullList(byId("pulls", HTMLElement), page, again),
  new ImagesBar(page, table),
  new Actions(page, table, open),
  new ImageKeys(page),
];
for (const view of views) view.connect();
page.clock.connect();
feed(page);
