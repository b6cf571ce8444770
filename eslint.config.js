import js from "@eslint/js";
import globals from "globals";

/** Modules that import nothing and run in node's test runner. */
const pure = [
  "store",
  "format",
  "ps",
  "search",
  "act/legal",
  "act/options",
  "act/order",
  "act/targets",
  "act/turns",
  "problem",
  "map/fit",
  "map/names",
  "map/shapes",
  "map/tiles",
  "map/seats",
  "map/sizes",
  "pulls",
  "images/rows",
  "pull/reference",
  "create/arguments",
  "create/values",
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
  { files: ["static/js/sockets.js"], rules: { "no-restricted-imports": "off" } },
  { files: pure, rules: { "no-restricted-imports": ["error", { patterns: ["*"] }] } },
  { files: ["tests/js/**/*.js"], languageOptions: { globals: globals.node } },
];
