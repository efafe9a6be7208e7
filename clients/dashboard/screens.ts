import type { BrowserContextOptions } from "playwright-core";

/** A way to look at the pages. */
export interface Screen {
    readonly name: string;
    readonly options: BrowserContextOptions;
    readonly plain: boolean;
    /** axe needs a script of its own in the page, and the same page on another screen tells it nothing new. */
    readonly axe: boolean;
    /** Whether its HTML is validated: each view sends its own, whatever the size and colours. */
    readonly html: boolean;
}

const DESKTOP = { width: 1200, height: 800 };
const PHONE = { width: 360, height: 740 };
const READER = { width: 758, height: 1024 };

export const SCREENS: readonly Screen[] = [
    { name: "desktop", options: { viewport: DESKTOP, colorScheme: "light" }, plain: false, axe: true, html: true },
    { name: "dark-phone", options: { viewport: PHONE, colorScheme: "dark" }, plain: false, axe: true, html: false },
    {
        name: "no-script",
        options: { viewport: DESKTOP, javaScriptEnabled: false },
        plain: false,
        axe: false,
        html: false,
    },
    { name: "plain", options: { viewport: READER }, plain: true, axe: true, html: true },
];
