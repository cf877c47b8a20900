// A server, two browsers and two people with an appointment: what every test begins with.
import { launch, Person } from './person.js';
import { Server } from './server.js';

export class Stage {
  static async open(settings) {
    const stage = new Stage();
    [stage.server, stage.clientBrowser, stage.psychologistBrowser] = await Promise.all([
      Server.start(settings),
      launch(),
      launch(),
    ]);
    stage.client = await stage.server.addUser('Client Example', 'client');
    stage.psychologist = await stage.server.addUser('Psychologist Example', 'psychologist');
    return stage;
  }

  book(options) {
    return this.server.addSession(this.client, this.psychologist, options);
  }

  openClient(session, query, viewport) {
    return Person.open(this.clientBrowser, this.server.link(session, this.client, query), viewport);
  }

  openPsychologist(session, query, viewport) {
    return Person.open(this.psychologistBrowser, this.server.link(session, this.psychologist, query), viewport);
  }

  /** Both in the room, both seeing each other. */
  async call(session, query) {
    const [client, psychologist] = await Promise.all([
      this.openClient(session, query),
      this.openPsychologist(session, query),
    ]);
    await client.join();
    await psychologist.join();
    await Promise.all([client.sees('connected'), psychologist.sees('connected')]);
    await Promise.all([client.seesFrames(), psychologist.seesFrames()]);
    return { client, psychologist };
  }

  async close() {
    await Promise.all([this.clientBrowser.close(), this.psychologistBrowser.close()]);
    await this.server.stop();
  }
}
