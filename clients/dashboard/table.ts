import type { Page } from "playwright-core";
import { DUNE } from "./filling.js";
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
    { name: "home", path: "/app", as: "ana", shows: "Kobo <in the kitchen>" },
    { name: "home-empty", path: "/app", as: "olga", shows: "No device yet" },
    { name: "connect", path: "/app/connect", as: "ana", shows: "What do you want to connect?" },
    { name: "connect-koreader", path: "/app/connect/koreader", as: "ana", shows: "What to type" },
    { name: "connect-anki", path: "/app/connect/anki", as: "ana", shows: "What to type" },
    { name: "reading", path: "/app/reading", as: "ana", shows: "Emma & others" },
    { name: "reading-none", path: "/app/reading", as: "olga", shows: "No device has sent a position yet." },
    { name: "reading-search", path: "/app/reading?q=nothing", as: "ana", shows: "Nothing was found." },
    { name: "book", path: `/app/reading/books/${DUNE}`, as: "ana", shows: "Where each device stands" },
    { name: "book-join", path: `/app/reading/books/${DUNE}/join`, as: "ana", shows: "Which books are the same?" },
    { name: "book-forget", path: `/app/reading/books/${DUNE}/forget`, as: "ana", shows: "This will be lost" },
    { name: "reading-days", path: "/app/reading/days", as: "ana", shows: "The last year" },
    { name: "reading-files", path: "/app/reading/files", as: "ana", shows: "Choose a book file" },
    { name: "learning-none", path: "/app/learning", as: "ana", shows: "There is no Anki collection yet." },
    { name: "stores", path: "/app/stores", as: "ana", shows: "drawings/" },
    { name: "stores-none", path: "/app/stores", as: "olga", shows: "No app keeps anything here yet." },
    { name: "stores-folder", path: "/app/stores?in=notes%2F", as: "ana", shows: "shopping" },
    { name: "store", path: "/app/stores/store?key=notes%2Fshopping", as: "ana", shows: "Go back to this" },
    {
        name: "store-share-wrong",
        path: "/app/stores/store?key=notes%2Fshopping",
        as: "ana",
        act: async (page) => {
            await page.fill("#user", "nobody");
            await page.click("form[action$='/share'] button");
        },
        shows: "Nobody here is called that.",
        status: 422,
    },
    {
        name: "store-delete",
        path: "/app/stores/delete?key=notes%2Fshopping",
        as: "ana",
        shows: "Delete notes/shopping?",
    },
    { name: "stores-trash", path: "/app/stores/trash", as: "ana", shows: "notes/gone" },
    { name: "admin", path: "/app/admin", as: "olga", shows: "What was looked at" },
    { name: "admin-activity", path: "/app/admin/activity", as: "olga", shows: "account made" },
    { name: "admin-settings", path: "/app/admin/settings", as: "olga", shows: "public-url" },
    {
        name: "signed-out",
        path: "/app/sign-in",
        act: async (page) => {
            await signIn(page, "ana");
            await page.click("form.leave button");
        },
        shows: "You are signed out.",
    },
];
