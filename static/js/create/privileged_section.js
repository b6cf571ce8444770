/** Form section for host access: each setting has a text with the power it gives. */

/** @import { Part, Section } from "../../../types/create.d.ts" */
import { gettext } from "../core/i18n.js";
import { tickPart } from "./form_parts.js";
import { listPart } from "./form_rows.js";

/** @returns {Section} */
export function unsafeSection() {
  return {
    title: gettext("Host access"),
    isUnsafe: true,
    note: gettext("Each of these settings gives the container power over the Docker host."),
    parts: [...walls(), devices(), capabilities()],
  };
}

/** @returns {Part[]} */
function walls() {
  return [
    tickPart({
      name: "privileged",
      label: "--privileged",
      hint: gettext("all devices and kernel capabilities; root in the container is root on the Docker host"),
    }),
    tickPart({
      name: "pid",
      value: "host",
      label: "--pid=host",
      hint: gettext("sees all processes of the Docker host, can signal them and read their environment"),
    }),
    tickPart({
      name: "ipc",
      value: "host",
      label: "--ipc=host",
      hint: gettext("shares memory with processes of the Docker host"),
    }),
    tickPart({
      name: "network",
      value: "host",
      label: "--network=host",
      hint: gettext(
        "uses the network of the Docker host and reaches services on its loopback; -p has no effect",
      ),
    }),
  ];
}

function devices() {
  return listPart({
    name: "devices",
    label: "--device",
    item: gettext("Device"),
    placeholders: ["/dev/fuse"],
    hint: gettext(
      "The container can read and write a whole disk that you add here, regardless of file permissions.",
    ),
  });
}

function capabilities() {
  return listPart({
    name: "capAdd",
    label: "--cap-add",
    item: gettext("Capability"),
    placeholders: ["NET_ADMIN"],
    hint: gettext(
      "Kernel capabilities beyond the default. SYS_ADMIN and ALL give nearly the power of root on the Docker host.",
    ),
  });
}
