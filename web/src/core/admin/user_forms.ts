// Making a user, and changing one.
import type { NewUser, User, UserRole } from '../../contract/rest';
import type { Refusal } from '../result';
import type { AdminApi } from './admin_api';
import { Form, type Draft, type FieldProblem, type FormSnapshot, type Problems } from './form';

export type UserField = 'name' | 'email' | 'role' | 'password';
/** The subject is the user who is changed; undefined for a new one. */
export type UserForm = Form<UserField, User | undefined, User>;
export type UserFormSnapshot = FormSnapshot<UserField, User | undefined>;

// The server's bounds (contract/openapi.yaml, NewUser).
const MAX_NAME = 200;
const MAX_EMAIL = 254;
export const MIN_PASSWORD = 8;
const MAX_PASSWORD = 1024;

export function makeNewUserForm(api: AdminApi, saved: (user: User) => void): UserForm {
  return new Form<UserField, User | undefined, User>({
    draft: { name: '', email: '', role: 'client', password: '' },
    subject: undefined,
    validate,
    send: ({ name, email, role, password }) =>
      api.createUser({
        name: name.trim(),
        email: email.trim(),
        role: role as UserRole,
        ...(password !== '' && { password }),
      }),
    fieldOf,
    saved,
  });
}

export function makeChangeUserForm(api: AdminApi, user: User, saved: (user: User) => void): UserForm {
  return new Form<UserField, User | undefined, User>({
    draft: { name: user.name, email: user.email ?? '', role: user.role, password: '' },
    subject: user,
    validate,
    send: async (draft) => {
      const change = differences(draft, user);
      return Object.keys(change).length === 0 ? { ok: true, value: user } : api.changeUser(user.id, change);
    },
    fieldOf,
    saved,
  });
}

function validate({ name, email, password }: Draft<UserField>): Problems<UserField> {
  const problems: Record<string, FieldProblem | undefined> = {
    name: wrongName(name.trim()),
    email: wrongEmail(email.trim()),
    password: wrongPassword(password),
  };
  return Object.fromEntries(Object.entries(problems).filter(([, problem]) => problem !== undefined));
}

function wrongName(name: string): FieldProblem | undefined {
  if (name === '') return 'required';
  return name.length > MAX_NAME ? 'too-long' : undefined;
}

// Enough to catch a slip of the hand; whether the address exists only a letter to it can tell.
const LIKE_AN_EMAIL = /^[^\s@]+@[^\s@]+$/;

function wrongEmail(email: string): FieldProblem | undefined {
  if (email === '') return 'required';
  if (email.length > MAX_EMAIL) return 'too-long';
  return LIKE_AN_EMAIL.test(email) ? undefined : 'not-an-email';
}

/** Empty is fine: none, or the old one. */
function wrongPassword(password: string): FieldProblem | undefined {
  if (password === '') return undefined;
  if (password.length < MIN_PASSWORD) return 'too-short';
  return password.length > MAX_PASSWORD ? 'too-long' : undefined;
}

function differences(draft: Draft<UserField>, user: User): Partial<NewUser> {
  const name = draft.name.trim();
  const email = draft.email.trim();
  return {
    ...(name !== user.name && { name }),
    ...(email !== user.email && { email }),
    ...(draft.role !== user.role && { role: draft.role as UserRole }),
    ...(draft.password !== '' && { password: draft.password }),
  };
}

const FIELDS: ReadonlySet<string> = new Set<UserField>(['name', 'email', 'role', 'password']);

function fieldOf({ code, field }: Refusal): UserField | undefined {
  if (code === 'EMAIL_TAKEN') return 'email';
  return field !== undefined && FIELDS.has(field) ? (field as UserField) : undefined;
}
