import assert from "node:assert/strict";
import { afterEach, beforeEach, describe, test } from "node:test";
import { MemoryStorage, Replica, type ReplicaOptions, SyncNode, text, textOf, Unreachable } from "lectern-client";
import { clock } from "./clock.js";
import { FakeServer } from "./fake-server.js";
import { Network } from "./network.js";

const SERVER = "https://sync.example.org";

/** A device of the one account of a server. */
interface Device {
    readonly client: SyncNode;
    readonly network: Network;
    readonly notes: Replica;
}

let server: FakeServer;
let ana: SyncNode;
let open: Replica[];

beforeEach(async () => {
    clock.start();
    server = new FakeServer();
    ana = await SyncNode.register(SERVER, { id: "ana", password: "correct horse" }, { fetch: server.fetch });
    open = [];
});
afterEach(async () => {
    const closing = Promise.all(open.map((replica) => replica.close()));
    let closed = false;
    closing.then(() => {
        closed = true;
    });
    await clock.until(() => closed);
    clock.stop();
});

function device(options: Partial<ReplicaOptions> = {}): Device {
    const network = new Network(server.fetch);
    const client = options.client ?? new SyncNode(SERVER, ana.session, { fetch: network.fetch });
    const notes = new Replica({ client, storage: new MemoryStorage(), prefix: "notes/", ...options });
    open.push(notes);
    return { client, network, notes };
}

async function read(notes: Replica, key = "notes/a"): Promise<string | undefined> {
    const note = await notes.get(key);
    return note && textOf(note);
}

async function onServer(key = "notes/a"): Promise<string | undefined> {
    const entry = await ana.get(key);
    return entry && textOf(entry);
}

describe("a copy on this device", () => {
    test("is read and written without a network, and sent when there is one", async () => {
        const { notes, network } = device();
        network.online = false;
        await notes.put("notes/a", "one");
        await notes.put("notes/b", "two");
        await notes.put("notes/b", "three");
        assert.deepEqual(
            (await notes.list()).map((note) => [note.key, textOf(note), note.waiting]),
            [
                ["notes/a", "one", true],
                ["notes/b", "three", true],
            ],
        );
        await assert.rejects(notes.sync(), Unreachable);
        assert.equal((await notes.state()).waiting, 2);
        network.online = true;
        await notes.sync();
        assert.deepEqual([await onServer("notes/a"), await onServer("notes/b")], ["one", "three"]);
        assert.equal((await notes.state()).waiting, 0);
        assert.equal(network.count("PUT"), 2);
    });

    test("outlives the app that made it", async () => {
        const storage = new MemoryStorage();
        const before = device({ storage });
        before.network.online = false;
        await before.notes.put("notes/a", "one");
        await before.notes.close();
        const after = device({ storage });
        assert.equal(await read(after.notes), "one");
        await after.notes.sync();
        assert.equal(await onServer(), "one");
    });

    test("holds what other devices wrote, changed and removed", async () => {
        const [one, other] = [device(), device()];
        for (const key of ["notes/a", "notes/b", "notes/c"]) {
            await one.notes.put(key, key);
        }
        await one.notes.sync();
        await other.notes.sync();
        assert.deepEqual(
            (await other.notes.list()).map(({ key }) => key),
            ["notes/a", "notes/b", "notes/c"],
        );
        await one.notes.put("notes/a", "changed");
        await one.notes.delete("notes/b");
        await one.notes.sync();
        await other.notes.sync();
        assert.equal(await read(other.notes), "changed");
        assert.deepEqual(
            (await other.notes.list()).map(({ key }) => key),
            ["notes/a", "notes/c"],
        );
    });

    test("leaves what belongs to other apps alone", async () => {
        await ana.put("settings", text("x"));
        const { notes, network } = device();
        await notes.sync();
        assert.deepEqual(await notes.list(), []);
        assert.equal(network.count("GET /store"), 0);
    });

    test("fetches what it does not have, and nothing twice", async () => {
        const [one, other] = [device(), device()];
        await one.notes.put("notes/a", "one");
        await one.notes.sync();
        await one.notes.sync();
        assert.equal(one.network.count("GET /store"), 0, "its own writes");
        await other.notes.sync();
        await other.notes.sync();
        assert.equal(other.network.count("GET /store"), 1);
    });

    test("an edit that is undone before it was sent is no edit", async () => {
        const { notes, network } = device();
        await notes.put("notes/a", "one");
        await notes.sync();
        await notes.put("notes/a", "two");
        await notes.put("notes/a", "one");
        await notes.put("notes/b", "gone before anybody knew");
        await notes.delete("notes/b");
        await notes.sync();
        assert.equal(network.count("PUT"), 1);
        assert.equal(network.count("DELETE"), 0);
    });

    test("metadata and type travel with the bytes", async () => {
        const [one, other] = [device(), device()];
        const content = { body: new Uint8Array([1, 0, 255]), type: "application/x-test", meta: "nonce=1" };
        await one.notes.put("notes/a", content);
        await one.notes.sync();
        await other.notes.sync();
        const { body, type, meta } = (await other.notes.get("notes/a"))!;
        assert.deepEqual({ body, type, meta }, content);
    });
});

