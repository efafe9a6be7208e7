import assert from "node:assert/strict";
import { mkdir, readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { after, before, describe, test } from "node:test";
import { fileURLToPath } from "node:url";
import type { AxeResults } from "axe-core";
import { HtmlValidate } from "html-validate";
import {
    type Browser,
    type BrowserContext,
    type Cookie,
    chromium,
    type Page,
    type Response,
} from "playwright-core";
import { fill } from "./filling.js";
import { parseAsEs5, youngerThanCss21, youngerThanPlain } from "./old-browsers.js";
import { SCREENS, type Screen } from "./screens.js";
import { PASSWORD, Server } from "./server.js";
import { type Row, signIn, TABLE } from "./table.js";

const SCREENSHOTS = fileURLToPath(new URL("../../../../target/dashboard-screenshots/", import.meta.url));
const AXE = createRequire(import.meta.url).resolve("axe-core/axe.min.js");
const ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
];

/** The void elements and hidden inputs of our templates, and lists of attributes, are as the standard has them; its taste differs. */
const rules = new HtmlValidate({
    extends: ["html-validate:standard", "html-validate:document"],
    rules: { "require-sri": "off", "no-inline-style": "error" },
});

let server: Server;
let browser: Browser;
let axe: string;
const sessions = new Map<string, Cookie[]>();

before(async () => {
    await mkdir(SCREENSHOTS, { recursive: true });
    axe = await readFile(AXE, "utf8");
    server = await Server.start();
    browser = await chromium.launch({
        executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
        args: ARGUMENTS,
    });
});
after(async () => {
    await browser?.close();
    await server?.stop();
});

describe("the first start", () => {
    for (const screen of SCREENS) {
        test(screen.name, () =>
            look({ name: "first-start", path: firstAddress(), shows: "Welcome to Lectern" }, screen),
        );
    }

    test("makes an admin, once", async () => {
        const path = firstAddress();
        const page = await browser.newPage();
        await page.goto(server.url + path);
        await page.fill("#name", "olga");
        await page.fill("#password", PASSWORD);
        await page.fill("#again", PASSWORD);
        await page.click("main button");
        await page.getByText("Connect your first device").first().waitFor();
        assert.equal((await page.goto(server.url + path))?.status(), 404);
        await page.close();
        await server.run(PASSWORD, "user", "add", "ana");
        await fill(server, "ana");
    });

    function firstAddress(): string {
        const path = /\/app\/first\/\S+/.exec(server.said())?.[0];
        assert.ok(path, "an empty server prints where it begins");
        return path;
    }
});

for (const screen of SCREENS) {
    describe(screen.name, { concurrency: 2 }, () => {
        for (const row of TABLE.filter((row) => row.act || screen.options.javaScriptEnabled !== false)) {
            test(row.name, () => look(row, screen)); // a page on which nothing is done is the same without a script
        }
    });
}

/** Goes to the page, does what is done there, and holds what comes of it against the rules. */
async function look(row: Row, screen: Screen): Promise<void> {
    const context = await browser.newContext(screen.options);
    context.setDefaultTimeout(60_000);
    try {
        await visit(await context.newPage(), context, row, screen);
    } finally {
        await context.close();
    }
}

/** The cookies of somebody who is signed in. Each sign-in costs the server a password hash, so they are kept. */
async function session(name: string): Promise<Cookie[]> {
    const known = sessions.get(name);
    if (known) {
        return known;
    }
    const context = await browser.newContext();
    const page = await context.newPage();
    await page.goto(`${server.url}/app/sign-in`);
    await signIn(page, name);
    await page.waitForURL((url) => url.pathname !== "/app/sign-in");
    const cookies = await context.cookies();
    await context.close();
    sessions.set(name, cookies);
    return cookies;
}

async function visit(page: Page, context: BrowserContext, row: Row, screen: Screen): Promise<void> {
    const problems: string[] = [];
    page.on("pageerror", (error) => problems.push(String(error)));
    page.on("console", (message) => {
        if (/Content.Security.Policy/i.test(message.text())) {
            problems.push(message.text());
        }
    });
    page.on("request", (request) => {
        if (!request.url().startsWith(server.url)) {
            problems.push(`asks ${request.url()}`);
        }
    });
    let answer: Response | undefined;
    page.on("response", (response) => {
        if (response.request().isNavigationRequest() && response.status() !== 303) {
            answer = response;
        }
    });

    if (screen.plain) {
        await context.addCookies([{ name: "lectern-view", value: "plain", url: server.url }]);
    }
    if (row.as) {
        await context.addCookies(await session(row.as));
    }
    await page.goto(server.url + row.path);
    if (row.act) {
        await row.act(page);
    }
    await page.getByText(row.shows).first().waitFor();
    await page.screenshot({ path: `${SCREENSHOTS}${row.name}.${screen.name}.png`, fullPage: true });

    assert.deepEqual(problems, []);
    assert.ok(answer);
    assert.equal(answer.status(), row.status ?? 200);
    const html = await answer.text(); // as it was sent: taking the picture writes into the page
    if (screen.html) {
        assert.deepEqual(await invalid(html), []);
    }
    if (screen.plain) {
        assert.deepEqual(youngerThanPlain(html), []);
    }
    if (screen.axe) {
        assert.deepEqual(await inaccessible(page), []);
    }
    if (screen.options.javaScriptEnabled !== false) {
        assert.ok(await fits(page), "the page is wider than its screen");
    }
}

async function invalid(html: string): Promise<string[]> {
    const report = await rules.validateString(html);
    return report.results.flatMap((result) =>
        result.messages.map(
            (message) => `${message.ruleId}: ${message.message} (${message.selector ?? message.line})`,
        ),
    );
}

/** The policy of our pages lets no script in but ours; what a debugger evaluates is not under it. */
async function inaccessible(page: Page): Promise<string[]> {
    await page.evaluate(axe);
    const results = (await page.evaluate("axe.run()")) as AxeResults;
    return results.violations.flatMap((violation) =>
        violation.nodes.map((node) => `${violation.id}: ${violation.help} (${node.html})`),
    );
}

function fits(page: Page): Promise<boolean> {
    return page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth);
}

describe("what browsers of 2014 get", () => {
    test("styles of the plain view are CSS 2.1", async () => {
        assert.deepEqual(youngerThanCss21(await asset("plain", "css", { Cookie: "lectern-view=plain" })), []);
    });

    test("the script is ECMAScript 5", async () => {
        parseAsEs5(await asset("lectern", "js", {}));
    });

    async function asset(name: string, type: string, headers: Record<string, string>): Promise<string> {
        const html = await (await fetch(`${server.url}/`, { headers })).text();
        const path = new RegExp(`"(/app/assets/${name}\\.[0-9a-f]+\\.${type})"`).exec(html)?.[1];
        assert.ok(path, `no ${name}.${type} on the page`);
        return (await fetch(server.url + path)).text();
    }
});
