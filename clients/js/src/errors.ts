/** The finer words of the server. A newer server may have more of them. */
export type Reason =
    | "no_token"
    | "bad_token"
    | "bad_credentials"
    | "read_only"
    | "not_owner"
    | "out_of_scope"
    | "registration_closed"
    | "bad_id"
    | "bad_password"
    | "missing_field"
    | "id_taken"
    | "unknown"
    | "unknown_user"
    | "unknown_version"
    | "deleted"
    | "cursor_expired"
    | "token_missing"
    | "token_mismatch"
    | "exists"
    | "last_owner"
    | "ambiguous_key"
    | "bad_key"
    | "too_large"
    | "quota"
    | "disk_full"
    | "rate_limited"
    | "busy"
    | (string & {});

/** The reason of an error that did not come from a Sync Node server: something on the way answered in its place. */
export const UNREADABLE = "unreadable";

/** The server said no. Look at the `status` first, at the `reason` second; the message is for people. */
export class SyncError extends Error {
    override readonly name = "SyncError";

    constructor(
        readonly status: number,
        /** One of the seven words that every server of this protocol knows, as `KEY01`. */
        readonly code: string,
        readonly reason: Reason,
        message: string,
        /** Everything that the server said, the members of some reasons among it. */
        readonly details: Readonly<Record<string, unknown>> = {},
        /** How many seconds the server asked us to wait. */
        readonly retryAfter?: number,
    ) {
        super(message);
    }

    /** Something else is stored than what the request named: merge, and try again. */
    get conflict(): boolean {
        return this.status === 412;
    }

    /** The same request may well succeed later. */
    get passing(): boolean {
        if (this.reason === UNREADABLE) {
            return ![413, 414, 431].includes(this.status); // a proxy's limits stay, the rest of its troubles doesn't
        }
        return this.status === 408 || this.status === 429 || (this.status >= 500 && this.status !== 507);
    }
}

/**
 * No answer came: there is no network, no server, or the answer was lost. Whether the request was carried out is not
 * known. Every request of this client may be repeated as it stands.
 */
export class Unreachable extends Error {
    override readonly name = "Unreachable";

    constructor(cause: unknown) {
        super("The server cannot be reached.", { cause });
    }
}

/** Whether it is worth trying again without anybody doing anything. */
export function passing(error: unknown): boolean {
    return error instanceof Unreachable || (error instanceof SyncError && error.passing);
}
