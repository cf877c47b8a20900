// A server, two browsers and two people with an appointment: what every test begins with.
import { launch } from './browsers/index.js';
import { Person } from './person.js';
import { Server } from './server.js';

export class Stage {
  /**
   * @param {{client?: string, psychologist?: string, settings?: object}} [options] which browser each of them has, and
   *   settings of the server
   */
  static async open({ client = 'chromium', psychologist = 'chromium', settings } = {}) {
    const stage = new Stage();
    [stage.server, stage.clientBrowser, stage.psychologistBrowser] = await Promise.all([
      Server.start(settings),
      launch(client),
      launch(psychologist),
    ]);
    await stage.invite();
    return stage;
  }

  async invite() {
    this.client = await this.server.addUser('Client Example', 'client');
    this.psychologist = await this.server.addUser('Psychologist Example', 'psychologist');
  }

  book(options) {
    return this.server.addSession(this.client, this.psychologist, options);
  }

  openClient(session, { query, ...options } = {}) {
    return Person.open(this.clientBrowser, this.server.link(session, this.client, query), options);
  }

  openPsychologist(session, { query, ...options } = {}) {
    return Person.open(this.psychologistBrowser, this.server.link(session, this.psychologist, query), options);
  }

  /** Both in the room, both seeing each other. */
  async call(session, options) {
    const [client, psychologist] = await Promise.all([
      this.openClient(session, options),
      this.openPsychologist(session, options),
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
