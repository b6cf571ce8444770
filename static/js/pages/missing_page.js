/** Entry point of the page for an unknown container. Reloads when the container appears, which opens its page. */

import { findContainer } from "../container/pure/find_container.js";
import { byId } from "../ui/dom.js";
import { ConnectionBanner } from "../ui/connection_banner.js";
import { createPage, feed } from "./page.js";

const page = createPage({ wall: false });
const { engine = "", asked = "" } = byId("missing", HTMLElement).dataset;
page.store.subscribe(() => {
  if (findContainer(page.store.state.containers.values(), engine, asked, null)) location.reload();
});
new ConnectionBanner(page, () => null).connect();
page.clock.connect();
feed(page).connect();
