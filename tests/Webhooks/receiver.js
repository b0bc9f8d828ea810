// Verifies every request with the library that receivers use. PUT /secret sets the secret; what was verified, and what was not, is printed
// as a line of JSON each.
import { createServer } from "node:http";
import { Webhook } from "standardwebhooks";

let secret = "";

const read = async (request) => {
  const chunks = [];
  for await (const chunk of request) {
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
};

const server = createServer(async (request, response) => {
  const body = await read(request);
  if (request.method === "PUT") {
    secret = body;
    response.writeHead(204).end();
    return;
  }

  try {
    const event = new Webhook(secret).verify(body, request.headers);
    console.log(JSON.stringify({ verified: true, headers: request.headers, event }));
    response.writeHead(204).end();
  } catch (error) {
    console.log(JSON.stringify({ verified: false, error: String(error) }));
    response.writeHead(401).end();
  }
});

server.listen(0, "127.0.0.1", () => console.log(JSON.stringify({ port: server.address().port })));
process.stdin.on("end", () => process.exit(0)).resume();
