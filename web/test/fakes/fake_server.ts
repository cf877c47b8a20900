// A server that answers from a script: by method and path, the newest answer for good, or one after another.
import type { Requests } from '../../src/core/requests';
import type { Refusal, Result } from '../../src/core/result';

export interface Asked {
  method: string;
  path: string;
  body: unknown;
}

type Answer = Result<unknown>;

export class FakeServer implements Requests {
  readonly asked: Asked[] = [];
  private readonly answers = new Map<string, Answer[]>();
  private gate: Promise<void> | undefined;

  /** `route`: method and path without its query. Several answers are given in turn, the last one for ever. */
  on(route: string, ...answers: Answer[]): this {
    this.answers.set(route, answers);
    return this;
  }

  async request<T>(method: 'GET' | 'POST' | 'PATCH', path: string, body?: unknown): Promise<Result<T>> {
    this.asked.push({ method, path, body });
    const queue = this.answers.get(`${method} ${path.split('?')[0] ?? ''}`);
    const answer = queue && (queue.length > 1 ? queue.shift() : queue[0]);
    if (this.gate) await this.gate;
    if (!answer) throw new Error(`nothing scripted for ${method} ${path}`);
    return answer as Result<T>;
  }

  /** Answers are held back until the returned function is called. */
  hold(): () => void {
    let release = (): void => {};
    this.gate = new Promise((resolve) => {
      release = resolve;
    });
    return () => {
      this.gate = undefined;
      release();
    };
  }

  count(route: string): number {
    return this.asked.filter(({ method, path }) => `${method} ${path.split('?')[0] ?? ''}` === route).length;
  }

  last(): Asked {
    return this.asked.at(-1)!;
  }
}

export function good(value: unknown): Answer {
  return { ok: true, value };
}

export function bad(code: Refusal['code'], rest: Omit<Refusal, 'code'> = {}): Answer {
  return { ok: false, refusal: { code, ...rest } };
}
