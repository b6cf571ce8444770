/** @import { Page } from "../../../types/view.d.ts" */
/** @typedef {{engine?: string, image?: string, from?: {engine: string, id: string, name: string}}} Wanted */
/** @param {Page} page @param {Wanted} wanted */
export async function openCreate(page, wanted) {
  await Promise.resolve([page, wanted]);
}
