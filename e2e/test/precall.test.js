// The lobby's connection test in networks of every kind, against a real relay: what it finds, what it makes of it in words,
// and that nobody waits for it longer than is promised.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { launch } from '../support/browsers/index.js';
import { Network } from '../support/network.js';
import { Person } from '../support/person.js';
import { Relay, RELAY_SECRET } from '../support/relay.js';
import { Server } from '../support/server.js';

/** The page promises: at most eight seconds. A busy machine draws the verdict a little later, ms. */
const PROMISED = 8_000;
const DRAWN_WITHIN = 500;
/** Nothing listens there: an operator's typing error. */
const WRONG_PORT = 3999;
/** Up to the relay and down again a packet meets this twice: a fifth is gone. */
const LOSS_PERCENT = 10;

const skip = await Network.unavailable();
let network;
let relay;
let server;
let browser;
let home;

before(async () => {
  if (skip) return;
  network = await Network.open();
  home = network.client;
  [relay, server] = await Promise.all([Relay.start(network), Server.start({ TURN_SECRET: RELAY_SECRET }, network)]);
  browser = await launch('chromium', { namespace: home.namespace, insecureOrigin: server.origin });
});
after(async () => {
  await browser?.close();
  await server?.stop();
  await relay?.stop();
  network?.close();
});

/** Somebody in the lobby of a server with these STUN and TURN servers. */
async function inTheLobby(t, iceServers) {
  await server.restart({ STUN_SERVER_URL: undefined, TURN_SERVER_URL: undefined, ...iceServers });
  const client = await server.addUser('Client Example', 'client');
  const psychologist = await server.addUser('Psychologist Example', 'psychologist');
  const session = await server.addSession(client, psychologist);
  const person = await Person.open(browser, server.link(session, client));
  t.after(() => person.close());
  await person.answerForDevices();
  await person.get('connection-run').waitFor();
  return person;
}

/** Presses the button and reads what is shown at the end; how long it took is told by the page's own clock. */
async function testsConnection(t, person, screenshot) {
  const seen = await person.page.evaluate(async () => {
    const find = (id) => document.querySelector(`[data-testid="${id}"]`);
    const pressed = performance.now();
    const shown = new Promise((resolve) => {
      const observer = new MutationObserver(() => {
        if (!find('connection-verdict')) return;
        observer.disconnect();
        resolve(performance.now());
      });
      observer.observe(document.body, { childList: true, subtree: true });
    });
    find('connection-run').click();
    const tookMs = (await shown) - pressed;
    const verdict = find('connection-verdict');
    return { tookMs, kind: verdict.dataset.verdict, reasons: verdict.dataset.reasons.split(' '), words: verdict.innerText };
  });
  await person.page.click('[data-testid=connection-details] summary');
  await person.get('step-loss').waitFor();
  seen.steps = await person.page.evaluate(() =>
    Object.fromEntries(
      [...document.querySelectorAll('[data-testid=connection-details] [data-testid^=step-]')].map(({ dataset, innerText }) => [
        dataset.testid.replace('step-', ''),
        { state: dataset.state, words: innerText },
      ]),
    ),
  );
  await person.screenshot(`precall-${screenshot}`);
  t.diagnostic(`${seen.kind} after ${Math.round(seen.tookMs)} ms: ${seen.words.split('\n').slice(0, 2).join(' ')}`);
  for (const { words } of Object.values(seen.steps)) t.diagnostic(words.replaceAll('\n', ' | '));
  assert.ok(seen.tookMs <= PROMISED + DRAWN_WITHIN, `it took ${seen.tookMs} ms`);
  return seen;
}

test('a relay over UDP and TCP: ready, measured through the relay', { skip }, async (t) => {
  const person = await inTheLobby(t, { STUN_SERVER_URL: relay.stun, TURN_SERVER_URL: `${relay.udp},${relay.tcp}` });
  const { kind, words, steps } = await testsConnection(t, person, 'ready');
  assert.equal(kind, 'ready');
  assert.match(words, /ready for the call/);
  assert.equal(steps.udp.state, 'ok');
  assert.equal(steps.relay.state, 'ok');
  assert.match(steps.relay.words, /over (TCP, )?UDP/);
  // Only the loop through the relay tells of losses; the server, asked over HTTP, cannot.
  assert.match(steps.loss.words, /ms there and back.*% lost/s);
  assert.match(steps.throughput.words, /Mbit\/s sending.*Mbit\/s receiving/s);
});

