// Booking a session, and changing one.
import type { NewSession, PaymentStatus, SessionChange, SessionRow, SessionStatus, SessionType } from '../../contract/rest';
import type { Refusal } from '../result';
import type { AdminApi } from './admin_api';
import { Form, type Draft, type FormSnapshot, type Problems } from './form';
import { fromLocalInput, toLocalInput } from './local_time';

export type NewSessionField = 'clientId' | 'psychologistId' | ChangeField;
export type NewSessionForm = Form<NewSessionField, undefined, { id: string }>;
export type NewSessionSnapshot = FormSnapshot<NewSessionField, undefined>;

/** `date`: what a datetime-local input holds. */
export type ChangeField = 'date' | 'sessionType' | 'status' | 'paymentStatus';
export type ChangeSessionForm = Form<ChangeField, SessionRow, SessionRow>;
export type ChangeSessionSnapshot = FormSnapshot<ChangeField, SessionRow>;

/** `now`: milliseconds; the form begins at the next whole hour. */
export function makeNewSessionForm(api: AdminApi, now: number, saved: (made: { id: string }) => void): NewSessionForm {
  return new Form({
    draft: {
      clientId: '',
      psychologistId: '',
      date: toLocalInput(nextHour(now)),
      sessionType: 'Individual',
      status: 'Confirmed',
      paymentStatus: 'Pending',
    },
    subject: undefined,
    validate: (draft) => ({ ...missing(draft, ['clientId', 'psychologistId']), ...wrongDate(draft.date) }),
    send: (draft) => api.createSession(newSession(draft)),
    fieldOf: newSessionFieldOf,
    saved,
  });
}

export function makeChangeSessionForm(
  api: AdminApi,
  session: SessionRow,
  saved: (session: SessionRow) => void,
): ChangeSessionForm {
  return new Form({
    draft: {
      date: toLocalInput(session.sessionDate),
      sessionType: session.sessionType,
      status: session.status,
      paymentStatus: session.paymentStatus,
    },
    subject: session,
    validate: (draft) => wrongDate(draft.date),
    send: async (draft, subject) => {
      const change = differences(draft, subject);
      if (Object.keys(change).length === 0) return { ok: true, value: subject };
      const answer = await api.changeSession(subject.id, change);
      if (!answer.ok) return answer;
      const fresh = await api.session(subject.id);
      // It is changed; that its new face did not come is no failure of the change.
      return { ok: true, value: fresh.ok ? fresh.value : { ...subject, ...change } };
    },
    fieldOf: changeFieldOf,
    reload: async (subject) => {
      const fresh = await api.session(subject.id);
      return fresh.ok ? fresh.value : undefined;
    },
    saved,
  });
}

const HOUR_MS = 3_600_000;

function nextHour(now: number): string {
  return new Date(Math.ceil(now / HOUR_MS) * HOUR_MS).toISOString();
}

function missing<Field extends string>(draft: Draft<Field>, fields: readonly Field[]): Problems<Field> {
  const empty = fields.filter((field) => draft[field].trim() === '');
  return Object.fromEntries(empty.map((field) => [field, 'required'])) as Problems<Field>;
}

function wrongDate(date: string): Problems<'date'> {
  if (date === '') return { date: 'required' };
  return fromLocalInput(date) === undefined ? { date: 'not-a-time' } : {};
}

// The values come from selects that hold nothing else; the date has been validated.
function newSession(draft: Draft<NewSessionField>): NewSession {
  return {
    clientId: draft.clientId,
    psychologistId: draft.psychologistId,
    sessionDate: fromLocalInput(draft.date) ?? '',
    sessionType: draft.sessionType as SessionType,
    status: draft.status as SessionStatus,
    paymentStatus: draft.paymentStatus as PaymentStatus,
  };
}

// Only what was changed is sent, so that two administrators who change different things do not undo each other. The
// input has minutes: seconds of the old date that were not touched are no difference.
function differences(draft: Draft<ChangeField>, session: SessionRow): SessionChange {
  const date = draft.date === toLocalInput(session.sessionDate) ? undefined : fromLocalInput(draft.date);
  return {
    ...(date !== undefined && { sessionDate: date }),
    ...(draft.sessionType !== session.sessionType && { sessionType: draft.sessionType as SessionType }),
    ...(draft.status !== session.status && { status: draft.status as SessionStatus }),
    ...(draft.paymentStatus !== session.paymentStatus && { paymentStatus: draft.paymentStatus as PaymentStatus }),
  };
}

const CHANGE_FIELDS: Readonly<Partial<Record<string, ChangeField>>> = {
  sessionDate: 'date',
  sessionType: 'sessionType',
  status: 'status',
  paymentStatus: 'paymentStatus',
};

function changeFieldOf({ code, field }: Refusal): ChangeField | undefined {
  if (code === 'ILLEGAL_STATUS_MOVE') return 'status';
  return field === undefined ? undefined : CHANGE_FIELDS[field];
}

function newSessionFieldOf(refusal: Refusal): NewSessionField | undefined {
  if (refusal.code === 'CLIENT_NOT_FOUND' || refusal.field === 'clientId') return 'clientId';
  if (refusal.code === 'PSYCHOLOGIST_NOT_FOUND' || refusal.field === 'psychologistId') return 'psychologistId';
  return changeFieldOf(refusal);
}
