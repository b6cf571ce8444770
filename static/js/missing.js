/** The page of a container that the engine does not have: it opens the container's own page when that appears. */

import { found } from "./container/find.js";
import { byId } from "./dom.js";
import { Live } from "./live.js";
import { createPage, feed } from "./page.js";

const page = createPage({ wall: false });
const { engine = "", asked = "" } = byId("missing", HTMLElement).dataset;
page.store.subscribe(() => {
  if (found(page.store.state.containers.values(), engine, asked, null)) location.reload();
});
new Live(page, () => null).connect();
page.clock.connect();
feed(page);
