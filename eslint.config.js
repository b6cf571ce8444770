import js from "@eslint/js";
import globals from "globals";

/** Modules that import nothing except pure modules and run in node's test runner. */
const pure = [
  "core/store",
  "core/docker_line",
  "core/format",
  "core/docker_ps",
  "core/container_search",
  "commands/offers",
  "commands/option_rules",
  "commands/cards/selection_range",
  "commands/cards/drop_targets",
  "commands/pool",
  "core/problems",
  "map/room_layout",
  "map/name_split",
  "map/cell_shapes",
  "map/tile_grid",
  "map/stable_order",
  "map/sizes",
  "core/pull_store",
  "images/image_rows",
  "pull/image_reference",
  "create/argument_list",
  "create/form_values",
].map((name) => `static/js/${name}.js`);

const socketsOnly = {
  patterns: [{ group: ["**/vendor/socket.io*"], message: "Only sockets.js knows socket.io." }],
};

export default [
  js.configs.recommended,
  {
    files: ["static/js/**/*.js"],
    languageOptions: { globals: globals.browser },
    rules: {
      "no-restricted-imports": ["error", socketsOnly],
      "no-restricted-properties": [
        "error",
        { property: "innerHTML", message: "Engine text is untrusted: use textContent." },
        { property: "outerHTML", message: "Engine text is untrusted: use textContent." },
        { property: "insertAdjacentHTML", message: "Engine text is untrusted: use textContent." },
      ],
      "max-lines": ["error", { max: 250, skipBlankLines: true }],
      "max-lines-per-function": ["error", { max: 40, skipBlankLines: true, skipComments: true }],
      complexity: ["error", 12],
      eqeqeq: "error",
      "prefer-const": "error",
      "no-var": "error",
    },
  },
  { files: ["static/js/core/sockets.js"], rules: { "no-restricted-imports": "off" } },
  {
    files: pure,
    rules: { "no-restricted-imports": ["error", { patterns: [{ regex: "^(?!\\./listeners\\.js$)" }] }] },
  },
  { files: ["tests/js/**/*.js"], languageOptions: { globals: globals.node } },
];
