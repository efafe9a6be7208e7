import { passing, SyncError, Unreachable } from "./errors.js";
import { chunks, type Http } from "./http.js";

/** What happened to one store since. Only the latest state of each is told, and it may be told twice. */
export interface Change {
    readonly key: string;
    readonly address: string;
    readonly event: "put" | "delete" | "grant" | "revoke";
    readonly token?: string;
    readonly size?: number;
    readonly contentType?: string;
    readonly modified?: number;
    readonly permission?: "READ" | "WRITE" | "OWN";
    /** The account that shares it, when it is not one's own. */
    readonly owner?: string;
    /** The device that wrote it. */
    readonly client?: string;
}

export interface Changes {
    readonly changes: readonly Change[];
    /** Where to go on from. */
    readonly cursor: string;
    /** There is more: ask again at once. */
    readonly more: boolean;
}

export interface News extends Changes {
    /** False while the server cannot be reached; following goes on by itself. */
    readonly live: boolean;
}

export interface Since {
    /** The cursor up to which everything is known; absent: from the beginning. */
    readonly since?: string | undefined;
    readonly prefix?: string | undefined;
    readonly signal?: AbortSignal | undefined;
}

export interface Paging {
    /** How many changes at most. */
    readonly limit?: number | undefined;
    /** How many seconds the server may keep the answer back while there is nothing to tell. */
    readonly wait?: number | undefined;
}

/** How long the server keeps an answer back when there is nothing to tell, in seconds. */
const WAIT = 25;
/** A stream says something every 20 seconds. */
const SILENCE = 30_000;
const PAUSE = 1_000;
const LONGEST_PAUSE = 30_000;

export function changes(http: Http, asked: Since & Paging): Promise<Changes> {
    const { since, prefix, limit, wait, signal } = asked;
    const query = { since, prefix, limit, wait };
    return http.json("GET", "/changes", { query, signal, patience: (wait ?? 0) * 1_000 });
}

/**
 * Everything that changes from now on, without a gap over any interruption. Between the connections of a stream the
 * list of changes is asked for; where something on the way swallows streams, it is asked for all the time.
 */
export async function* follow(http: Http, from: Since): AsyncGenerator<News> {
    const { prefix, signal } = from;
    let { since } = from;
    let streams = true;
    let failures = 0;
    while (!signal?.aborted) {
        try {
            const wait = streams || since === undefined ? undefined : WAIT;
            let page: Changes;
            do {
                page = await changes(http, { since, prefix, wait, signal });
                since = page.cursor;
                failures = 0;
                yield { ...page, live: true };
            } while (page.more);
            if (streams) {
                streams = false;
                for await (const news of stream(http, { since, prefix, signal })) {
                    streams = true; // it said something, so nobody swallows it
                    since = news.cursor;
                    yield news;
                }
                await pause(PAUSE, signal);
            }
        } catch (error) {
            if (signal?.aborted) {
                return;
            }
            if (!passing(error)) {
                throw error;
            }
            yield { changes: [], cursor: since ?? "", more: false, live: false };
            const asked = error instanceof SyncError && error.retryAfter ? error.retryAfter * 1_000 : 0;
            await pause(Math.max(asked, Math.min(PAUSE * 2 ** failures++, LONGEST_PAUSE)), signal);
        }
    }
}

/** One connection: it ends without an error when it is cut, and with one when the server refuses to go on from there. */
async function* stream(http: Http, { since = "", prefix, signal }: Since): AsyncGenerator<News> {
    let cursor = since;
    const headers = { Accept: "text/event-stream" };
    try {
        const response = await http.ask("GET", "/events", { query: { since, prefix }, headers, signal });
        for await (const event of events(chunks(response, SILENCE))) {
            if (event.name === "reset") {
                throw new SyncError(410, "ERR01", "cursor_expired", "The list of changes begins anew.");
            }
            cursor = event.id ?? cursor;
            const changes = event.name === "change" ? [JSON.parse(event.data) as Change] : [];
            yield { changes, cursor, more: false, live: true };
        }
    } catch (error) {
        const unknown = error instanceof SyncError && [404, 405, 406].includes(error.status);
        if (!(error instanceof Unreachable || unknown)) {
            throw error;
        }
    }
}

interface ServerSentEvent {
    readonly name: string;
    readonly data: string;
    readonly id?: string;
}

/** Server-sent events from their bytes. A comment, which only keeps the connection alive, is an event without a name. */
export async function* events(parts: AsyncIterable<Uint8Array>): AsyncGenerator<ServerSentEvent> {
    const decoder = new TextDecoder();
    let pending = "";
    for await (const part of parts) {
        pending += decoder.decode(part, { stream: true });
        const blocks = pending.split(/\r\n\r\n|\n\n|\r\r/);
        pending = blocks.pop()!;
        for (const block of blocks) {
            yield event(block);
        }
    }
}

function event(block: string): ServerSentEvent {
    const fields = new Map<string, string>();
    for (const line of block.split(/\r\n|\n|\r/)) {
        const [, name = "", value = ""] = /^([^:]*):? ?(.*)$/.exec(line) ?? [];
        const before = fields.get(name);
        fields.set(name, name === "data" && before !== undefined ? `${before}\n${value}` : value);
    }
    const id = fields.get("id");
    const name = fields.get("event") ?? (fields.has("data") ? "message" : "");
    return { name, data: fields.get("data") ?? "", ...(id === undefined ? {} : { id }) };
}

/** Waits, but no longer than until the network is back. */
export function pause(milliseconds: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
        const done = () => {
            clearTimeout(timer);
            signal?.removeEventListener("abort", done);
            globalThis.removeEventListener?.("online", done);
            resolve();
        };
        const timer = setTimeout(done, milliseconds);
        signal?.addEventListener("abort", done);
        globalThis.addEventListener?.("online", done);
        if (signal?.aborted) {
            done();
        }
    });
}
