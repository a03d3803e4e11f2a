import assert from 'node:assert/strict';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import http from 'node:http';
import https from 'node:https';
import http2 from 'node:http2';
import net, { type AddressInfo } from 'node:net';
import { after, mock, test } from 'node:test';
import { makeCertificate } from '../testing/certificate.ts';
import { timed, until } from '../testing/until.ts';
import { isPublicAddress } from './public-address.ts';
import { createEgress, type Egress, type EgressOptions, resolveByDns } from './safe-fetch.ts';

const open: (() => void)[] = [];
after(() => {
  for (const close of open) close();
});

function egress(options: EgressOptions = {}): Egress {
  const made = createEgress(options);
  open.push(() => made.close());
  return made;
}

/** A server on loopback that counts who connects. */
async function listen(server: http.Server | https.Server | net.Server) {
  const seen = { connections: 0, bytes: 0 };
  server.on('connection', (socket: net.Socket) => {
    seen.connections++;
    socket.on('error', () => {});
    socket.on('data', (chunk) => {
      seen.bytes += chunk.byteLength;
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  open.push(() => {
    server.close();
    if (server instanceof http.Server || server instanceof https.Server) server.closeAllConnections();
  });
  const { port } = server.address() as AddressInfo;
  return { seen, port, at: `127.0.0.1:${port}`, url: `http://127.0.0.1:${port}` };
}

/** Counts the connections that anything in this process begins. */
async function connectionsDuring(work: () => Promise<unknown>): Promise<number> {
  let begun = 0;
  const count = () => {
    begun++;
  };
  subscribe('net.client.socket', count);
  try {
    await work();
  } finally {
    unsubscribe('net.client.socket', count);
  }
  return begun;
}

const dangerousAddresses = [
  ...['127.0.0.1', '127.255.255.254', '0.0.0.0', '0.1.2.3', '10.0.0.1', '172.16.0.1', '172.31.255.255', '192.168.1.1'],
  ...['169.254.169.254', '100.64.0.1', '100.100.100.200', '192.0.0.8', '192.0.2.1', '198.18.0.1', '198.51.100.7'],
  ...['203.0.113.9', '192.88.99.1', '224.0.0.1', '239.255.255.250', '240.0.0.1', '255.255.255.255', '168.63.129.16'],
  ...['::', '::1', '::7f00:1', '::127.0.0.1', '::a9fe:a9fe', '::ffff:127.0.0.1', '::ffff:7f00:1', '::ffff:10.0.0.1'],
  ...['::ffff:0:127.0.0.1', '64:ff9b::7f00:1', '64:ff9b::a9fe:a9fe', '64:ff9b:1::7f00:1', '2002:7f00:1::', '2001::1'],
  ...[
    '2001:0:7f00:1::',
    'fc00::1',
    'fd00:ec2::254',
    'fe80::1',
    'fec0::1',
    'ff02::1',
    '2001:db8::1',
    '3fff::1',
    '100::1',
  ],
  ...['100:0:0:1::1', '5f00::1', '4000::1', '2001:2::1', '2001:10::1', '2001:20::1', '::1%lo', 'fe80::1%eth0'],
];

for (const address of dangerousAddresses) {
  test(`${address} is not reached, neither by number nor by a name that leads there`, async () => {
    assert.equal(isPublicAddress(address), false);
    const begun = await connectionsDuring(async () => {
      const host = net.isIPv6(address) ? `[${address}]` : address;
      await assert.rejects(egress().request(`https://${host}/`), { name: 'EgressError', kind: 'refused' });
      const leadsThere = egress({ resolve: async () => [address] });
      await assert.rejects(leadsThere.request('https://hooks.stranger.example/'), { kind: 'refused' });
      const among = egress({ resolve: async () => ['93.184.215.14', address] });
      await assert.rejects(among.request('https://hooks.stranger.example/'), { kind: 'refused' });
      await assert.rejects(among.check('https://hooks.stranger.example/'), { kind: 'refused' });
    });
    assert.equal(begun, 0);
  });
}

const dangerousSpellings = [
  ...['https://2130706433/', 'https://0x7f.1/', 'https://0177.0.0.1/', 'https://127.1/', 'https://127。0。0。1/'],
  ...['https://１２７.0.0.1/', 'https://0x7f000001/', 'https://0/', 'https://127.0.0.1./', 'https://%31%32%37.0.0.1/'],
  ...['https://localhost/', 'https://LOCALHOST/', 'https://localhost./', 'https://a.localhost/', 'https://[::]/'],
  ...['https://[::ffff:127.0.0.1]/', 'https://[::127.0.0.1]/', 'https://[0:0:0:0:0:0:0:1]/', 'https://①②⑦.0.0.1/'],
  ...['http://hooks.stranger.example/', 'https://hooks.stranger.example:8443/', 'https://hooks.stranger.example:80/'],
  ...['https://user@hooks.stranger.example/', 'https://user:pw@hooks.stranger.example/', 'https://:pw@a.example/'],
  ...['ftp://a.example/', 'file:///etc/passwd', 'data:text/plain,x', 'javascript:alert(1)', 'gopher://a.example/'],
  ...[
    '//a.example/',
    '/etc/passwd',
    'a.example',
    '',
    ' ',
    'https://',
    'https:///',
    'unix:/run/docker.sock',
    'https://a b/',
  ],
  ...['https://127.0.0.1:443@hooks.stranger.example:22/', 'https://hooks.stranger.example:99999/', 'http://[::1]:80/'],
];

test('an address in a strange spelling, of another scheme or port, or with a password in it, is refused as it stands', async () => {
  const public_ = egress({ resolve: async () => ['93.184.215.14'] });
  const begun = await connectionsDuring(async () => {
    for (const address of dangerousSpellings) {
      assert.throws(() => public_.parse(address), { name: 'EgressError', kind: 'refused' }, address);
      await assert.rejects(public_.request(address), { kind: 'refused' }, address);
      await assert.rejects(public_.check(address), { kind: 'refused' }, address);
    }
  });
  assert.equal(begun, 0);
});

test('public addresses pass', () => {
  for (const address of ['93.184.215.14', '1.1.1.1', '8.8.8.8', '2606:4700:4700::1111', '2a00:1450:4001:80b::200e'])
    assert.equal(isPublicAddress(address), true, address);
  assert.equal(egress().parse('https://Hooks.Example./a?b#c').href, 'https://hooks.example/a?b');
  assert.equal(egress().parse('https://hooks.example:443/').href, 'https://hooks.example/');
});

test('a name that leads elsewhere once it was checked reaches no other machine: the connection is pinned', async () => {
  const inside = await listen(net.createServer());
  const answers = [['93.184.215.14', '2606:2800:21f::1'], ['127.0.0.1'], ['127.0.0.1']];
  let asked = 0;
  const flips = egress({ resolve: async () => answers[Math.min(asked++, 2)] ?? [] });
  const wanted: string[] = [];
  // The machine's own doing is looked at in place of the internet: which addresses would be tried.
  const connect = mock.method(net, 'connect', (options: net.TcpNetConnectOpts) => {
    options.lookup?.(options.host ?? '', { all: true }, (_error, found) => {
      for (const { address } of Array.isArray(found) ? found : []) wanted.push(address);
    });
    const socket = new net.Socket();
    process.nextTick(() => socket.destroy(Object.assign(new Error('no'), { code: 'ENETUNREACH' })));
    return socket;
  });
  try {
    const target = await flips.check('https://hooks.stranger.example/');
    await assert.rejects(target.connect(), { kind: 'unreachable' });
    await assert.rejects(target.connect(), { kind: 'unreachable' });
    assert.deepEqual(wanted, [...(answers[0] ?? []), ...(answers[0] ?? [])]);
    assert.equal(asked, 1);
    await assert.rejects(flips.request('https://hooks.stranger.example/'), { kind: 'refused' });
    assert.equal(connect.mock.callCount(), 2);
  } finally {
    connect.mock.restore();
  }
  assert.equal(inside.seen.connections, 0);
});

test('a connection that ends up elsewhere than where it was meant to go is cut before a byte is sent', async () => {
  const inside = await listen(net.createServer());
  const { connect } = net;
  const bent = mock.method(net, 'connect', () => connect(inside.port, '127.0.0.1'));
  try {
    const anyone = egress({ resolve: async () => ['93.184.215.14'] });
    await assert.rejects(anyone.request('https://hooks.stranger.example/'), { kind: 'refused' });
  } finally {
    bent.mock.restore();
  }
  assert.equal(inside.seen.bytes, 0);
});

test('all addresses that a DNS server knows are looked at, and a name that flips is refused at its next turn', async () => {
  const server = createSocket('udp4');
  let turn = 0;
  server.on('message', (query, from) => {
    const isA = query.readUInt16BE(query.length - 4 - additionalBytes(query)) === 1;
    const address = isA && turn++ === 0 ? [93, 184, 215, 14] : [127, 0, 0, 1];
    server.send(answerTo(query, isA ? [address] : []), from.port);
  });
  server.bind(0, '127.0.0.1');
  await once(server, 'listening');
  open.push(() => server.close());
  const dns = [`127.0.0.1:${server.address().port}`];
  const asking = egress({ resolve: (name, signal) => resolveByDns(name, signal, dns) });
  assert.equal((await asking.check('https://flips.stranger.example/')).url.hostname, 'flips.stranger.example');
  await assert.rejects(asking.check('https://flips.stranger.example/'), { kind: 'refused' });
});

test('a DNS server that does not answer costs no more than the time to connect', async () => {
  const server = createSocket('udp4').bind(0, '127.0.0.1');
  await once(server, 'listening');
  open.push(() => server.close());
  const dns = [`127.0.0.1:${server.address().port}`];
  const asking = egress({ resolve: (name, signal) => resolveByDns(name, signal, dns) });
  const ms = await timed(
    assert.rejects(asking.request('https://mute.stranger.example/', { connectTimeoutMs: 300 }), { kind: 'timeout' }),
  );
  assert.ok(ms >= 290);
});

test('a redirect is an answer: nobody goes where it points', async () => {
  const inside = await listen(http.createServer((_, res) => res.end('secrets')));
  const outside = await listen(
    http.createServer((_, res) => res.writeHead(302, { location: `${inside.url}/latest/meta-data` }).end('over there')),
  );
  const answer = await egress({ allow: [outside.at] }).request(outside.url, { method: 'POST', body: 'x' });
  assert.equal(answer.status, 302);
  assert.equal(answer.body.toString(), 'over there');
  assert.equal(inside.seen.connections, 0);
});

test('only what the operator has named is reached inside: this host and port, in this spelling', async () => {
  const named = await listen(http.createServer((req, res) => res.end(`${req.method} ${req.url} ${req.headers.host}`)));
  const other = await listen(http.createServer((_, res) => res.end()));
  const out = egress({ allow: [named.at], resolve: async () => ['127.0.0.1'] });
  const answer = await out.request(`${named.url}/a?b=c`, { method: 'PUT', body: 'é' });
  assert.equal(answer.body.toString(), `PUT /a?b=c ${named.at}`);
  for (const address of [
    other.url,
    `https://127.0.0.1:${other.port}/`,
    `http://stranger.example:${named.port}/`,
    `https://stranger.example:${named.port}/`,
    `http://user@${named.at}/`,
    `http://[::1]:${named.port}/`,
  ])
    await assert.rejects(out.request(address), { kind: 'refused' }, address);
  assert.equal(other.seen.connections, 0);
  assert.equal(named.seen.connections, 1);
});

test('ten megabytes of answer are read no further than 64 KB', async () => {
  const server = await listen(
    http.createServer((_, res) => {
      res.on('error', () => {});
      const piece = Buffer.alloc(64 * 1024, 'x');
      const more = () => {
        while (!res.destroyed) if (!res.write(piece)) return void res.once('drain', more);
      };
      more();
    }),
  );
  const answer = await egress({ allow: [server.at] }).request(server.url);
  assert.equal(answer.status, 200);
  assert.equal(answer.body.byteLength, 64 * 1024);
});

test('who does not answer, or drips, is given up in time', async () => {
  const mute = await listen(net.createServer());
  const dripping = await listen(
    http.createServer((_, res) => {
      const drip = setInterval(() => res.write('.'), 20);
      res.on('close', () => clearInterval(drip));
    }),
  );
  const out = egress({ allow: [mute.at, dripping.at] });
  const limits = { timeoutMs: 250, connectTimeoutMs: 250 };
  await assert.rejects(out.request(mute.url, limits), { kind: 'timeout' });
  await assert.rejects(out.request(`https://${mute.at}/`, limits), { kind: 'timeout' });
  await assert.rejects(out.request(dripping.url, limits), { kind: 'timeout' });
  await until(() => assert.equal(mute.seen.connections, 2));
});

test('who stops waiting is told so, and the connection ends', async () => {
  let asked = () => {};
  const isAsked = new Promise<void>((resolve) => (asked = resolve));
  const ended = Promise.withResolvers<void>();
  const server = await listen(
    http.createServer((req) => {
      asked();
      req.on('close', () => ended.resolve());
    }),
  );
  const stop = new AbortController();
  const asking = egress({ allow: [server.at] }).request(server.url, { signal: stop.signal });
  await isAsked;
  stop.abort();
  await assert.rejects(asking, { kind: 'aborted' });
  await ended.promise;
});

test('a closed port and an answer that breaks off are told as unreachable', async () => {
  const closed = await listen(net.createServer());
  open.pop()?.();
  const breaking = await listen(
    http.createServer((_, res) => {
      res.writeHead(200, { 'content-length': '100' });
      res.write('half', () => res.destroy());
    }),
  );
  const garbage = await listen(net.createServer((socket) => socket.end('SSH-2.0-OpenSSH_9.2\r\n')));
  const out = egress({ allow: [closed.at, breaking.at, garbage.at] });
  for (const { url } of [closed, breaking, garbage]) await assert.rejects(out.request(url), { kind: 'unreachable' });
});

test('a replaced origin is still checked as what it says it is, and proves its name', async () => {
  const { key, cert } = makeCertificate(['hooks.vendor.example']);
  const fake = await listen(https.createServer({ key, cert }, (req, res) => res.end(req.headers.host)));
  const to = `https://${fake.at}`;
  const upstreams = new Map(
    ['hooks.vendor.example', 'other.example', '10.0.0.1'].map((host) => [`https://${host}`, to]),
  );
  const trusting = egress({ upstreams, ca: cert });
  const answer = await trusting.request('https://hooks.vendor.example/x');
  assert.equal(answer.body.toString(), 'hooks.vendor.example');
  await assert.rejects(trusting.request('https://10.0.0.1/'), { kind: 'refused' });
  await assert.rejects(trusting.request('https://other.example/'), /ERR_TLS_CERT_ALTNAME_INVALID/);
  await assert.rejects(egress({ upstreams }).request('https://hooks.vendor.example/'), /DEPTH_ZERO_SELF_SIGNED_CERT/);
});

test('a checked target carries HTTP/2 to whom it names', async () => {
  const { key, cert } = makeCertificate(['push.vendor.example']);
  const fake = http2.createSecureServer({ key, cert }, (req, res) => res.end(req.authority));
  fake.listen(0, '127.0.0.1');
  await once(fake, 'listening');
  const { port } = fake.address() as AddressInfo;
  const upstreams = new Map([['https://push.vendor.example', `https://127.0.0.1:${port}`]]);
  const { url, connect } = await egress({ upstreams, ca: cert }).check('https://push.vendor.example/send');
  const socket = await connect({ protocols: ['h2'] });
  const session = http2.connect(url.origin, { createConnection: () => socket });
  const stream = session.request({ ':path': url.pathname }).setEncoding('utf8');
  assert.deepEqual(await stream.toArray(), ['push.vendor.example:443']);
  session.close();
  fake.close();
});

test('requests to one origin share a connection, and one that was closed meanwhile is replaced', async () => {
  const server = http.createServer((req, res) => res.end(req.url));
  const there = await listen(server);
  const out = egress({ allow: [there.at] });
  for (let i = 0; i < 20; i++) await out.request(there.url);
  assert.equal(there.seen.connections, 1);
  server.closeAllConnections();
  const answers = await Promise.all(['/a', '/b', '/c'].map((path) => out.request(`${there.url}${path}`)));
  assert.deepEqual(
    answers.map(({ body }) => body.toString()),
    ['/a', '/b', '/c'],
  );
});

test('however many strangers there are, few connections are kept, and few go to one of them at once', async () => {
  let most = 0;
  let now = 0;
  const server = http.createServer((_, res) => {
    most = Math.max(most, ++now);
    setImmediate(() => {
      now--;
      res.end();
    });
  });
  const there = await listen(server);
  const origins = Array.from({ length: 130 }, (_, i) => `https://h${i}.example`);
  const out = egress({ upstreams: new Map(origins.map((origin) => [origin, there.url])) });
  for (const origin of origins) assert.equal((await out.request(origin)).status, 200);
  await until(async () => {
    const kept = await new Promise<number>((resolve) => server.getConnections((_, count) => resolve(count)));
    assert.ok(kept <= 100, `${kept} connections are kept`);
  });
  const [first = ''] = origins;
  await Promise.all(Array.from({ length: 60 }, () => out.request(first)));
  assert.ok(most <= 10, `${most} at once`);
});

/** The bytes of an OPT record at the end of a question. */
function additionalBytes(query: Buffer): number {
  return query.readUInt16BE(10) === 0 ? 0 : 11 + query.readUInt16BE(query.length - 2);
}

/** A DNS answer with these addresses (RFC 1035 section 4). */
function answerTo(query: Buffer, addresses: number[][]): Buffer {
  const question = query.subarray(12, query.length - additionalBytes(query));
  const head = Buffer.from([...query.subarray(0, 2), 0x81, 0x80, 0, 1, 0, addresses.length, 0, 0, 0, 0]);
  const records = addresses.map((address) => Buffer.from([0xc0, 0x0c, 0, 1, 0, 1, 0, 0, 0, 0, 0, 4, ...address]));
  return Buffer.concat([head, question, ...records]);
}