describe("two devices that changed the same", () => {
    let one: Device;
    let other: Device;

    beforeEach(async () => {
        [one, other] = [device(), device()];
        await one.notes.put("notes/a", "title\nmilk");
        await one.notes.sync();
        await other.notes.sync();
    });

    test("have one merge, made by the one who comes second", async () => {
        await one.notes.put("notes/a", "TITLE\nmilk");
        await other.notes.put("notes/a", "title\nmilk\nbread");
        await one.notes.sync();
        await other.notes.sync();
        await one.notes.sync();
        assert.deepEqual(
            [await read(one.notes), await read(other.notes), await onServer()],
            Array(3).fill("TITLE\nmilk\nbread"),
        );
        assert.equal((await one.notes.get("notes/a"))?.merged, undefined);
        const { merged } = (await other.notes.get("notes/a"))!;
        assert.deepEqual([textOf(merged!.mine), textOf(merged!.theirs)], ["title\nmilk\nbread", "TITLE\nmilk"]);
        assert.equal((await ana.versions("notes/a")).length, 3);
        await other.notes.dismiss("notes/a");
        assert.equal((await other.notes.get("notes/a"))?.merged, undefined);
    });

    test("are asked how to merge, with what both began from", async () => {
        const asked: (string | undefined)[] = [];
        const third = device({
            merge: ({ base, mine, theirs }) => {
                asked.push(...[base, mine, theirs].map((content) => content && textOf(content)));
                return text("merged");
            },
        });
        await third.notes.sync();
        await third.notes.put("notes/a", "third");
        await one.notes.put("notes/a", "one");
        await one.notes.sync();
        await third.notes.sync();
        assert.deepEqual(asked, ["title\nmilk", "third", "one"]);
        assert.equal(await onServer(), "merged");
    });

    test("in the same way have nothing to merge", async () => {
        await one.notes.put("notes/a", "same");
        await other.notes.put("notes/a", "same");
        await one.notes.sync();
        await other.notes.sync();
        assert.equal((await other.notes.get("notes/a"))?.merged, undefined);
        assert.equal((await ana.versions("notes/a")).length, 2);
    });

    test("an edit beats a deletion that comes later", async () => {
        await one.notes.put("notes/a", "edited");
        await other.notes.delete("notes/a");
        await one.notes.sync();
        await other.notes.sync();
        assert.deepEqual([await read(other.notes), await onServer()], ["edited", "edited"]);
    });

    test("an edit beats a deletion that came earlier", async () => {
        await one.notes.put("notes/a", "edited");
        await other.notes.delete("notes/a");
        await other.notes.sync();
        await one.notes.sync();
        await other.notes.sync();
        assert.deepEqual([await read(other.notes), await onServer()], ["edited", "edited"]);
    });

    test("by removing it have removed it", async () => {
        await one.notes.delete("notes/a");
        await other.notes.delete("notes/a");
        await one.notes.sync();
        await other.notes.sync();
        assert.deepEqual(
            [await read(one.notes), await read(other.notes), await onServer()],
            Array(3).fill(undefined),
        );
        assert.equal((await other.notes.state()).waiting, 0);
    });
});

