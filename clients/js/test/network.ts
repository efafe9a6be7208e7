/** What lies between a device and the server: it can be down, lose answers to requests that arrived, and stop streams. */
export class Network {
    online = true;
    /** Streams are collected on the way, and nothing of them arrives. */
    swallows = false;
    /** `PUT /store/notes%2Fa`, in the order they were sent. */
    readonly requests: string[] = [];
    /** How many of the next answers to this method get lost. */
    readonly #lost = new Map<string, number>();
    readonly #streams = new Set<Stream>();

    constructor(readonly server: typeof fetch) {}

    readonly fetch: typeof fetch = async (input, init) => {
        const request = new Request(input, init);
        this.requests.push(`${request.method} ${new URL(request.url).pathname}`);
        if (!this.online) {
            throw new TypeError("fetch failed");
        }
        const response = await this.server(request);
        if (this.#loses(request.method) || !this.online) {
            await response.body?.cancel();
            throw new TypeError("terminated");
        }
        const streams = response.headers.get("Content-Type") === "text/event-stream";
        return streams ? new Response(this.#passed(response.body!), response) : response;
    };

    /** How many requests began like this. */
    count(request: string): number {
        return this.requests.filter((one) => one.startsWith(request)).length;
    }

    loseAnswers(method: string, count = 1): void {
        this.#lost.set(method, count);
    }

    /** Nothing arrives any more, and who is connected notices. */
    cut(): void {
        this.online = false;
        for (const stream of this.#streams) {
            stream.error(new TypeError("terminated"));
        }
        this.#streams.clear();
    }

    /** All is well from now on. */
    heal(): void {
        this.online = true;
        this.#lost.clear();
    }

    /** The streams there are say nothing any more, and nobody notices. */
    mute(): void {
        this.#streams.clear();
    }

    #loses(method: string): boolean {
        const left = this.#lost.get(method) ?? 0;
        this.#lost.set(method, left - 1);
        return left > 0;
    }

    #passed(body: ReadableStream<Uint8Array>): ReadableStream<Uint8Array> {
        const reader = body.getReader();
        return new ReadableStream<Uint8Array>({
            start: async (stream) => {
                this.#streams.add(stream);
                for (let next = await reader.read(); !next.done; next = await reader.read()) {
                    if (this.#streams.has(stream) && !this.swallows) {
                        stream.enqueue(next.value);
                    }
                }
                if (this.#streams.delete(stream)) {
                    stream.close();
                }
            },
        });
    }
}

type Stream = ReadableStreamDefaultController<Uint8Array>;
