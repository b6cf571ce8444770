import js from "@eslint/js";
import globals from "globals";

/** Modules in a folder `pure` use no element and no other part of the browser, and run in node's test runner. */
const pure = "static/js/**/pure/*.js";
const browser = ["document", "window", "location", "history", "navigator", "localStorage", "sessionStorage"];
const pureOnly = {
  regex: "^(?!\\./\\w+\\.js$|(\\.\\./)+(\\w+/)*pure/)",
  message: "A pure module imports pure modules only.",
};

const coreOnly = { regex: "^\\.\\./", message: "A module in core imports modules in core only." };

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
  {
    files: ["static/js/core/*.js"],
    rules: { "no-restricted-imports": ["error", { patterns: [socketsOnly.patterns[0], coreOnly] }] },
  },
  { files: ["static/js/core/sockets.js"], rules: { "no-restricted-imports": "off" } },
  {
    files: [pure],
    rules: {
      "no-restricted-imports": ["error", { patterns: [pureOnly] }],
      "no-restricted-globals": ["error", ...browser],
    },
  },
  { files: ["tests/js/**/*.js", "tools/bundle.js"], languageOptions: { globals: globals.node } },
];
