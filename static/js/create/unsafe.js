/** The section of what takes down walls: each says what it gives away. */

/** @import { Part, Section } from "../../../types/create.d.ts" */
import { gettext } from "../i18n.js";
import { tickPart } from "./parts.js";
import { listPart } from "./rows.js";

/** @returns {Section} */
export function unsafeSection() {
  return {
    title: gettext("Unsafe"),
    isUnsafe: true,
    note: gettext("Each of these takes down a wall between the container and the engine’s machine."),
    parts: [...walls(), devices(), capabilities()],
  };
}

/** @returns {Part[]} */
function walls() {
  return [
    tickPart({
      name: "privileged",
      label: "--privileged",
      hint: gettext(
        "all devices and every right of the kernel: whoever is root inside is root on the machine",
      ),
    }),
    tickPart({
      name: "pid",
      value: "host",
      label: "--pid=host",
      hint: gettext("sees every process of the machine, may signal them and read their environment"),
    }),
    tickPart({
      name: "ipc",
      value: "host",
      label: "--ipc=host",
      hint: gettext("shares memory with every process of the machine"),
    }),
    tickPart({
      name: "network",
      value: "host",
      label: "--network=host",
      hint: gettext("uses the machine’s own network: reaches what listens on its loopback; -p has no effect"),
    }),
  ];
}

function devices() {
  return listPart({
    name: "devices",
    label: "--device",
    item: gettext("Device"),
    placeholders: ["/dev/fuse"],
    hint: gettext("A disk given here can be read and written whole, past all permissions."),
  });
}

function capabilities() {
  return listPart({
    name: "capAdd",
    label: "--cap-add",
    item: gettext("Capability"),
    placeholders: ["NET_ADMIN"],
    hint: gettext(
      "Rights of the kernel beyond the usual. SYS_ADMIN and ALL are as good as root on the machine.",
    ),
  });
}