test('a relay over TCP alone: the relay carries it, and the details say why it is weak', { skip }, async (t) => {
  const person = await inTheLobby(t, { STUN_SERVER_URL: relay.stun, TURN_SERVER_URL: relay.tcp });
  const { kind, reasons, steps } = await testsConnection(t, person, 'tcp-relay');
  assert.equal(kind, 'ready');
  assert.equal(steps.udp.state, 'ok');
  assert.equal(steps.relay.state, 'poor');
  assert.match(steps.relay.words, /over TCP or TLS only/);
  assert.ok(reasons.includes('RELAY_TCP_ONLY'), reasons.join());
  assert.match(steps.loss.words, /% lost/);
});

test('UDP is blocked: a call will work, by the relay over TCP', { skip }, async (t) => {
  const person = await inTheLobby(t, { STUN_SERVER_URL: relay.stun, TURN_SERVER_URL: `${relay.udp},${relay.tcp}` });
  await home.blockUdp(true);
  t.after(() => home.blockUdp(false));
  const { kind, words, steps } = await testsConnection(t, person, 'udp-blocked');
  assert.match(kind, /^(ready|audio-first)$/);
  assert.match(words, /ready for the call|call will work/);
  assert.equal(steps.relay.state, 'poor');
  assert.match(steps.relay.words, /over TCP/);
  assert.equal(steps.udp.state, 'failed');
  assert.match(steps.throughput.words, /Mbit\/s sending/);
});

test('UDP is blocked and there is no relay at that address: a call will not work, and it says why', { skip }, async (t) => {
  const turn = `turn:${network.address}:${WRONG_PORT}`;
  const person = await inTheLobby(t, { TURN_SERVER_URL: `${turn}?transport=udp,${turn}?transport=tcp` });
  await home.blockUdp(true);
  t.after(() => home.blockUdp(false));
  const { kind, reasons, words, steps } = await testsConnection(t, person, 'no-relay-no-udp');
  assert.equal(kind, 'will-not-work');
  assert.ok(reasons.includes('NO_UDP_NO_RELAY'), reasons.join());
  assert.match(words, /will not work/);
  assert.match(words, /there is no relay that could help/);
  assert.match(words, /Try mobile data or another Wi-Fi/);
  assert.equal(steps.relay.state, 'failed');
  assert.equal(steps.signaling.state, 'ok');
  assert.ok(await person.get('join-button').canBePressed(), 'one may try all the same');
});

test('UDP works but the relay cannot be reached: the details say so', { skip }, async (t) => {
  const turn = `turn:${network.address}:${WRONG_PORT}`;
  const person = await inTheLobby(t, {
    STUN_SERVER_URL: relay.stun,
    TURN_SERVER_URL: `${turn}?transport=udp,${turn}?transport=tcp`,
  });
  await network.translateAddresses(true);
  t.after(() => network.translateAddresses(false));
  const { kind, reasons, steps } = await testsConnection(t, person, 'no-relay');
  assert.equal(kind, 'ready');
  assert.equal(steps.udp.state, 'ok');
  assert.equal(steps.relay.state, 'failed');
  assert.match(steps.relay.words, /relay cannot be reached from this network/);
  assert.ok(reasons.includes('RELAY_UNREACHABLE'), reasons.join());
});

test(`a line that loses ${LOSS_PERCENT} % each way: voice first, because of the losses`, { skip }, async (t) => {
  const person = await inTheLobby(t, { STUN_SERVER_URL: relay.stun, TURN_SERVER_URL: relay.udp });
  await home.lose(LOSS_PERCENT);
  t.after(() => home.lose(0));
  const { kind, reasons, words, steps } = await testsConnection(t, person, 'losses');
  assert.equal(kind, 'audio-first');
  assert.ok(reasons.includes('LOSS_HIGH'), reasons.join());
  assert.match(words, /voice first/);
  assert.equal(steps.loss.state, 'poor');
});

test('a relay that does not lead back to itself: the server is measured with instead', { skip }, async (t) => {
  await relay.stop();
  relay = await Relay.start(network, [`--denied-peer-ip=${network.address}`]);
  const person = await inTheLobby(t, { STUN_SERVER_URL: relay.stun, TURN_SERVER_URL: relay.udp });
  const { kind, steps } = await testsConnection(t, person, 'no-loop');
  assert.equal(kind, 'ready');
  assert.equal(steps.relay.state, 'ok');
  assert.equal(steps.loss.state, 'not-tested');
  assert.match(steps.throughput.words, /Mbit\/s sending/);
});