describe("an answer that was lost", () => {
    test("to a write, is no conflict with oneself", async () => {
        const { notes, network } = device();
        for (const content of ["one", "two"]) {
            network.loseAnswers("PUT");
            await notes.put("notes/a", content);
            await assert.rejects(notes.sync(), Unreachable);
            await notes.sync();
        }
        assert.equal(await onServer(), "two");
        assert.equal((await notes.get("notes/a"))?.merged, undefined);
        assert.equal((await ana.versions("notes/a")).length, 2);
    });

    test("to a write, is heard before what was written since is sent", async () => {
        const { notes, network } = device();
        network.loseAnswers("PUT");
        await notes.put("notes/a", "one");
        await assert.rejects(notes.sync(), Unreachable);
        await notes.put("notes/a", "two");
        await notes.sync();
        await notes.sync();
        assert.equal(await onServer(), "two");
        assert.equal((await notes.get("notes/a"))?.merged, undefined);
        assert.deepEqual((await ana.versions("notes/a")).length, 2);
    });

    test("to a deletion, is none either", async () => {
        const { notes, network } = device();
        await notes.put("notes/a", "one");
        await notes.sync();
        network.loseAnswers("DELETE");
        await notes.delete("notes/a");
        await assert.rejects(notes.sync(), Unreachable);
        await notes.sync();
        assert.equal(await onServer(), undefined);
        assert.equal((await notes.state()).waiting, 0);
    });
});

describe("what the server refuses", () => {
    test("is kept, said, and sent when it is asked for again", async () => {
        const bob = await SyncNode.register(
            SERVER,
            { id: "bob", password: "correct horse" },
            { fetch: server.fetch },
        );
        await ana.put("notes/a", text("ana's"));
        await ana.share("notes/a", { bob: "READ" });
        const { notes } = device({ client: bob });
        await notes.sync();
        await notes.put("notes/a", "bob's");
        await notes.sync();
        const note = (await notes.get("notes/a"))!;
        assert.deepEqual([textOf(note), note.refused?.reason], ["bob's", "read_only"]);
        assert.equal((await notes.state()).waiting, 0);
        await ana.share("notes/a", { bob: "WRITE" });
        await notes.sync();
        assert.equal((await notes.get("notes/a"))?.refused, undefined);
        assert.equal(await onServer(), "bob's");
    });

    test("is forgotten when the user says so", async () => {
        const bob = await SyncNode.register(
            SERVER,
            { id: "bob", password: "correct horse" },
            { fetch: server.fetch },
        );
        await ana.put("notes/a", text("ana's"));
        await ana.share("notes/a", { bob: "READ" });
        const { notes } = device({ client: bob });
        await notes.sync();
        await notes.put("notes/a", "bob's");
        await notes.sync();
        await notes.discard("notes/a");
        assert.equal(await read(notes), "ana's");
    });

    test("a deletion that is refused has not happened", async () => {
        const bob = await SyncNode.register(
            SERVER,
            { id: "bob", password: "correct horse" },
            { fetch: server.fetch },
        );
        await ana.put("notes/a", text("ana's"));
        await ana.share("notes/a", { bob: "WRITE" });
        const { notes } = device({ client: bob });
        await notes.sync();
        await notes.delete("notes/a");
        await notes.sync();
        const note = (await notes.get("notes/a"))!;
        assert.deepEqual([textOf(note), note.refused?.reason], ["ana's", "not_owner"]);
    });
});

test("after a cursor has expired everything is looked at anew, and what is gone goes", async () => {
    const [one, other] = [device(), device()];
    for (const key of ["notes/a", "notes/b", "notes/c"]) {
        await one.notes.put(key, key);
    }
    await one.notes.sync();
    await other.notes.sync();
    await one.notes.delete("notes/a");
    await one.notes.put("notes/b", "changed");
    await one.notes.sync();
    await other.notes.put("notes/c", "edited");
    server.forgetCursors();
    await other.notes.sync();
    assert.deepEqual(
        (await other.notes.list()).map((note) => textOf(note)),
        ["changed", "edited"],
    );
    assert.equal(await onServer("notes/c"), "edited");
});

test("an edit of something that has changed since it was read is merged with it", async () => {
    const { notes } = device();
    await notes.put("notes/a", "title\nmilk");
    const read = (await notes.get("notes/a"))!;
    await notes.put("notes/a", "TITLE\nmilk", read); // in one tab
    const kept = await notes.put("notes/a", "title\nmilk\nbread", read); // and in another
    assert.equal(textOf(kept), "TITLE\nmilk\nbread");
});

