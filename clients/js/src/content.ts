export type Bytes = Uint8Array<ArrayBuffer>;

/** What is kept under a key. The server looks into none of it. */
export interface Content {
    readonly body: Bytes;
    /** The media type, `text/plain; charset=utf-8` for instance. */
    readonly type: string;
    /** Up to 8000 visible ASCII characters that belong to these bytes; gone when the next content brings none. */
    readonly meta?: string;
}

export function text(value: string, type = "text/plain; charset=utf-8"): Content {
    return { body: new TextEncoder().encode(value), type };
}

export function textOf(content: Content): string {
    return new TextDecoder().decode(content.body);
}

export function json(value: unknown): Content {
    return text(JSON.stringify(value), "application/json");
}

export function jsonOf<T>(content: Content): T {
    return JSON.parse(textOf(content)) as T;
}

export function same(one: Content, other: Content): boolean {
    return (
        one.type === other.type &&
        one.meta === other.meta &&
        one.body.length === other.body.length &&
        one.body.every((byte, at) => byte === other.body[at])
    );
}
