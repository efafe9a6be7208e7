import type { Bytes } from "./content.js";
import { SyncError, UNREADABLE, Unreachable } from "./errors.js";

export interface HttpOptions {
    /** The `fetch` to use in place of the one that is there. */
    readonly fetch?: typeof fetch;
    /** What this device is called in lists of sessions and in changes, `Ana's phone` for instance: 64 visible characters. */
    readonly device?: string;
    /** How many milliseconds an answer may take to begin. */
    readonly timeout?: number;
}

export interface Asked {
    readonly query?: Readonly<Record<string, string | number | undefined>>;
    readonly headers?: Readonly<Record<string, string | undefined>>;
    readonly body?: BodyInit;
    /** A value that is sent as JSON. */
    readonly json?: unknown;
    readonly signal?: AbortSignal | undefined;
    /** How many milliseconds the server was asked to keep the answer back. */
    readonly patience?: number;
}

/** One request and its answer; what is no success becomes a SyncError or Unreachable. */
export class Http {
    readonly #server: string;
    readonly #fetch: typeof fetch;
    readonly #device: string | undefined;
    readonly #timeout: number;

    constructor(
        server: string,
        readonly token: string | undefined,
        options: HttpOptions,
    ) {
        this.#server = server.replace(/\/+$/, "");
        this.#fetch = options.fetch ?? globalThis.fetch.bind(globalThis);
        this.#device = options.device;
        this.#timeout = options.timeout ?? 60_000;
    }

    async ask(method: string, path: string, asked: Asked = {}): Promise<Response> {
        const headers = defined({
            Authorization: this.token && `Bearer ${this.token}`,
            "X-Sync-Client": this.#device,
            "Content-Type": asked.json === undefined ? undefined : "application/json",
            ...asked.headers,
        });
        const query = new URLSearchParams(defined(asked.query ?? {})).toString();
        const late = new AbortController();
        const timer = setTimeout(
            () => late.abort(new Error("no answer in time")),
            this.#timeout + (asked.patience ?? 0),
        );
        const signal = asked.signal ? AbortSignal.any([asked.signal, late.signal]) : late.signal;
        let response: Response;
        try {
            response = await this.#fetch(this.#server + path + (query && `?${query}`), {
                method,
                headers,
                body: asked.json === undefined ? (asked.body ?? null) : JSON.stringify(asked.json),
                signal,
                // What is stored here is kept by our caller, who asks only for what is new.
                cache: "no-store",
                credentials: "omit",
            });
        } catch (error) {
            asked.signal?.throwIfAborted();
            throw new Unreachable(error);
        } finally {
            clearTimeout(timer);
        }
        if (!response.ok) {
            throw await refusal(response);
        }
        return response;
    }

    async json<T>(method: string, path: string, asked?: Asked): Promise<T> {
        return jsonOf<T>(await this.ask(method, path, asked));
    }
}

/** The body as it arrives; one that breaks off, or falls silent for so many milliseconds, is an answer that was lost. */
export async function* chunks(response: Response, silence = 60_000): AsyncGenerator<Uint8Array> {
    const reader = response.body?.getReader();
    try {
        while (reader) {
            const { done, value } = await inTime(reader.read(), silence);
            if (done) {
                return;
            }
            yield value;
        }
    } catch (error) {
        throw new Unreachable(error);
    } finally {
        reader?.cancel().catch(() => undefined);
    }
}

export async function bytes(response: Response): Promise<Bytes> {
    const parts: Uint8Array[] = [];
    for await (const part of chunks(response)) {
        parts.push(part);
    }
    const body = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
    let at = 0;
    for (const part of parts) {
        body.set(part, at);
        at += part.length;
    }
    return body;
}

async function inTime<T>(answer: Promise<T>, milliseconds: number): Promise<T> {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const late = new Promise<never>((_, reject) => {
        timer = setTimeout(() => reject(new Error("no answer in time")), milliseconds);
    });
    try {
        return await Promise.race([answer, late]);
    } finally {
        clearTimeout(timer);
    }
}

export async function jsonOf<T>(response: Response): Promise<T> {
    const body = new TextDecoder().decode(await bytes(response));
    try {
        return JSON.parse(body) as T;
    } catch (error) {
        throw new Unreachable(error);
    }
}

/** The token of a version. What answers without one is no server of ours: the page of a hotel, for instance. */
export function tokenOf(response: Response): string {
    const token = response.headers.get("X-Sync-Token");
    if (!token) {
        throw new Unreachable(new Error("what answered is no Sync Node server"));
    }
    return token;
}

/** The path of a key: its slashes are escaped, so that no URL library takes `..` for a folder. */
export function keyPath(area: "store" | "permission" | "versions", key: string): string {
    if (key === "." || key === "..") {
        throw new SyncError(400, "ERR02", "bad_key", `URLs cannot name the key '${key}'.`);
    }
    return `/${area}/${encodeURIComponent(key)}`;
}

async function refusal(response: Response): Promise<SyncError> {
    let said: Record<string, unknown> = {};
    try {
        said = (await response.json()) as Record<string, unknown>;
    } catch {
        // A proxy in between speaks HTML; its status still says what to do.
    }
    const seconds = Number(response.headers.get("Retry-After") ?? Number.NaN);
    return new SyncError(
        response.status,
        String(said.code ?? "ERR02"),
        String(said.reason ?? UNREADABLE),
        String(said.message ?? `The server answered ${response.status}.`),
        said,
        Number.isFinite(seconds) ? seconds : undefined,
    );
}

function defined(pairs: Readonly<Record<string, string | number | undefined>>): Record<string, string> {
    return Object.fromEntries(
        Object.entries(pairs).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]])),
    );
}
