import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { SyncError, SyncNode, text, Unreachable } from "lectern-client";
import { conversation } from "./conversation.js";
import { FakeServer } from "./fake-server.js";

const SERVER = "https://sync.example.org";

describe("what a client asks for", () => {
    const asked = async (
        call: (client: SyncNode) => Promise<unknown>,
        response = () => new Response(null, { headers: { "X-Sync-Token": "T2" } }),
    ) => {
        let seen: Request | undefined;
        const fetch: typeof globalThis.fetch = async (input, init) => {
            seen = new Request(input, init);
            return response();
        };
        await call(new SyncNode(`${SERVER}/`, { token: "sn1_x", expiration: 0 }, { fetch, device: "phone" }));
        return seen!;
    };

    test("the key is one segment, whatever is in it", async () => {
        const request = await asked((client) => client.write("notes/../é &?#+", text("x")));
        assert.equal(request.url, `${SERVER}/store/notes%2F..%2F%C3%A9%20%26%3F%23%2B`);
    });

    test("a key that no URL can name is refused before anything is sent", async () => {
        await assert.rejects(
            asked((client) => client.get("..")),
            { name: "SyncError", reason: "bad_key" },
        );
    });

    test("session, device, type, metadata and token are named", async () => {
        const request = await asked((client) => client.write("a", { ...text("x"), meta: "m" }, "T1"));
        assert.equal(request.headers.get("Authorization"), "Bearer sn1_x");
        assert.equal(request.headers.get("X-Sync-Client"), "phone");
        assert.equal(request.headers.get("Content-Type"), "text/plain; charset=utf-8");
        assert.equal(request.headers.get("X-Sync-Meta"), "m");
        assert.equal(request.headers.get("X-Sync-Token"), "T1");
    });

    test("a refusal has status, code, reason and what else was said", async () => {
        const body = { code: "ERR02", reason: "quota", message: "Full.", used: 7 };
        const answer = () => Response.json(body, { status: 507, headers: { "Retry-After": "9" } });
        await assert.rejects(
            asked((client) => client.get("a"), answer),
            (error: SyncError) => {
                assert.ok(error instanceof SyncError);
                const { status, code, reason, message, retryAfter, passing } = error;
                assert.deepEqual(
                    { status, code, reason, message, retryAfter, passing },
                    {
                        status: 507,
                        code: "ERR02",
                        reason: "quota",
                        message: "Full.",
                        retryAfter: 9,
                        passing: false,
                    },
                );
                assert.equal(error.details.used, 7);
                return true;
            },
        );
    });

    test("a page that something on the way sends in place of an answer is no word of the server", async () => {
        const page = (status: number) => () => new Response("<h1>Welcome to our hotel</h1>", { status });
        await assert.rejects(
            asked((client) => client.get("a"), page(200)),
            Unreachable,
        );
        await assert.rejects(
            asked((client) => client.write("a", text("x")), page(200)),
            Unreachable,
        );
        await assert.rejects(
            asked((client) => client.list(), page(200)),
            Unreachable,
        );
        await assert.rejects(
            asked((client) => client.get("a"), page(404)),
            { status: 404, passing: true },
        );
        await assert.rejects(
            asked((client) => client.get("a"), page(502)),
            { reason: "unreadable", passing: true },
        );
        await assert.rejects(
            asked((client) => client.get("a"), page(413)),
            { status: 413, passing: false },
        );
    });

    test("no network, no answer in time and half an answer are all Unreachable", async () => {
        const down = new SyncNode(
            SERVER,
            { token: "", expiration: 0 },
            { fetch: () => Promise.reject(new TypeError()) },
        );
        await assert.rejects(down.get("a"), Unreachable);

        const silent: typeof fetch = (_, init) =>
            new Promise((_, reject) => init?.signal?.addEventListener("abort", () => reject(new Error("aborted"))));
        const slow = new SyncNode(SERVER, { token: "", expiration: 0 }, { fetch: silent, timeout: 1 });
        await assert.rejects(slow.get("a"), Unreachable);

        const broken = new ReadableStream({
            start: (controller) => controller.enqueue(new Uint8Array(3)),
            pull: (controller) => controller.error(new TypeError("terminated")),
        });
        await assert.rejects(
            asked(
                (client) => client.get("a"),
                () => new Response(broken),
            ),
            Unreachable,
        );
    });
});

const fake = new FakeServer();
conversation("the fake server", () => ({ url: SERVER, fetch: fake.fetch }));
