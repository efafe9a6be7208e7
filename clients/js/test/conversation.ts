import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { type Entry, type SyncError, SyncNode, text, textOf, Unreachable } from "lectern-client";
import { Network } from "./network.js";

const PASSWORD = "correct horse";

/** The same conversation with the fake server and the real one: so neither client nor fake drifts away from it. */
export function conversation(name: string, server: () => { url: string; fetch: typeof fetch }): void {
    describe(`a conversation with ${name}`, () => {
        let count = 0;
        const user = async () => {
            const { url, fetch } = server();
            const id = `ana${++count}-${name}`;
            return {
                id,
                client: await SyncNode.register(url, { id, password: PASSWORD }, { fetch, device: "test" }),
            };
        };

        test("accounts: register, sign in, sign out", async () => {
            const { url, fetch } = server();
            const { id, client } = await user();
            await assert.rejects(SyncNode.register(url, { id, password: PASSWORD }, { fetch }), {
                ...{ status: 409, code: "ACCT03" },
            });
            await assert.rejects(SyncNode.signIn(url, { id, password: "wrong horse" }, { fetch }), {
                ...{ status: 401, code: "AUTH01", reason: "bad_credentials" },
            });
            const other = await SyncNode.signIn(url, { id, password: PASSWORD }, { fetch });
            const sessions = await client.sessions();
            assert.deepEqual(sessions.map(({ current }) => current).sort(), [false, true]);
            await client.signOut(sessions.find(({ current }) => !current));
            await assert.rejects(other.list(), { status: 401 });
            await client.signOut();
            await assert.rejects(client.list(), { status: 401, code: "AUTH01", reason: "bad_token" });
        });

        test("a new password ends the other sessions", async () => {
            const { url, fetch } = server();
            const { id, client } = await user();
            const other = await SyncNode.signIn(url, { id, password: PASSWORD }, { fetch });
            await client.changePassword("battery staple");
            await assert.rejects(other.list(), { status: 401 });
            await SyncNode.signIn(url, { id, password: "battery staple" }, { fetch });
            assert.deepEqual((await client.list()).stores, []);
        });

        test("a store: absent, made, read, changed, removed", async () => {
            const { client } = await user();
            assert.equal(await client.get("notes/a"), undefined);
            const first = await client.put("notes/a", { ...text("one"), meta: "k=v" });
            const entry = (await client.get("notes/a"))!;
            assert.equal(textOf(entry), "one");
            assert.deepEqual(
                { ...entry, body: 0, modified: 0, address: "" },
                {
                    ...{ key: "notes/a", body: 0, type: "text/plain; charset=utf-8", meta: "k=v", token: first },
                    ...{ modified: 0, permission: "OWN", address: "" },
                },
            );
            const second = await client.put("notes/a", text("two"), { base: entry });
            assert.notEqual(first, second);
            assert.equal((await client.get("notes/a"))?.meta, undefined);
            await assert.rejects(client.delete("notes/a", first), { status: 412, reason: "token_mismatch" });
            await client.delete("notes/a", second);
            assert.equal(await client.get("notes/a"), undefined);
            await client.delete("notes/a", second); // the answer was lost, say
        });

        test("keys and bytes of every kind come back as they were", async () => {
            const { client } = await user();
            const body = Uint8Array.from({ length: 256 }, (_, byte) => byte);
            const keys = ["a/b", "a//b", "a/", "a/../b", "%2e", "é", "e\u0301", "🦉", "a b+c;d,e", "?#&="];
            for (const key of keys) {
                await client.put(key, { body, type: "application/x-test" });
            }
            assert.deepEqual((await client.list()).stores.map(({ key }) => key).sort(), [...keys].sort());
            for (const key of keys) {
                assert.deepEqual((await client.get(key))?.body, body, key);
            }
        });

        test("a write on top of something else is a conflict, and merged when one says how", async () => {
            const { client } = await user();
            await client.put("list", text("milk"));
            const base = (await client.get("list"))!;
            await client.put("list", text("milk\neggs"), { base });
            await assert.rejects(
                client.put("list", text("milk\nbread"), { base }),
                (error: SyncError) => error.conflict,
            );
            await assert.rejects(client.put("list", text("new")), { status: 412, reason: "token_missing" });

            const asked: string[][] = [];
            await client.put("list", text("milk\nbread"), {
                base,
                merge: ({ base, mine, theirs }) => {
                    asked.push([base, mine, theirs].map((content) => textOf(content!)));
                    return text(`${textOf(theirs)}\nbread`);
                },
            });
            assert.deepEqual(asked, [["milk", "milk\nbread", "milk\neggs"]]);
            assert.equal(textOf((await client.get("list"))!), "milk\neggs\nbread");
        });

        test("what was removed meanwhile is made anew by a merge", async () => {
            const { client } = await user();
            const token = await client.put("list", text("milk"));
            const base = (await client.get("list"))!;
            await client.delete("list", token);
            await assert.rejects(client.put("list", text("eggs"), { base }), { status: 412, reason: "deleted" });
            await client.put("list", text("eggs"), { base, merge: () => assert.fail("nothing to merge with") });
            assert.equal(textOf((await client.get("list"))!), "eggs");
        });

        test("a write whose answer was lost is repeated without a conflict", async () => {
            const { url, fetch } = server();
            const { client } = await user();
            const network = new Network(fetch);
            const shaky = new SyncNode(url, client.session, { fetch: network.fetch });
            let base: Entry | undefined;
            for (const content of [text("one"), text("two")]) {
                network.loseAnswers("PUT");
                await assert.rejects(shaky.put("a", content, { base }), Unreachable);
                const token = await shaky.put("a", content, { base });
                base = (await shaky.get("a"))!;
                assert.equal(base.token, token);
            }
        });

        test("earlier versions are read and brought back", async () => {
            const { client } = await user();
            const first = await client.put("a", text("one"));
            const second = await client.put("a", text("two"), { base: (await client.get("a"))! });
            const versions = await client.versions("a");
            assert.deepEqual(
                versions.map(({ token, current }) => ({ token, current })),
                [
                    { token: second, current: true },
                    { token: first, current: false },
                ],
            );
            assert.equal(textOf((await client.get("a", first))!), "one");
            await client.restore("a", first, second);
            assert.equal(textOf((await client.get("a"))!), "one");
        });

        test("a store is shared, written by both, and no longer", async () => {
            const [ana, bob] = [await user(), await user()];
            await ana.client.put("list", text("milk"));
            await assert.rejects(ana.client.share("list", { "nobody-here": "READ" }), {
                ...{ status: 404, reason: "unknown_user" },
            });
            await ana.client.share("list", { [bob.id]: "READ" });
            const read = (await bob.client.get("list"))!;
            assert.deepEqual([read.permission, read.owner], ["READ", ana.id]);
            await assert.rejects(bob.client.put("list", text("eggs"), { base: read }), {
                ...{ status: 403, code: "AUTH01", reason: "read_only" },
            });
            await ana.client.share("list", { [bob.id]: "WRITE" });
            await bob.client.put("list", text("milk\neggs"), { base: read });
            assert.equal(textOf((await ana.client.get("list"))!), "milk\neggs");
            assert.deepEqual(await ana.client.members("list"), [
                { user: ana.id, permission: "OWN" },
                { user: bob.id, permission: "WRITE" },
            ]);
            await assert.rejects(ana.client.unshare("list", ana.id), { status: 409, reason: "last_owner" });
            await ana.client.unshare("list", bob.id);
            assert.equal(await bob.client.get("list"), undefined);
        });

        test("changes: pages, a prefix, deletions, and nothing twice", async () => {
            const { client } = await user();
            for (const key of ["notes/1", "notes/2", "notes/3", "other"]) {
                await client.put(key, text(key));
            }
            const { cursor } = await client.list();
            const first = await client.changes({ prefix: "notes/", limit: 2 });
            assert.equal(first.more, true);
            const rest = await client.changes({ prefix: "notes/", since: first.cursor });
            assert.deepEqual(
                [...first.changes, ...rest.changes].map(({ key, event }) => `${event} ${key}`),
                ["put notes/1", "put notes/2", "put notes/3"],
            );
            assert.deepEqual((await client.changes({ since: cursor })).changes, []);
            await client.delete("notes/2", (await client.get("notes/2"))!.token);
            const after = await client.changes({ since: cursor });
            assert.deepEqual(
                after.changes.map(({ key, event, client }) => ({ key, event, client })),
                [{ key: "notes/2", event: "delete", client: "test" }],
            );
        });

        test("following tells of writes, grants and revocations as they happen", async () => {
            const [ana, bob] = [await user(), await user()];
            const end = new AbortController();
            const news = bob.client.follow({ signal: end.signal });
            const next = async () => {
                for (;;) {
                    const { value } = await news.next();
                    const [change] = value?.changes ?? [];
                    if (change) {
                        return `${change.event} ${change.key}`;
                    }
                }
            };
            await bob.client.put("bobs", text("x"));
            assert.equal(await next(), "put bobs");
            await ana.client.put("list", text("milk"));
            await ana.client.share("list", { [bob.id]: "READ" });
            assert.equal(await next(), "grant list");
            await ana.client.put("list", text("eggs"), { base: (await ana.client.get("list"))! });
            assert.equal(await next(), "put list");
            await ana.client.unshare("list", bob.id);
            assert.equal(await next(), "revoke list");
            end.abort();
            assert.equal((await news.next()).done, true);
        });
    });
}
