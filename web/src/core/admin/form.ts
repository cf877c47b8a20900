// A form: what was typed, what is wrong with it, and sending it. What was typed stays whatever the answer, and a refusal
// that is about a field stands with that field.
import type { RefusalCode } from '../../contract/codes';
import { SnapshotStore, type Model } from '../model';
import type { Refusal, Result } from '../result';

export type FieldProblem = 'required' | 'not-an-email' | 'not-a-time' | 'too-short' | 'too-long' | RefusalCode;
export type Problems<Field extends string> = Readonly<Partial<Record<Field, FieldProblem>>>;
export type Draft<Field extends string> = Readonly<Record<Field, string>>;

export interface FormSnapshot<Field extends string, Subject> {
  draft: Draft<Field>;
  /** The record that is changed, as last known; whatever else the fields are about. */
  subject: Subject;
  /** Of what was last tried to be sent; a field that is touched again has none. */
  problems: Problems<Field>;
  /** A refusal that is about no single field. */
  refusal: RefusalCode | undefined;
  saving: boolean;
  /** undefined while it is being sent. */
  change: ((field: Field, value: string) => void) | undefined;
  save: (() => void) | undefined;
}

export interface FormRules<Field extends string, Subject, Saved> {
  draft: Draft<Field>;
  subject: Subject;
  validate: (draft: Draft<Field>) => Problems<Field>;
  send: (draft: Draft<Field>, subject: Subject) => Promise<Result<Saved>>;
  /** The field a refusal is about. */
  fieldOf: (refusal: Refusal) => Field | undefined;
  /** After a refusal that says that somebody else changed the subject: the subject as it is now. */
  reload?: (subject: Subject) => Promise<Subject | undefined>;
  saved: (saved: Saved) => void;
}

/** The subject is not what we took it for. */
const CHANGED_MEANWHILE: ReadonlySet<RefusalCode> = new Set(['CONFLICT', 'ILLEGAL_STATUS_MOVE']);

const NONE = {};

export class Form<Field extends string, Subject = undefined, Saved = unknown>
  implements Model<FormSnapshot<Field, Subject>>
{
  private readonly store: SnapshotStore<FormSnapshot<Field, Subject>>;
  private draft: Draft<Field>;
  private subject: Subject;
  private problems: Problems<Field>;
  private refusal: RefusalCode | undefined;
  private saving = false;

  constructor(private readonly rules: FormRules<Field, Subject, Saved>) {
    this.draft = rules.draft;
    this.subject = rules.subject;
    this.problems = NONE as Problems<Field>;
    this.store = new SnapshotStore(this.describe());
  }

  readonly snapshot = (): FormSnapshot<Field, Subject> => this.store.snapshot();
  readonly subscribe = (listener: () => void): (() => void) => this.store.subscribe(listener);

  private readonly change = (field: Field, value: string): void => {
    this.draft = { ...this.draft, [field]: value };
    this.problems = Object.fromEntries(
      Object.entries(this.problems).filter(([name]) => name !== field),
    ) as Problems<Field>;
    this.changed();
  };

  private readonly save = (): void => {
    this.refusal = undefined;
    this.problems = this.rules.validate(this.draft);
    if (Object.keys(this.problems).length === 0) void this.send();
    this.changed();
  };

  private async send(): Promise<void> {
    this.saving = true;
    const answer = await this.rules.send(this.draft, this.subject);
    if (!answer.ok) await this.refused(answer.refusal);
    this.saving = false;
    this.changed();
    if (answer.ok) this.rules.saved(answer.value);
  }

  private async refused(refusal: Refusal): Promise<void> {
    if (CHANGED_MEANWHILE.has(refusal.code)) {
      this.subject = (await this.rules.reload?.(this.subject)) ?? this.subject;
    }
    const field = this.rules.fieldOf(refusal);
    if (field === undefined) this.refusal = refusal.code;
    else this.problems = { [field]: refusal.code } as Problems<Field>;
  }

  private changed(): void {
    this.store.set(this.describe());
  }

  private describe(): FormSnapshot<Field, Subject> {
    return {
      draft: this.draft,
      subject: this.subject,
      problems: this.problems,
      refusal: this.refusal,
      saving: this.saving,
      change: this.saving ? undefined : this.change,
      save: this.saving ? undefined : this.save,
    };
  }
}
