/** The page of a container that the engine does not have: it opens the container's own page when that appears. */

import { findContainer } from "../container/find_container.js";
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
feed(page);