test("something that has changed since it was read is not deleted", async () => {
    const { notes } = device();
    await notes.put("notes/a", "one");
    const read = (await notes.get("notes/a"))!;
    await notes.put("notes/a", "two");
    await notes.delete("notes/a", read);
    assert.equal(textOf((await notes.get("notes/a"))!), "two");
});

test("a page that something on the way sends in place of an answer is no deletion", async () => {
    const hotel: typeof fetch = async (input, init) => {
        const request = new Request(input, init);
        return request.url.includes("/store/")
            ? new Response("<h1>Welcome</h1>", { status: 404 })
            : server.fetch(request);
    };
    const storage = new MemoryStorage();
    const home = device({ storage });
    await home.notes.put("notes/a", "one");
    await home.notes.sync();
    const away = device({ storage, client: new SyncNode(SERVER, ana.session, { fetch: hotel }) });
    await away.notes.delete("notes/a");
    await assert.rejects(away.notes.sync(), { reason: "unreadable" });
    assert.equal((await away.notes.state()).waiting, 1);
    await home.notes.sync();
    assert.equal(await onServer(), undefined);
});

describe("kept up by itself", () => {
    test("an edit is sent when it has settled, typing as one", async () => {
        const { notes, network } = device();
        notes.start();
        await clock.until(async () => (await notes.state()).reach === "online");
        const began = Date.now();
        for (const typed of ["o", "on", "one"]) {
            await notes.put("notes/a", typed);
        }
        await clock.until(async () => (await notes.state()).waiting === 0);
        assert.equal(await onServer(), "one");
        assert.equal(network.count("PUT"), 1);
        assert.ok(Date.now() - began < 1_000);
    });

    test("two devices follow each other, and one that was away catches up", async () => {
        const [one, other] = [device(), device()];
        one.notes.start();
        other.notes.start();
        await one.notes.put("notes/a", "one");
        await clock.until(async () => (await read(other.notes)) === "one");
        other.network.cut();
        await clock.until(async () => (await other.notes.state()).reach === "offline");
        await other.notes.put("notes/a", "one\nother");
        await one.notes.put("notes/b", "b");
        await clock.until(async () => (await one.notes.state()).waiting === 0);
        other.network.online = true;
        await clock.until(async () => (await read(one.notes)) === "one\nother");
        assert.equal(await read(other.notes, "notes/b"), "b");
    });

    test("watchers hear of what changes here, and elsewhere", async () => {
        const [one, other] = [device(), device()];
        const heard: (string | undefined)[] = [];
        const stop = other.notes.watch((key) => heard.push(key));
        other.notes.start();
        await other.notes.put("notes/b", "b");
        assert.deepEqual(heard, ["notes/b"]);
        await one.notes.put("notes/a", "a");
        await one.notes.sync();
        await clock.until(() => heard.includes("notes/a"));
        stop();
        const before = heard.length;
        await other.notes.put("notes/c", "c");
        assert.equal(heard.length, before);
    });

    test("a session that ends is said, and loses nothing", async () => {
        const storage = new MemoryStorage();
        const { notes } = device({ storage });
        notes.start();
        await clock.until(async () => (await notes.state()).reach === "online");
        server.signEverybodyOut();
        await clock.until(async () => (await notes.state()).reach === "signed-out");
        await notes.put("notes/a", "kept");
        const client = await SyncNode.signIn(
            SERVER,
            { id: "ana", password: "correct horse" },
            { fetch: server.fetch },
        );
        const again = device({ storage, client });
        again.notes.start();
        await clock.until(async () => (await again.notes.state()).waiting === 0);
        assert.equal(textOf((await client.get("notes/a"))!), "kept");
    });

    test("of several tabs one talks to the server; when it closes another does", async () => {
        const storage = new MemoryStorage();
        const [one, other] = [device({ storage }), device({ storage })];
        one.notes.start();
        await clock.until(async () => (await one.notes.state()).reach === "online");
        other.notes.start();
        await other.notes.put("notes/a", "from the other tab");
        await clock.until(async () => (await onServer()) === "from the other tab");
        assert.deepEqual(other.network.requests, []);
        assert.equal(await read(one.notes), "from the other tab");
        await one.notes.close();
        await other.notes.put("notes/b", "still sent");
        await clock.until(async () => (await onServer("notes/b")) === "still sent");
    });
});
