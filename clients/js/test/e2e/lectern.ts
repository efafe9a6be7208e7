import { spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { fileURLToPath } from "node:url";

const SCRIPT = fileURLToPath(new URL("../../../../../lectern", import.meta.url));
const PATIENCE = 120_000;

export interface Lectern {
    readonly port: number;
    readonly url: string;
    stop(): Promise<void>;
}

/** A Lectern as a person starts it, on a free port of this machine and with a data folder that goes with it. */
export async function lectern(): Promise<Lectern> {
    const data = await mkdtemp(join(tmpdir(), "lectern-client-"));
    const port = await freePort();
    const settings = { LECTERN_DATA: data, LECTERN_HOST: "127.0.0.1", LECTERN_PORT: String(port) };
    const server = spawn(SCRIPT, ["serve"], {
        env: { ...process.env, ...settings, LECTERN_REGISTRATION: "open", LECTERN_LIMITS: "off" },
        stdio: ["ignore", "pipe", "pipe"],
    });
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
    return { port, url, stop };
}

export async function freePort(): Promise<number> {
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
