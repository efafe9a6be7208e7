import type { Row } from "#client/row";
import type { Storage } from "#client/storage";

/** What every Storage does. Written without a test runner, because one of them lives in browsers only. */
export const storageContract: Readonly<Record<string, (storage: Storage) => Promise<void>>> = {
    async "a row is read as it was stored"(storage) {
        const content = { body: new Uint8Array([0, 255]), type: "x/y", meta: "m" };
        const whole: Row = { ...row("a", "1"), base: { token: "T", content }, edit: { content: null }, queued: 5 };
        await must(storage.swap("a", undefined, whole), true);
        await must(storage.read("a"), whole);
        await must(storage.read("b"), undefined);
    },

    async "a row is replaced by whoever read it, and by nobody else"(storage) {
        await must(storage.swap("a", undefined, row("a", "1")), true);
        await must(storage.swap("a", undefined, row("a", "2")), false);
        await must(storage.swap("a", "0", row("a", "2")), false);
        await must(storage.swap("a", "1", row("a", "2")), true);
        await must(storage.swap("a", "1", undefined), false);
        await must(storage.read("a"), row("a", "2"));
        await must(storage.swap("a", "2", undefined), true);
        await must(storage.read("a"), undefined);
        await must(storage.swap("a", "2", row("a", "3")), false);
    },

    async "of many at once exactly one replaces a row"(storage) {
        await storage.swap("a", undefined, row("a", "0"));
        const tries = Array.from({ length: 20 }, (_, at) => storage.swap("a", "0", row("a", `by ${at}`)));
        const won = (await Promise.all(tries))
            .map((yes, at) => (yes ? `by ${at}` : ""))
            .filter((rev) => rev !== "");
        await must(Promise.resolve(won.length), 1);
        await must(storage.read("a"), row("a", won[0]!));
    },

    async "rows come by key, the queue in the order of waiting"(storage) {
        for (const [key, queued] of [
            ["b", 3],
            ["c", 1],
            ["a", 2],
        ] as const) {
            await storage.swap(key, undefined, { ...row(key, "1"), queued });
        }
        await storage.swap("d", undefined, row("d", "1"));
        await must(
            storage.rows().then((rows) => rows.map(({ key }) => key)),
            ["a", "b", "c", "d"],
        );
        await must(storage.queue(), ["c", "a", "b"]);
        await storage.swap("a", "1", row("a", "2"));
        await must(storage.queue(), ["c", "b"]);
    },

    async "facts are remembered"(storage) {
        await must(storage.recall("cursor"), undefined);
        await storage.remember("cursor", "1");
        await storage.remember("cursor", "2");
        await must(storage.recall("cursor"), "2");
    },
};

function row(key: string, rev: string): Row {
    return { key, rev };
}

async function must(answer: Promise<unknown>, expected: unknown): Promise<void> {
    const actual = plain(await answer);
    if (actual !== plain(expected)) {
        throw new Error(`expected ${plain(expected)}, but it is ${actual}`);
    }
}

/** The members of an object have no order, and bytes are shown as numbers. */
function plain(value: unknown): string | undefined {
    return JSON.stringify(value, (_, part: unknown) => {
        if (part instanceof Uint8Array) {
            return [...part];
        }
        return part?.constructor === Object ? Object.fromEntries(Object.entries(part).sort()) : part;
    });
}
