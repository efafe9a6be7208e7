import assert from "node:assert/strict";
import { afterEach, beforeEach, describe, test } from "node:test";
import { type News, SyncNode, text } from "lectern-client";
import { events } from "#client/feed";
import { clock } from "./clock.js";
import { FakeServer } from "./fake-server.js";
import { Network } from "./network.js";

const SERVER = "https://sync.example.org";

describe("server-sent events", () => {
    async function read(...parts: string[]): Promise<unknown[]> {
        const seen: unknown[] = [];
        async function* bytes() {
            for (const part of parts) {
                yield new TextEncoder().encode(part);
            }
        }
        for await (const event of events(bytes())) {
            seen.push(event);
        }
        return seen;
    }
    const stream =
        'retry: 3000\n\nid: 7\nevent: change\ndata: {"key":"é"}\n\n: keep-alive\n\nevent: reset\ndata: a\ndata: b\n\n';
    const parsed = [
        { name: "", data: "" },
        { name: "change", data: '{"key":"é"}', id: "7" },
        { name: "", data: "" },
        { name: "reset", data: "a\nb" },
    ];

    test("are read whole", async () => assert.deepEqual(await read(stream), parsed));

    test("are read however they are cut into pieces, within letters too", async () => {
        const octets = new TextEncoder().encode(stream);
        for (let at = 1; at < octets.length; at++) {
            async function* two() {
                yield octets.subarray(0, at);
                yield octets.subarray(at);
            }
            const seen: unknown[] = [];
            for await (const event of events(two())) {
                seen.push(event);
            }
            assert.deepEqual(seen, parsed, `cut at ${at}`);
        }
    });

    test("may end their lines as on other systems", async () => {
        assert.deepEqual(await read(stream.replaceAll("\n", "\r\n")), parsed);
        assert.deepEqual(await read(...stream.replaceAll("\n", "\r\n")), parsed);
    });

    test("are not events before their empty line", async () => assert.deepEqual(await read("data: half\n"), []));
});

describe("following", () => {
    let server: FakeServer;
    let network: Network;
    let ana: SyncNode;
    let end: AbortController;

    beforeEach(async () => {
        clock.start();
        server = new FakeServer();
        network = new Network(server.fetch);
        const options = { fetch: network.fetch };
        ana = await SyncNode.register(SERVER, { id: "ana", password: "correct horse" }, options);
        end = new AbortController();
    });
    afterEach(() => {
        end.abort();
        clock.stop();
    });

    /** Follows in the background; what was told so far. */
    function follow(since?: string): { keys: string[]; live: boolean[]; failure?: unknown; last?: News } {
        const seen: ReturnType<typeof follow> = { keys: [], live: [] };
        (async () => {
            for await (const news of ana.follow({ since, signal: end.signal })) {
                seen.keys.push(...news.changes.map(({ key }) => key));
                seen.live.push(news.live);
                seen.last = news;
            }
        })().catch((error) => {
            seen.failure = error;
        });
        return seen;
    }

    test("over a stream asks once and is told at once", async () => {
        const seen = follow();
        await clock.until(() => network.count("GET /events") === 1);
        for (const key of ["a", "b", "c"]) {
            await ana.put(key, text(key));
        }
        await clock.until(() => seen.keys.length === 3);
        assert.deepEqual(seen.keys, ["a", "b", "c"]);
        assert.equal(network.count("GET /changes"), 1);
    });

    test("goes on where it was when the network was away", async () => {
        const seen = follow();
        await ana.put("a", text("a"));
        await clock.until(() => seen.keys.length === 1);
        network.cut();
        await clock.until(() => seen.live.at(-1) === false);
        const elsewhere = new SyncNode(SERVER, ana.session, { fetch: server.fetch });
        await elsewhere.put("b", text("b"));
        network.online = true;
        await clock.until(() => seen.live.at(-1) === true && seen.keys.length === 2);
        assert.deepEqual(seen.keys, ["a", "b"]);
    });

    test("asks less and less often while nobody answers", async () => {
        network.online = false;
        const seen = follow();
        await clock.until(() => seen.live.length === 8);
        assert.equal(network.count("GET /changes"), 8); // after 1, 2, 4, 8, 16, 30 and 30 seconds
    });

    test("asks for lists where there are no streams", async () => {
        server.streams = false;
        const seen = follow();
        await clock.until(() => network.count("GET /changes") === 2);
        await ana.put("a", text("a"));
        await clock.until(() => seen.keys.length === 1);
        await ana.put("b", text("b"));
        await clock.until(() => seen.keys.length === 2);
        assert.equal(network.count("GET /events"), 1);
    });

    test("asks for lists where something on the way swallows streams", async () => {
        network.swallows = true;
        const seen = follow();
        await clock.until(() => network.count("GET /events") === 1);
        await ana.put("a", text("a"));
        await clock.until(() => seen.keys.length === 1);
        await ana.put("b", text("b"));
        await clock.until(() => seen.keys.length === 2);
        assert.equal(network.count("GET /events"), 1);
    });

    test("a stream that falls silent is opened anew", async () => {
        const seen = follow();
        await ana.put("a", text("a"));
        await clock.until(() => seen.keys.length === 1 && network.count("GET /events") === 1);
        network.mute();
        await ana.put("b", text("b"));
        await clock.until(() => seen.keys.length === 2);
        assert.deepEqual(seen.keys, ["a", "b"]);
        assert.equal(network.count("GET /events"), 2);
    });

    test("fails when the cursor is too old", async () => {
        const { cursor } = await ana.list();
        server.forgetCursors();
        const seen = follow(cursor);
        await clock.until(() => seen.failure !== undefined);
        assert.equal((seen.failure as { reason: string }).reason, "cursor_expired");
    });

    test("fails when the session ends", async () => {
        const seen = follow();
        await clock.until(() => network.count("GET /events") === 1);
        server.signEverybodyOut();
        await clock.until(() => seen.failure !== undefined);
        assert.equal((seen.failure as { status: number }).status, 401);
    });
});
