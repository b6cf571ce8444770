/** Entry point of the images page: the table of images, the list of pulls, and the image commands. */

import { lazyController } from "../commands/lazy_commands.js";
import { gettext } from "../core/i18n.js";
import { byId } from "../ui/dom.js";
import { openers } from "../ui/dialogs/dialog_openers.js";
import { ImageActions } from "../images/image_actions.js";
import { ImagesBar } from "../images/images_bar.js";
import { ImageKeys } from "../images/images_keys.js";
import { noImages } from "../images/images_notice.js";
import { ImageSelection } from "../images/image_selection.js";
import { ImageTable } from "../images/image_table.js";
import { ConnectionBanner } from "../ui/connection_banner.js";
import { PaletteOpener } from "../palette/palette_opener.js";
import { PracticeOpener } from "../practice/practice_opener.js";
import { createPage, feed } from "./page.js";
import { needsCredentials } from "../pull/pull_failure.js";
import { styled } from "../ui/stylesheets.js";
import { DockerLine } from "../ui/docker_line_view.js";
import { PullList } from "../pull/pull_list.js";

await styled();
const page = createPage({ wall: false });
const board = feed(page);
const controller = lazyController(page, board.act);
const open = openers(page, controller);
const table = new ImageTable(byId("images", HTMLElement), page);
const again = (/** @type {import("../../../types/wire.d.ts").Pull} */ { engine, reference, error }) =>
  open.pull({ engine, reference, username: needsCredentials(error) });
const views = [
  new ConnectionBanner(page, noImages),
  table,
  new PullList(byId("pulls", HTMLElement), page, again),
  new ImagesBar(page, table),
  new ImageActions(page, table, open),
  new ImageSelection(page, table),
  new ImageKeys(page),
  new PaletteOpener(page, controller),
  new PracticeOpener(page),
];
byId("images-line", HTMLElement).append(gettext("This page shows:"), new DockerLine("docker images").element);
for (const view of views) view.connect();
page.clock.connect();
board.connect();
