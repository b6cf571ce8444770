/** Sections of the create form: their parts, order and labels. */

/** @import { Part, Section } from "../../../types/create.d.ts" */
import { gettext } from "../core/i18n.js";
import { argumentsPart } from "./command_field.js";
import { textPart, tickPart } from "./form_parts.js";
import { listPart, pairsPart } from "./form_rows.js";
import { healthPart, restartPart } from "./restart_and_health.js";
import { unsafeSection } from "./privileged_section.js";
import { memoryText, numberOr } from "./pure/form_values.js";

/** Return the parts above the sections: name, command, terminal. @returns {Part[]} */
export function firstParts() {
  return [
    textPart({
      name: "name",
      label: gettext("Name"),
      example: "web-1",
      hint: gettext("Letters, digits, _, . and -. Leave empty for a random name."),
    }),
    argumentsPart({
      name: "command",
      label: gettext("Container command"),
      example: "sleep 600",
      hint: gettext(
        "Replaces the command of the image. Quote arguments that contain spaces. Without a shell, $, * and | are plain text.",
      ),
    }),
  ];
}

/** @returns {Part[]} */
export function tickParts() {
  return [
    tickPart({ name: "openStdin", label: "-i", hint: gettext("keep the input open") }),
    tickPart({ name: "tty", label: "-t", hint: gettext("allocate a terminal (a shell needs -i and -t)") }),
    tickPart({ name: "autoRemove", label: "--rm", hint: gettext("remove the container when it exits") }),
  ];
}

/** Return all other parts in sections that are folded at first. @returns {Section[]} */
export function sections() {
  return [
    { title: gettext("Environment variables"), parts: [environment()] },
    { title: gettext("Published ports"), parts: [ports()] },
    { title: gettext("Volumes and bind mounts"), parts: [volumes()] },
    { title: gettext("Network and restart policy"), parts: [network(), restartPart()] },
    { title: gettext("Memory and CPU limits"), parts: [memory(), cpus()] },
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
    placeholders: ["NAME", gettext("value")],
    hint: gettext(
      "Paste NAME=value lines to add several. Anyone who can inspect the container can read the values.",
    ),
  });
}

function ports() {
  return listPart({
    name: "ports",
    label: "-p",
    item: gettext("Port"),
    placeholders: ["8080:80"],
    hint: gettext(
      "8080:80 forwards port 8080 of the Docker host to port 80 of the container. 127.0.0.1:8080:80 accepts connections from the Docker host only. 80 alone takes any free port. Add /udp for UDP.",
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
      "A name before the colon is a volume. A path before the colon is a bind mount from the Docker host. Add :ro for read-only.",
    ),
  });
}

function network() {
  return textPart({
    name: "network",
    label: gettext("Network"),
    example: "bridge",
    hint: gettext("bridge, none or the name of a network. For host, see Host access."),
    from: (network) => (network === "host" ? "" : network),
  });
}

function memory() {
  return textPart({
    name: "memory",
    label: gettext("Memory"),
    example: "512m",
    hint: gettext(
      "A number and b, k, m or g. If the container needs more, the kernel kills a process in it.",
    ),
    from: memoryText,
  });
}

function cpus() {
  return textPart({
    name: "cpus",
    label: gettext("CPUs"),
    example: "1.5",
    hint: gettext("Number of CPU cores that the container can use."),
    to: numberOr,
  });
}

function entrypoint() {
  return argumentsPart({
    name: "entrypoint",
    label: gettext("Entrypoint"),
    hint: gettext("Replaces the entrypoint of the image. The container command becomes its arguments."),
  });
}

function user() {
  return textPart({
    name: "user",
    label: gettext("User"),
    example: "1000:1000",
    hint: gettext("Name or number, optionally with :group."),
  });
}

function workdir() {
  return textPart({ name: "workdir", label: gettext("Working directory"), example: "/app" });
}

function labels() {
  return pairsPart({
    name: "labels",
    label: "-l",
    item: gettext("Label"),
    placeholders: ["com.example.team", gettext("value")],
  });
}
