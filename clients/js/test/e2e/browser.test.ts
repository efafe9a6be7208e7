import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { fileURLToPath } from "node:url";
import { SyncNode, textOf } from "lectern-client";
import { type BrowserContext, chromium, type Page } from "playwright-core";
import { Cable } from "./cable.js";
import { freePort, type Lectern, lectern } from "./lectern.js";

const PACKAGE = new URL("../../../", import.meta.url);
const SCREENSHOTS = new URL("../../target/client-screenshots/", PACKAGE);
const PASSWORD = "correct horse";
const ARGUMENTS = [
    ...["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"],
    ...["--disable-background-networking", "--disable-component-update"],
];

/** The machine that the page comes from; off, there is only what the browser keeps. */
class Pages {
    #process: ChildProcess | undefined;

    constructor(readonly port: number) {}

    async on(): Promise<void> {
        const script = fileURLToPath(new URL("example/serve.js", PACKAGE));
        this.#process = spawn(process.execPath, [script, String(this.port)], {
            stdio: ["ignore", "pipe", "inherit"],
        });
        await new Promise((resolve) => this.#process!.stdout!.once("data", resolve));
    }

    async off(): Promise<void> {
        const ended = new Promise((resolve) => this.#process?.once("exit", resolve));
        if (this.#process?.kill()) {
            await ended;
        }
        this.#process = undefined;
    }
}

/** A browser with a profile of its own, on the end of a cable of its own. */
class Device {
    readonly problems: string[] = [];
    readonly addresses = new Set<string>();
    #context: BrowserContext | undefined;
    page!: Page;

    constructor(
        readonly name: string,
        readonly profile: string,
        readonly cable: Cable,
        readonly pages: Pages,
        /** What this browser calls the machine that the page comes from. */
        readonly host = "127.0.0.1",
    ) {}

    /** Starts the browser anew, with what its profile kept. */
    async start(): Promise<void> {
        this.#context = await chromium.launchPersistentContext(this.profile, {
            executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
            args: [...ARGUMENTS, `--host-resolver-rules=MAP ${this.host} 127.0.0.1`],
            viewport: { width: 1100, height: 760 },
        });
        this.#context.setDefaultTimeout(20_000);
        this.#context.on("request", (request) => this.addresses.add(new URL(request.url()).hostname));
        this.page = await this.tab(this.#context.pages()[0]);
    }

    async tab(page?: Page): Promise<Page> {
        const tab = page ?? (await this.#context!.newPage());
        tab.on("pageerror", (error) => this.problems.push(String(error)));
        await tab.goto(`http://${this.host}:${this.pages.port}/example/`);
        return tab;
    }

    async stop(): Promise<void> {
        await this.#context?.close();
    }

    async signIn(id: string, password = PASSWORD): Promise<void> {
        await this.page.getByLabel("Server").fill(this.cable.url);
        await this.page.getByLabel("Name").fill(id);
        await this.page.getByLabel("Password").fill(password);
        await this.page.getByRole("button", { name: "Sign in" }).click();
        await state(this.page, "Saved");
    }

    async screenshot(name: string): Promise<void> {
        await this.page.screenshot({ path: fileURLToPath(new URL(`${name}.png`, SCREENSHOTS)) });
    }
}

async function state(page: Page, words: string): Promise<void> {
    await page.locator("#state", { hasText: words }).waitFor();
}

async function writeNote(page: Page, content: string): Promise<void> {
    const before = await page.locator("#list li").count();
    await page.getByRole("button", { name: "New note" }).click();
    await page.locator("#text:focus").fill(content);
    await page.locator("#list li").nth(before).waitFor();
}

async function openNote(page: Page, title: string): Promise<void> {
    await page.locator("#list a", { hasText: title }).click();
    await page.locator("#list a[aria-current]", { hasText: title }).waitFor();
}

async function titles(page: Page): Promise<string[]> {
    return (await page.locator("#list strong").allTextContents()).sort();
}

/** Until the text of the open note is this. */
async function shows(page: Page, content: string): Promise<void> {
    await page.waitForFunction((text) => document.querySelector("textarea")!.value === text, content);
}

