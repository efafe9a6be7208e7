import type { Page } from "playwright-core";
import { PASSWORD } from "./server.js";

/** A page, or what a page becomes when something is done on it. */
export interface Row {
    readonly name: string;
    readonly path: string;
    /** Who looks at it; nobody has signed in where this is missing. */
    readonly as?: "ana" | "olga";
    /** What is done there, with forms and links only. */
    readonly act?: (page: Page) => Promise<void>;
    /** What must stand on the page at the end. */
    readonly shows: string;
    /** The status of a page that tells what is wrong. */
    readonly status?: number;
}

export async function signIn(page: Page, name: string): Promise<void> {
    await page.fill("#name", name);
    await page.fill("#password", PASSWORD);
    await page.click("main button");
}

/** Every area adds its pages and actions here. */
export const TABLE: readonly Row[] = [
    { name: "sign-in", path: "/", shows: "Sign in" },
    {
        name: "sign-in-wrong",
        path: "/app/sign-in",
        act: async (page) => {
            await page.fill("#name", "ana");
            await page.fill("#password", "something else");
            await page.click("main button");
        },
        shows: "do not belong together",
        status: 422,
    },
    { name: "missing", path: "/app/nothing", as: "ana", shows: "Not found", status: 404 },
    { name: "account", path: "/app/account", as: "ana", shows: "Preferences" },
    {
        name: "preferences-wrong",
        path: "/app/account",
        as: "ana",
        act: async (page) => {
            await page.fill("#zone", "Nowhere/City");
            await page.click("form[action$='/preferences'] button");
        },
        shows: "There is no such time zone",
        status: 422,
    },
    {
        name: "preferences-saved",
        path: "/app/account",
        as: "ana",
        act: async (page) => {
            await page.fill("#zone", "Europe/Berlin");
            await page.click("form[action$='/preferences'] button");
        },
        shows: "Your preferences are saved.",
    },
    {
        name: "signed-out",
        path: "/app/account",
        as: "ana",
        act: (page) => page.click("form.leave button"),
        shows: "You are signed out.",
    },
];
