import type { Bytes, Content } from "./content.js";
import { SyncError } from "./errors.js";
import { type Changes, changes, follow, type News, type Paging, type Since } from "./feed.js";
import { bytes, Http, type HttpOptions, jsonOf, keyPath, tokenOf } from "./http.js";
import type { Merge } from "./merge.js";

export interface Credentials {
    readonly id: string;
    readonly password: string;
}

/** Who is signed in: plain data, to be kept as safely as a password. Use extends it beyond `expiration`. */
export interface Session {
    readonly token: string;
    readonly expiration: number;
}

export type Permission = "READ" | "WRITE" | "OWN";

/** One version of one store. */
export interface Entry extends Content {
    readonly key: string;
    /** Names this version: whoever writes the next one names it. */
    readonly token: string;
    readonly modified: number;
    readonly permission: Permission;
    /** A name that means this store to everybody it is shared with. */
    readonly address: string;
    /** Who shares it; absent for one's own. */
    readonly owner?: string;
}

/** A store as it is listed, without its content. */
export interface Listed {
    readonly key: string;
    readonly token: string;
    readonly permission: Permission;
    readonly address: string;
    readonly size: number;
    readonly contentType: string;
    readonly modified: number;
    readonly shared?: true;
    readonly owner?: string;
}

export interface Version {
    readonly token: string;
    readonly size: number;
    readonly contentType: string;
    readonly modified: number;
    readonly by?: string;
    readonly current: boolean;
}

export interface SessionInfo extends Session {
    readonly current: boolean;
    readonly label?: string;
    readonly created?: number;
    readonly lastUsed?: number;
}

export interface Member {
    readonly user: string;
    readonly permission: Permission;
}

/**
 * A signed-in account of a Sync Node server. Every method is one request and its answer (`put` with `merge` makes as
 * many as it takes); it fails with `SyncError` when the server refuses and with `Unreachable` when no answer came,
 * and may then be repeated as it stands. For an app that works without a network see `Replica`.
 */
export class SyncNode {
    readonly #http: Http;

    constructor(
        server: string,
        readonly session: Session,
        options: HttpOptions = {},
    ) {
        this.#http = new Http(server, session.token, options);
    }

    static async register(server: string, who: Credentials, options: HttpOptions = {}): Promise<SyncNode> {
        const session = await new Http(server, undefined, options).json<Session>("POST", "/account", { json: who });
        return new SyncNode(server, session, options);
    }

    static async signIn(server: string, who: Credentials, options: HttpOptions = {}): Promise<SyncNode> {
        const session = await new Http(server, undefined, options).json<Session>("POST", "/auth", { json: who });
        return new SyncNode(server, session, options);
    }

    /** Ends this session, or the one that `sessions` lists under another token. */
    async signOut(other?: SessionInfo): Promise<void> {
        await this.#http.ask(
            "DELETE",
            "/auth",
            other ? { headers: { Authorization: `Bearer ${other.token}` } } : {},
        );
    }

    sessions(): Promise<SessionInfo[]> {
        return this.#http.json("GET", "/account");
    }

    /** Ends all other sessions. */
    async changePassword(password: string): Promise<void> {
        await this.#http.ask("POST", "/password", { json: { password } });
    }

    /** Absent when there is no such store, or none that this account may see. */
    async get(key: string, version?: string): Promise<Entry | undefined> {
        try {
            const response = await this.#http.ask("GET", keyPath("store", key), { query: { version } });
            return entry(key, response, await bytes(response));
        } catch (error) {
            if (error instanceof SyncError && (error.reason === "unknown" || error.reason === "deleted")) {
                return undefined;
            }
            throw error;
        }
    }

    /**
     * Stores the content and answers its token. `base` is the entry that it was made from, absent when there was none.
     * When something else is stored by now, `merge` brings the two together; without it, that is a SyncError with
     * `conflict`.
     */
    async put(
        key: string,
        content: Content,
        from: { base?: Entry | undefined; merge?: Merge } = {},
    ): Promise<string> {
        let { base } = from;
        let mine = content;
        for (;;) {
            try {
                return await this.write(key, mine, base?.token);
            } catch (error) {
                if (!(from.merge && error instanceof SyncError && error.conflict)) {
                    throw error;
                }
            }
            const theirs = await this.get(key);
            mine = theirs ? await from.merge({ key, base, mine, theirs }) : mine;
            base = theirs;
        }
    }

    /** One try of `put`: stores the content if the store is still at this token, or if there is none yet. */
    async write(key: string, content: Content, token?: string): Promise<string> {
        const headers = { "Content-Type": content.type, "X-Sync-Meta": content.meta, "X-Sync-Token": token };
        const response = await this.#http.ask("PUT", keyPath("store", key), { headers, body: content.body });
        return tokenOf(response);
    }

    /** Removes the store for everybody, if it is still at this token. */
    async delete(key: string, token: string): Promise<void> {
        await this.#http.ask("DELETE", keyPath("store", key), { headers: { "X-Sync-Token": token } });
    }

    /** What there is, and the cursor from which `follow` misses nothing of what comes after. */
    async list(prefix?: string): Promise<{ stores: Listed[]; cursor: string }> {
        const response = await this.#http.ask("GET", "/store", { query: { prefix } });
        const stores = await jsonOf<Listed[]>(response);
        return { stores, cursor: response.headers.get("X-Sync-Cursor") ?? "" };
    }

    /** Earlier versions, newest first; for owners only. `get` reads one. */
    versions(key: string): Promise<Version[]> {
        return this.#http.json("GET", keyPath("versions", key));
    }

    /** Makes an earlier version the current one again. `token` is the current one's, absent for a deleted store. */
    async restore(key: string, version: string, token?: string): Promise<void> {
        const headers = { "X-Sync-Token": token };
        await this.#http.ask("POST", keyPath("versions", key), { headers, json: { restore: version } });
    }

    members(key: string): Promise<Member[]> {
        return this.#http.json("GET", keyPath("permission", key));
    }

    /** Lets others read, write or own it too: `share("list", { bob: "WRITE" })`. Whoever is not named stays. */
    async share(key: string, members: Readonly<Record<string, Permission>>): Promise<void> {
        const json = Object.entries(members).map(([user, permission]) => ({ user, permission }));
        await this.#http.ask("PUT", keyPath("permission", key), { json });
    }

    async unshare(key: string, ...users: readonly string[]): Promise<void> {
        await this.#http.ask("DELETE", keyPath("permission", key), { query: { users: users.join(",") } });
    }

    /** What changed since the cursor, in pages. */
    changes(asked: Since & Paging = {}): Promise<Changes> {
        return changes(this.#http, asked);
    }

    /**
     * Everything that changed since the cursor and all that follows, over every interruption, until the signal ends it:
     * by a stream where one gets through, else by long polls. Fails with `cursor_expired` when the cursor is too old:
     * begin without one then, and take what does not turn up for deleted.
     */
    follow(from: Since = {}): AsyncGenerator<News> {
        return follow(this.#http, from);
    }
}

function entry(key: string, response: Response, body: Bytes): Entry {
    const { headers } = response;
    const meta = headers.get("X-Sync-Meta");
    const owner = headers.get("X-Sync-Owner");
    return {
        key,
        body,
        type: headers.get("Content-Type") ?? "application/octet-stream",
        ...(meta === null ? {} : { meta }),
        token: tokenOf(response),
        modified: Date.parse(headers.get("Last-Modified") ?? ""),
        permission: headers.get("X-Sync-Permission") as Permission,
        address: headers.get("X-Sync-Address")!,
        ...(owner === null ? {} : { owner }),
    };
}
