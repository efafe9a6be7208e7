// Serves the notes app on this machine: node example/serve.js [port]
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { extname } from "node:path";

const ROOT = new URL("../", import.meta.url);
const TYPES = { ".html": "text/html", ".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml" };

const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url ?? "/", "http://localhost");
    const file = pathname.endsWith("/") ? `${pathname}index.html` : pathname;
    const type = TYPES[extname(file)];
    try {
        if (!/^\/(example|dist)\/[\w.-]+$/.test(file) || !type) {
            throw new Error("no such file");
        }
        const body = await readFile(new URL(`.${file}`, ROOT));
        response
            .writeHead(200, { "Content-Type": `${type}; charset=utf-8`, "Cache-Control": "no-cache" })
            .end(body);
    } catch {
        response.writeHead(pathname === "/" ? 302 : 404, { Location: "/example/" }).end();
    }
});

server.listen(Number(process.argv[2] ?? 8000), "127.0.0.1", () => {
    console.log(`http://127.0.0.1:${server.address().port}/example/`);
});
