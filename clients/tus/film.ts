import { createHash, randomBytes } from "node:crypto";
import { Readable } from "node:stream";
import type { FileReader, FileSource, SliceResult } from "tus-js-client";

const BLOCK = 1024 * 1024;

/** Many bytes that take no room: blocks of noise, each with its number in front, so that none may take another's place. */
export class Film {
    readonly #noise = randomBytes(BLOCK);

    constructor(readonly size: number) {}

    /** Those from `start` up to, and without, `end`. */
    *bytes(start: number, end: number): Generator<Buffer> {
        for (let at = start; at < end; ) {
            const from = at % BLOCK;
            const to = Math.min(BLOCK, from + end - at);
            yield this.#block(Math.floor(at / BLOCK)).subarray(from, to);
            at += to - from;
        }
    }

    #block(number: number): Buffer {
        const block = Buffer.from(this.#noise);
        block.writeDoubleBE(number);
        return block;
    }

    digest(): string {
        const hash = createHash("sha256");
        for (const block of this.bytes(0, this.size)) {
            hash.update(block);
        }
        return hash.digest("base64");
    }

    /** How the tus client reads it. */
    reader(): FileReader {
        return { openFile: async () => this.#source() };
    }

    #source(): FileSource {
        return {
            size: this.size,
            slice: async (start: number, end: number): Promise<SliceResult> => {
                const last = Math.min(end, this.size);
                const bytes = Readable.from(this.bytes(start, last), { objectMode: false });
                return { value: Object.assign(bytes, { size: last - start }), done: last === this.size };
            },
            close: () => {},
        };
    }
}
