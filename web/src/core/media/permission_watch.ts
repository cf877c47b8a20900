// What the browser says about the permissions for camera and microphone (W3C Permissions). Not every browser knows these
// names, and Firefox says 'prompt' while it holds a permission for this visit only: it is a hint, never an answer.
import { PERMISSION_NAME, type PermissionStatusPort, type QueryPermission } from './environment';
import type { MediaKind } from './types';

export class PermissionWatch {
  private readonly statuses: Partial<Record<MediaKind, PermissionStatusPort>> = {};
  private readonly granted = new Set<MediaKind>();

  constructor(
    private readonly query: QueryPermission | undefined,
    private readonly changed: (kind: MediaKind) => void,
  ) {}

  /** undefined: the browser does not tell. */
  state(kind: MediaKind): PermissionState | undefined {
    return this.statuses[kind]?.state;
  }

  /** It was granted by the browser's own word, and is no longer: the person has taken it back. */
  takenBack(kind: MediaKind): boolean {
    const state = this.state(kind);
    return state === 'denied' || (state === 'prompt' && this.granted.has(kind));
  }

  async refresh(): Promise<void> {
    await Promise.all([this.refreshOne('audio'), this.refreshOne('video')]);
  }

  private async refreshOne(kind: MediaKind): Promise<void> {
    if (!this.query) return;
    try {
      const status = await this.query(PERMISSION_NAME[kind]);
      // Some browsers give a new object for each question, others always the same: one listener is enough.
      if (this.statuses[kind] === undefined) {
        status.addEventListener('change', () => {
          void this.refreshOne(kind).then(() => {
            this.changed(kind);
          });
        });
      }
      this.statuses[kind] = status;
      if (status.state === 'granted') this.granted.add(kind);
    } catch {
      // A TypeError: the browser does not know the name.
    }
  }
}
