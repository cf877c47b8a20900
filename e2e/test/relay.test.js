// A firewall lets no UDP through between the two: only the relay can carry the call.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Network } from '../support/network.js';
import { Relay, RELAY_SECRET } from '../support/relay.js';
import { Stage } from '../support/stage.js';

/** Seconds of the relayed call that are watched: one that relays badly stalls after a frame or two. */
const WATCHED = 4;

const skip = await Network.unavailable();
let network;
let relay;
let stage;

before(async () => {
  if (skip) return;
  network = await Network.open();
  await network.blockUdpBetweenHomes();
  relay = await Relay.start(network);
  stage = await Stage.open({ network, settings: { TURN_SERVER_URL: relay.udp, TURN_SECRET: RELAY_SECRET } });
});
after(async () => {
  await stage?.close();
  await relay?.stop();
  network?.close();
});

test('a call that nothing but the relay can carry', { skip }, async (t) => {
  const { client, psychologist } = await stage.call(await stage.book());
  await Promise.all([client.hears(), psychologist.hears()]);
  const watched = await Promise.all([client.watchSeconds(WATCHED), psychologist.watchSeconds(WATCHED)]);
  for (const seconds of watched) {
    assert.ok(seconds.every(({ frames }) => frames > 0), `frames in every second: ${JSON.stringify(seconds)}`);
  }
  const { localCandidateType, remoteCandidateType } = (await client.stats()).peers[0];
  t.diagnostic(`the client's pair: ${localCandidateType} to ${remoteCandidateType}`);
  assert.ok([localCandidateType, remoteCandidateType].includes('relay'), `${localCandidateType} to ${remoteCandidateType}`);
  await psychologist.end();
  await Promise.all([client.sees('ended'), psychologist.sees('ended')]);
  await client.close();
  await psychologist.close();
});
