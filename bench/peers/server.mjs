// What callroom is measured against: the official Socket.IO server, with handlers that do what callroom's do for the same
// events: the token's signature and times are checked at CONNECT, a room admits its session's two people, a relay goes
// only to a socket of the sender's room and says `from` instead of `to`, and whoever asked for an ack gets one.
//
//   JWT_SECRET=… PLAN=plan.tsv [TLS_CERT_FILE=… TLS_KEY_FILE=…] node server.mjs ws|uws      prints {"port":N}
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { createRequire } from 'node:module';
import { createHmac, timingSafeEqual } from 'node:crypto';
import { Server } from 'socket.io';

const engine = process.argv[2];
const { JWT_SECRET: secret, TLS_CERT_FILE: certificate, TLS_KEY_FILE: key } = process.env;

/** Room to the ids of the two who may enter it. */
const rooms = new Map(
  readFileSync(process.env.PLAN, 'utf8').trimEnd().split('\n').map((line) => {
    const [, room, client, psychologist] = line.split('\t');
    return [room, [client, psychologist]];
  }),
);

/** The claims of a valid HS256 token; null for any other. */
function verify(token) {
  const [head, body, signature, ...rest] = String(token).split('.');
  if (!signature || rest.length > 0) return null;
  const expected = createHmac('sha256', secret).update(`${head}.${body}`).digest();
  const given = Buffer.from(signature, 'base64url');
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return null;
  if (JSON.parse(Buffer.from(head, 'base64url')).alg !== 'HS256') return null;
  const claims = JSON.parse(Buffer.from(body, 'base64url'));
  return claims.exp > Date.now() / 1000 ? claims : null;
}

const refused = (code) => ({ ok: false, error: { code } });

function serve(io) {
  io.use((socket, next) => {
    const claims = verify(socket.handshake.auth.token);
    if (!claims) return next(new Error('AUTHENTICATION_FAILED'));
    socket.data.user = claims.sub;
    next();
  });
  io.on('connection', (socket) => {
    const answer = (ack, result) => {
      if (ack) ack(result);
      else if (!result.ok) socket.emit('error', result.error);
    };
    socket.on('join-room', ({ roomId }, ack) => {
      if (!rooms.get(roomId)?.includes(socket.data.user)) return answer(ack, refused('PERMISSION_DENIED'));
      socket.join(roomId);
      socket.data.room = roomId;
      socket.to(roomId).emit('user-joined', { socketId: socket.id, userId: socket.data.user });
      answer(ack, { ok: true, self: { socketId: socket.id } });
    });
    socket.on('leave-room', ({ roomId }, ack) => {
      if (socket.data.room !== roomId) return answer(ack, refused('PERMISSION_DENIED'));
      socket.leave(roomId);
      socket.data.room = undefined;
      socket.to(roomId).emit('user-left', { socketId: socket.id, userId: socket.data.user, reason: 'left' });
      answer(ack, { ok: true });
    });
    for (const event of ['offer', 'answer', 'ice-candidate']) {
      socket.on(event, ({ to, ...rest }, ack) => {
        const addressee = io.sockets.sockets.get(to);
        if (!socket.data.room || addressee?.data.room !== socket.data.room) {
          return answer(ack, refused('PERMISSION_DENIED'));
        }
        addressee.emit(event, { ...rest, from: socket.id });
        answer(ack, { ok: true });
      });
    }
  });
}

const started = (port) => console.log(JSON.stringify({ port }));

if (engine === 'ws') {
  const http = certificate ? createTlsServer({ cert: readFileSync(certificate), key: readFileSync(key) }) : createServer();
  serve(new Server(http));
  http.listen({ port: 0, host: '127.0.0.1', backlog: 4096 }, () => started(http.address().port));
} else if (engine === 'uws') {
  const { App, SSLApp, us_socket_local_port } = createRequire(import.meta.url)('@trufflesuite/uws-js-unofficial');
  const app = certificate ? SSLApp({ cert_file_name: certificate, key_file_name: key }) : App();
  const io = new Server();
  io.attachApp(app);
  serve(io);
  app.listen('127.0.0.1', 0, (socket) => {
    if (!socket) throw new Error('cannot listen');
    started(us_socket_local_port(socket));
  });
} else {
  throw new Error('which engine? ws or uws');
}
