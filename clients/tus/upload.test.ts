import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { type DetailedError, type HttpRequest, Upload, type UploadOptions } from "tus-js-client";
import { Cutter } from "./cutter.js";
import { Film } from "./film.js";

const HOME = fileURLToPath(new URL("../../../../", import.meta.url));
const CUT_EVERY = 100_000_000;
const SIZE = 1024 ** 3;
const SMALL = 8_000_000;

let server: ChildProcess;
let data: string;
let url: string;
let token: string;

before(async () => {
    await mkdir(join(HOME, "target"), { recursive: true });
    data = await mkdtemp(join(HOME, "target", "tus-")); // not where temporary files may lie in memory
    const settings = {
        LECTERN_DATA: data,
        LECTERN_HOST: "127.0.0.1",
        LECTERN_PORT: "0",
        LECTERN_REGISTRATION: "open",
    };
    server = spawn(join(HOME, "lectern"), ["serve", "--json"], {
        env: { ...process.env, ...settings },
        stdio: ["ignore", "pipe", "inherit"],
    });
    url = `http://127.0.0.1:${await port(server)}`;
    const answer = await fetch(`${url}/account`, {
        method: "POST",
        body: JSON.stringify({ id: "ana", password: "correct horse" }),
    });
    token = ((await answer.json()) as { token: string }).token;
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

function ask(path: string, request: RequestInit = {}): Promise<Response> {
    return fetch(`${url}${path}`, {
        ...request,
        headers: { Authorization: `Bearer ${token}`, ...(request.headers as Record<string, string>) },
    });
}

/** What the store holds, as its bytes and its header say. */
async function digests(key: string): Promise<{ read: string; told: string }> {
    const answer = await ask(`/store/${key}`);
    assert.equal(answer.status, 200);
    const hash = createHash("sha256");
    for await (const part of answer.body!) {
        hash.update(part);
    }
    const told = answer.headers.get("Repr-Digest")!.replace(/^sha-256=:(.*):$/, "$1");
    return { read: hash.digest("base64"), told };
}

interface Ended {
    readonly error?: Error | DetailedError;
    readonly upload: Upload;
}

/** Uploads as an app would, until the client says how it ended. */
function uploaded(film: Film, through: string, metadata: Record<string, string>, more: UploadOptions = {}): Promise<Ended> {
    return new Promise((resolve) => {
        const upload = new Upload(film as unknown as Blob, {
            endpoint: `${through}/uploads`,
            headers: { Authorization: `Bearer ${token}` },
            fileReader: film.reader(),
            metadata,
            retryDelays: [100, 200, 400, 800, 1600, 3200, 6400],
            onSuccess: () => resolve({ upload }),
            onError: (error) => resolve({ upload, error }),
            ...more,
        });
        upload.start();
    });
}

test("1 GiB arrives whole through a connection that breaks every 100 MB", async (context) => {
    const film = new Film(SIZE);
    const cutter = await Cutter.before(Number(new URL(url).port), CUT_EVERY);
    context.after(() => cutter.close());

    const { error } = await uploaded(film, cutter.url, { key: "film", contentType: "video/webm" });

    assert.equal(error, undefined);
    assert.ok(cutter.cuts >= Math.floor(SIZE / CUT_EVERY), `${cutter.cuts} cuts`);
    const digest = film.digest();
    assert.deepEqual(await digests("film"), { read: digest, told: digest });
    const head = await ask("/store/film", { method: "HEAD" });
    assert.equal(head.headers.get("Content-Type"), "video/webm");
    assert.equal(head.headers.get("Content-Length"), String(SIZE));
});

test("who loses the race to the store is told of a failure, and commit finishes it", async (context) => {
    const film = new Film(SMALL);
    const first = await ask("/store/cut", { method: "PUT", body: "the first cut" });
    const known = first.headers.get("X-Sync-Token")!;
    const cutter = await Cutter.before(Number(new URL(url).port), SMALL / 2);
    context.after(() => cutter.close());
    let others = "";
    const overtake = async (request: HttpRequest) => {
        if (request.getMethod() === "PATCH" && others === "") {
            const headers = { "X-Sync-Token": known };
            const written = await ask("/store/cut", { method: "PUT", headers, body: "somebody else's cut" });
            assert.equal(written.status, 204);
            others = written.headers.get("X-Sync-Token")!;
        }
    };

    const metadata = { key: "cut", token: known };
    const { error, upload } = await uploaded(film, cutter.url, metadata, { onBeforeRequest: overtake });

    assert.equal((error as DetailedError).originalResponse?.getStatus(), 412);
    const path = new URL(upload.url!).pathname;
    const head = await ask(path, { method: "HEAD", headers: { "Tus-Resumable": "1.0.0" } });
    assert.equal(head.status, 412);
    assert.equal(head.headers.get("Upload-Offset"), null);
    const again = await uploaded(film, url, {}, { uploadUrl: `${url}${path}`, endpoint: null, retryDelays: null });
    assert.notEqual(again.error, undefined, "a client that comes back must not take it for a success either");
    assert.equal(await (await ask("/store/cut")).text(), "somebody else's cut");

    const commit = (token: string) => ask(`${path}/commit`, { method: "POST", body: JSON.stringify({ token }) });
    assert.equal((await commit(known)).status, 412);
    const done = await commit(others);
    assert.equal(done.status, 204);
    assert.equal(done.headers.get("X-Sync-Status"), "updated");
    const digest = film.digest();
    assert.deepEqual(await digests("cut"), { read: digest, told: digest });
    const stored = await ask("/store/cut", { method: "HEAD" });
    assert.equal(stored.headers.get("X-Sync-Token"), done.headers.get("X-Sync-Token"));
});
