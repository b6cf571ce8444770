import assert from "node:assert/strict";
import { test } from "node:test";
import { gettext, ngettext, pluralRule } from "../../static/js/core/i18n.js";

const forms = (/** @type {string} */ language, /** @type {number[]} */ ...counts) =>
  counts.map(pluralRule(language));

test("each language uses its plural forms in the order of the catalogue", () => {
  assert.deepEqual(forms("en", 0, 1, 2, 21), [1, 0, 1, 1]);
  assert.deepEqual(forms("ko", 0, 1, 2), [0, 0, 0]);
  assert.deepEqual(forms("fr", 0, 1, 2), [0, 0, 2]);
  assert.deepEqual(forms("ru", 1, 21, 2, 22, 5, 11), [0, 0, 1, 1, 2, 2]);
  assert.deepEqual(forms("pl", 1, 21, 2, 22, 5), [0, 2, 1, 1, 2]);
  assert.deepEqual(forms("ar", 0, 1, 2, 3, 11, 100), [0, 1, 2, 3, 4, 5]);
});

test("a text without a translation is shown in English", () => {
  const text = (/** @type {number} */ count) => ngettext("%(count)s line", "%(count)s lines", count);
  assert.deepEqual([0, 1, 5000].map(text), ["0 lines", "1 line", "5,000 lines"]);
  assert.equal(ngettext("%(at)s of %(count)s", "%(at)s of %(count)s", 3, { at: 2 }), "2 of 3");
  assert.equal(gettext("Remove %(name)s?", { name: "web-1" }), "Remove web-1?");
});
