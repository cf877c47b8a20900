// Where the call is heard. The choice is used by whoever plays sound (setSinkId); the model only keeps it.
import type { DeviceList } from './device_list';
import type { MediaEnvironment } from './environment';
import { DEFAULT_ID, findDevice } from './listing';
import { RememberedDevice } from './remembered_device';
import type { DeviceChoice, SpeakerSnapshot } from './types';

export class Speaker {
  private readonly remembered: RememberedDevice;
  private playing = false;

  constructor(
    private readonly environment: Pick<MediaEnvironment, 'preferences' | 'playTestSound' | 'speakerChoice'>,
    private readonly list: DeviceList,
    private readonly changed: () => void,
  ) {
    this.remembered = new RememberedDevice(environment.preferences, 'speaker');
  }

  describe(): SpeakerSnapshot {
    const { speakerChoice } = this.environment;
    const choices = speakerChoice ? this.choices() : [];
    return {
      choices,
      // One that is unplugged is no choice: elements that play would fall silent instead of using the system's default.
      chosen: speakerChoice ? this.chosen() : undefined,
      choose: choices.length > 0 ? this.choose : undefined,
      test: this.playing ? undefined : this.test,
    };
  }

  private chosen(): string | undefined {
    return findDevice(this.choices(), this.remembered.get())?.id;
  }

  private choices(): DeviceChoice[] {
    return this.list.current.choices('audiooutput');
  }

  private readonly choose = (id: string): void => {
    const choice = this.choices().find((listed) => listed.id === id);
    if (choice === undefined) return;
    this.remembered.set(id === DEFAULT_ID ? undefined : choice);
    this.changed();
  };

  private readonly test = (): void => {
    if (this.playing) return;
    this.playing = true;
    this.changed();
    const over = (): void => {
      this.playing = false;
      this.changed();
    };
    // A sound that cannot be played is not heard, and that is what the person is asked; then the button is there again.
    void this.environment.playTestSound(this.describe().chosen ?? '').then(over, over);
  };
}
