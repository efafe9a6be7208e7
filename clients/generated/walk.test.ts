import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { createClient } from "./target/client/client/index.js";
import * as api from "./target/client/index.js";

const SCRIPT = fileURLToPath(new URL("../../../../lectern", import.meta.url));

let server: ChildProcess;
let data: string;
let url: string;

before(async () => {
    data = await mkdtemp(join(tmpdir(), "lectern-generated-"));
    const settings = {
        LECTERN_DATA: data,
        LECTERN_HOST: "127.0.0.1",
        LECTERN_PORT: "0",
        LECTERN_REGISTRATION: "open",
    };
    server = spawn(SCRIPT, ["serve", "--json"], {
        env: { ...process.env, ...settings },
        stdio: ["ignore", "pipe", "inherit"],
    });
    url = `http://127.0.0.1:${await port(server)}`;
});

after(async () => {
    const ended = new Promise((resolve) => server.once("exit", resolve));
    server.kill();
    await ended;
    await rm(data, { recursive: true, force: true });
});

/** The server says where it listens in its first line. */
async function port(started: ChildProcess): Promise<number> {
    let said = "";
    for await (const part of started.stdout!) {
        said += part;
        const line = said.split("\n").find((found) => found.startsWith("{"));
        if (line && said.includes("\n")) {
            return JSON.parse(line).port as number;
        }
    }
    throw new Error("the server did not start");
}

interface Answer<T> {
    readonly data: T | undefined;
    readonly error?: unknown;
    readonly response: Response;
}

/** What was asked for, after a look at the status. */
function good<T>(answer: Answer<T>, status: number): NonNullable<T> {
    assert.equal(answer.response.status, status, JSON.stringify(answer.error));
    return answer.data as NonNullable<T>;
}

function refused(answer: Answer<unknown>, status: number, code: string, reason: string): api._Error {
    const error = answer.error as api._Error;
    assert.deepEqual([answer.response.status, error.code, error.reason], [status, code, reason]);
    return error;
}

/** What a program knows of somebody: where to send what it is about. */
function person(token: string) {
    return createClient({ baseUrl: url, auth: token });
}

/** The token of a version is in the header that the description names. */
const version = (answer: Answer<unknown>) => answer.response.headers.get("X-Sync-Token") ?? "";

async function signUp(id: string, password: string): Promise<api.Session> {
    const client = createClient({ baseUrl: url });
    return good(await api.createAccount({ client, body: { id, password } }), 200);
}

test("a program that knows the description and nothing else gets through a day", async () => {
    const session = await signUp("ana", "correct horse");
    assert.ok(session.expiration > Date.now());
    const ana = person(session.token);
    const bob = person((await signUp("bob", "wrong horse")).token);
    const path = { key: "notes/a" };
    const put = (client: typeof ana, text: string, token?: string) =>
        api.putStore({
            client,
            path,
            body: new Blob([text]),
            ...(token ? { headers: { "X-Sync-Token": token } } : {}),
        });

    const created = await put(ana, "v1");
    good(created, 204);
    const updated = await put(ana, "v2", version(created));
    good(updated, 204);
    const repeated = await put(ana, "v2", version(created));
    good(repeated, 204);
    assert.equal(version(repeated), version(updated));
    const conflict = refused(await put(ana, "v3", version(created)), 412, "KEY01", "token_mismatch");
    assert.equal(conflict.token, version(updated));
    const read = await api.getStore({ client: ana, path, parseAs: "text" });
    assert.equal(good(read, 200), "v2");
    assert.equal(version(read), version(updated));

    good(await api.share({ client: ana, path, body: [{ user: "bob", permission: "READ" }] }), 204);
    const shared = good(await api.listStores({ client: bob }), 200);
    assert.deepEqual(
        shared.map(({ key, permission, token }) => ({ key, permission, token })),
        [{ key: "notes/a", permission: "READ", token: version(updated) }],
    );
    refused(await put(bob, "v3", version(updated)), 403, "AUTH01", "read_only");
    good(await api.unshare({ client: bob, path, query: { users: "bob" } }), 204);
    refused(await api.getStore({ client: bob, path }), 404, "ERR01", "unknown");
    refused(await api.unshare({ client: ana, path, query: { users: "ana" } }), 409, "ERR02", "last_owner");

    refused(await api.deleteStore({ client: ana, path }), 412, "KEY01", "token_missing");
    good(await api.deleteStore({ client: ana, path, headers: { "X-Sync-Token": version(updated) } }), 204);
    refused(await api.getStore({ client: ana, path }), 404, "ERR01", "deleted");

    const sessions = good(await api.listSessions({ client: ana }), 200);
    assert.deepEqual(
        sessions.map(({ token, current }) => ({ token, current })),
        [{ token: session.token, current: true }],
    );
    good(await api.changePassword({ client: ana, body: { password: "battery staple" } }), 204);
    good(await api.deleteAccount({ client: ana }), 204);
    refused(await api.listSessions({ client: ana }), 401, "AUTH01", "bad_token");
});

test("it asks the server what it can do", async () => {
    const client = createClient({ baseUrl: url });
    assert.equal(good(await api.getHealth({ client }), 200).status, "ok");
    assert.equal(good(await api.getCapabilities({ client }), 200).registration, "open");
});
