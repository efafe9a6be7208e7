import type { BrowserContextOptions } from "playwright-core";

/** A way to look at the pages. */
export interface Screen {
    readonly name: string;
    readonly options: BrowserContextOptions;
    readonly plain: boolean;
    /** axe needs a script of its own in the page, and the same page on another screen tells it nothing new. */
    readonly axe: boolean;
}

const DESKTOP = { width: 1200, height: 800 };
const PHONE = { width: 360, height: 740 };
const READER = { width: 758, height: 1024 };

export const SCREENS: readonly Screen[] = [
    { name: "desktop", options: { viewport: DESKTOP, colorScheme: "light" }, plain: false, axe: true },
    { name: "dark", options: { viewport: DESKTOP, colorScheme: "dark" }, plain: false, axe: true },
    { name: "phone", options: { viewport: PHONE, colorScheme: "light" }, plain: false, axe: false },
    { name: "no-script", options: { viewport: DESKTOP, javaScriptEnabled: false }, plain: false, axe: false },
    { name: "plain", options: { viewport: READER }, plain: true, axe: true },
];
