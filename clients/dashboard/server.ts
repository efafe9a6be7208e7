import { spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { fileURLToPath } from "node:url";

const SCRIPT = fileURLToPath(new URL("../../../../lectern", import.meta.url));
const PATIENCE = 120_000;

export const PASSWORD = "correct horse";

/** A Lectern as a person starts it, on a free port of this machine and with a data folder that goes with it. */
export class Server {
    private constructor(
        readonly url: string,
        readonly stop: () => Promise<void>,
        private readonly settings: NodeJS.ProcessEnv,
        private readonly output: () => string,
    ) {}

    static async start(): Promise<Server> {
        const data = await mkdtemp(join(tmpdir(), "lectern-dashboard-"));
        const port = await freePort();
        const settings = {
            ...process.env,
            LECTERN_DATA: data,
            LECTERN_HOST: "127.0.0.1",
            LECTERN_PORT: String(port),
            LECTERN_LIMITS: "off",
            LECTERN_REGISTRATION: "invite",
        };
        const server = spawn(SCRIPT, ["serve"], { env: settings, stdio: ["ignore", "pipe", "pipe"] });
        let said = "";
        for (const output of [server.stdout, server.stderr]) {
            output.on("data", (part) => {
                said += part;
            });
        }
        const ended = new Promise<void>((resolve) => server.once("exit", () => resolve()));
        const url = `http://127.0.0.1:${port}`;
        const stop = async () => {
            server.kill();
            await ended;
            await rm(data, { recursive: true, force: true });
        };
        const deadline = Date.now() + PATIENCE;
        while (!(await answers(url))) {
            if (server.exitCode !== null || Date.now() > deadline) {
                await stop();
                throw new Error(`Lectern did not start:\n${said}`);
            }
            await setTimeout(50);
        }
        return new Server(url, stop, settings, () => said);
    }

    /** What it has said on its terminal. */
    said(): string {
        return this.output();
    }

    /** A command of the operator, such as `user add ana`; resolves to what it says. */
    async run(input: string, ...command: string[]): Promise<string> {
        const process = spawn(SCRIPT, command, { env: this.settings, stdio: ["pipe", "pipe", "pipe"] });
        let said = "";
        for (const output of [process.stdout, process.stderr]) {
            output.on("data", (part) => {
                said += part;
            });
        }
        process.stdin.end(`${input}\n`);
        const code = await new Promise((resolve) => process.once("close", resolve));
        if (code !== 0) {
            throw new Error(`lectern ${command.join(" ")} ended with ${code}:\n${said}`);
        }
        return said;
    }
}

async function freePort(): Promise<number> {
    const socket = createServer();
    await new Promise<void>((resolve) => socket.listen(0, "127.0.0.1", resolve));
    const { port } = socket.address() as { port: number };
    await new Promise((resolve) => socket.close(resolve));
    return port;
}

async function answers(url: string): Promise<boolean> {
    try {
        return (await fetch(`${url}/health`)).ok;
    } catch {
        return false;
    }
}
