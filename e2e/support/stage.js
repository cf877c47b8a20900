// A server, two browsers and two people with an appointment: what every test begins with.
import { launch } from './browsers/index.js';
import { Person } from './person.js';
import { Server } from './server.js';

export class Stage {
  /**
   * @param {{client?: string, psychologist?: string, settings?: object, network?: Network}} [options] which browser each
   *   of them has; settings of the server; the network to put the three into, each in their place
   */
  static async open({ client = 'chromium', psychologist = 'chromium', settings, network } = {}) {
    const stage = new Stage();
    stage.server = await Server.start(settings, network);
    const launchAt = (name, home) =>
      launch(name, network && { namespace: home.namespace, insecureOrigin: stage.server.origin });
    [stage.clientBrowser, stage.psychologistBrowser] = await Promise.all([
      launchAt(client, network?.client),
      launchAt(psychologist, network?.psychologist),
    ]);
    stage.client = await stage.server.addUser('Client Example', 'client');
    stage.psychologist = await stage.server.addUser('Psychologist Example', 'psychologist');
    return stage;
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
