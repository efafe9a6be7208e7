import { connect, createServer, type Server, type Socket } from "node:net";

/** A way to a server on which every connection breaks after so many bytes. */
export class Cutter {
    readonly #server: Server;
    readonly #clients = new Set<Socket>();
    #cuts = 0;

    private constructor(to: number, every: number) {
        this.#server = createServer((client) => {
            const onward = connect(to, "127.0.0.1");
            this.#clients.add(client);
            let left = every;
            const cut = () => {
                this.#clients.delete(client);
                client.destroy();
                onward.destroy();
            };
            client.on("data", (bytes) => {
                const passed = bytes.subarray(0, left);
                left -= passed.length;
                if (!onward.write(passed)) {
                    client.pause();
                }
                if (left === 0) {
                    this.#cuts++;
                    cut();
                }
            });
            onward.on("drain", () => client.resume());
            onward.pipe(client);
            client.on("end", () => onward.end());
            for (const socket of [client, onward]) {
                socket.on("error", cut);
                socket.on("close", cut);
            }
        });
    }

    static async before(port: number, every: number): Promise<Cutter> {
        const cutter = new Cutter(port, every);
        await new Promise<void>((resolve) => cutter.#server.listen(0, "127.0.0.1", resolve));
        return cutter;
    }

    get url(): string {
        return `http://127.0.0.1:${(this.#server.address() as { port: number }).port}`;
    }

    /** How often it has cut. */
    get cuts(): number {
        return this.#cuts;
    }

    async close(): Promise<void> {
        const closed = new Promise((resolve) => this.#server.close(resolve));
        for (const client of this.#clients) {
            client.destroy();
        }
        await closed;
    }
}
