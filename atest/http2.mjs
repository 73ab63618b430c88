// A backend that speaks HTTP/2 over TLS and says by which version of HTTP each request came, or a client that asks one.
// node http2.mjs serve CERTIFICATE    prints its port; ends when its standard input is closed
// node http2.mjs ask URL              prints the answer
import { readFileSync } from "node:fs";
import { connect, createSecureServer } from "node:http2";

const [, , what, value] = process.argv;
if (what === "serve") {
  const pem = readFileSync(value);
  const server = createSecureServer({ key: pem, cert: pem, allowHTTP1: true }, (request, response) => {
    response.setHeader("content-type", "application/json");
    response.end(JSON.stringify({ version: request.httpVersion }));
  });
  server.listen(0, "127.0.0.1", () => console.log(server.address().port));
  process.stdin.resume().on("end", () => process.exit());
} else {
  const url = new URL(value);
  const session = connect(url.origin, { rejectUnauthorized: false });
  const request = session.request({ ":path": url.pathname });
  request.on("data", (data) => process.stdout.write(data));
  request.on("end", () => session.close());
}
