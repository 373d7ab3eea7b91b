import assert from 'node:assert/strict';
import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { test, type TestContext } from 'node:test';
import { FrameReader, type RemotingFrame } from './frame.ts';
import { openRemotingLink, RemotingRefusal, RemotingUnreachableError } from './remoting-link.ts';

const times = { openMs: 20_000, requestMs: 20_000 };

/** A server that hands each request to `answer`. */
async function serve(t: TestContext, answer: (frame: RemotingFrame, socket: Socket) => void) {
  const server = createServer((socket) => {
    const reader = new FrameReader();
    socket.on('error', () => undefined);
    socket.on('data', (piece: Buffer) => {
      for (const frame of reader.push(piece)) answer(frame, socket);
    });
    sockets.add(socket);
  });
  const sockets = new Set<Socket>();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.after(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return {
    address: '127.0.0.1',
    port: (server.address() as AddressInfo).port,
    login: null,
    authorityPem: null,
  };
}

function answerFrame(opaque: number, code: number, remark: string): Buffer {
  const header = Buffer.from(
    `{"code":${code},"flag":1,"opaque":${opaque},"remark":${JSON.stringify(remark)}}`,
  );
  const lengths = Buffer.alloc(8);
  lengths.writeInt32BE(4 + header.length, 0);
  lengths.writeInt32BE(header.length, 4);
  return Buffer.concat([lengths, header]);
}

test('answers find their requests in whatever order they come', async (t) => {
  const held: RemotingFrame[] = [];
  const target = await serve(t, (frame, socket) => {
    held.push(frame);
    if (held.length < 3) return;
    for (const { opaque, code } of held.toReversed()) socket.write(answerFrame(opaque, 0, `to ${code}`));
  });
  const link = await openRemotingLink(target, times);
  const remarks = await Promise.all([17, 21, 105].map(async (code) => (await link.call({ code })).remark));
  assert.deepEqual(remarks, ['to 17', 'to 21', 'to 105']);
  link.close();
  assert.ok(!link.isOpen);
});

test('a refusal tells its code and the first line of what was said', async (t) => {
  const target = await serve(t, ({ opaque }, socket) => {
    socket.write(answerFrame(opaque, 17, 'no such topic\n\tat some.Class'));
  });
  const link = await openRemotingLink(target, times);
  await assert.rejects(link.call({ code: 10 }), (error) => {
    assert.ok(error instanceof RemotingRefusal);
    assert.equal(error.code, 17);
    assert.match(error.message, /code 10 with 17: no such topic$/);
    return true;
  });
  link.close();
});

test('a request that is never answered ends in time, and the connection serves others', async (t) => {
  const target = await serve(t, ({ opaque, code }, socket) => {
    if (code !== 343) socket.write(answerFrame(opaque, 0, ''));
  });
  const link = await openRemotingLink(target, { openMs: 20_000, requestMs: 50 });
  await assert.rejects(link.call({ code: 343 }), /did not answer a request of code 343 in 50 ms/);
  link.close();
  const patient = await openRemotingLink(target, times);
  assert.equal((await patient.call({ code: 28 })).code, 0);
  patient.close();
});

test('requests under way fail when the connection ends', async (t) => {
  const target = await serve(t, (_, socket) => socket.destroy());
  const link = await openRemotingLink(target, times);
  await assert.rejects(link.call({ code: 28 }), RemotingUnreachableError);
  assert.ok(!link.isOpen);
  await assert.rejects(link.call({ code: 28 }), RemotingUnreachableError);
});

test('where nothing listens, the address is named; an abort gives its own reason', async (t) => {
  const target = await serve(t, () => undefined);
  await assert.rejects(openRemotingLink({ ...target, port: 1 }, times), /127\.0\.0\.1:1: .*ECONNREFUSED/);
  const link = await openRemotingLink(target, times);
  const reason = new Error('enough');
  const controller = new AbortController();
  const call = link.call({ code: 28 }, controller.signal);
  controller.abort(reason);
  await assert.rejects(call, reason);
  link.close();
});
