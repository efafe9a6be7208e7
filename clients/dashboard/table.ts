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
        name: "key-made",
        path: "/app/account",
        as: "ana",
        act: async (page) => {
            await page.fill("#label", "Kindle in the kitchen");
            await page.click("form[action$='/keys'] button");
        },
        shows: "It is shown only now",
    },
    {
        name: "key-end",
        path: "/app/account",
        as: "ana",
        act: (page) => page.click("a[href*='/keys/'] >> nth=0"),
        shows: "cannot sync any more",
    },
    {
        name: "password-wrong",
        path: "/app/account",
        as: "ana",
        act: async (page) => {
            await page.fill("#current", "something else");
            await page.fill("#wanted", "a new horse");
            await page.fill("#again", "a new horse");
            await page.click("form[action$='/password'] button");
        },
        shows: "This is not your password.",
        status: 422,
    },
    { name: "sessions-end", path: "/app/account/sessions/end", as: "ana", shows: "End all sessions?" },
    { name: "delete", path: "/app/account/delete", as: "ana", shows: "Delete the account ana?" },
    {
        name: "delete-wrong",
        path: "/app/account/delete",
        as: "ana",
        act: async (page) => {
            await page.fill("#password", "something else");
            await page.click("main button");
        },
        shows: "This is not your password.",
        status: 422,
    },
    { name: "first-steps", path: "/app/first-steps", as: "ana", shows: "Connect your first device" },
    { name: "forgotten", path: "/app/forgotten", shows: "This server sends no mail" },
    {
        name: "forgotten-asked",
        path: "/app/forgotten",
        act: async (page) => {
            await page.fill("#name", "nobody");
            await page.click("main button");
        },
        shows: "finds your wish",
    },
    { name: "link-used-up", path: "/app/reset/none", shows: "The link is used up", status: 404 },
    {
        name: "signed-out",
        path: "/app/account",
        as: "ana",
        act: (page) => page.click("form.leave button"),
        shows: "You are signed out.",
    },
];
