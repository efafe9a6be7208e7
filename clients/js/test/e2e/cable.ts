import { connect, createServer, type Server, type Socket } from "node:net";

/** A way to a server that can be cut: nothing gets through then, and who is connected notices. */
export class Cable {
    readonly #sockets = new Set<Socket>();
    readonly #server: Server;
    #whole = true;

    private constructor(to: number) {
        this.#server = createServer((socket) => {
            if (!this.#whole) {
                socket.destroy();
                return;
            }
            const onward = connect(to, "127.0.0.1");
            for (const [one, other] of [
                [socket, onward],
                [onward, socket],
            ] as const) {
                this.#sockets.add(one);
                one.pipe(other);
                one.on("error", () => other.destroy());
                one.on("close", () => {
                    this.#sockets.delete(one);
                    other.destroy();
                });
            }
        });
    }

    static async to(port: number): Promise<Cable> {
        const cable = new Cable(port);
        await new Promise<void>((resolve) => cable.#server.listen(0, "127.0.0.1", resolve));
        return cable;
    }

    get url(): string {
        return `http://127.0.0.1:${(this.#server.address() as { port: number }).port}`;
    }

    cut(): void {
        this.#whole = false;
        for (const socket of this.#sockets) {
            socket.destroy();
        }
    }

    mend(): void {
        this.#whole = true;
    }

    async close(): Promise<void> {
        this.cut();
        await new Promise((resolve) => this.#server.close(resolve));
    }
}
