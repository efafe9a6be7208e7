import assert from "node:assert/strict";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { after, before, test } from "node:test";
import { FakeServer } from "./fake-server.js";

const PACKAGE = new URL("../../", import.meta.url);
const fetchBefore = globalThis.fetch;
const logBefore = console.log;

before(() => {
    globalThis.fetch = new FakeServer().fetch;
    console.log = () => undefined;
});
after(() => {
    globalThis.fetch = fetchBefore;
    console.log = logBefore;
});

const readme = await readFile(new URL("README.md", PACKAGE), "utf8");
const examples = [...readme.matchAll(/```js\n(.*?)```/gs)].map(([, code]) => code!);

test("the README has examples", () => assert.equal(examples.length, 3));

for (const [at, code] of examples.entries()) {
    test(`example ${at + 1} of the README runs`, async () => {
        const file = new URL(`target/readme/example-${at + 1}.js`, PACKAGE);
        await mkdir(new URL(".", file), { recursive: true });
        await writeFile(file, code);
        await import(file.href);
    });
}
