/**
 * The floor under every stream: bare sockets that are sent prepared bytes. Takes {head, frame} (base64) on its first line
 * of standard input and prints its port; with each further line the frame goes to everyone.
 */
import { createServer, type Socket } from 'node:net';
import { createInterface } from 'node:readline';

const sockets = new Set<Socket>();
let frame: Buffer | undefined;

for await (const line of createInterface({ input: process.stdin })) {
  if (frame) for (const socket of sockets) socket.write(frame);
  else frame = start(JSON.parse(line) as { head: string; frame: string });
}

function start(given: { head: string; frame: string }): Buffer {
  const head = Buffer.from(given.head, 'base64');
  const server = createServer({ noDelay: true }, (socket) => {
    socket.on('error', () => {});
    socket.on('close', () => sockets.delete(socket));
    socket.once('data', () => {
      sockets.add(socket);
      socket.write(head);
    });
  });
  server.listen({ port: 0, host: '127.0.0.1', backlog: 4_096 }, () => {
    const address = server.address();
    if (address && typeof address === 'object') console.log(address.port);
  });
  return Buffer.from(given.frame, 'base64');
}
