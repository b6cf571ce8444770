/** The sections of the form: which parts, in which order, in whose words. */

/** @import { Part, Section } from "../../../types/create.d.ts" */
import { gettext } from "../i18n.js";
import { argumentsPart } from "./command.js";
import { textPart, tickPart } from "./parts.js";
import { listPart, pairsPart } from "./rows.js";
import { healthPart, restartPart } from "./special.js";
import { unsafeSection } from "./unsafe.js";
import { memoryText, numberOr } from "./values.js";

/** What stands open from the first: name, command, terminal. @returns {Part[]} */
export function firstParts() {
  return [
    textPart({
      name: "name",
      label: gettext("Name"),
      placeholder: "web-1",
      hint: gettext("Letters, digits and _ . -; without one the engine makes one up."),
    }),
    argumentsPart({
      name: "command",
      label: gettext("Command"),
      placeholder: "sleep 600",
      hint: gettext(
        "Instead of the image’s own. Quotes part arguments; there is no shell: $, * and | are plain text.",
      ),
    }),
  ];
}

/** @returns {Part[]} */
export function tickParts() {
  return [
    tickPart({ name: "openStdin", label: "-i", hint: gettext("keep its input open") }),
    tickPart({ name: "tty", label: "-t", hint: gettext("give it a terminal") }),
    tickPart({ name: "autoRemove", label: "--rm", hint: gettext("remove it when it has ended") }),
  ];
}

/** All others, folded until they are needed. @returns {Section[]} */
export function sections() {
  return [
    { title: gettext("Environment"), parts: [environment()] },
    { title: gettext("Ports"), parts: [ports()] },
    { title: gettext("Volumes and binds"), parts: [volumes()] },
    { title: gettext("Network and restarts"), parts: [network(), restartPart()] },
    { title: gettext("Limits"), parts: [memory(), cpus()] },
    { title: gettext("Process"), parts: [entrypoint(), user(), workdir()] },
    { title: gettext("Labels"), parts: [labels()] },
    { title: gettext("Health check"), parts: [healthPart()] },
    unsafeSection(),
  ];
}

function environment() {
  return pairsPart({
    name: "env",
    label: "-e",
    item: gettext("Variable"),
    placeholders: ["KEY", gettext("value")],
    hint: gettext("Paste KEY=VALUE lines to fill it. Whoever may inspect the container can read these."),
  });
}

function ports() {
  return listPart({
    name: "ports",
    label: "-p",
    item: gettext("Port"),
    placeholders: ["8080:80"],
    hint: gettext(
      "host:container; 127.0.0.1:8080:80 answers on this machine only; 80 alone takes any free port; /udp at the end for UDP.",
    ),
  });
}

function volumes() {
  return listPart({
    name: "volumes",
    label: "-v",
    item: gettext("Volume"),
    placeholders: ["data:/var/lib/data"],
    hint: gettext(
      "A name is a volume that the engine keeps; /a/path is a folder of the engine’s machine; :ro at the end is read-only.",
    ),
  });
}

function network() {
  return textPart({
    name: "network",
    label: gettext("Network"),
    placeholder: "bridge",
    hint: gettext("bridge, none, or the name of a network. host is under “Unsafe”."),
    from: (network) => (network === "host" ? "" : network),
  });
}

function memory() {
  return textPart({
    name: "memory",
    label: gettext("Memory"),
    placeholder: "512m",
    hint: gettext("It is killed when it needs more. b, k, m or g at the end."),
    from: memoryText,
  });
}

function cpus() {
  return textPart({
    name: "cpus",
    label: gettext("CPUs"),
    placeholder: "1.5",
    hint: gettext("Cores it may use together."),
    to: numberOr,
  });
}

function entrypoint() {
  return argumentsPart({
    name: "entrypoint",
    label: gettext("Entrypoint"),
    hint: gettext("Instead of the image’s own; the command follows it as its arguments."),
  });
}

function user() {
  return textPart({
    name: "user",
    label: gettext("User"),
    placeholder: "1000:1000",
    hint: gettext("name or id, with :group"),
  });
}

function workdir() {
  return textPart({ name: "workdir", label: gettext("Working directory"), placeholder: "/app" });
}

function labels() {
  return pairsPart({
    name: "labels",
    label: "-l",
    item: gettext("Label"),
    placeholders: ["com.example.team", gettext("value")],
  });
}