describe("the notes app in two browsers", { timeout: 170_000 }, () => {
    let server: Lectern;
    let pages: Pages;
    let ana: SyncNode;
    let one: Device;
    let other: Device;
    let folder: string;

    const onServer = async () => {
        const { stores } = await ana.list("notes/");
        return Promise.all(stores.map(async ({ key }) => textOf((await ana.get(key))!)));
    };

    before(async () => {
        await mkdir(SCREENSHOTS, { recursive: true });
        folder = await mkdtemp(join(tmpdir(), "lectern-browsers-"));
        server = await lectern();
        ana = await SyncNode.register(server.url, { id: "ana", password: PASSWORD });
        pages = new Pages(await freePort());
        await pages.on();
        const device = async (name: string) => {
            return new Device(name, join(folder, name), await Cable.to(server.port), pages);
        };
        [one, other] = [await device("one"), await device("other")];
        await Promise.all([one.start(), other.start()]);
    });

    after(async () => {
        await Promise.all([one?.stop(), other?.stop()]);
        await Promise.all([one?.cable.close(), other?.cable.close(), pages?.off()]);
        await server?.stop();
        await rm(folder, { recursive: true, force: true });
    });

    test("a copy in the browser does what every storage does", async () => {
        const contract = fileURLToPath(new URL("../storage-contract.js", import.meta.url));
        await one.page.route("**/storage-contract.js", (route) => route.fulfill({ path: contract }));
        const failures = await one.page.evaluate(async (contract) => {
            const { storageContract } = await import(contract);
            const { IndexedDbStorage } = await import("/dist/index.js" as string);
            const failures: string[] = [];
            for (const [name, check] of Object.entries<(storage: unknown) => Promise<void>>(storageContract)) {
                const storage = await IndexedDbStorage.open(name);
                await check(storage).catch((error) => failures.push(`${name}: ${error}`));
                storage.close();
                await IndexedDbStorage.delete(name);
            }
            return failures;
        }, "./storage-contract.js");
        assert.deepEqual(failures, []);
    });

    test("a wrong password is said, and both sign in", async () => {
        await one.screenshot("sign-in");
        await one.page.getByLabel("Server").fill(one.cable.url);
        await one.page.getByLabel("Name").fill("ana");
        await one.page.getByLabel("Password").fill("wrong horse");
        await one.page.getByRole("button", { name: "Sign in" }).click();
        await one.page.locator(".problem:not(:empty)").waitFor();
        await one.signIn("ana");
        await other.signIn("ana");
    });

    test("fifty notes made without a network outlive the browser and appear in the other", async () => {
        one.cable.cut();
        await pages.off();
        await state(one.page, "Offline");
        const names = Array.from({ length: 50 }, (_, at) => `Note ${String(at + 1).padStart(2, "0")}`);
        for (const [at, name] of names.entries()) {
            await writeNote(one.page, `${name}\nwritten on the train, line ${at}`);
            if (at === 24) {
                await one.page.reload(); // from what the browser keeps: there is nobody to ask
                await state(one.page, "Offline, 25 to send");
            }
        }
        await state(one.page, "Offline, 50 to send");
        await one.screenshot("offline");
        await one.stop();
        await one.start();
        await one.page.locator("#list li").nth(49).waitFor(); // it draws when it has read what is kept
        assert.deepEqual(await titles(one.page), names);
        assert.deepEqual(await titles(other.page), []);
        await pages.on();
        one.cable.mend();
        await state(one.page, "Saved");
        await other.page.locator("#list li").nth(49).waitFor();
        assert.deepEqual(await titles(other.page), names);
        assert.equal((await onServer()).length, 50);
        await other.screenshot("online");
    });

    test("what one writes the other sees while it looks", async () => {
        await writeNote(one.page, "Shopping\nmilk");
        await openNote(other.page, "Shopping");
        await shows(other.page, "Shopping\nmilk");
        await one.page.locator("#text").fill("Shopping\nmilk\neggs");
        await shows(other.page, "Shopping\nmilk\neggs");
    });

    test("an edit on both sides becomes one merge", async () => {
        one.cable.cut();
        other.cable.cut();
        await Promise.all([state(one.page, "Offline"), state(other.page, "Offline")]);
        await one.page.locator("#text").fill("Shopping on Saturday\nmilk\neggs");
        await other.page.locator("#text").fill("Shopping\nmilk\neggs\nbread");
        await Promise.all([state(one.page, "1 to send"), state(other.page, "1 to send")]);
        one.cable.mend();
        await state(one.page, "Saved");
        other.cable.mend();
        const merged = "Shopping on Saturday\nmilk\neggs\nbread";
        await shows(other.page, merged);
        await shows(one.page, merged);
        await state(other.page, "Saved");
        assert.ok((await onServer()).includes(merged));
        const key = decodeURIComponent(new URL(one.page.url()).hash.slice(1));
        assert.equal((await ana.versions(key)).length, 4, "two before, one of each side, the second with both");
        assert.equal(await one.page.locator("#merged").isVisible(), false);
        await other.page.getByText("What it was made of").click();
        assert.equal(await other.page.locator("#mine").textContent(), "Shopping\nmilk\neggs\nbread");
        assert.equal(await other.page.locator("#theirs").textContent(), "Shopping on Saturday\nmilk\neggs");
        await other.screenshot("merge");
        await other.page.emulateMedia({ colorScheme: "dark" });
        await other.screenshot("merge-dark");
        await other.page.emulateMedia({ colorScheme: "light" });
        await other.page.getByRole("button", { name: "Fine" }).click();
        await other.page.locator("#merged").waitFor({ state: "hidden" });
    });

    test("a note that is edited on one side and deleted on the other stays", async () => {
        await openNote(one.page, "Note 01");
        await openNote(other.page, "Note 01");
        one.cable.cut();
        other.cable.cut();
        await Promise.all([state(one.page, "Offline"), state(other.page, "Offline")]);
        await one.page.locator("#text").fill("Note 01\nstill needed");
        await state(one.page, "1 to send");
        await other.page.getByRole("button", { name: "Delete" }).click();
        await state(other.page, "1 to send");
        other.cable.mend();
        await state(other.page, "Saved");
        one.cable.mend();
        await state(one.page, "Saved");
        await other.page.locator("#list a", { hasText: "Note 01" }).waitFor();
        assert.ok((await onServer()).includes("Note 01\nstill needed"));
    });

    test("a note that is deleted is gone everywhere", async () => {
        await openNote(one.page, "Note 02");
        await one.page.getByRole("button", { name: "Delete" }).click();
        await other.page.locator("#list a", { hasText: "Note 02" }).waitFor({ state: "detached" });
        assert.equal((await onServer()).length, 50);
    });

    test("two tabs of one browser lose nothing to each other", async () => {
        const tab = await one.tab();
        await state(tab, "Saved");
        await openNote(one.page, "Shopping");
        await openNote(tab, "Shopping");
        one.cable.cut();
        await Promise.all([state(one.page, "Offline"), state(tab, "Offline")]);
        await Promise.all([writeNote(one.page, "from the first tab"), writeNote(tab, "from the second tab")]);
        await openNote(one.page, "Shopping");
        await openNote(tab, "Shopping");
        // Both type at the same time, into the same note, from the same text.
        await Promise.all([
            one.page.locator("#text").fill("Shopping on Saturday morning\nmilk\neggs\nbread"),
            tab.locator("#text").fill("Shopping on Saturday\nmilk\neggs\nbread\ntea"),
        ]);
        await shows(one.page, "Shopping on Saturday morning\nmilk\neggs\nbread\ntea");
        await shows(tab, "Shopping on Saturday morning\nmilk\neggs\nbread\ntea");
        await state(tab, "3 to send");
        await one.page.close(); // the tab that talked to the server
        one.cable.mend();
        await state(tab, "Saved");
        one.page = tab;
        const notes = await onServer();
        for (const note of ["from the first tab", "from the second tab"]) {
            assert.ok(notes.includes(note), note);
        }
        assert.ok(notes.includes("Shopping on Saturday morning\nmilk\neggs\nbread\ntea"));
    });

    test("on a phone it shows the list or the note, and nothing is cut off", async () => {
        await other.page.setViewportSize({ width: 360, height: 700 });
        await other.page.evaluate(() => {
            location.hash = "";
        });
        await other.page.locator("#note").waitFor({ state: "hidden" });
        await other.screenshot("phone-list");
        await openPhoneNote(other.page, "Shopping");
        await other.screenshot("phone-note");
        await other.page.emulateMedia({ colorScheme: "dark" });
        await other.screenshot("phone-note-dark");
        const wider = await other.page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
        assert.equal(wider, false);
        await other.page.getByRole("button", { name: "All notes" }).click();
        await other.page.locator("#list").waitFor();
    });

    test("a session that was ended elsewhere asks for the password, and what was written meanwhile is sent", async () => {
        one.cable.cut();
        await state(one.page, "Offline");
        await writeNote(one.page, "written just before");
        await ana.changePassword("battery staple");
        one.cable.mend();
        await one.page.getByRole("button", { name: "Sign in" }).waitFor();
        await one.page.getByLabel("Password").fill("battery staple");
        await one.page.getByRole("button", { name: "Sign in" }).click();
        await state(one.page, "Saved");
        assert.ok((await onServer()).includes("written just before"));
    });

    test("a page that came without TLS, which has no locks, loses nothing between its tabs either", async () => {
        const plain = new Device("plain", join(folder, "plain"), one.cable, pages, "notes.example");
        await plain.start();
        try {
            assert.equal(await plain.page.evaluate(() => isSecureContext || "locks" in navigator), false);
            await plain.signIn("ana", "battery staple");
            const tab = await plain.tab();
            await state(tab, "Saved");
            await Promise.all([writeNote(plain.page, "plain, first tab"), writeNote(tab, "plain, second tab")]);
            await plain.page.close();
            await writeNote(tab, "plain, the tab that is left");
            await state(tab, "Saved");
            const notes = (await onServer()).filter((note) => note.startsWith("plain")).sort();
            assert.deepEqual(notes, ["plain, first tab", "plain, second tab", "plain, the tab that is left"]);
            assert.deepEqual(plain.problems, []);
        } finally {
            await plain.stop();
        }
    });

    test("no other machine was asked for anything, and no script failed", () => {
        for (const device of [one, other]) {
            assert.deepEqual([...device.addresses], ["127.0.0.1"], device.name);
            assert.deepEqual(device.problems, [], device.name);
        }
    });
});

async function openPhoneNote(page: Page, title: string): Promise<void> {
    await page.locator("#list a", { hasText: title }).click();
    await page.locator("#text").waitFor();
}
