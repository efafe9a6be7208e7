import assert from "node:assert/strict";
import { test } from "node:test";
import { setImmediate } from "node:timers/promises";
import { MemoryStorage, Replica, type Storage, SyncNode, textOf, Unreachable } from "lectern-client";
import { FakeServer } from "./fake-server.js";
import { Network } from "./network.js";
import { Random } from "./random.js";

const SERVER = "https://sync.example.org";
const HISTORIES = 100;
const STEPS = 60;
const KEYS = ["notes/a", "notes/b", "notes/c"];

/** A storage that takes its time, and whose process dies after so many steps. What was stored by then is on the disk. */
function mortal(disk: Storage, random: Random): Storage & { steps: number } {
    const dies = async <T>(step: () => Promise<T>): Promise<T> => {
        for (let turns = random.below(3); turns > 0; turns--) {
            await setImmediate();
        }
        if (storage.steps-- <= 0) {
            throw new Unreachable("this process is dead");
        }
        return step();
    };
    const storage: Storage & { steps: number } = {
        steps: Number.MAX_SAFE_INTEGER,
        name: disk.name,
        read: (key) => dies(() => disk.read(key)),
        swap: (key, rev, row) => dies(() => disk.swap(key, rev, row)),
        rows: () => dies(() => disk.rows()),
        queue: () => dies(() => disk.queue()),
        recall: (fact) => dies(() => disk.recall(fact)),
        remember: (fact, value) => dies(() => disk.remember(fact, value)),
        close: () => undefined,
    };
    return storage;
}

/** One tab on one disk, or what is started after it has died. */
class Tab {
    readonly network: Network;
    readonly #client: SyncNode;
    storage;
    notes;

    constructor(
        server: FakeServer,
        account: SyncNode,
        readonly disk: Storage,
        readonly random: Random,
    ) {
        this.network = new Network(server.fetch);
        this.#client = new SyncNode(SERVER, account.session, { fetch: this.network.fetch });
        this.storage = mortal(disk, random);
        this.notes = new Replica({ client: this.#client, storage: this.storage, prefix: "notes/" });
    }

    async restart(): Promise<void> {
        await this.notes.close();
        this.storage = mortal(this.disk, this.random);
        this.notes = new Replica({ client: this.#client, storage: this.storage, prefix: "notes/" });
    }

    /** Syncs; true when nothing went wrong. */
    async sync(): Promise<boolean> {
        try {
            await this.notes.sync();
            return true;
        } catch (error) {
            assert.ok(error instanceof Unreachable, `${error}`);
            return false;
        }
    }
}

/**
 * Three disks, one of them with two tabs, and users who add lines, remove lines and remove notes, while networks go
 * away, answers get lost, processes die between two steps, and the server forgets its cursors.
 */
async function history(seed: number): Promise<void> {
    const random = new Random(seed);
    const server = new FakeServer();
    const ana = await SyncNode.register(SERVER, { id: "ana", password: "correct horse" }, { fetch: server.fetch });
    const disks = [new MemoryStorage(), new MemoryStorage(), new MemoryStorage()];
    const tabs = [disks[0]!, ...disks].map((disk) => new Tab(server, ana, disk, random));
    const written = new Set<string>();
    const removed = new Set<string>();

    /** What a user does to a note that is open in a tab, while others may do the same. */
    const edit = async ({ notes }: Tab, key: string): Promise<void> => {
        const note = await notes.get(key);
        const lines = note ? textOf(note).split("\n") : [];
        if (random.chance(15) && note) {
            for (const line of lines) {
                removed.add(line);
            }
            return notes.delete(key, note);
        }
        if (random.chance(25) && lines.length > 1) {
            removed.add(lines.splice(random.below(lines.length), 1)[0]!);
        } else {
            const line = `line ${written.size}`;
            lines.splice(random.below(lines.length + 1), 0, line);
            await notes.put(key, lines.join("\n"), note ?? null);
            written.add(line);
            return;
        }
        await notes.put(key, lines.join("\n"), note ?? null);
    };

    for (let step = 0; step < STEPS; step++) {
        const tab = random.pick(tabs);
        const fate = random.below(100);
        if (fate < 50) {
            await edit(tab, random.pick(KEYS));
        } else if (fate < 60) {
            tab.network.online = !tab.network.online;
        } else if (fate < 68) {
            tab.network.loseAnswers(random.pick(["PUT", "DELETE", "GET"]), 1 + random.below(2));
        } else if (fate < 76) {
            tab.storage.steps = random.below(25);
            await tab.sync();
            await tab.restart();
        } else if (fate < 78) {
            server.forgetCursors();
        } else if (fate < 86) {
            const at = random.below(tabs.length - 1);
            const key = random.pick(KEYS);
            await Promise.all(
                [tabs[at], tabs[at + 1]].flatMap((one) => [edit(one!, key), one!.sync(), edit(one!, key)]),
            );
        } else {
            await tab.sync();
        }
    }

    for (const tab of tabs) {
        tab.network.heal();
    }
    for (let round = 0; round < 4; round++) {
        for (const tab of tabs) {
            assert.equal(await tab.sync(), true);
        }
    }
    const contents = async ({ notes }: Tab) => (await notes.list()).map((note) => `${note.key}: ${textOf(note)}`);
    const [first, ...others] = await Promise.all(tabs.map(contents));
    for (const other of others) {
        assert.deepEqual(other, first, "all devices have the same");
    }
    const { stores } = await ana.list();
    const kept = await Promise.all(stores.map(async ({ key }) => `${key}: ${textOf((await ana.get(key))!)}`));
    assert.deepEqual(kept, first, "and so has the server");
    const all = new Set(kept.flatMap((note) => note.replace(/^.*?: /, "").split("\n")));
    assert.deepEqual(
        [...written].filter((line) => !removed.has(line) && !all.has(line)),
        [],
        "no line is lost",
    );
    await Promise.all(tabs.map(({ notes }) => notes.close()));
}

test(`in ${HISTORIES} random histories all devices end with the same, and no line is lost`, async () => {
    const first = Number(process.env.SEED ?? 1);
    for (let seed = first; seed < first + (process.env.SEED ? 1 : HISTORIES); seed++) {
        try {
            await history(seed);
        } catch (error) {
            throw new Error(`SEED=${seed} repeats it: ${error}`, { cause: error });
        }
    }
});
