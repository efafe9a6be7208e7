import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { PASSWORD, type Server } from "./server.js";

/** What KOReader calls a book in the list: the digest of its file. */
export const DUNE = createHash("md5").update("dune").digest("hex");
const EMMA = createHash("md5").update("emma").digest("hex");

/** Gives an account something to look at: two books on two readers, a key, and stores with versions and a deleted one. */
export async function fill(server: Server, name: string): Promise<void> {
    await push(server, name, DUNE, "dune.epub", "Dune", "Kindle", 0.25);
    await push(server, name, DUNE, "dune.epub", "Dune", "Kobo <in the kitchen>", 0.5);
    await push(server, name, EMMA, "emma.epub", "Emma & others", "Kindle", 1);
    await server.run("", "key", "add", name, "Kobo");
    await server.run("milk", "store", "put", "notes/shopping", "--user", name);
    await server.run("milk, bread", "store", "put", "notes/shopping", "--user", name, "--force");
    await server.run("a house", "store", "put", "drawings/house", "--user", name);
    await server.run("gone", "store", "put", "notes/gone", "--user", name);
    await server.run("", "store", "delete", "notes/gone", "--user", name, "--force");
}

async function push(
    server: Server,
    name: string,
    document: string,
    filename: string,
    title: string,
    device: string,
    percentage: number,
): Promise<void> {
    const answer = await fetch(`${server.url}/syncs/progress`, {
        method: "PUT",
        headers: {
            "Content-Type": "application/json",
            "x-auth-user": name,
            "x-auth-key": createHash("md5").update(PASSWORD).digest("hex"),
        },
        body: JSON.stringify({
            document,
            progress: `/body/DocFragment[${Math.round(percentage * 20)}]`,
            percentage,
            device,
            device_id: device,
            metadata: { filename, title, authors: "Somebody" },
        }),
    });
    assert.equal(answer.status, 200, await answer.text());
}
